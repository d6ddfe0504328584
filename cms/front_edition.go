package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// An edition says from when on the front page of a language is arranged so. It ends
// where the next one begins, which is nowhere written: so none overlap, whatever the
// order in which people decide, and one that is cancelled gives back what it would
// have taken. What is public is not its to say.

// MaxPicks is how many stories an edition may have besides the lead.
const MaxPicks = 12

// PickInput gives a story a place on the front page.
type PickInput struct {
	ArticleID int64
	// Until is when it leaves that place; zero is never.
	Until WallTime
}

// FrontInput arranges the front page of a language.
type FrontInput struct {
	Locale locale.Tag
	// Seen is the number of the newest edition that was known when this one was
	// made; 0 where there was none.
	Seen int
	// From is when it begins; zero is now.
	From WallTime
	// Lead is the lead; null leaves it to the newest story.
	Lead *PickInput
	// Picks follow the lead in this order; before all others.
	Picks []PickInput
	// Replaces is an edition that is ahead and is cancelled for this one; 0 for none.
	Replaces int64
}

// Arrange makes another edition of a front page, which holds from now or from a
// moment that is ahead; without any story it leaves the page to itself. Another
// edition that somebody made meanwhile is errs.Conflict. A story that is refused is
// named in the error's arguments, "article". It needs the right to structure.
func (n *Newsroom) Arrange(ctx context.Context, by Actor, in FrontInput) (*models.FrontEdition, error) {
	var e *models.FrontEdition
	err := n.write(ctx, "cms.Arrange", by, func(w *work) error {
		if err := w.allow(rights.Structure, nil, ""); err != nil {
			return err
		}
		if _, err := n.enabled(in.Locale); err != nil {
			return err
		}
		last, err := w.LastEdition(ctx, in.Locale)
		if err != nil {
			return err
		}
		if last != in.Seen {
			return errs.New("cms", errs.Conflict, "error.front_meanwhile", nil)
		}
		if e, err = w.edition(ctx, in); err != nil {
			return err
		}
		if in.Replaces != 0 {
			if err := w.callOff(ctx, in.Locale, in.Replaces); err != nil {
				return err
			}
		}
		if err := w.CreateEdition(ctx, e); err != nil {
			if errs.Is(err, errs.Conflict) { // in the same moment
				err = errs.New("cms", errs.Conflict, "error.front_meanwhile", nil)
			}
			return err
		}
		return w.event(ctx, models.FrontArranged, 0, e.Locale, arrangement(e, in.Replaces))
	})
	return e, err
}

// edition is the edition that an input asks for, not stored yet.
func (w *work) edition(ctx context.Context, in FrontInput) (*models.FrontEdition, error) {
	from := w.moment(w.now)
	if !in.From.IsZero() {
		var err error
		if from, err = w.n.resolve(in.From); err != nil {
			return nil, about(err, "field", "from")
		}
		if from.at <= w.now {
			return nil, errs.New("cms", errs.Invalid, "error.time_past", errs.Args{"field": "from"})
		}
	}
	e := &models.FrontEdition{
		Locale: in.Locale, Number: in.Seen + 1, LiveFrom: from.at, Wall: from.wall, Zone: from.zone,
		UserID: w.by.UserID, CreatedAt: w.now,
	}
	if len(in.Picks) > MaxPicks {
		return nil, tooMany("error.front_picks", MaxPicks)
	}
	if in.Lead != nil {
		if err := w.pick(e, models.LeadPlace, *in.Lead); err != nil {
			return nil, err
		}
	}
	for i, p := range in.Picks {
		if err := w.pick(e, models.LeadPlace+1+i, p); err != nil {
			return nil, err
		}
	}
	return e, w.checkPicks(ctx, e)
}

// pick gives a story a place in an edition.
func (w *work) pick(e *models.FrontEdition, place int, in PickInput) error {
	p := models.FrontPick{Place: place, ArticleID: in.ArticleID, EndsAt: models.Forever}
	if !in.Until.IsZero() {
		until, err := w.n.resolve(in.Until)
		if err != nil {
			return about(err, "article", in.ArticleID)
		}
		if until.at <= e.LiveFrom {
			return errs.New("cms", errs.Invalid, "error.front_pick_over", errs.Args{"article": in.ArticleID})
		}
		p.EndsAt, p.EndsWall, p.EndsZone = until.at, until.wall, until.zone
	}
	e.Picks = append(e.Picks, p)
	return nil
}

