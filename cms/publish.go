package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// PublishInput publishes the approved head of a version now.
type PublishInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is the one that was on the screen.
	Revision int64
	// OverrideReason is why blocks that are missing or behind may be passed
	// over; empty where they may not.
	OverrideReason string
}

// wallLayout is local time as an editor writes it, without an offset.
const wallLayout = "2006-01-02T15:04:05"

// Publish makes the approved head of a version public from now on. Blocks that
// are missing, unconfirmed, or behind by a fact stop it (errs.Invalid) unless a
// reason is given, which goes into the journal. An error that a check finds, and
// that nobody has dismissed, stops it in any case.
func (n *Newsroom) Publish(ctx context.Context, by Actor, in PublishInput) (*models.Publication, error) {
	var p *models.Publication
	err := n.write(ctx, "cms.Publish", by, func(w *work) error {
		a, t, err := w.lockedVersion(ctx, in.ArticleID, in.Locale, in.Revision)
		if err != nil {
			return err
		}
		p, err = w.publish(ctx, a, t, w.now, in.OverrideReason)
		return err
	})
	return p, err
}

// publish writes the publication of t's head from the given moment, which is
// in the past only for imported stories.
func (w *work) publish(ctx context.Context, a *models.Article, t *models.Translation, from models.Instant, reason string) (*models.Publication, error) {
	if err := w.allow(rights.Publish, a, t.Locale); err != nil {
		return nil, err
	}
	if t.Stage != models.Approved || t.ApprovedID == nil || *t.ApprovedID != headID(t) {
		return nil, errs.New("cms", errs.Invalid, "error.publish_not_approved", nil)
	}
	reason = plainLine(reason)
	blocked, err := w.blocked(ctx, a, t, from, reason == OverrideImported)
	if err != nil {
		return nil, err
	}
	if blocked == nil {
		reason = ""
	} else if reason == "" {
		return nil, blocked
	}
	until, first, err := w.makeRoom(ctx, t.ID, from)
	if err != nil {
		return nil, err
	}
	p := &models.Publication{
		TranslationID: t.ID, RevisionID: *t.HeadID, LiveFrom: from, LiveUntil: until, PublishedAt: first,
		Wall: from.In(w.n.zone).Format(wallLayout), Zone: w.n.zone.String(),
		ArticleID: a.ID, Locale: t.Locale, SectionID: a.SectionID,
		OverrideReason: reason, UserID: w.by.UserID, CreatedAt: w.now,
	}
	if err := w.CreatePublication(ctx, p); err != nil {
		return nil, err
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return nil, err
	}
	data := map[string]any{"publication": p.ID, "revision": p.RevisionID, "live_from": p.LiveFrom}
	if reason != "" {
		data["override"] = reason
	}
	return p, w.event(ctx, models.PublicationScheduled, a.ID, t.Locale, data)
}

// makeRoom closes the interval that runs at the given moment and returns where
// the new one has to end, and when the translation was first public, or will
// be. Cancelled publications do not count.
func (w *work) makeRoom(ctx context.Context, translationID int64, from models.Instant) (until, first models.Instant, err error) {
	list, err := w.Publications(ctx, translationID)
	if err != nil {
		return 0, 0, err
	}
	until, first = models.Forever, from
	for _, p := range list {
		if p.LiveAt(from) {
			if err := w.EndPublication(ctx, p.ID, from); err != nil {
				return 0, 0, err
			}
			p.LiveUntil = from
		}
		if p.LiveFrom == p.LiveUntil {
			continue
		}
		first = min(first, p.LiveFrom)
		if p.LiveFrom > from {
			until = min(until, p.LiveFrom)
		}
	}
	return until, first, nil
}

// blocked returns why the blocks of a translation stop its publication at the
// given moment; nil where they do not. The source that counts is the one live
// then, or its head where none is. An error that a check finds stops it for good:
// people mend or dismiss it. Only what was public elsewhere is taken as it is.
func (w *work) blocked(ctx context.Context, a *models.Article, t *models.Translation, at models.Instant, imported bool) (*errs.Error, error) {
	source, err := w.sourceAt(ctx, a, t.Locale, at)
	if err != nil {
		return nil, err
	}
	if !imported {
		found, err := w.n.findings(ctx, w.Reader, a, t, source)
		if err != nil {
			return nil, err
		}
		if n := checks.Errors(found); n > 0 {
			return nil, errs.New("cms", errs.Invalid, "error.publish_findings", errs.Args{"count": n})
		}
	}
	report, err := compare(ctx, w.Reader, a.SourceLocale, source, t.Head)
	if err != nil {
		return nil, err
	}
	report = report.Blocking()
	if len(report) == 0 {
		return nil, nil //nolint:nilnil // nil is the answer "nothing stops it"
	}
	return errs.New("cms", errs.Invalid, "error.publish_blocked", errs.Args{
		"missing":     report.Count(staleness.Missing),
		"unconfirmed": report.Count(staleness.Unconfirmed),
		"stale":       report.Count(staleness.Stale, staleness.Orphan),
	}), nil
}

// sourceAt returns the source revision that a translation is published beside:
// the one live at the moment, or the head where none is; nil in the source.
func (w *work) sourceAt(ctx context.Context, a *models.Article, l locale.Tag, at models.Instant) (*models.Revision, error) {
	if l == a.SourceLocale {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	live, err := w.Live(ctx, a.ID, a.SourceLocale, at)
	if err != nil {
		return nil, err
	}
	if live != nil {
		return live.Revision, nil
	}
	return w.sourceHead(ctx, a, l)
}

// Withdraw takes a version down now and cancels what was to follow. Where
// nothing of it is or will be public the answer is errs.Invalid.
func (n *Newsroom) Withdraw(ctx context.Context, by Actor, articleID int64, l locale.Tag) error {
	return n.write(ctx, "cms.Withdraw", by, func(w *work) error {
		a, err := w.lockedArticle(ctx, articleID)
		if err != nil {
			return err
		}
		if err := w.allow(rights.Publish, a, l); err != nil {
			return err
		}
		t, err := w.Translation(ctx, articleID, l)
		if err != nil {
			return err
		}
		if t == nil {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		return w.withdraw(ctx, a, t)
	})
}

func (w *work) withdraw(ctx context.Context, a *models.Article, t *models.Translation) error {
	list, err := w.Publications(ctx, t.ID)
	if err != nil {
		return err
	}
	var ended []int64
	for _, p := range list {
		if p.LiveUntil <= w.now || p.LiveFrom == p.LiveUntil {
			continue
		}
		if err := w.EndPublication(ctx, p.ID, max(p.LiveFrom, w.now)); err != nil {
			return err
		}
		ended = append(ended, p.ID)
	}
	if len(ended) == 0 {
		return errs.New("cms", errs.Invalid, "error.withdraw_nothing", nil)
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return err
	}
	return w.event(ctx, models.PublicationWithdrawn, a.ID, t.Locale, map[string]any{"publications": ended})
}
