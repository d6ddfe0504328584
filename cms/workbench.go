package cms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// WorkbenchQuery asks for a translation beside its source.
type WorkbenchQuery struct {
	ArticleID int64
	Locale    locale.Tag
	// Seen are the source revisions that were on the screen when somebody began to
	// work on units: what has changed there since is told even where nothing was ever
	// confirmed.
	Seen map[models.Key]int64
}

// Workbench is a translation beside its source, unit by unit.
type Workbench struct {
	*Desk

	// Units are in the order in which a translator reads them. In a translation that
	// nobody has begun all are missing.
	Units staleness.Report
	// Since are units of the source as they were in the revision that Seen names, where
	// they say something else by now.
	Since map[models.Key]*models.Block
	// Others are who else has the version open.
	Others []models.Present
	// HeadBy is the name of who saved the head; empty for the command line.
	HeadBy string
	// Remarks are the comments on the version.
	Remarks []Remark
	// Verdicts are what reviewers made of units, by their keys.
	Verdicts map[models.Key]VerdictState
}

// Workbench returns a translation beside its source. In the source itself, and where
// the actor may not see the story inside, the answer is errs.NotFound.
func (n *Newsroom) Workbench(ctx context.Context, by Actor, q WorkbenchQuery) (*Workbench, error) {
	const op = "cms.Workbench"
	d, err := n.Desk(ctx, by, q.ArticleID, q.Locale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if d.Source == nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	r := n.store.Read()
	b := &Workbench{Desk: d}
	var words models.Content
	if head := d.Head(); head != nil {
		words = head.Content
	} else {
		from, _ := locale.Lookup(d.Article.SourceLocale)
		d.Report = staleness.Compare(&staleness.Source{Revision: d.Source.ID, Content: &d.Source.Content, Locale: from}, &words)
	}
	b.Units = d.Report.InOrder(&words)
	if b.Since, err = sinceSeen(ctx, r, d.Source, q.Seen); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if by.UserID != nil {
		if b.Others, err = r.Present(ctx, q.ArticleID, q.Locale, *by.UserID); err != nil {
			return nil, errs.Wrap(op, err)
		}
	}
	if b.HeadBy, err = savedBy(ctx, r, d.Head()); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if b.Verdicts, err = verdictsOn(ctx, r, d.Translation, d.Source); err != nil {
		return nil, errs.Wrap(op, err)
	}
	b.Remarks, err = n.Comments(ctx, by, q.ArticleID, q.Locale)
	return b, errs.Wrap(op, err)
}

// sinceSeen returns the units of a source that say something else by now than in the
// revisions of it that somebody saw.
func sinceSeen(ctx context.Context, r store.Reader, source *models.Revision, seen map[models.Key]int64) (map[models.Key]*models.Block, error) {
	var ids []int64
	for _, id := range seen {
		if id != source.ID && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	revs, err := r.Revisions(ctx, ids)
	if err != nil {
		return nil, err
	}
	was := map[models.Key]*models.Block{}
	for key, id := range seen {
		i := slices.IndexFunc(revs, func(rev models.Revision) bool { return rev.ID == id && rev.TranslationID == source.TranslationID })
		if i < 0 {
			continue
		}
		if then, now := unitOf(&revs[i].Content, key), unitOf(&source.Content, key); says(then) && !sameUnit(then, now) {
			was[key] = then
		}
	}
	return was, nil
}

// WorkbenchState names what a workbench is made of now: another one is news. It needs
// the right to read drafts.
func (n *Newsroom) WorkbenchState(ctx context.Context, by Actor, id int64, l locale.Tag) (string, error) {
	const op = "cms.WorkbenchState"
	r := n.store.Read()
	if _, err := readable(ctx, r, by, id, l); err != nil {
		return "", errs.Wrap(op, err)
	}
	newest, err := r.NewestEventOf(ctx, id)
	if err != nil || by.UserID == nil {
		return "", errs.Wrap(op, err)
	}
	others, err := r.Present(ctx, id, l, *by.UserID)
	if err != nil {
		return "", errs.Wrap(op, err)
	}
	state, err := json.Marshal([]any{newest, others})
	sum := sha256.Sum256(state)
	return hex.EncodeToString(sum[:8]), errs.Wrap(op, err)
}

// TypedInput is what a translator has typed and not saved.
type TypedInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Tab is required: one user may have a version open in several.
	Tab string
	// At is the unit that they are at; empty where they are at none.
	At models.Key
	// Typed are the units as they are on the screen.
	Typed []models.Block
	// Base is the oldest revision in which one of them was seen; 0 means the head.
	Base int64
	// Keep asks for them to be kept against a crash; nothing typed is then nothing
	// kept.
	Keep bool
}

// Typed is what a translator is told while they type.
type Typed struct {
	Others []models.Present
	// Content is the version with what was typed, Findings what the checks find in
	// the typed units.
	Content  models.Content
	Findings []checks.Finding
}

// Typed keeps what a translator is typing and that they are here, and tells them what
// the checks find in it. It makes no revision, writes no event and confirms nothing.
// It needs the right to edit the version.
func (n *Newsroom) Typed(ctx context.Context, by Actor, in TypedInput) (*Typed, error) {
	const op = "cms.Typed"
	r, screen := n.store.Read(), SaveInput{ArticleID: in.ArticleID, Locale: in.Locale, Tab: in.Tab, Content: models.Content{Body: in.Typed}}
	a, err := n.typedInto(ctx, r, by, screen)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	typed, head, err := n.typed(ctx, r, a, in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	err = n.write(ctx, op, by, func(w *work) (err error) {
		if in.Keep {
			if err := w.keepTyped(ctx, a, head, TranslateInput{Locale: in.Locale, Tab: in.Tab, Typed: in.Typed, TypedBase: in.Base}); err != nil {
				return err
			}
		}
		typed.Others, err = w.present(ctx, screen, in.At)
		return err
	})
	return typed, err
}

// typed looks at what is on the screen, and returns the head beneath it.
func (n *Newsroom) typed(ctx context.Context, r store.Reader, a *models.Article, in TypedInput) (*Typed, *models.Revision, error) {
	t, err := r.Translation(ctx, a.ID, in.Locale)
	if err != nil {
		return nil, nil, err
	}
	if t == nil {
		t = &models.Translation{ArticleID: a.ID, Locale: in.Locale}
	}
	source, err := sourceHead(ctx, r, a, in.Locale)
	if err != nil {
		return nil, nil, err
	}
	d := &Typed{Content: overlaid(t.Head, source, in.Typed)}
	if len(in.Typed) == 0 {
		return d, t.Head, nil
	}
	shown := *t
	shown.Head = &models.Revision{Content: d.Content}
	keys := make([]models.Key, len(in.Typed))
	for i := range in.Typed {
		keys[i] = in.Typed[i].Key
	}
	d.Findings, err = n.findings(ctx, r, a, &shown, source, keys...)
	return d, t.Head, err
}
