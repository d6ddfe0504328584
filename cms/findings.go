package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Findings returns what the checks find in the head of a version beside the head
// of its source, dismissed findings included. It needs the right to read drafts.
func (n *Newsroom) Findings(ctx context.Context, by Actor, id int64, l locale.Tag) ([]checks.Finding, error) {
	const op = "cms.Findings"
	r := n.store.Read()
	t, err := n.readVersion(ctx, r, by, id, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	a, err := r.Article(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	source, err := sourceHead(ctx, r, a, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	found, err := n.findings(ctx, r, a, t, source)
	return found, errs.Wrap(op, err)
}

// beside is the head of a version with a revision of its source to hold it against;
// null where there is none.
type beside struct {
	version *models.Translation
	source  *models.Revision
}

// findings runs the checks on the head of a version beside a revision of its
// source (null: none) and marks what people have dismissed. Where units are named it
// looks at no others.
func (n *Newsroom) findings(ctx context.Context, r store.Reader, a *models.Article, t *models.Translation, source *models.Revision, only ...models.Key) ([]checks.Finding, error) {
	all, err := n.findingsOf(ctx, r, a, []beside{{t, source}}, only...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// findingsOf is findings for many versions of an article, with as many questions as
// for one.
func (n *Newsroom) findingsOf(ctx context.Context, r store.Reader, a *models.Article, versions []beside, only ...models.Key) ([][]checks.Finding, error) {
	described, err := describedMedia(ctx, r, versions)
	if err != nil {
		return nil, err
	}
	var failed error
	hasVersion := func(id int64, l locale.Tag) bool {
		other, err := r.Translation(ctx, id, l)
		if err != nil {
			failed = err
		}
		return other != nil
	}
	found := make([][]checks.Finding, len(versions))
	var ids []int64
	for i, v := range versions {
		in := checks.Input{Target: &v.version.Head.Content, Only: only, Among: n.locales.All(), HasVersion: hasVersion}
		in.To, _ = locale.Lookup(v.version.Locale)
		if v.source != nil {
			in.Source = &v.source.Content
			in.From, _ = locale.Lookup(a.SourceLocale)
		}
		in.Described = func(url string) bool { return described[url][v.version.Locale] }
		if found[i] = checks.Run(in); len(found[i]) > 0 {
			ids = append(ids, v.version.ID)
		}
	}
	if failed != nil || len(ids) == 0 {
		return found, failed
	}
	dismissed, err := r.Dismissals(ctx, ids)
	for i, v := range versions {
		for j := range found[i] {
			f := &found[i][j]
			f.Dismissed = slices.ContainsFunc(dismissed, func(d models.Dismissal) bool {
				return d.TranslationID == v.version.ID && d.Check == f.Check && d.BlockKey == f.Key && slices.Equal(d.Fingerprint, f.Fingerprint[:])
			})
		}
	}
	return found, err
}

// describedMedia says in which languages the library describes the pictures of the
// versions, by their addresses.
func describedMedia(ctx context.Context, r store.Reader, versions []beside) (map[string]map[locale.Tag]bool, error) {
	var ids []int64
	for _, v := range versions {
		ids = append(ids, text.Media(v.version.Head.Content.Body)...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	slices.Sort(ids)
	list, err := r.MediaByID(ctx, slices.Compact(ids))
	described := map[string]map[locale.Tag]bool{}
	for i := range list {
		in := map[locale.Tag]bool{}
		for _, v := range versions {
			in[v.version.Locale] = textOf(&list[i], v.version.Locale).Alt != ""
		}
		described[text.MediumURL(list[i].ID)] = in
	}
	return described, err
}

// DismissInput says that a finding is none, or takes that back.
type DismissInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision and Source are those that were on the screen; where the unit says
	// something else by now, in either language, the answer is errs.Conflict. A Source
	// of 0 means its head.
	Revision, Source int64
	// Check and Key name the finding.
	Check string
	Key   models.Key
	// Reason is required of a dismissal; it goes into the journal.
	Reason string
}

// DismissFinding keeps a person's word that what a check finds in a unit is no
// fault. It holds until either text changes. It needs the right to edit the
// version; a finding that there is not is errs.NotFound.
func (n *Newsroom) DismissFinding(ctx context.Context, by Actor, in DismissInput) error {
	return n.write(ctx, "cms.DismissFinding", by, func(w *work) error {
		a, t, f, err := w.found(ctx, in)
		if err != nil {
			return err
		}
		reason := plainLine(in.Reason)
		if reason == "" {
			return errs.New("cms", errs.Invalid, "error.reason_required", nil)
		}
		if f.Dismissed {
			return nil
		}
		return w.dismiss(ctx, a, t, f, reason)
	})
}

// RestoreFinding takes a dismissal back, whoever it is of. It needs the right to edit
// the version; a finding that there is not is errs.NotFound.
func (n *Newsroom) RestoreFinding(ctx context.Context, by Actor, in DismissInput) error {
	return n.write(ctx, "cms.RestoreFinding", by, func(w *work) error {
		a, t, f, err := w.found(ctx, in)
		if err != nil || !f.Dismissed {
			return err
		}
		if err := w.DeleteDismissal(ctx, t.ID, f.Check, f.Key, f.Fingerprint[:]); err != nil {
			return err
		}
		data := map[string]any{"check": f.Check, "block": f.Key, "revision": headID(t)}
		return w.event(ctx, models.FindingRestored, a.ID, t.Locale, data)
	})
}

// found returns the finding that somebody speaks of, as it was on their screen and is.
func (w *work) found(ctx context.Context, in DismissInput) (*models.Article, *models.Translation, *checks.Finding, error) {
	a, err := w.lockedArticle(ctx, in.ArticleID)
	if err != nil {
		return nil, nil, nil, err
	}
	if err := w.allow(rights.Edit(a, in.Locale), a, in.Locale); err != nil {
		return nil, nil, nil, err
	}
	t, err := w.Translation(ctx, a.ID, in.Locale)
	if err != nil {
		return nil, nil, nil, err
	}
	if t == nil || t.HeadID == nil {
		return nil, nil, nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	f, err := w.foundIn(ctx, a, t, in)
	return a, t, f, err
}

func (w *work) foundIn(ctx context.Context, a *models.Article, t *models.Translation, in DismissInput) (*checks.Finding, error) {
	source, err := w.sourceHead(ctx, a, in.Locale)
	if err != nil {
		return nil, err
	}
	seen, original, err := w.seen(ctx, t, source, in.Revision, in.Source)
	if err != nil {
		return nil, err
	}
	if checks.FingerprintOf(wordsOf(original), wordsOf(seen), in.Key) != checks.FingerprintOf(wordsOf(source), wordsOf(t.Head), in.Key) {
		return nil, changedMeanwhile()
	}
	list, err := w.n.findings(ctx, w.Reader, a, t, source, in.Key)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(f checks.Finding) bool { return f.Check == in.Check })
	if i < 0 {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return &list[i], nil
}

// wordsOf is what a revision says; null of null.
func wordsOf(rev *models.Revision) *models.Content {
	if rev == nil {
		return nil
	}
	return &rev.Content
}

func (w *work) dismiss(ctx context.Context, a *models.Article, t *models.Translation, f *checks.Finding, reason string) error {
	err := w.CreateDismissal(ctx, &models.Dismissal{
		TranslationID: t.ID, Check: f.Check, BlockKey: f.Key, Fingerprint: f.Fingerprint[:], Reason: reason,
		UserID: w.by.UserID, CreatedAt: w.now,
	})
	if err != nil {
		return err
	}
	data := map[string]any{"check": f.Check, "block": f.Key, "revision": headID(t), "reason": reason}
	return w.event(ctx, models.FindingDismissed, a.ID, t.Locale, data)
}
