package site

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// withParam names the second language of a story's page.
const withParam = "with"

// parallel is a story in two languages side by side, paragraph by paragraph.
type parallel struct {
	*article

	// Path leads to the story in the page's language alone.
	Path string
	// Other is the story in the second language; the link is named by the language's own
	// name.
	Other                    link
	OtherTitle, OtherSummary string
	Rows                     []parallelRow
}

// parallelRow is what the two versions say at one place.
type parallelRow struct {
	Mine   template.HTML
	Theirs template.HTML
}

// besides leads to the story beside each of its other versions.
func besides(v *visit, story *cms.Story, path string) []link {
	if v.preview != nil {
		return nil
	}
	var list []link
	for _, other := range story.Versions {
		if l, ok := locale.Lookup(other.Locale); ok && l.Tag != v.loc.Tag {
			list = append(list, link{Text: l.Name, Lang: l.Tag, URL: v.to(path) + "?" + withParam + "=" + string(l.Tag)})
		}
	}
	return list
}

// inParallel answers with a story beside its version in another language. Where there is
// none that readers may see, the story alone is what there is.
func (s *Site) inParallel(v *visit, story *cms.Story, id int64, path string) error {
	alone := func() error { return v.Redirect(http.StatusFound, v.to(path)) }
	l, ok := s.newsroom.Locales().Lookup(locale.Tag(v.QueryParam(withParam)))
	if !ok || l == v.loc {
		return alone()
	}
	there := *v
	s.speak(&there, l)
	other, err := s.newsroom.Story(v.Request().Context(), v.at, l.Tag, id)
	if err != nil {
		return err
	}
	if other.Standing != cms.Live {
		return alone()
	}
	p, err := s.storyPage(v, story, id, path, story.Content().Title, story.Content().Summary)
	if err != nil {
		return err
	}
	view := s.parallelView(v, &there, story, other, path)
	p.ask(fonts(l, "normal"))
	if slices.ContainsFunc(view.Rows, func(r parallelRow) bool { return slanted(string(r.Mine + r.Theirs)) }) {
		p.ask(append(fonts(v.letters(), "italic"), fonts(l, "italic")...))
	}
	p.Body = view
	return s.send(v, http.StatusOK, "parallel", p)
}

// parallelView shows a story beside its version in another language, in which there is a
// visit of its own.
func (s *Site) parallelView(v, there *visit, story, other *cms.Story, path string) *parallel {
	content := other.Content()
	view := &parallel{
		article: s.articleView(v, story), Path: v.to(path),
		Other:      link{Text: there.loc.Name, Lang: there.loc.Tag, URL: v.to(web.ArticlePath(other.Versions[0]))},
		OtherTitle: there.loc.NoBreak(content.Title), OtherSummary: there.loc.NoBreak(content.Summary),
	}
	mine, theirs := bodyOptions(v, story), bodyOptions(there, other)
	for _, row := range text.Rows(story.Content().Body, content.Body) {
		view.Rows = append(view.Rows, parallelRow{text.HTML(row.Mine, mine), text.HTML(row.Theirs, theirs)})
	}
	// What would be shown, and is not: a picture that the page may not show.
	view.Rows = slices.DeleteFunc(view.Rows, func(r parallelRow) bool { return r == parallelRow{} })
	return view
}

// bodyOptions say how the text of a story is shown on a visit. Its blocks tell their keys:
// whoever goes to another language finds their place by them, and an editor follows them.
func bodyOptions(v *visit, story *cms.Story) text.Options {
	return text.Options{
		Resolve: v.resolver(story), Picture: v.pictures(story), Locale: v.loc, Keyed: true, Table: v.p.T("site.story.table"),
	}
}
