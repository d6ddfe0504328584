package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// aheadLimit is how many publications ahead are offered to look at.
const aheadLimit = 12

// AheadMoment is a moment ahead at which readers get something else to read.
type AheadMoment struct {
	At models.Instant
	// Releases are the names of the armed releases of that moment.
	Releases []string
	Begin    []AheadPublication
}

// AheadPublication is a version that begins to be public.
type AheadPublication struct {
	ArticleID  int64
	RevisionID int64
	Locale     locale.Tag
	// Title is what the story is called at the desk that asked.
	Title Label
}

// AheadMoments returns the next moments at which something begins to be public, the
// first one first. It takes the right to travel.
func (n *Newsroom) AheadMoments(ctx context.Context, by Actor, desk locale.Tag) ([]AheadMoment, error) {
	const op = "cms.AheadMoments"
	if err := n.MayTravel(by); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r, now := n.store.Read(), n.Now()
	list, err := r.Beginning(ctx, now+1, models.Forever, aheadLimit)
	if err != nil || len(list) == 0 {
		return nil, errs.Wrap(op, err)
	}
	var ids []int64
	for i := range list {
		ids = append(ids, list[i].ArticleID)
	}
	headings, err := r.Headings(ctx, ids, desk)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	armed, err := r.ArmedUntil(ctx, now, list[len(list)-1].LiveFrom)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var moments []AheadMoment
	for i := range list {
		p := &list[i]
		if len(moments) == 0 || moments[len(moments)-1].At != p.LiveFrom {
			m := AheadMoment{At: p.LiveFrom}
			for j := range armed {
				if *armed[j].At == p.LiveFrom {
					m.Releases = append(m.Releases, armed[j].Name)
				}
			}
			moments = append(moments, m)
		}
		h, m := headings[p.ArticleID], &moments[len(moments)-1]
		m.Begin = append(m.Begin, AheadPublication{p.ArticleID, p.RevisionID, p.Locale, Label{h.Title, h.TitleLocale}})
	}
	return moments, nil
}