// checkPicks refuses a story that has two places, and one that is none in the
// language of the edition.
func (w *work) checkPicks(ctx context.Context, e *models.FrontEdition) error {
	there, err := w.StoriesIn(ctx, pickedOf(e), e.Locale)
	if err != nil {
		return err
	}
	free := make(map[int64]bool, len(there))
	for _, id := range there {
		free[id] = true
	}
	for _, id := range pickedOf(e) {
		if !free[id] {
			return errs.New("cms", errs.Invalid, "error.front_pick", errs.Args{"article": id})
		}
		delete(free, id)
	}
	return nil
}

// about adds to an error of ours what it is about.
func about(err error, name string, value any) error {
	kind, key, args := errs.Public(err)
	more := errs.Args{name: value}
	maps.Copy(more, args)
	return errs.New("cms", kind, key, more)
}

// pickedOf are the articles of an edition in the order of their places.
func pickedOf(e *models.FrontEdition) []int64 {
	ids := make([]int64, len(e.Picks))
	for i := range e.Picks {
		ids[i] = e.Picks[i].ArticleID
	}
	return ids
}

// arrangement is an edition as the journal notes it.
func arrangement(e *models.FrontEdition, replaces int64) map[string]any {
	data := map[string]any{
		"edition": e.ID, "edition_number": e.Number, "live_from": e.LiveFrom, "wall": e.Wall, "zone": e.Zone, "articles": pickedOf(e),
	}
	if len(e.Picks) > 0 && e.Picks[0].Place == models.LeadPlace {
		data["lead"] = e.Picks[0].ArticleID
	}
	if replaces != 0 {
		data["replaces"] = replaces
	}
	return data
}

// CancelEdition calls off an edition that is ahead: the one before it holds on. One
// that has begun is errs.Conflict; to take it back is to arrange the page anew. It
// needs the right to structure.
func (n *Newsroom) CancelEdition(ctx context.Context, by Actor, l locale.Tag, id int64) error {
	return n.write(ctx, "cms.CancelEdition", by, func(w *work) error {
		if err := w.allow(rights.Structure, nil, ""); err != nil {
			return err
		}
		return w.callOff(ctx, l, id)
	})
}

func (w *work) callOff(ctx context.Context, l locale.Tag, id int64) error {
	e, err := w.Edition(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case e.Locale != l:
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	case e.LiveFrom <= w.now:
		return errs.New("cms", errs.Conflict, "error.front_begun", nil)
	}
	e.CancelledAt = &w.now
	if err := w.UpdateEdition(ctx, e); err != nil {
		return err
	}
	return w.event(ctx, models.FrontCancelled, 0, e.Locale, arrangement(e, 0))
}

// recomputeFront does for the editions what RecomputeTimes does for publications,
// and returns how many moved.
func (w *work) recomputeFront(ctx context.Context) (int, error) {
	list, err := w.UnendedEditions(ctx, w.now)
	if err != nil {
		return 0, err
	}
	moved := 0
	for i := range list {
		changed, err := w.moveEdition(ctx, &list[i])
		if err != nil {
			return moved, err
		}
		if changed {
			moved++
		}
	}
	return moved, nil
}

// moveEdition sets what of an edition is ahead to the moments of its wall times, and
// reports whether any are others.
func (w *work) moveEdition(ctx context.Context, e *models.FrontEdition) (changed bool, err error) {
	was := *e
	was.Picks = slices.Clone(e.Picks)
	if e.LiveFrom > w.now {
		e.LiveFrom = max(w.again(e.LiveFrom, e.Wall, e.Zone), w.now)
	}
	for i := range e.Picks {
		if p := &e.Picks[i]; p.EndsAt > w.now && p.EndsWall != "" {
			p.EndsAt = max(w.again(p.EndsAt, p.EndsWall, p.EndsZone), w.now)
		}
	}
	ends := !slices.Equal(e.Picks, was.Picks)
	if e.LiveFrom == was.LiveFrom && !ends {
		return false, nil
	}
	if err := w.UpdateEdition(ctx, e); err != nil {
		return false, err
	}
	if ends {
		if err := w.SetPickEnds(ctx, e.Picks); err != nil {
			return false, err
		}
	}
	return true, w.event(ctx, models.FrontMoved, 0, e.Locale, arrangement(e, 0))
}
