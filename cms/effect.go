package cms

import (
	"context"
	"math"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Effect is what a save of the source adds to what has to be done with a translation,
// and what to know of it.
type Effect struct {
	staleness.Impact

	Locale locale.Tag
	// Live says that readers see the translation: unless only typos changed, they are
	// told that the original was updated, once that is published.
	Live bool
	// Planned is when it begins to be public next; 0 for no such moment.
	Planned models.Instant
	// Assignee is the name of who is to do it; empty for nobody.
	Assignee string
}

// Effects returns what the newest save of the source has added to what has to be done
// with each translation, by the desk of it, in the site's order of languages. It says
// nothing of a translation that has caught up since, and nothing on the desk of a
// translation.
func (n *Newsroom) Effects(ctx context.Context, d *Desk, l locale.Tag) ([]Effect, error) {
	if l != d.Article.SourceLocale || d.Head() == nil {
		return nil, nil
	}
	list, err := n.effectsOfSave(ctx, n.store.Read(), &d.Article, d.Head())
	return list, errs.Wrap("cms.Effects", err)
}

// effectsOfSave is what a revision of the source did, whose translations the article
// comes with.
func (n *Newsroom) effectsOfSave(ctx context.Context, r store.Reader, a *models.Article, head *models.Revision) ([]Effect, error) {
	if head.Number < 2 || !isTranslated(a) {
		return nil, nil
	}
	before, err := r.RevisionByNumber(ctx, head.TranslationID, head.Number-1)
	if err != nil {
		return nil, err
	}
	return n.effects(ctx, r, a, before, head)
}

// draftEffects fills in what a save of the words would do to the translations. Where
// they are those that were saved last, it is what that save did. base is the revision
// that the words began from.
func (n *Newsroom) draftEffects(ctx context.Context, r store.Reader, a *models.Article, d *Draft, base *models.Revision, wish staleness.Wish) error {
	content, err := merged(base, d.Head, d.Content)
	if err != nil {
		return nil //nolint:nilerr // A save is refused, so it does nothing; why, it says itself.
	}
	if d.Saved = sameWords(d.Head.Content, content); d.Saved {
		d.Effects, err = n.effectsOfSave(ctx, r, a, d.Head)
		return err
	}
	loc, _ := locale.Lookup(a.SourceLocale)
	after := &models.Revision{
		ID: math.MaxInt64, TranslationID: d.Head.TranslationID, Content: content, // newer than every other
		Grades: staleness.LikelyGrades(loc, &d.Head.Content, &content, wish),
	}
	d.Effects, err = n.effects(ctx, r, a, d.Head, after)
	return err
}

// effects compares how the translations of an article stand to two revisions of its
// source. It leaves out those to which the later one does nothing.
func (n *Newsroom) effects(ctx context.Context, r store.Reader, a *models.Article, before, after *models.Revision) ([]Effect, error) {
	var pairs []pair
	heads := map[locale.Tag]int{}
	for i := range a.Translations {
		if t := &a.Translations[i]; t.Locale != a.SourceLocale && t.Head != nil {
			heads[t.Locale] = len(pairs)
			pairs = append(pairs, pair{a.SourceLocale, before, t.Head}, pair{a.SourceLocale, after, t.Head})
		}
	}
	reports, err := compareAll(ctx, r, pairs)
	if err != nil {
		return nil, err
	}
	now, ids := n.Now(), []int64{a.ID}
	live, err := r.LiveStates(ctx, ids, now)
	if err != nil {
		return nil, err
	}
	planned, err := r.Planned(ctx, ids, now)
	if err != nil {
		return nil, err
	}
	assigned, err := assignees(ctx, r, ids)
	var list []Effect
	for _, l := range n.locales.Tags() {
		at, ok := heads[l]
		if !ok {
			continue
		}
		e := Effect{
			Impact: staleness.ImpactOf(reports[at], reports[at+1], after.Grades), Locale: l,
			Live: liveOf(live, a.ID, l) != nil, Assignee: assigned[versionID{a.ID, l}].name,
		}
		if p := liveOf(planned, a.ID, l); p != nil {
			e.Planned = p.LiveFrom
		}
		if e.Impact != (staleness.Impact{}) {
			list = append(list, e)
		}
	}
	return list, err
}

// isTranslated reports whether the story has words in another language than its
// source, by the translations that it comes with.
func isTranslated(a *models.Article) bool {
	for i := range a.Translations {
		if t := &a.Translations[i]; t.Locale != a.SourceLocale && t.HeadID != nil {
			return true
		}
	}
	return false
}
