package cms

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// PublishInput publishes the approved head of a version, now or later.
type PublishInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is the one that was on the screen.
	Revision int64
	// From is when it becomes public; zero is now.
	From WallTime
	// Until is when it expires. Zero leaves the expiry of what it updates, if
	// that has one; NoEnd takes it away.
	Until WallTime
	NoEnd bool
	// Note makes it a correction: what readers are told of it.
	Note string
	// OverrideReason is why blocks that are missing or behind may be passed
	// over; empty where they may not.
	OverrideReason string
}

// MaxNote is how many characters a public note may have.
const MaxNote = 1000

// Publish makes the approved head of a version public from a moment on: now, or
// one that is ahead. What is public by then ends there. Blocks that are missing,
// unconfirmed, or behind by a fact, compared with what of the source is public at
// that moment, stop it (errs.Invalid) unless a reason is given, which goes into
// the journal. An error that a check finds, and that nobody has dismissed, and an
// embargo stop it in any case.
func (n *Newsroom) Publish(ctx context.Context, by Actor, in PublishInput) (*models.Publication, error) {
	var p *models.Publication
	err := n.write(ctx, "cms.Publish", by, func(w *work) error {
		a, t, err := w.lockedVersion(ctx, in.ArticleID, in.Locale, in.Revision)
		if err != nil {
			return err
		}
		plan, err := w.plan(in)
		if err != nil {
			return err
		}
		p, err = w.publish(ctx, a, t, plan)
		return err
	})
	return p, err
}

// publicationPlan is a publication that has been thought through but not made.
type publicationPlan struct {
	from resolved
	// until is the expiry; null leaves what there is.
	until        *resolved
	note, reason string
	// imported says that it was public elsewhere, and is taken as it is.
	imported bool
}

// plan reads the times of an input.
func (w *work) plan(in PublishInput) (publicationPlan, error) {
	plan := publicationPlan{from: w.moment(w.now), note: plainLine(in.Note), reason: plainLine(in.OverrideReason)}
	if utf8.RuneCountInString(plan.note) > MaxNote {
		return plan, errs.New("cms", errs.Invalid, "error.note_too_long", errs.Args{"max": MaxNote})
	}
	if !in.From.IsZero() {
		from, err := w.n.resolve(in.From)
		if err != nil {
			return plan, err
		}
		if from.at <= w.now {
			return plan, errs.New("cms", errs.Invalid, "error.time_past", nil)
		}
		plan.from = from
	}
	switch {
	case in.NoEnd:
		plan.until = &resolved{at: models.Forever}
	case !in.Until.IsZero():
		until, err := w.n.resolve(in.Until)
		if err != nil {
			return plan, err
		}
		if until.at <= plan.from.at {
			return plan, errs.New("cms", errs.Invalid, "error.until_before_from", nil)
		}
		plan.until = &until
	}
	return plan, nil
}

// moment is an instant as the clock in the newsroom shows it.
func (w *work) moment(at models.Instant) resolved {
	return resolved{at, at.In(w.n.zone).Format(wallLayout), w.n.zone.String()}
}

