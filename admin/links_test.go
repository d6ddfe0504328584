package admin_test

import (
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestEveryScreenLeadsATranslationBesideItsSourceAndTheSourceToItsOwn(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	h.goOut(h.story, "en")
	h.goOut(h.story, "kk")
	source, translation := h.edit(en), h.edit(kk)+"/translate"
	for _, path := range []string{
		"/admin/articles", "/admin/translations", "/admin/calendar?view=agenda&date=2026-03-12", "/admin/journal", "/admin/articles/1/publication",
		"/admin/front/kk", source, translation,
	} {
		links := p.get(path).want(t, 200).doc.Find("main a").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
		if path != translation && slices.Contains(links, h.edit(kk)) {
			t.Errorf("%s leads to the writing screen of a translation", path)
		}
		if !slices.Contains(links, translation) {
			t.Errorf("%s does not lead to the translation: %v", path, links)
		}
	}
	// Who does not know which is the source is led on.
	if got := p.get(source+"/translate").want(t, 303).header.Get("Location"); got != source {
		t.Errorf("the source is at %s", got)
	}
	// On the writing screen of a translation its own state leads nowhere else.
	if got := p.get(h.edit(kk)).want(t, 200).doc.Find(".chip[aria-current]").AttrOr("href", ""); got != h.edit(kk) {
		t.Errorf("the current version is at %s", got)
	}
}
