package site

import (
	"fmt"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

//go:generate go run ./gen/scripts

// mostElsewhere is how many stories of another language are shown below what was found.
const mostElsewhere = 3

// results is the search page.
type results struct {
	Form *searchForm
	// Status says how much was found, or why nothing was looked for.
	Status string
	// Meant is the query that was probably meant, where nothing was found.
	Meant *link
	// Anywhere leads to the same words in all sections and at any time, where nothing
	// was found in some; empty otherwise.
	Anywhere string
	Hits     []hit
	// Next leads on to further results; empty at the end.
	Next string
	// Elsewhere is what the same words find in other languages.
	Elsewhere []elsewhere
}

// hit is a story that was found, with what matches marked.
type hit struct {
	card
	Title, Text []search.Piece
}

// elsewhere is what was found in another language: a link to the search there, and
// stories.
type elsewhere struct {
	link
	Stories []elsewhereStory
}

// elsewhereStory is a story in another language.
type elsewhereStory struct {
	link
	When when
}

// search answers with what a reader's words find. No search engine is to keep
// it.
func (s *Site) search(v *visit) error {
	form, err := s.searchForm(v)
	if err != nil {
		return err
	}
	body := &results{Form: form, Status: form.Refused}
	if form.Refused == "" {
		if err := s.fillResults(v, body, form.input(v)); err != nil {
			return err
		}
	}
	p, err := s.newPage(v, v.p.T("site.nav.search"), counterparts{path: form.path, has: everywhere})
	if err != nil {
		return err
	}
	p.Body = body
	return s.send(v, http.StatusOK, "search", p)
}

// fillResults looks for what was asked for, and for what may have been meant.
func (s *Site) fillResults(v *visit, body *results, in cms.SearchInput) error {
	if in.Query == "" {
		body.Status = v.p.T("site.search.hint")
		return nil
	}
	ctx := v.Request().Context()
	found, err := s.newsroom.Search(ctx, in)
	if err != nil {
		return err
	}
	for i := range found.Hits {
		h := &found.Hits[i]
		body.Hits = append(body.Hits, hit{
			card: s.card(v, h.Publication, nil, further), Title: noBreak(v.loc, h.Title), Text: noBreak(v.loc, h.Text),
		})
	}
	if c := found.Next; c != nil {
		next := body.Form.values()
		next.Set("after", fmt.Sprintf("%d.%d", c.Step, c.Place))
		body.Next = v.to(web.SearchPath(v.loc.Tag)) + "?" + next.Encode()
	}
	body.Status = status(v, in, found)
	if in.After != nil {
		return nil
	}
	if len(found.Hits) == 0 {
		if err := s.suggest(v, body, in); err != nil {
			return err
		}
	}
	return s.fillElsewhere(v, body, in)
}

// status says how much was found.
func status(v *visit, in cms.SearchInput, found *cms.SearchResult) string {
	n := len(found.Hits)
	switch {
	case n == 0:
		return v.p.T("site.search.none", "query", in.Query)
	case in.After != nil:
		return v.p.N("site.search.further", n)
	case found.Next != nil:
		return v.p.N("site.search.first", n)
	}
	return v.p.N("site.search.found", n)
}

// suggest offers other words, and a wider search, where nothing was found.
func (s *Site) suggest(v *visit, body *results, in cms.SearchInput) error {
	meant, err := s.newsroom.SearchMeant(v.Request().Context(), in)
	if err != nil {
		return err
	}
	if meant != "" {
		body.Meant = &link{Text: meant, URL: v.to(body.Form.with(meant).path(v.loc.Tag))}
	}
	if body.Form.narrow() {
		body.Anywhere = v.to((&searchForm{Query: in.Query}).path(v.loc.Tag))
	}
	return nil
}

// fillElsewhere shows what the same words find in other languages.
func (s *Site) fillElsewhere(v *visit, body *results, in cms.SearchInput) error {
	found, err := s.newsroom.SearchElsewhere(v.Request().Context(), in, mostElsewhere)
	if err != nil {
		return err
	}
	for _, e := range found {
		l, _ := s.newsroom.Locales().Lookup(e.Locale)
		there := elsewhere{link: link{Text: l.Name, Lang: e.Locale, URL: v.prefix + body.Form.path(e.Locale)}}
		for i := range e.Stories {
			there.Stories = append(there.Stories, s.elsewhereStory(v, l, &e.Stories[i]))
		}
		body.Elsewhere = append(body.Elsewhere, there)
	}
	return nil
}

func (s *Site) elsewhereStory(v *visit, l *locale.Locale, p *models.Publication) elsewhereStory {
	content := &p.Revision.Content
	path := web.ArticlePath(cms.Version{
		Locale: l.Tag, SectionSlug: cms.SectionSlug(p.Article.Section, l.Tag), Slug: content.Slug, ArticleID: p.ArticleID,
	})
	return elsewhereStory{link{Text: l.NoBreak(content.Title), Lang: l.Tag, URL: v.prefix + path}, s.when(v, p.PublishedAt)}
}

// noBreak keeps together within each piece what is not to be broken.
func noBreak(l *locale.Locale, pieces []search.Piece) []search.Piece {
	for i := range pieces {
		pieces[i].Text = l.NoBreak(pieces[i].Text)
	}
	return pieces
}

// parseSearchCursor reads where to go on; what makes no sense is the beginning.
func parseSearchCursor(s string) *cms.SearchCursor {
	var c cms.SearchCursor
	if n, err := fmt.Sscanf(s, "%d.%d", &c.Step, &c.Place); err != nil || n != 2 {
		return nil
	}
	return &c
}
