package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// maxPages is how many standing pages a newsroom has at most in its lists.
const maxPages = 200

// StandingPage is a standing page as the settings list it.
type StandingPage struct {
	ArticleID int64
	Title     Label
	// Live are the languages in which it is public, in the order of the site's.
	Live []locale.Tag
	// InFooter says that it stands at the foot of the site; First and Last that
	// it is there at an end.
	InFooter, First, Last bool
}

// StandingPages lists the standing pages, titled for the desk of a language: those
// of the footer in its order, then the others. It needs the right to administer.
func (n *Newsroom) StandingPages(ctx context.Context, by Actor, desk locale.Tag) ([]StandingPage, error) {
	const op = "cms.StandingPages"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	articles, err := r.StandingPages(ctx, maxPages)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	s, err := r.Settings(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := n.standing(ctx, r, desk, inFooterOrder(articles, s.Data.Footer))
	last := 0
	for i := range list {
		list[i].InFooter = slices.Contains(s.Data.Footer, list[i].ArticleID)
		if list[i].InFooter {
			last = i
		}
	}
	for i := range list {
		list[i].First, list[i].Last = list[i].InFooter && i == 0, list[i].InFooter && i == last
	}
	return list, errs.Wrap(op, err)
}

// inFooterOrder returns the ids of articles: those of the footer as it has them,
// then the others.
func inFooterOrder(articles []models.Article, footer []int64) []int64 {
	ids := make([]int64, len(articles))
	for i := range articles {
		ids[i] = articles[i].ID
	}
	place := func(id int64) int {
		if i := slices.Index(footer, id); i >= 0 {
			return i
		}
		return len(footer)
	}
	slices.SortStableFunc(ids, func(a, b int64) int { return place(a) - place(b) })
	return ids
}

func (n *Newsroom) standing(ctx context.Context, r store.Reader, desk locale.Tag, ids []int64) ([]StandingPage, error) {
	headings, err := r.Headings(ctx, ids, desk)
	if err != nil {
		return nil, err
	}
	live, err := r.LiveStates(ctx, ids, n.Now())
	list := make([]StandingPage, len(ids))
	for i, id := range ids {
		h := headings[id]
		list[i] = StandingPage{ArticleID: id, Title: Label{h.Title, h.TitleLocale}}
		for _, l := range n.locales.Tags() {
			if slices.ContainsFunc(live, func(p models.Publication) bool { return p.ArticleID == id && p.Locale == l }) {
				list[i].Live = append(list[i].Live, l)
			}
		}
	}
	return list, err
}

// PageStep is what happens to a standing page in the footer.
type PageStep string

// The steps: into the footer, behind the others; out of it; and one place on
// towards an end.
const (
	PageShow PageStep = "show"
	PageHide PageStep = "hide"
	PageUp   PageStep = "up"
	PageDown PageStep = "down"
)

// PlacePage changes a standing page's place in the footer; it needs the right to
// administer. version is that of the settings that the actor saw; another is
// errs.Conflict. What is no standing page is errs.NotFound.
func (n *Newsroom) PlacePage(ctx context.Context, by Actor, version int, id int64, step PageStep) error {
	return n.changeSettings(ctx, "cms.PlacePage", by, version, func(w *work, d *models.SettingsData) error {
		articles, err := w.StandingPages(ctx, maxPages)
		if err != nil {
			return err
		}
		is := func(id int64) bool {
			return slices.ContainsFunc(articles, func(a models.Article) bool { return a.ID == id })
		}
		if !is(id) {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		// Pages that are in the trash by now are in nobody's way.
		footer := slices.DeleteFunc(slices.Clone(d.Footer), func(id int64) bool { return !is(id) })
		d.Footer, err = place(footer, id, step)
		return err
	})
}

// place moves an id within a list. What is at an end already stays there.
func place(list []int64, id int64, step PageStep) ([]int64, error) {
	at := slices.Index(list, id)
	to := at
	switch step {
	case PageShow:
		if at < 0 {
			list = append(list, id)
		}
		return list, nil
	case PageHide:
		return slices.DeleteFunc(list, func(x int64) bool { return x == id }), nil
	case PageUp:
		to--
	case PageDown:
		to++
	default:
		return nil, errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	if at >= 0 && to >= 0 && to < len(list) {
		list[at], list[to] = list[to], list[at]
	}
	return list, nil
}
