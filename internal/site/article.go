package site

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// article is a story.
type article struct {
	Title, Summary string
	// Standing says that it is a standing page: no news of a day.
	Standing bool
	Urgent   bool
	When     when
	// DayURL leads to the other stories of its day.
	DayURL  string
	Updated *when
	// Place and Day are the dateline in house form: "BAKU", "12 March".
	Place      string
	Day        string
	Authors    []byline
	Translator *byline
	// Original leads to the source version; its text is the language's own
	// name. Null in the source itself and where the source is not live.
	Original *link
	Abridged bool
	// MachineMade says that a machine wrote some of it and nobody has checked that.
	MachineMade bool
	// Ahead is since when the original says something else.
	Ahead *when
	// Correction is what readers are told of what was wrong.
	Correction string
	Minutes    int
	// Cover is the picture at its head; empty for none.
	Cover template.HTML
	HTML  template.HTML
	Tags  []link
	// Besides lead to the story beside its other versions.
	Besides []link
	// Share lead to where readers pass the story on; null where it is not public.
	Share *share
	// Related are other stories to read next.
	Related []card
}

type byline struct {
	Name, Title link
	Handle      string
}

// shortOrSection answers /{lang}/{id} with the story's own address, and adds
// the slash to a section's.
func (s *Site) shortOrSection(v *visit) error {
	if id, ok := web.ArticleID(v.Param("section")); ok && !strings.Contains(v.Param("section"), "-") {
		return s.story(v, id)
	}
	return s.addSlash(v)
}

func (s *Site) article(v *visit) error {
	id, ok := web.ArticleID(v.Param("article"))
	if !ok {
		return s.notFound(v, nil, 0)
	}
	return s.story(v, id)
}

// story answers with a story, the address it has by now, or the honest page
// for one that is not public in this language.
func (s *Site) story(v *visit, id int64) error {
	story, err := s.liveStory(v, id)
	if story == nil {
		return err
	}
	path := web.ArticlePath(story.Versions[0])
	if v.Request().URL.Path != v.to(path) {
		return s.move(v, path)
	}
	if v.QueryParam(withParam) != "" {
		return s.inParallel(v, story, id, path)
	}
	return s.showStory(v, story, id, path)
}

// move leads to what had the address of the visit before it was imported, else to the
// address that the story with the number in it has by now.
func (s *Site) move(v *visit, path string) error {
	old, err := s.becameOf(v)
	if err != nil {
		return err
	}
	return v.redirect(cmp.Or(old, path))
}

// liveStory returns a story that is live in the language of the visit. Null is one that is
// not: then that has been answered, with the error of it.
func (s *Site) liveStory(v *visit, id int64) (*cms.Story, error) {
	story, err := s.newsroom.Story(v.Request().Context(), v.at, v.loc.Tag, id)
	if err != nil {
		return nil, err
	}
	v.sections = story.Sections
	if story.Standing != cms.Live {
		return nil, s.notFound(v, story, id)
	}
	return story, nil
}

func (s *Site) showStory(v *visit, story *cms.Story, id int64, path string) error {
	content := story.Content()
	p, err := s.storyPage(v, story, id, path, cmp.Or(content.SEO.Title, content.Title), cmp.Or(content.SEO.Description, content.Summary))
	if err != nil {
		return err
	}
	view := s.articleView(v, story)
	view.HTML, view.Besides = text.HTML(content.Body, bodyOptions(v, story)), besides(v, story, path)
	p.Body = view
	if p.Meta != nil {
		s.describeStory(v, p, story, view, path)
	}
	if view.MachineMade {
		p.Source = machineMade
	}
	if slanted(string(view.HTML)) {
		p.ask(fonts(v.letters(), "italic"))
	}
	if v.preview == nil { // whose moment may be one that only those who made it may see
		view.Share = s.share(v, web.Absolute(s.base, v.spelt(path)), content.Title)
		if view.Related, err = s.related(v, story); err != nil {
			return err
		}
	}
	return s.send(v, http.StatusOK, "article", p)
}

