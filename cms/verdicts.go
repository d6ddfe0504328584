package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// JudgeInput is what a reviewer makes of paragraphs of a version.
type JudgeInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is the one that was on the screen; where the head says something else
	// in one of the paragraphs the answer is errs.Conflict.
	Revision int64
	// Source is the revision of the source that was on the screen; 0 means its head. A
	// verdict on one that is no longer the head holds for paragraphs that are the same.
	Source  int64
	Keys    []models.Key
	Verdict models.VerdictKind
	// Comment says why. It is required of what is returned, and kept on each of the
	// paragraphs, for whoever is to do the version, or else saved its head.
	Comment string
}

// Judge keeps a reviewer's verdict on paragraphs, in place of one before. It needs the
// right to approve; a paragraph that neither the version nor its source has is
// errs.Invalid.
func (n *Newsroom) Judge(ctx context.Context, by Actor, in JudgeInput) error {
	return n.write(ctx, "cms.Judge", by, func(w *work) error {
		a, err := w.commentable(ctx, in.ArticleID, in.Locale)
		if err != nil {
			return err
		}
		if err := w.allow(rights.Approve, a, in.Locale); err != nil {
			return err
		}
		if err := checkVerdict(&in); err != nil {
			return err
		}
		t, err := w.Translation(ctx, a.ID, in.Locale)
		if err != nil {
			return err
		}
		texts, err := w.judged(ctx, a, t, in)
		if err != nil {
			return err
		}
		return w.judge(ctx, a, t, in, texts)
	})
}

// checkVerdict refuses a verdict that is none, and one on nothing.
func checkVerdict(in *JudgeInput) error {
	in.Comment = plainNote(in.Comment)
	in.Keys = slices.Clone(in.Keys)
	slices.Sort(in.Keys)
	in.Keys = slices.Compact(in.Keys)
	switch {
	case !slices.Contains(models.VerdictKinds(), in.Verdict), len(in.Keys) == 0:
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	case in.Verdict == models.Returned && in.Comment == "":
		return errs.New("cms", errs.Invalid, "error.verdict_comment", nil)
	}
	return nil
}

// judged returns the fingerprints of what is judged, by its keys. A version without
// words is errs.NotFound.
func (w *work) judged(ctx context.Context, a *models.Article, t *models.Translation, in JudgeInput) (map[models.Key][]byte, error) {
	if t == nil || t.HeadID == nil {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	seen, source, err := w.seen(ctx, a, t, in.Revision, in.Source)
	if err != nil {
		return nil, err
	}
	then, now, originals := unitsOf(seen), unitsOf(t.Head), unitsOf(source)
	texts := map[models.Key][]byte{}
	for _, key := range in.Keys {
		was, is, original := then[key], now[key], originals[key]
		switch {
		case (was == nil) != (is == nil), was != nil && was.Words() != is.Words():
			return nil, changedMeanwhile()
		case is == nil && original == nil:
			return nil, errs.New("cms", errs.Invalid, "error.paragraph_gone", nil)
		}
		text := checks.Fingerprint(original, is)
		texts[key] = text[:]
	}
	return texts, nil
}

// judge writes verdicts with their fingerprints, and what they say.
func (w *work) judge(ctx context.Context, a *models.Article, t *models.Translation, in JudgeInput, texts map[models.Key][]byte) error {
	list := make([]models.Verdict, len(in.Keys))
	for i, key := range in.Keys {
		list[i] = models.Verdict{
			TranslationID: t.ID, BlockKey: key, Fingerprint: texts[key], Kind: in.Verdict, UserID: w.by.UserID, CreatedAt: w.now,
		}
	}
	if err := w.SetVerdicts(ctx, list); err != nil {
		return err
	}
	data := map[string]any{"verdict": in.Verdict, "keys": in.Keys, "revision": headID(t)}
	if err := w.event(ctx, models.TranslationJudged, a.ID, t.Locale, data); err != nil || in.Comment == "" {
		return err
	}
	who, _, err := w.responsible(ctx, a, t)
	if err != nil {
		return err
	}
	c := CommentInput{Locale: t.Locale, Text: in.Comment}
	if who != nil {
		c.Mention = []int64{who.ID}
	}
	for _, c.Key = range in.Keys {
		if _, err := w.comment(ctx, a, t, c); err != nil {
			return err
		}
	}
	return nil
}

// VerdictState is a reviewer's verdict on a paragraph.
type VerdictState struct {
	Kind models.VerdictKind
	// Holds is false where either text has changed since.
	Holds bool
	// By is whose verdict it is, empty for the program's; At is when it was given.
	By string
	At models.Instant
}

// Verdicts returns what reviewers made of the paragraphs of a version, by their keys.
// It needs the right to read drafts; a version without words is errs.NotFound.
func (n *Newsroom) Verdicts(ctx context.Context, by Actor, articleID int64, l locale.Tag) (map[models.Key]VerdictState, error) {
	const op = "cms.Verdicts"
	r := n.store.Read()
	t, err := n.readVersion(ctx, r, by, articleID, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := r.Verdicts(ctx, t.ID)
	if err != nil || len(list) == 0 {
		return nil, errs.Wrap(op, err)
	}
	a, err := r.Article(ctx, articleID)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	source, err := sourceHead(ctx, r, a, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var people []int64
	for i := range list {
		people = appendID(people, list[i].UserID)
	}
	names, err := r.UserNames(ctx, people)
	now, originals := unitsOf(t.Head), unitsOf(source)
	states := make(map[models.Key]VerdictState, len(list))
	for i := range list {
		v := &list[i]
		states[v.BlockKey] = VerdictState{
			Kind: v.Kind, Holds: holds(v.Fingerprint, originals[v.BlockKey], now[v.BlockKey]), By: valueOf(names, v.UserID), At: v.CreatedAt,
		}
	}
	return states, errs.Wrap(op, err)
}

// holds reports whether a verdict was given on these texts.
func holds(fingerprint []byte, source, target *models.Block) bool {
	texts := checks.Fingerprint(source, target)
	return slices.Equal(fingerprint, texts[:])
}
