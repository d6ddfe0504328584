package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// PageSize is how many stories a list shows.
const PageSize = 20

// Cursor is a place in a list: see store.Cursor.
type Cursor = store.Cursor

// Standing says how an article stands to the public in one language.
type Standing int

// The standings: never public so far (or no such article, which must look the
// same), public, public once and not now.
const (
	Never Standing = iota
	Live
	Gone
)

// Version is one language in which a story is live, enough to link it.
type Version struct {
	Locale      locale.Tag
	SectionSlug string // empty for a standing page
	Slug        string
	ArticleID   int64
	Title       string
	// Since is when these words became live.
	Since models.Instant
}

// Story is what a reader may see of an article in a language at a moment.
type Story struct {
	Standing Standing
	// Versions are the languages in which the story is live, in the reading
	// order of the language asked for.
	Versions []Version

	// Sections are all of the site, as Newsroom.Sections has them.
	Sections []models.Section

	// The rest is there only where Standing is Live.

	Article     *models.Article     // without its section, which is among Sections
	Publication *models.Publication // with its revision
	// Translator is credited; null in the source language and where nobody
	// is named.
	Translator *models.Author
	// Abridged says that the version lacks blocks of its source.
	Abridged bool
	// SourceAhead is since when readers of the source are told something else, in more
	// than its spelling, than this version was made from; 0 where they are not.
	SourceAhead models.Instant
	// Links are the live versions that links to own stories lead to, by
	// article: in the page's language, or the first of its reading order.
	Links map[int64]Version
	// Pictures are those of the library that the story shows, by id; one whose time
	// is over is not among them.
	Pictures map[int64]Picture
}

// Cover is the picture at the head of a live story; null where there is none that
// may be shown.
func (s *Story) Cover() *Picture { return coverOf(s.Article, s.Pictures) }

func coverOf(a *models.Article, among map[int64]Picture) *Picture {
	if a == nil || a.CoverID == nil {
		return nil
	}
	if p, ok := among[*a.CoverID]; ok {
		return &p
	}
	return nil
}

// Content returns the words of a live story.
func (s *Story) Content() *models.Content { return &s.Publication.Revision.Content }

// Story returns how an article stands in a language at a moment. Drafts,
// cancelled stories and ids that do not exist cannot be told apart.
func (n *Newsroom) Story(ctx context.Context, at models.Instant, l locale.Tag, id int64) (*Story, error) {
	const op = "cms.Story"
	r := n.store.Read()
	sections, err := n.sections(ctx, r)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	versions, err := n.versions(ctx, r, at, l, []int64{id}, sections)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	s := &Story{Versions: versions[id], Sections: inLevels(sections)}
	if len(s.Versions) > 0 && s.Versions[0].Locale == l {
		return s, errs.Wrap(op, n.fill(ctx, r, s, at, l, id))
	}
	was, err := r.WasPublic(ctx, id, l, at)
	if was {
		s.Standing = Gone
	}
	return s, errs.Wrap(op, err)
}

// fill loads what a live story shows.
func (n *Newsroom) fill(ctx context.Context, r store.Reader, s *Story, at models.Instant, l locale.Tag, id int64) error {
	var err error
	if s.Publication, err = r.Live(ctx, id, l, at); err != nil {
		return err
	}
	if s.Publication == nil { // withdrawn between the two questions
		s.Standing, s.Versions = Gone, s.Versions[1:]
		return nil
	}
	s.Standing = Live
	if s.Article, err = r.Signed(ctx, id); err != nil {
		return err
	}
	return n.complete(ctx, r, s, at, l)
}

// complete loads what a live story shows besides its words.
func (n *Newsroom) complete(ctx context.Context, r store.Reader, s *Story, at models.Instant, l locale.Tag) error {
	var err error
	if ids := text.Links(s.Content().Body); len(ids) > 0 {
		if s.Links, err = n.firstVersions(ctx, r, at, l, ids, s.Sections); err != nil {
			return err
		}
	}
	if s.Pictures, err = n.pictures(ctx, r, at, l, picturesOf(s.Article, s.Content())); err != nil {
		return err
	}
	if l == s.Article.SourceLocale {
		return nil
	}
	if s.Translator, err = r.Translator(ctx, s.Article.ID, l); err != nil {
		return err
	}
	return besideSource(ctx, r, s, at)
}

// versions returns the live versions of articles at a moment, each list in the
// reading order of the given language. sections are all there are.
func (n *Newsroom) versions(ctx context.Context, r store.Reader, at models.Instant, l locale.Tag, ids []int64, sections []models.Section) (map[int64][]Version, error) {
	live, err := r.LiveVersions(ctx, ids, at)
	return n.versionsOf(live, n.locales.Order(l), sections), err
}

// versionsOf returns where live publications are, by article, each list in an order of
// languages.
func (n *Newsroom) versionsOf(live []models.Publication, order []locale.Tag, sections []models.Section) map[int64][]Version {
	found := map[int64][]Version{}
	for i := range live {
		p := &live[i]
		if _, enabled := n.locales.Lookup(p.Locale); !enabled {
			continue
		}
		v := Version{Locale: p.Locale, Slug: p.Revision.Content.Slug, ArticleID: p.ArticleID, Title: p.Revision.Content.Title, Since: p.LiveFrom}
		if p.SectionID != nil {
			v.SectionSlug = SectionSlug(sectionIn(sections, *p.SectionID), p.Locale)
		}
		found[p.ArticleID] = append(found[p.ArticleID], v)
	}
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b Version) int {
			return slices.Index(order, a.Locale) - slices.Index(order, b.Locale)
		})
	}
	return found
}