// publish writes the publication of t's head by a plan, whose beginning is in the
// past only for imported stories.
func (w *work) publish(ctx context.Context, a *models.Article, t *models.Translation, plan publicationPlan) (*models.Publication, error) {
	if err := w.allow(rights.Publish, a, t.Locale); err != nil {
		return nil, err
	}
	source, err := w.sourceAt(ctx, a, t.Locale, plan.from.at)
	if err != nil {
		return nil, err
	}
	found, err := w.n.obstacles(ctx, w.Reader, a, plan.from.at, []beside{{t, source}}, plan.imported)
	if err != nil {
		return nil, err
	}
	if err := found[0].refusal(plan.reason); err != nil {
		return nil, err
	}
	if !found[0].Blocks() {
		plan.reason = ""
	}
	line, err := w.timeline(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	if plan.note != "" && !line.wasPublic(plan.from.at) {
		return nil, errs.New("cms", errs.Invalid, "error.correction_first", nil)
	}
	if plan.until == nil {
		plan.until = &resolved{at: models.Forever}
		if before := line.at(plan.from.at); before != nil {
			plan.until = &resolved{before.EndsAt, before.EndsWall, before.EndsZone}
		}
	}
	p := &models.Publication{
		TranslationID: t.ID, RevisionID: *t.HeadID, LiveFrom: plan.from.at, EndsAt: plan.until.at,
		Wall: plan.from.wall, Zone: plan.from.zone, EndsWall: plan.until.wall, EndsZone: plan.until.zone, ArticleID: a.ID, Locale: t.Locale, SectionID: a.SectionID,
		Note: plan.note, OverrideReason: plan.reason, UserID: w.by.UserID, CreatedAt: w.now,
	}
	if err := w.keep(ctx, line, p); err != nil {
		return nil, err
	}
	return p, w.scheduled(ctx, p)
}

// scheduled notes a new publication in the journal.
func (w *work) scheduled(ctx context.Context, p *models.Publication) error {
	if err := w.TouchArticle(ctx, p.ArticleID, w.now); err != nil {
		return err
	}
	data := map[string]any{"publication": p.ID, "revision": p.RevisionID, "live_from": p.LiveFrom, "wall": p.Wall, "zone": p.Zone}
	if p.EndsAt != models.Forever {
		data["ends_at"] = p.EndsAt
	}
	if p.Note != "" {
		data["correction"] = p.Note
	}
	if p.OverrideReason != "" {
		data["override"] = p.OverrideReason
	}
	return w.event(ctx, models.PublicationScheduled, p.ArticleID, p.Locale, data)
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
		if err := w.LockReleases(ctx); err != nil {
			return err
		}
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
	releases, err := w.disarmFor(ctx, a.ID, t.Locale)
	if err != nil {
		return err
	}
	ended, cancelled, err := w.endTimeline(ctx, t.ID)
	if err != nil {
		return err
	}
	if len(releases)+len(ended)+len(cancelled) == 0 {
		return errs.New("cms", errs.Invalid, "error.withdraw_nothing", nil)
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return err
	}
	data := map[string]any{"publications": ended, "cancelled": cancelled, "releases": releases}
	return w.event(ctx, models.PublicationWithdrawn, a.ID, t.Locale, data)
}

// endTimeline ends what is public of a translation and cancels what was to
// follow.
func (w *work) endTimeline(ctx context.Context, translationID int64) (ended, cancelled []int64, err error) {
	line, err := w.timeline(ctx, translationID)
	if err != nil {
		return nil, nil, err
	}
	ended, cancelled = line.end(w.now)
	return ended, cancelled, w.keep(ctx, line, nil)
}

// Cancel takes back a publication that is still ahead. What it would have
// replaced stays public. One that has begun, or that an armed release has made, is
// errs.Invalid.
func (n *Newsroom) Cancel(ctx context.Context, by Actor, publicationID int64) error {
	return n.write(ctx, "cms.Cancel", by, func(w *work) error {
		line, p, err := w.lockedPublication(ctx, publicationID)
		if err != nil {
			return err
		}
		if p.LiveFrom <= w.now || !p.Stands() {
			return errs.New("cms", errs.Invalid, "error.publication_begun", nil)
		}
		p.EndsAt = p.LiveFrom
		return w.changed(ctx, line, p, models.PublicationCancelled, nil)
	})
}

// SetExpiry changes when a publication that is public or ahead ends; zero is
// never. An end that is not after its beginning, or not ahead, is errs.Invalid.
func (n *Newsroom) SetExpiry(ctx context.Context, by Actor, publicationID int64, until WallTime) error {
	return n.write(ctx, "cms.SetExpiry", by, func(w *work) error {
		line, p, err := w.lockedPublication(ctx, publicationID)
		if err != nil {
			return err
		}
		if p.LiveUntil <= w.now || !p.Stands() {
			return errs.New("cms", errs.Invalid, "error.publication_over", nil)
		}
		ends := resolved{at: models.Forever}
		if !until.IsZero() {
			if ends, err = n.resolve(until); err != nil {
				return err
			}
		}
		if ends.at <= p.LiveFrom || ends.at <= w.now {
			return errs.New("cms", errs.Invalid, "error.until_before_from", nil)
		}
		before := p.EndsAt
		p.EndsAt, p.EndsWall, p.EndsZone = ends.at, ends.wall, ends.zone
		return w.changed(ctx, line, p, models.PublicationChanged, map[string]any{"before": before, "ends_at": ends.at})
	})
}

// lockedPublication locks the article of a publication and returns the
// publication on its timeline.
func (w *work) lockedPublication(ctx context.Context, id int64) (*timeline, *models.Publication, error) {
	p, err := w.Publication(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	a, err := w.lockedArticle(ctx, p.ArticleID)
	if err != nil {
		return nil, nil, err
	}
	if err := w.allow(rights.Publish, a, p.Locale); err != nil {
		return nil, nil, err
	}
	if err := w.refuseReleased(ctx, p); err != nil {
		return nil, nil, err
	}
	line, err := w.timeline(ctx, p.TranslationID)
	if err != nil {
		return nil, nil, err
	}
	return line, line.find(id), nil
}

// refuseReleased refuses to change a publication alone that an armed release will
// make or end with others in the same instant.
func (w *work) refuseReleased(ctx context.Context, p *models.Publication) error {
	armed, err := w.ArmedReleases(ctx, p.ArticleID, p.Locale, w.now)
	if err != nil {
		return err
	}
	for _, v := range armed {
		if slices.ContainsFunc(v.Items, func(i models.ReleaseItem) bool { return i.PublicationID != nil && *i.PublicationID == p.ID }) {
			return errs.New("cms", errs.Invalid, "error.publication_in_release", errs.Args{"name": v.Name})
		}
	}
	return nil
}

// changed keeps a timeline on which a publication was changed, and notes it.
func (w *work) changed(ctx context.Context, line *timeline, p *models.Publication, kind models.EventKind, data map[string]any) error {
	id, article, l := p.ID, p.ArticleID, p.Locale
	if err := w.keep(ctx, line, nil); err != nil {
		return err
	}
	if err := w.TouchArticle(ctx, article, w.now); err != nil {
		return err
	}
	if data == nil {
		data = map[string]any{}
	}
	data["publication"] = id
	return w.event(ctx, kind, article, l, data)
}
