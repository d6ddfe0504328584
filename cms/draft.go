package cms

import (
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// presenceTime is how long somebody who says nothing counts as present. A
// browser speaks up twice in that time.
const presenceTime = 20 * time.Second

// DraftInput is what somebody has on the screen while they write.
type DraftInput struct {
	// SaveInput is what a save would be. Tab is required: one user may have a
	// version open in several.
	SaveInput

	// Keep asks for the words to be kept as they are, half-finished, against a
	// crash.
	Keep bool
}

// Draft is what a writer is told while they write.
type Draft struct {
	// Head is the newest revision, null where there is none; HeadBy is the name
	// of who saved it, empty for the command line.
	Head   *models.Revision
	HeadBy string
	// Others are the names of who else has the version open.
	Others []string
	// Content is what a save would make of the words.
	Content models.Content
	// Findings are what the checks find in it.
	Findings []checks.Finding
	// Edits are what a save would do to the translations, in the source of a
	// story that has some.
	Edits []staleness.Proposal
	// Effects are what a save would do to each translation, by the grades that are
	// chosen. Saved says that nothing has changed since the last one: then they are
	// what that did.
	Effects []Effect
	Saved   bool
}

// Draft keeps what somebody is typing and that they are here, and tells them what
// the checks find and who else is writing. It makes no revision, writes no event
// and confirms nothing. It needs the right to edit the version.
func (n *Newsroom) Draft(ctx context.Context, by Actor, in DraftInput) (*Draft, error) {
	const op = "cms.Draft"
	r := n.store.Read()
	a, err := n.typedInto(ctx, r, by, in.SaveInput)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d, err := n.draft(ctx, r, a, in.SaveInput)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	err = n.write(ctx, op, by, func(w *work) (err error) {
		if in.Keep {
			if err := w.autosave(ctx, a, in.SaveInput); err != nil {
				return err
			}
		}
		others, err := w.present(ctx, in.SaveInput, "")
		d.Others = namesOf(others)
		return err
	})
	return d, err
}

// typedInto returns the article of a version that the actor types into, in a tab of
// theirs. It needs the right to edit the version.
func (n *Newsroom) typedInto(ctx context.Context, r store.Reader, by Actor, in SaveInput) (*models.Article, error) {
	if by.UserID == nil || in.Tab == "" || len(in.Tab) > maxTab || len(in.Content.Body) > MaxBlocks {
		return nil, errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	if _, err := n.enabled(in.Locale); err != nil {
		return nil, err
	}
	a, err := readable(ctx, r, by, in.ArticleID, in.Locale)
	if err != nil {
		return nil, err
	}
	return a, allow(by, rights.Edit(a, in.Locale), a, in.Locale)
}

// draft looks at the words as a save would have them.
func (n *Newsroom) draft(ctx context.Context, r store.Reader, a *models.Article, in SaveInput) (*Draft, error) {
	loc, err := n.enabled(in.Locale)
	if err != nil {
		return nil, err
	}
	t, err := r.Translation(ctx, a.ID, in.Locale)
	if err != nil {
		return nil, err
	}
	if t == nil {
		t = &models.Translation{ArticleID: a.ID, Locale: in.Locale, Stage: models.Draft}
	}
	d := &Draft{Head: t.Head}
	if d.HeadBy, err = savedBy(ctx, r, t.Head); err != nil {
		return nil, err
	}
	base, err := baseOf(ctx, r, t, in.Base)
	if err != nil {
		return nil, err
	}
	source, err := sourceHead(ctx, r, a, in.Locale)
	if err != nil {
		return nil, err
	}
	d.Content = arrange(loc, a, base, source, in)
	typed := *t
	typed.Head = &models.Revision{Content: d.Content}
	if d.Findings, err = n.findings(ctx, r, a, &typed, source); err != nil {
		return nil, err
	}
	if base == nil || in.Locale != a.SourceLocale {
		return d, nil
	}
	if a.Translations, err = r.Translations(ctx, a.ID); err != nil || !isTranslated(a) {
		return d, err
	}
	d.Edits = staleness.Proposals(loc, &base.Content, &d.Content)
	return d, n.draftEffects(ctx, r, a, d, base, in.Grade)
}

// savedBy returns the name of who saved a revision, empty for the command line.
func savedBy(ctx context.Context, r store.Reader, rev *models.Revision) (string, error) {
	if rev == nil || rev.UserID == nil {
		return "", nil
	}
	names, err := r.UserNames(ctx, []int64{*rev.UserID})
	return names[*rev.UserID], err
}

// present notes that the actor is here, at a unit where they say so, and returns the
// others.
func (w *work) present(ctx context.Context, in SaveInput, at models.Key) ([]models.Present, error) {
	err := w.SetPresence(ctx, &models.Presence{
		UserID: *w.by.UserID, ArticleID: in.ArticleID, Locale: in.Locale, Tab: in.Tab, BlockKey: at, SeenAt: w.now,
	})
	if err != nil {
		return nil, err
	}
	since := w.now.Add(-presenceTime)
	if err := w.DeletePresencesBefore(ctx, since); err != nil {
		return nil, err
	}
	return w.Present(ctx, in.ArticleID, in.Locale, *w.by.UserID)
}

// namesOf are the names of who is present, each once.
func namesOf(list []models.Present) []string {
	var names []string
	for _, p := range list {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// Leave notes that the actor has closed the tab.
func (n *Newsroom) Leave(ctx context.Context, by Actor, articleID int64, l locale.Tag, tab string) error {
	return n.write(ctx, "cms.Leave", by, func(w *work) error {
		if by.UserID == nil {
			return nil
		}
		return w.DeletePresence(ctx, *by.UserID, articleID, l, tab)
	})
}
