package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// MaxRelated is how many other stories a story leads on to.
const MaxRelated = 4

// Related returns what readers of a live story may want to read next, in the same
// language: of the newest with one of its tags those that share the most, and then the
// newest of its section.
func (n *Newsroom) Related(ctx context.Context, at models.Instant, l locale.Tag, s *Story) (*Listing, error) {
	const op = "cms.Related"
	r, a := n.store.Read(), s.Article
	newest := store.ListQuery{Locale: l, At: at, Limit: MaxRelated + 1} // one may be the story itself
	var lists []store.ListQuery
	for _, t := range a.Tags {
		q := newest
		q.TagID = t.TagID
		lists = append(lists, q)
	}
	if a.SectionID != nil {
		newest.SectionID = *a.SectionID
		lists = append(lists, newest)
	}
	found, err := r.Lists(ctx, lists)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	out := &Listing{Stories: mostOften(found, a.ID)}
	for i := range out.Stories {
		if a := out.Stories[i].Article; a.SectionID != nil {
			a.Section = sectionIn(s.Sections, *a.SectionID)
		}
	}
	out.pictures, err = n.pictures(ctx, r, at, l, coversOf(out.Stories))
	return out, errs.Wrap(op, err)
}

// mostOften returns the stories that were found most often, each once, the newer before
// the older, without one of them.
func mostOften(found []models.Publication, without int64) []models.Publication {
	times := map[int64]int{}
	var each []models.Publication
	for i := range found {
		id := found[i].ArticleID
		if times[id]++; times[id] == 1 && id != without {
			each = append(each, found[i])
		}
	}
	slices.SortStableFunc(each, func(a, b models.Publication) int { return cmp.Compare(times[b.ArticleID], times[a.ArticleID]) })
	return each[:min(len(each), MaxRelated)]
}
