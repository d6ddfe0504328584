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
	// SectionID wants stories of a section and those below it; zero of all.
	SectionID int64
	// From and Until are the minutes between which stories became public; zero is
	// open.
	From, Until models.Instant
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
	q, err := n.inquire(ctx, in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	out, err := q.climb(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	finder := q.words.Finder(q.names)
	for i := range out.Hits {
		h := &out.Hits[i]
		c := &h.Publication.Revision.Content
		h.Title, h.Text = finder.Mark(c.Title), finder.Snippet(c, snippetLength)
	}
	return out, nil
}

// inquiry is what a reader looks for, read.
type inquiry struct {
	SearchInput

	store    store.Reader
	words    *search.Query
	names    search.Names
	sections []int64
}

// inquire reads what a reader looks for.
func (n *Newsroom) inquire(ctx context.Context, in SearchInput) (*inquiry, error) {
	l, err := n.enabled(in.Locale)
	if err != nil {
		return nil, err
	}
	q := &inquiry{SearchInput: in, store: n.store.Read(), words: search.Parse(l, in.Query)}
	if q.words.Empty() {
		return q, nil
	}
	if in.SectionID != 0 {
		below, err := q.store.SectionsBelow(ctx, in.SectionID)
		if err != nil {
			return nil, err
		}
		q.sections = append(below, in.SectionID)
	}
	q.names, err = n.otherNames(ctx, q.store, q.words, in.Locale)
	return q, err
}

// find returns what has the keys among the stories that are looked through.
func (q *inquiry) find(ctx context.Context, step search.Step, before int64, limit int) ([]store.Found, error) {
	return q.store.Search(ctx, store.SearchQuery{
		At: q.At, Match: step.Match, Except: step.Except, Sections: q.sections, From: q.From, Until: q.Until, Before: before, Limit: limit,
	})
}

// climb takes the steps of the ladder until a page is full.
func (q *inquiry) climb(ctx context.Context) (*SearchResult, error) {
	from := SearchCursor{}
	if q.After != nil {
		from = *q.After
	}
	out, ladder := &SearchResult{}, q.words.Ladder(q.names)
	for i := max(from.Step, 0); i < len(ladder); i++ {
		before := int64(0)
		if i == from.Step {
			before = from.Place
		}
		found, err := q.find(ctx, ladder[i], before, PageSize+1-len(out.Hits))
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

// Elsewhere is what a search finds in another language of the site.
type Elsewhere struct {
	Locale locale.Tag
	// Stories are the newest of them, with revision, article and section.
	Stories []models.Publication
}

// SearchElsewhere returns the newest stories that the same words find in each other
// language, at most so many; languages without any are left out.
func (n *Newsroom) SearchElsewhere(ctx context.Context, in SearchInput, most int) ([]Elsewhere, error) {
	const op = "cms.SearchElsewhere"
	var list []Elsewhere
	for _, tag := range n.locales.Order(in.Locale) {
		if tag == in.Locale {
			continue
		}
		in := in
		in.Locale = tag
		q, err := n.inquire(ctx, in)
		if err != nil || q.words.Empty() {
			return nil, errs.Wrap(op, err)
		}
		found, err := q.find(ctx, search.Step{Match: q.words.Anyhow(q.names)}, 0, most)
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		if len(found) == 0 {
			continue
		}
		e := Elsewhere{Locale: tag}
		for i := range found {
			e.Stories = append(e.Stories, found[i].Publication)
		}
		list = append(list, e)
	}
	return list, nil
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
			found[i].Words = search.Words(l, found[i].Keys)
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
