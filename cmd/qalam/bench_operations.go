package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// operations are the main ones: what readers ask for, and what the desk does.
func (x *corpus) operations(ctx context.Context) ([]measure, error) {
	pages, err := x.pages(ctx)
	return slices.Concat(pages, x.readings(), x.deskWork()), err
}

// readings are what readers' pages are made of.
func (x *corpus) readings() []measure {
	n, now, l, made := x.newsroom, x.newsroom.Now(), x.made.Locales[0], x.made
	list := func(in cms.ListInput) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			in.At, in.Locale = now, l
			_, err := n.List(ctx, in)
			return err
		}
	}
	find := func(query string) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			_, err := n.Search(ctx, cms.SearchInput{At: now, Locale: l, Query: query})
			return err
		}
	}
	// Half of the stories are newer.
	deep := &cms.Cursor{At: made.Until.Add(-made.Until.Sub(made.From) / 2), ID: 1 << 40}
	r := x.store.Read()
	return []measure{
		{"version by id", func(ctx context.Context, i int) error { _, err := r.Live(ctx, x.story(i), l, now); return err }},
		{"story with all that its page shows", func(ctx context.Context, i int) error { _, err := n.Story(ctx, now, l, x.story(i)); return err }},
		{"newest 20 of a language", list(cms.ListInput{})},
		{"newest 20 of a section", list(cms.ListInput{SectionID: made.Sections[1]})},
		{"newest 20 of a tag", list(cms.ListInput{TagID: made.Tags[1]})},
		{"20 from the middle of a language", list(cms.ListInput{Before: deep})},
		{"20 from the middle of a section", list(cms.ListInput{SectionID: made.Sections[1], Before: deep})},
		{"two common words searched", find("word1 word2")},
		{"a common and a rare word searched", find("word3 word1900")},
		{"two words that never meet searched", find("word1 word2500 word2501")},
		{"a word searched that is nowhere", find("nowhere")},
	}
}

// deskWork is what editors and translators do, and programs for them.
func (x *corpus) deskWork() []measure {
	n, l, made := x.newsroom, x.made.Locales[0], x.made
	desk := func(q cms.StoryQuery) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			q.Desk = l
			_, err := n.Stories(ctx, operator(), q)
			return err
		}
	}
	return []measure{
		{"list of stories at the desk", desk(cms.StoryQuery{})},
		{"list of stories by title", desk(cms.StoryQuery{ByTitle: true})},
		{"stories found by two words of titles", desk(cms.StoryQuery{Words: "word12 wo"})},
		{"drafts of a language", desk(cms.StoryQuery{Version: "draft", Locale: l})},
		{"what waits at the desk", func(ctx context.Context, _ int) error { _, err := n.Overview(ctx, operator(), l); return err }},
		{"coverage", func(ctx context.Context, _ int) error { _, err := n.Coverage(ctx, operator()); return err }},
		{"save", func(ctx context.Context, i int) error { return x.saveOnce(ctx, x.story(i), l, i) }},
		// Others than those that were saved just now: they are approved.
		{"publish", func(ctx context.Context, i int) error { return x.publishOnce(ctx, x.story(made.Articles/2+i), l) }},
		{"import of a story in all languages", x.importOnce},
	}
}

// story is one of all, another each time.
func (x *corpus) story(i int) int64 { return int64(i*7919%x.made.Articles) + 1 }

// pages are what readers get, by the whole program but for the network: what was made
// before, and what is made for them.
func (x *corpus) pages(ctx context.Context) ([]measure, error) {
	o, _, _, err := x.fronts(ctx, false)
	if err != nil {
		return nil, err
	}
	kept := web.New(o) //nolint:contextcheck // the error handler has each request's own context
	o.Ahead = nil
	plain := web.New(o) //nolint:contextcheck // see above
	stories, err := x.newsroom.Sitemap(ctx, x.newsroom.Now(), 1)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, versions := range stories {
		for _, v := range versions {
			paths = append(paths, web.ArticlePath(v))
		}
	}
	l := x.made.Locales[0]
	get := func(h http.Handler, path func(i int) string) func(context.Context, int) error {
		return func(ctx context.Context, i int) error { return get(ctx, h, path(i)) }
	}
	one := func(path string) func(int) string { return func(int) string { return path } }
	return []measure{
		{"page of a story, kept", get(kept, one(paths[0]))},
		{"page of a story, made", get(plain, func(i int) string { return paths[i*37%len(paths)] })},
		{"front page, made", get(plain, one(web.FrontPath(l)))},
		{"page of a section, made", get(plain, one(web.SectionPath(l, "section-1")))},
		{"page of what is found, made", get(plain, one(web.SearchPath(l)+"?q=word1+word2"))},
		{"feed of a language, made", get(plain, one(web.FeedPath(l)))},
	}, nil
}

// get asks for a page as a browser does and looks at the status only.
func get(ctx context.Context, h http.Handler, path string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
	if err != nil {
		return err
	}
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := &nobody{header: http.Header{}}
	if h.ServeHTTP(w, r); w.status != http.StatusOK {
		return fmt.Errorf("%s: status %d", path, w.status)
	}
	return nil
}

// nobody reads an answer.
type nobody struct {
	header http.Header
	status int
}

// Header is part of http.ResponseWriter.
func (w *nobody) Header() http.Header { return w.header }

// WriteHeader is part of http.ResponseWriter.
func (w *nobody) WriteHeader(status int) { w.status = status }

// Write is part of http.ResponseWriter.
func (w *nobody) Write(b []byte) (int, error) { return len(b), nil }

// importOnce imports a story that is not there yet.
func (x *corpus) importOnce(ctx context.Context, i int) error {
	in := cms.PortableStory{
		Key: fmt.Sprintf("bench:%d:%d", x.now().UnixNano(), i), Kind: models.News, Source: x.made.Locales[0],
		Section: cms.SectionInput{Key: "section-1"},
	}
	for _, l := range x.made.Locales {
		text := fmt.Sprintf("Imported for the time %d in %s.", i, l)
		in.Versions = append(in.Versions, cms.PortableVersion{
			Locale: l, Content: models.Content{Title: text, Slug: "imported", Body: models.Body{{Kind: models.Paragraph, Text: text}}},
		})
	}
	results, err := x.newsroom.Import(ctx, operator(), []cms.PortableStory{in}, cms.ImportOptions{})
	if err != nil {
		return err
	}
	return results[0].Err
}

// saveOnce saves one changed paragraph of a story.
func (a *app) saveOnce(ctx context.Context, id int64, l locale.Tag, i int) error {
	t, err := a.store.Read().Translation(ctx, id, l)
	if err != nil {
		return err
	}
	c := t.Head.Content
	c.Body = slices.Clone(c.Body)
	c.Body[0].Text = fmt.Sprintf("Changed for the time %d.", i)
	_, err = a.newsroom.Save(ctx, operator(), cms.SaveInput{ArticleID: id, Locale: l, Base: t.Head.ID, Content: c})
	return err
}

// publishOnce approves the head of a story and publishes it.
func (a *app) publishOnce(ctx context.Context, id int64, l locale.Tag) error {
	t, err := a.store.Read().Translation(ctx, id, l)
	if err != nil {
		return err
	}
	if t.Stage != models.Approved {
		in := cms.StageInput{ArticleID: id, Locale: l, Revision: t.Head.ID, To: models.Approved}
		if err := a.newsroom.ChangeStage(ctx, operator(), in); err != nil {
			return err
		}
	}
	_, err = a.newsroom.Publish(ctx, operator(), cms.PublishInput{ArticleID: id, Locale: l, Revision: t.Head.ID})
	return err
}
