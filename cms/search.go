package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// SearchInput is what a reader looks for, in the language of the page.
type SearchInput struct {
	At     models.Instant
	Locale locale.Tag
	Query  string
	// After leads on from an earlier answer; null begins.
	After *SearchCursor
}

// SearchCursor is a place in what a search finds: the step of the ladder and the
// place within it.
type SearchCursor struct {
	Step  int
	Place int64
}

// Hit is a live story that was found.
type Hit struct {
	Publication *models.Publication // with revision, article and section
	// Title and Text are its title and the passage that fits best, divided into
	// what matches and what does not.
	Title, Text []search.Piece
}

// SearchResult is one page of what a search found, the best first.
type SearchResult struct {
	Hits []Hit
	// Next leads on; null at the end.
	Next *SearchCursor
}

// snippetLength is how many characters of a story show where it was found.
const snippetLength = 220

// Search returns the live stories of a language that have all words of a query:
// those that have them as they are spelt before other forms, then those that a
// poor keyboard, another name or the sound of a name finds, each kind newest
// first. A query without words finds nothing.
func (n *Newsroom) Search(ctx context.Context, in SearchInput) (*SearchResult, error) {
	const op = "cms.Search"
	l, err := n.enabled(in.Locale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	q := search.Parse(l, in.Query)
	names, err := n.otherNames(ctx, r, q, in.Locale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	out, err := climb(ctx, r, q.Ladder(names), in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	finder := q.Finder(names)
	for i := range out.Hits {
		h := &out.Hits[i]
		c := &h.Publication.Revision.Content
		h.Title, h.Text = finder.Mark(c.Title), finder.Snippet(c, snippetLength)
	}
	return out, nil
}

// climb takes the steps of a ladder until a page is full.
func climb(ctx context.Context, r store.Reader, ladder []search.Step, in SearchInput) (*SearchResult, error) {
	from := SearchCursor{}
	if in.After != nil {
		from = *in.After
	}
	out := &SearchResult{}
	for i := max(from.Step, 0); i < len(ladder); i++ {
		step := ladder[i]
		q := store.SearchQuery{At: in.At, Match: step.Match, Except: step.Except, Limit: PageSize + 1 - len(out.Hits)}
		if i == from.Step {
			q.Before = from.Place
		}
		found, err := r.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for k := range found {
			if len(out.Hits) == PageSize {
				return out, nil
			}
			out.Hits = append(out.Hits, Hit{Publication: &found[k].Publication})
			if len(out.Hits) == PageSize {
				out.Next = &SearchCursor{i, found[k].Place}
			}
		}
	}
	out.Next = nil // nothing came after it
	return out, nil
}

// otherNames returns what the things that a query names are called in a language:
// sections, tags and authors that have such a name in any language of the site.
func (n *Newsroom) otherNames(ctx context.Context, r store.Reader, q *search.Query, l locale.Tag) (search.Names, error) {
	spans := map[string][]search.Span{}
	var slugs []string
	for _, s := range q.Spans() {
		for _, other := range n.locales.All() {
			slug := other.Slug(q.Text(s))
			if len(spans[slug]) == 0 {
				slugs = append(slugs, slug)
			}
			spans[slug] = append(spans[slug], s)
		}
	}
	if len(slugs) == 0 {
		return nil, nil
	}
	found, err := r.OtherNames(ctx, slugs, n.locales.Tags(), l)
	if err != nil {
		return nil, err
	}
	names := search.Names{}
	for slug, list := range found {
		for _, s := range spans[slug] {
			for _, name := range list {
				names.Add(s, name)
			}
		}
	}
	return names, nil
}

// index makes publications found under the words of their revisions.
func (w *work) index(ctx context.Context, list ...*models.Publication) error {
	found := make([]store.SearchKeys, len(list))
	for i, p := range list {
		rev := p.Revision
		if rev == nil {
			var err error
			if rev, err = w.Revision(ctx, p.RevisionID); err != nil {
				return err
			}
		}
		found[i] = store.SearchKeys{Publication: p}
		if l, ok := locale.Lookup(p.Locale); ok {
			found[i].Keys = search.Keys(l, &rev.Content)
		}
	}
	return w.SetSearchKeys(ctx, found, search.Rules)
}

// indexedAtOnce is how many publications one call of Reindex reads.
const indexedAtOnce = 50

// Reindex makes some of what was read by older rules anew, the newest first, and
// reports whether there may be more: publications for the search, and what
// stories are called at the desk.
func (n *Newsroom) Reindex(ctx context.Context) (more bool, err error) {
	const op = "cms.Reindex"
	if more, err := n.headArticles(ctx); more || err != nil {
		return err == nil, errs.Wrap(op, err)
	}
	old, err := n.store.Read().Unsearchable(ctx, search.Rules, indexedAtOnce)
	if err != nil || len(old) == 0 {
		return false, errs.Wrap(op, err)
	}
	list := make([]*models.Publication, len(old))
	for i := range old {
		list[i] = &old[i]
	}
	err = n.store.Write(ctx, func(tx *store.Tx) error { return (&work{Tx: tx, n: n}).index(ctx, list...) })
	return err == nil, errs.Wrap(op, err)
}
