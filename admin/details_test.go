package admin_test

import (
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// chosen returns the values of the boxes of a name that are ticked, in their order.
func (a answer) chosen(name string) []string {
	return a.doc.Find("[name=" + name + "][checked]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") })
}

func TestBylinesAndTagsAreChosenAndKeepTheirOrder(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	by := rights.Operator("test")
	var authors []string
	for _, name := range []string{"Zara", "Anar", "Mira"} {
		a, err := h.newsroom.EnsureAuthor(t.Context(), by, cms.AuthorInput{Key: name, Names: map[locale.Tag]cms.AuthorNameInput{en: {Name: name}}})
		must(t, err)
		authors = append(authors, strconv.FormatInt(a.ID, 10))
	}
	tag, err := h.newsroom.EnsureTag(t.Context(), by, cms.TagInput{Key: "ports", Names: models.Names{en: "Ports", kk: "Порттар"}})
	must(t, err)
	p := h.login("admin")
	save := func(authors ...string) answer {
		a := p.get(h.edit(kk)).want(t, 200)
		form := url.Values{"author": authors, "tag": {strconv.FormatInt(tag.ID, 10)}, "section": {strconv.FormatInt(h.section.ID, 10)}}
		form.Set("version", a.doc.Find("[name=version]").AttrOr("value", ""))
		p.post(h.edit(kk)+"/details", form).want(t, 303)
		return p.get(h.edit(kk))
	}
	zara, anar, mira := authors[0], authors[1], authors[2]
	save(zara)
	a := save(mira, zara)
	d, err := h.newsroom.Desk(t.Context(), by, h.story, en)
	must(t, err)
	var order []string
	for _, x := range d.Article.Authors {
		order = append(order, strconv.FormatInt(x.AuthorID, 10))
	}
	if want := []string{zara, mira}; !slices.Equal(order, want) {
		t.Errorf("the bylines stand as %v, want %v", order, want)
	}
	if got := a.chosen("author"); !slices.Contains(got, zara) || !slices.Contains(got, mira) || slices.Contains(got, anar) {
		t.Errorf("ticked are %v", got)
	}
	if got := a.chosen("tag"); len(got) != 1 {
		t.Errorf("tags ticked: %v", got)
	}
	save()
	if d, err = h.newsroom.Desk(t.Context(), by, h.story, en); err != nil || len(d.Article.Authors) != 0 {
		t.Errorf("bylines that were taken away: %v, %v", d.Article.Authors, err)
	}
}
