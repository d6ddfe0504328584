package admin_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// newArchive returns a newsroom with 10,000 stories in four languages, and its
// administrator at the desk.
func newArchive(b *testing.B) *person {
	b.Helper()
	h := newHouse(b)
	_, err := h.store.Synthesize(b.Context(), 10_000, []locale.Tag{en, az, kk, ru}, h.newsroom.Now())
	must(b, err)
	must(b, h.store.Analyze(b.Context()))
	_, err = h.newsroom.AddUser(b.Context(), rights.Operator("test"), cms.UserInput{
		Email: "admin@news.example", Name: "admin", Password: password, Interface: "en", Grants: []models.Grant{{Role: models.RoleAdmin}},
	})
	must(b, err)
	h.story = 5_000
	return h.login("admin")
}

// BenchmarkSaveRoundTrip measures a save of an open editor, from the form to the
// parts of the page that come back, among 10,000 stories.
func BenchmarkSaveRoundTrip(b *testing.B) {
	p := newArchive(b)
	base := regexp.MustCompile(`"base":"(\d+)"`)
	for _, l := range []locale.Tag{en, kk} {
		b.Run(string(l), func(b *testing.B) {
			form := p.get(p.h.edit(l)).want(b, 200).form(b)
			body := p.get(p.h.edit(l)).blocks(b)
			for i := 0; b.Loop(); i++ {
				body[1].Text = fmt.Sprintf("Changed for the time %d.", i)
				form.Set("blocks", encode(b, body))
				a := p.htmx(p.h.edit(l), form).want(b, 200)
				form.Set("base", base.FindStringSubmatch(a.header.Get("Hx-Trigger-After-Swap"))[1])
			}
		})
	}
}

// BenchmarkDraft measures what goes back and forth while somebody types.
func BenchmarkDraft(b *testing.B) {
	p := newArchive(b)
	form := p.get(p.h.edit(kk)).want(b, 200).form(b)
	form.Set("keep", "1")
	body := p.get(p.h.edit(kk)).blocks(b)
	for i := 0; b.Loop(); i++ {
		body[1].Text = fmt.Sprintf("Typed for the time %d.", i)
		form.Set("blocks", encode(b, body))
		p.post(p.h.edit(kk)+"/draft", form).want(b, 200)
	}
}

// BenchmarkScreens measures screens among 10,000 stories.
func BenchmarkScreens(b *testing.B) {
	p := newArchive(b)
	for name, path := range map[string]string{
		"desk": "/admin/", "stories": "/admin/articles", "by title": "/admin/articles?sort=title", "words": "/admin/find?q=word12", "writing": p.h.edit(kk),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.get(path).want(b, 200)
			}
		})
	}
}