// storyPage is a page around a story, which is found at its path.
func (s *Site) storyPage(v *visit, story *cms.Story, id int64, path, title, description string) (*page, error) {
	cp := previewed(v, storyCounterparts(story, id))
	p, err := s.newPage(v, title, cp)
	if err != nil {
		return nil, err
	}
	p.Description = description
	p.Crumbs = s.crumbs(v, story.Article.SectionID)
	s.index(p, path, s.firstPath(v, cp), cp)
	if p.Meta = s.described(v, p, story.Content().Title, description, cp.has); p.Meta != nil {
		p.Meta.Image = s.cardImage(v, strconv.FormatInt(id, 10), s.storyCard(v, story, p.Site.Name))
	}
	return p, nil
}

// storyCounterparts leads to a story's live versions; where there is none the
// short address says so honestly.
func storyCounterparts(story *cms.Story, id int64) counterparts {
	version := func(t locale.Tag) int {
		return slices.IndexFunc(story.Versions, func(x cms.Version) bool { return x.Locale == t })
	}
	return counterparts{
		path: func(t locale.Tag) string {
			if i := version(t); i >= 0 {
				return web.ArticlePath(story.Versions[i])
			}
			return web.ArticleIDPath(t, id)
		},
		has: func(t locale.Tag) bool { return version(t) >= 0 },
	}
}

// wordsPerMinute is how fast people read news on a screen.
const wordsPerMinute = 180

// articleView shows a story but for its text.
func (s *Site) articleView(v *visit, story *cms.Story) *article {
	content, a, lang := story.Content(), story.Article, v.loc.Tag
	published := story.Publication.PublishedAt
	view := &article{
		Title: v.loc.NoBreak(content.Title), Summary: v.loc.NoBreak(content.Summary),
		Standing: a.Kind == models.Page, Urgent: a.Urgent, Abridged: story.Abridged, MachineMade: content.MachineMade(), Correction: story.Publication.Note,
		When: s.when(v, published), DayURL: v.to(web.ArchivePath(lang, published.In(s.newsroom.Zone()))), Place: a.Place[lang],
		Day:     v.loc.NoBreak(v.loc.Date(published.In(s.newsroom.Zone()), locale.DateDayMonth)),
		Minutes: max(1, (text.Words(content.Body)+wordsPerMinute/2)/wordsPerMinute),
	}
	if cover := story.Cover(); cover != nil {
		p := v.picture(cover, cms.FullCut, sizesOfBody)
		p.Eager = true
		view.Cover = p.Figure()
	}
	if from := story.Publication.LiveFrom; from > published {
		updated := s.when(v, from)
		view.Updated = &updated
	}
	if story.SourceAhead != 0 {
		ahead := s.when(v, story.SourceAhead)
		view.Ahead = &ahead
	}
	for _, x := range a.Authors {
		view.Authors = append(view.Authors, s.byline(v, x.Author))
	}
	if story.Translator != nil {
		b := s.byline(v, story.Translator)
		view.Translator = &b
	}
	for _, x := range a.Tags {
		l := label(s.newsroom.TagLabel(x.Tag, lang), lang)
		l.URL = v.to(web.TagPath(lang, cms.TagSlug(x.Tag, lang)))
		view.Tags = append(view.Tags, l)
	}
	for _, version := range story.Versions {
		if loc, ok := s.newsroom.Locales().Lookup(a.SourceLocale); ok && version.Locale == a.SourceLocale && lang != a.SourceLocale {
			view.Original = &link{Text: loc.Name, Lang: loc.Tag, URL: v.to(web.ArticlePath(version))}
		}
	}
	return view
}

func (s *Site) byline(v *visit, a *models.Author) byline {
	lang := v.loc.Tag
	b := s.newsroom.Byline(a, lang)
	name := label(b.Name, lang)
	name.URL = v.to(web.AuthorPath(lang, b.Slug))
	return byline{Name: name, Title: label(b.Title, lang), Handle: b.Handle}
}

// resolver leads links to own stories to the version that the newsroom found
// for this page.
func (v *visit) resolver(story *cms.Story) func(int64) (text.Target, bool) {
	return func(id int64) (text.Target, bool) {
		version, ok := story.Links[id]
		if !ok {
			return text.Target{}, false
		}
		t := text.Target{URL: v.to(web.ArticlePath(version))}
		if version.Locale != v.loc.Tag {
			t.Lang = version.Locale
		}
		return t, true
	}
}
