package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// SendBackInput is what a reviewer wants done again.
type SendBackInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is the one that was on the screen; where the head says something else
	// in one of the paragraphs the answer is errs.Conflict.
	Revision int64
	// Source is the revision of the source that was on the screen; 0 means its head. A
	// verdict on one that is no longer the head holds for paragraphs that are the same.
	Source int64
	Keys   []models.Key
	// Comment says why. It is required, and kept on each of the paragraphs, for whoever
	// is to do the version, or else saved its head.
	Comment string
}

// SendBack keeps a reviewer's verdict that paragraphs of a version are to be done again,
// in place of one before; see [AcceptUnit] for those that are right. It needs the right
// to approve; a paragraph that neither the version nor its source has is errs.Invalid.
func (n *Newsroom) SendBack(ctx context.Context, by Actor, in SendBackInput) error {
	return n.write(ctx, "cms.SendBack", by, func(w *work) error {
		a, err := w.commentable(ctx, in.ArticleID, in.Locale)
		if err != nil {
			return err
		}
		if err := w.allow(rights.Approve, a, in.Locale); err != nil {
			return err
		}
		if err := checkSendBack(&in); err != nil {
			return err
		}
		t, err := w.Translation(ctx, a.ID, in.Locale)
		if err != nil {
			return err
		}
		list, err := w.judged(ctx, a, t, in)
		if err != nil {
			return err
		}
		if err := w.judge(ctx, a, t, list); err != nil {
			return err
		}
		return w.saySentBack(ctx, a, t, in)
	})
}

// checkSendBack refuses what says nothing, or is about nothing.
func checkSendBack(in *SendBackInput) error {
	in.Comment = plainNote(in.Comment)
	in.Keys = slices.Clone(in.Keys)
	slices.Sort(in.Keys)
	in.Keys = slices.Compact(in.Keys)
	switch {
	case len(in.Keys) == 0:
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	case in.Comment == "":
		return errs.New("cms", errs.Invalid, "error.verdict_comment", nil)
	}
	return nil
}

// judged returns the verdicts on what is sent back. A version without words is
// errs.NotFound.
func (w *work) judged(ctx context.Context, a *models.Article, t *models.Translation, in SendBackInput) ([]models.Verdict, error) {
	if t == nil || t.HeadID == nil {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	head, err := w.sourceHead(ctx, a, in.Locale)
	if err != nil {
		return nil, err
	}
	seen, source, err := w.seen(ctx, t, head, in.Revision, in.Source)
	if err != nil {
		return nil, err
	}
	then, now, originals := unitsOf(seen), unitsOf(t.Head), unitsOf(source)
	list := make([]models.Verdict, len(in.Keys))
	for i, key := range in.Keys {
		was, is, original := then[key], now[key], originals[key]
		switch {
		case (was == nil) != (is == nil), was != nil && was.Words() != is.Words():
			return nil, changedMeanwhile()
		case is == nil && original == nil:
			return nil, errs.New("cms", errs.Invalid, "error.paragraph_gone", nil)
		}
		list[i] = w.verdict(t, models.Returned, key, original, is)
	}
	return list, nil
}

// verdict is the actor's word on a unit as it stands in two texts.
func (w *work) verdict(t *models.Translation, kind models.VerdictKind, key models.Key, original, is *models.Block) models.Verdict {
	texts := checks.Fingerprint(original, is)
	return models.Verdict{TranslationID: t.ID, BlockKey: key, Fingerprint: texts[:], Kind: kind, UserID: w.by.UserID, CreatedAt: w.now}
}

// judge keeps verdicts of one kind. What was judged just so before is left as it is.
func (w *work) judge(ctx context.Context, a *models.Article, t *models.Translation, list []models.Verdict) error {
	before, err := w.Verdicts(ctx, t.ID)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(v models.Verdict) bool {
		return slices.ContainsFunc(before, func(b models.Verdict) bool {
			return b.BlockKey == v.BlockKey && b.Kind == v.Kind && slices.Equal(b.Fingerprint, v.Fingerprint)
		})
	})
	if len(list) == 0 {
		return nil
	}
	if err := w.SetVerdicts(ctx, list); err != nil {
		return err
	}
	keys := make([]models.Key, len(list))
	for i := range list {
		keys[i] = list[i].BlockKey
	}
	return w.sayJudged(ctx, a, t, string(list[0].Kind), keys)
}

// NoVerdict is what the journal calls a verdict that was taken back.
const NoVerdict = "none"

func (w *work) sayJudged(ctx context.Context, a *models.Article, t *models.Translation, verdict string, keys []models.Key) error {
	data := map[string]any{"verdict": verdict, "keys": keys, "revision": headID(t)}
	return w.event(ctx, models.TranslationJudged, a.ID, t.Locale, data)
}

// saySentBack keeps why paragraphs were sent back, for whoever is to do them.
func (w *work) saySentBack(ctx context.Context, a *models.Article, t *models.Translation, in SendBackInput) error {
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

// judgeUnits keeps what a reviewer's edits say of units: that they are right, or nothing
// any more.
func (w *work) judgeUnits(ctx context.Context, a *models.Article, v editable, edits []UnitEdit) error {
	t := v.translation
	var accepted []models.Verdict
	var open []models.Key
	now := unitsOf(t.Head)
	for i := range edits {
		e := &edits[i]
		if e.Do != AcceptUnit && e.Do != ReopenUnit {
			continue
		}
		// Of several the last counts.
		accepted = slices.DeleteFunc(accepted, func(v models.Verdict) bool { return v.BlockKey == e.Key })
		open = slices.DeleteFunc(open, func(key models.Key) bool { return key == e.Key })
		if e.Do == ReopenUnit {
			open = append(open, e.Key)
			continue
		}
		source, err := w.sourceSeen(ctx, v.source, e.Source)
		if err != nil {
			return err
		}
		if !says(now[e.Key]) {
			return errs.New("cms", errs.Invalid, "error.paragraph_gone", nil)
		}
		accepted = append(accepted, w.verdict(t, models.Accepted, e.Key, unitIn(source, e.Key), now[e.Key]))
	}
	if len(accepted)+len(open) == 0 {
		return nil
	}
	if err := w.allow(rights.Approve, a, t.Locale); err != nil {
		return err
	}
	if err := w.judge(ctx, a, t, accepted); err != nil || len(open) == 0 {
		return err
	}
	if n, err := w.DeleteVerdicts(ctx, t.ID, open); err != nil || n == 0 {
		return err
	}
	return w.sayJudged(ctx, a, t, NoVerdict, open)
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

// verdictsOn returns what reviewers made of the paragraphs of a version beside a revision
// of its source (null: none), by their keys.
func verdictsOn(ctx context.Context, r store.Reader, t *models.Translation, source *models.Revision) (map[models.Key]VerdictState, error) {
	if t == nil {
		return nil, nil
	}
	list, err := r.Verdicts(ctx, t.ID)
	if err != nil || len(list) == 0 {
		return nil, err
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
	return states, err
}

// holds reports whether a verdict was given on these texts.
func holds(fingerprint []byte, source, target *models.Block) bool {
	texts := checks.Fingerprint(source, target)
	return slices.Equal(fingerprint, texts[:])
}