// firstVersions returns, for each article that is live anywhere, its first
// version in the reading order.
func (n *Newsroom) firstVersions(ctx context.Context, r store.Reader, at models.Instant, l locale.Tag, ids []int64, sections []models.Section) (map[int64]Version, error) {
	all, err := n.versions(ctx, r, at, l, ids, sections)
	if err != nil {
		return nil, err
	}
	first := make(map[int64]Version, len(all))
	for id, list := range all {
		first[id] = list[0]
	}
	return first, nil
}

// Generation returns the state of the site at a moment.
func (n *Newsroom) Generation(ctx context.Context, at models.Instant) (models.Generation, error) {
	g, err := n.store.Read().Generation(ctx, at)
	return g, errs.Wrap("cms.Generation", err)
}

// NewestEvent returns the id of the newest row of the journal.
func (n *Newsroom) NewestEvent(ctx context.Context) (int64, error) {
	id, err := n.store.Read().NewestEvent(ctx)
	return id, errs.Wrap("cms.NewestEvent", err)
}

// Listing is one page of a list of live stories, newest first.
type Listing struct {
	Stories []models.Publication // with article, and revision without the body
	// Next leads on to older stories; null at the end.
	Next *Cursor
	// Locales are the languages in which the list has any stories.
	Locales []locale.Tag

	pictures map[int64]Picture
}

// Cover is the picture at the head of one of the stories; null where there is none
// that may be shown.
func (l *Listing) Cover(p *models.Publication) *Picture { return coverOf(p.Article, l.pictures) }

// ListInput selects a list. At most one of the ids is set. The list of a section has
// the stories of those below it, too.
type ListInput struct {
	At                         models.Instant
	Locale                     locale.Tag
	SectionID, TagID, AuthorID int64
	// From and Until bound when the stories were first published; 0 for no bound.
	From, Until models.Instant
	Before      *Cursor
	// Limit is how many there are in a page; 0 means PageSize.
	Limit int
}

func (in *ListInput) query() store.ListQuery {
	return store.ListQuery{
		Locale: in.Locale, At: in.At, SectionID: in.SectionID, TagID: in.TagID, AuthorID: in.AuthorID,
		From: in.From, Until: in.Until, Before: in.Before,
	}
}

// List returns one page of the live stories of a language.
func (n *Newsroom) List(ctx context.Context, in ListInput) (*Listing, error) {
	const op = "cms.List"
	r := n.store.Read()
	size, q := cmp.Or(in.Limit, PageSize), in.query()
	q.Limit = size + 1
	var err error
	if in.SectionID != 0 {
		if q.Below, err = r.SectionsBelow(ctx, in.SectionID); err != nil {
			return nil, errs.Wrap(op, err)
		}
	}
	stories, err := r.List(ctx, q)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	out := &Listing{Stories: stories}
	if len(stories) > size {
		out.Stories = stories[:size]
		last := out.Stories[size-1]
		out.Next = &Cursor{At: last.PublishedAt, ID: last.ArticleID}
	}
	if out.pictures, err = n.pictures(ctx, r, in.At, in.Locale, coversOf(out.Stories)); err != nil {
		return nil, errs.Wrap(op, err)
	}
	out.Locales, err = r.ListLocales(ctx, q, n.locales.Tags())
	return out, errs.Wrap(op, err)
}

// Sections returns every section in order: each at the top before those below it.
func (n *Newsroom) Sections(ctx context.Context) ([]models.Section, error) {
	list, err := n.sections(ctx, n.store.Read())
	return inLevels(list), errs.Wrap("cms.Sections", err)
}

// Authors returns every author.
func (n *Newsroom) Authors(ctx context.Context) ([]models.Author, error) {
	list, err := n.store.Read().Authors(ctx)
	return list, errs.Wrap("cms.Authors", err)
}

// Tags returns every tag with its names.
func (n *Newsroom) Tags(ctx context.Context) ([]models.Tag, error) {
	list, err := n.store.Read().Tags(ctx)
	return list, errs.Wrap("cms.Tags", err)
}

// TagBySlug returns the tag that a slug names in a language, or once named, or
// errs.NotFound.
func (n *Newsroom) TagBySlug(ctx context.Context, l locale.Tag, slug string) (*models.Tag, error) {
	r := n.store.Read()
	t, err := r.TagBySlug(ctx, l, slug)
	if err == nil && t == nil {
		t, err = tagOnceCalled(ctx, r, l, slug)
	}
	return found("cms.TagBySlug", t, err)
}

// AuthorBySlug returns the author that a slug names in a language, or once named,
// or errs.NotFound.
func (n *Newsroom) AuthorBySlug(ctx context.Context, l locale.Tag, slug string) (*models.Author, error) {
	r := n.store.Read()
	a, err := r.AuthorBySlug(ctx, l, slug)
	if err == nil && a == nil {
		a, err = authorOnceCalled(ctx, r, l, slug)
	}
	return found("cms.AuthorBySlug", a, err)
}

func found[T any](op string, v *T, err error) (*T, error) {
	if err == nil && v == nil {
		err = errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	return v, errs.Wrap(op, err)
}
