package cms

import (
	"context"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

const (
	// maxTab is how long the name of a browser tab may be.
	maxTab = 64
	// maxAutosaves is how many tabs of one user are kept for a version.
	maxAutosaves = 20
	// autosaveAge is how long an autosave is kept that nobody comes back to.
	autosaveAge = 30 * 24 * time.Hour
)

// autosave keeps what somebody is typing, in place of what was kept of the same
// tab before. It makes no revision, writes no event and confirms nothing.
func (w *work) autosave(ctx context.Context, a *models.Article, in SaveInput) error {
	kept := &models.Autosave{
		UserID: *w.by.UserID, ArticleID: a.ID, Locale: in.Locale, Tab: in.Tab, Content: in.Content, UpdatedAt: w.now,
	}
	if in.Base != 0 {
		kept.BaseID = &in.Base
	}
	if err := w.SetAutosave(ctx, kept); err != nil {
		return err
	}
	return w.tidyAutosaves(ctx, kept)
}

// tidyAutosaves drops the oldest where there are too many, and what is old.
func (w *work) tidyAutosaves(ctx context.Context, kept *models.Autosave) error {
	if err := w.DeleteAutosavesBefore(ctx, w.now.Add(-autosaveAge)); err != nil {
		return err
	}
	list, err := w.Autosaves(ctx, kept.UserID, kept.ArticleID, kept.Locale)
	if err != nil {
		return err
	}
	for i := maxAutosaves; i < len(list); i++ {
		if err := w.DeleteAutosave(ctx, kept.UserID, kept.ArticleID, kept.Locale, list[i].Tab); err != nil {
			return err
		}
	}
	return nil
}

// Autosaves returns what the actor was typing into a version and has not saved,
// the newest first.
func (n *Newsroom) Autosaves(ctx context.Context, by Actor, articleID int64, l locale.Tag) ([]models.Autosave, error) {
	const op = "cms.Autosaves"
	if by.UserID == nil {
		return nil, nil
	}
	a, err := n.store.Read().Article(ctx, articleID)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if err := allow(by, rights.Edit(a, l), a, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := n.store.Read().Autosaves(ctx, *by.UserID, articleID, l)
	return list, errs.Wrap(op, err)
}

// DropAutosave forgets what the actor was typing in a tab.
func (n *Newsroom) DropAutosave(ctx context.Context, by Actor, articleID int64, l locale.Tag, tab string) error {
	return n.write(ctx, "cms.DropAutosave", by, func(w *work) error {
		return w.dropAutosave(ctx, SaveInput{ArticleID: articleID, Locale: l, Tab: tab})
	})
}

func (w *work) dropAutosave(ctx context.Context, in SaveInput) error {
	if w.by.UserID == nil || in.Tab == "" {
		return nil
	}
	return w.DeleteAutosave(ctx, *w.by.UserID, in.ArticleID, in.Locale, in.Tab)
}
