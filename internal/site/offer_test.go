package site_test

import (
	"slices"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestAPageIsOfferedInTheLanguagesThatItHas(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		a := b.get(t, b.path(t, l, b.port))
		var want, got []string
		for _, other := range tags() {
			if other != l {
				want = append(want, string(other)+" "+b.path(t, other, b.port))
			}
		}
		for _, offer := range a.doc.Find(".offer").EachIter() {
			link := offer.Find("a")
			got = append(got, offer.AttrOr("lang", "")+" "+link.AttrOr("href", ""))
			if _, hidden := offer.Attr("hidden"); !hidden || link.Text() == "" || link.AttrOr("data-language", "") != offer.AttrOr("lang", "") {
				t.Errorf("%s: an offer is %q", l, link.Text())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: offered are %v, want %v", l, got, want)
		}
	}
	for _, lang := range attrs(b.get(t, b.path(t, en, b.missing[kk])).doc, ".offer", "lang") {
		if lang == string(locale.Kazakh) {
			t.Error("a draft is offered")
		}
	}
}
