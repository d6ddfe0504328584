package site

import (
	"net/url"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// crumbs lead from the front page to a section, through the one that it is below; to
// the front page alone where there is none.
func (s *Site) crumbs(v *visit, id *int64) []link {
	var up []link
	for id != nil {
		section := slices.IndexFunc(v.sections, func(x models.Section) bool { return x.ID == *id })
		if section < 0 {
			break
		}
		up = append(up, s.sectionLink(v, &v.sections[section]))
		id = v.sections[section].ParentID
	}
	up = append(up, link{Text: v.p.T("site.nav.front"), URL: v.to(web.FrontPath(v.loc.Tag))})
	slices.Reverse(up)
	return up
}

// related returns other stories as cards.
func (s *Site) related(v *visit, story *cms.Story) ([]card, error) {
	found, err := s.newsroom.Related(v.Request().Context(), v.at, v.loc.Tag, story)
	if err != nil {
		return nil, err
	}
	var cards []card
	for i := range found.Stories {
		c := s.card(v, &found.Stories[i], found.Cover(&found.Stories[i]), further)
		c.Summary, c.Below = "", true
		cards = append(cards, c)
	}
	return cards, nil
}

// share leads to where readers pass a page on. Its links are plain: until one is
// followed, nobody hears of the reader.
type share struct {
	// URL is the page's own address, absolute, to be copied.
	URL   string
	Links []link
}

func (s *Site) share(v *visit, address, title string) *share {
	t, a := url.QueryEscape(title), url.QueryEscape(address)
	// Who reads letters sees a plus as a plus.
	letter := strings.ReplaceAll("mailto:?subject="+t+"&body="+t+"%0A"+a, "+", "%20")
	return &share{address, []link{
		{Text: "Telegram", URL: "https://t.me/share/url?url=" + a + "&text=" + t},
		{Text: "WhatsApp", URL: "https://wa.me/?text=" + t + "+" + a},
		{Text: "Facebook", URL: "https://www.facebook.com/sharer/sharer.php?u=" + a},
		{Text: "X", URL: "https://x.com/intent/post?url=" + a + "&text=" + t},
		{Text: v.p.T("site.share.mail"), URL: letter},
	}}
}
