package site

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// results is the search page.
type results struct {
	Action, Query string
	Hits          []hit
	// Next leads on to further results; empty at the end.
	Next string
}

// hit is a story that was found, with what matches marked.
type hit struct {
	card
	Title, Text []search.Piece
}

// search answers with what a reader's words find. No search engine is to keep
// it.
func (s *Site) search(v *visit) error {
	query := v.QueryParam("q")
	found, err := s.newsroom.Search(v.Request().Context(), cms.SearchInput{
		At: v.at, Locale: v.loc.Tag, Query: query, After: parseSearchCursor(v.QueryParam("after")),
	})
	if err != nil {
		return err
	}
	path := func(l locale.Tag) string {
		if query == "" {
			return web.SearchPath(l)
		}
		return web.SearchPath(l) + "?" + url.Values{"q": {query}}.Encode()
	}
	p, err := s.newPage(v, v.p.T("site.nav.search"), counterparts{path: path, has: everywhere})
	if err != nil {
		return err
	}
	body := &results{Action: v.to(web.SearchPath(v.loc.Tag)), Query: query}
	for i := range found.Hits {
		h := &found.Hits[i]
		body.Hits = append(body.Hits, hit{
			card: s.card(v, h.Publication, nil, further), Title: noBreak(v.loc, h.Title), Text: noBreak(v.loc, h.Text),
		})
	}
	if c := found.Next; c != nil {
		next := url.Values{"q": {query}, "after": {fmt.Sprintf("%d.%d", c.Step, c.Place)}}
		body.Next = v.to(web.SearchPath(v.loc.Tag)) + "?" + next.Encode()
	}
	p.Body = body
	return s.send(v, http.StatusOK, "search", p)
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
