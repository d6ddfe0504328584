package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Kill takes a story down in every language now and cancels all that was to
// follow, in one transaction; links to its drafts open nothing any more. The
// reason goes into the journal. It needs the right to kill; nothing that was never
// public is said to have been.
func (n *Newsroom) Kill(ctx context.Context, by Actor, id int64, reason string) error {
	return n.write(ctx, "cms.Kill", by, func(w *work) error {
		a, err := w.lockedForKill(ctx, id)
		if err != nil {
			return err
		}
		if reason = plainLine(reason); reason == "" {
			return errs.New("cms", errs.Invalid, "error.reason_required", nil)
		}
		data, err := w.kill(ctx, a)
		if err != nil {
			return err
		}
		if len(data) == 0 {
			return errs.New("cms", errs.Invalid, "error.withdraw_nothing", nil)
		}
		data["reason"] = reason
		return w.event(ctx, models.ArticleKilled, a.ID, "", data)
	})
}

// lockedForKill locks an article, and the releases before it, for somebody who
// may kill it.
func (w *work) lockedForKill(ctx context.Context, id int64) (*models.Article, error) {
	if err := w.LockReleases(ctx); err != nil {
		return nil, err
	}
	a, err := w.lockedArticle(ctx, id)
	if err != nil {
		return nil, err
	}
	return a, w.allow(rights.Kill, a, "")
}

// kill ends every publication of a story, disarms the releases that have any and
// closes the links to its drafts. It returns the first two for the journal:
// nothing where there are none.
func (w *work) kill(ctx context.Context, a *models.Article) (map[string]any, error) {
	versions, err := w.Translations(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	// Releases first: what they would publish is cancelled by them.
	releases, err := w.disarmFor(ctx, a.ID, "")
	if err != nil {
		return nil, err
	}
	all := map[locale.Tag][]int64{}
	for i := range versions {
		ended, cancelled, err := w.endTimeline(ctx, versions[i].ID)
		if err != nil {
			return nil, err
		}
		if ids := append(ended, cancelled...); len(ids) > 0 {
			all[versions[i].Locale] = ids
		}
	}
	data := map[string]any{}
	if len(releases) > 0 {
		data["releases"] = releases
	}
	if len(all) > 0 {
		data["publications"] = all
	}
	if err := w.RevokePreviews(ctx, a.ID, w.now); err != nil {
		return nil, err
	}
	return data, w.TouchArticle(ctx, a.ID, w.now)
}

// Trash kills a story and hides it inside until it is brought back. It needs the
// right to kill.
func (n *Newsroom) Trash(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.Trash", by, func(w *work) error {
		a, err := w.lockedForKill(ctx, id)
		if err != nil {
			return err
		}
		data, err := w.kill(ctx, a)
		if err != nil {
			return err
		}
		a.TrashedAt, a.UpdatedAt = &w.now, w.now
		if err := w.UpdateArticle(ctx, a); err != nil {
			return err
		}
		return w.event(ctx, models.ArticleTrashed, a.ID, "", data)
	})
}

// Untrash brings a story back out of the trash, with all its revisions; nothing
// of it is public by that. It needs the right to kill.
func (n *Newsroom) Untrash(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.Untrash", by, func(w *work) error {
		a, err := w.lockedAnyArticle(ctx, id)
		if err != nil {
			return err
		}
		if err := w.allow(rights.Kill, a, ""); err != nil {
			return err
		}
		if a.TrashedAt == nil {
			return nil
		}
		a.TrashedAt, a.UpdatedAt = nil, w.now
		if err := w.UpdateArticle(ctx, a); err != nil {
			return err
		}
		return w.event(ctx, models.ArticleRestored, a.ID, "", nil)
	})
}

// Trashed returns the stories in the trash, as the desk of a language has them, the
// last one first. It needs the right to kill.
func (n *Newsroom) Trashed(ctx context.Context, by Actor, desk locale.Tag) ([]StoryRow, error) {
	const op = "cms.Trashed"
	if err := allow(by, rights.Kill, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	list, err := r.TrashedArticles(ctx, maxTrashed)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	rows, _, err := n.rows(ctx, r, desk, list)
	return rows, errs.Wrap(op, err)
}

// maxTrashed is how many stories of the trash are listed.
const maxTrashed = 200

// EmbargoInput forbids anything of a story to be public before a moment.
type EmbargoInput struct {
	ArticleID int64
	// Version is the article's that was on the screen; another is errs.Conflict.
	Version int
	// Until is when the embargo ends; zero lifts it.
	Until WallTime
	// Note says inside whose embargo it is.
	Note string
}

// SetEmbargo sets or lifts the embargo of a story. Publications that were to
// begin before it ends are cancelled; what is public already stays, for only a
// kill takes that down. It needs the right to kill.
func (n *Newsroom) SetEmbargo(ctx context.Context, by Actor, in EmbargoInput) error {
	return n.write(ctx, "cms.SetEmbargo", by, func(w *work) error {
		a, err := w.lockedForKill(ctx, in.ArticleID)
		if err != nil {
			return err
		}
		if a.Version != in.Version {
			return changedMeanwhile()
		}
		a.EmbargoUntil, a.EmbargoNote = nil, ""
		if !in.Until.IsZero() {
			until, err := n.resolve(in.Until)
			if err != nil {
				return err
			}
			if until.at <= w.now {
				return errs.New("cms", errs.Invalid, "error.time_past", nil)
			}
			a.EmbargoUntil, a.EmbargoNote = &until.at, plainLine(in.Note)
		}
		return w.embargo(ctx, a)
	})
}

func (w *work) embargo(ctx context.Context, a *models.Article) error {
	a.UpdatedAt = w.now
	if err := w.UpdateArticle(ctx, a); err != nil {
		return err
	}
	cancelled := map[locale.Tag][]int64{}
	if a.EmbargoUntil != nil {
		if _, err := w.disarmFor(ctx, a.ID, ""); err != nil {
			return err
		}
		var err error
		if cancelled, err = w.cancelBefore(ctx, a, *a.EmbargoUntil); err != nil {
			return err
		}
	}
	data := map[string]any{"until": a.EmbargoUntil, "note": a.EmbargoNote, "cancelled": cancelled}
	return w.event(ctx, models.ArticleEmbargoed, a.ID, "", data)
}

// cancelBefore cancels the publications of a story that were to begin before a
// moment.
func (w *work) cancelBefore(ctx context.Context, a *models.Article, moment models.Instant) (map[locale.Tag][]int64, error) {
	versions, err := w.Translations(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	all := map[locale.Tag][]int64{}
	for i := range versions {
		line, err := w.timeline(ctx, versions[i].ID)
		if err != nil {
			return nil, err
		}
		for j := range line.list {
			p := &line.list[j]
			if p.Stands() && p.LiveFrom > w.now && p.LiveFrom < moment {
				p.EndsAt = p.LiveFrom
				all[versions[i].Locale] = append(all[versions[i].Locale], p.ID)
			}
		}
		if err := w.keep(ctx, line, nil); err != nil {
			return nil, err
		}
	}
	return all, nil
}
