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
func (s *Site) crumbs(v *visit, sections []models.Section, id *int64) []link {
	var up []link
	for id != nil {
		section := slices.IndexFunc(sections, func(x models.Section) bool { return x.ID == *id })
		if section < 0 {
			break
		}
		up = append(up, s.sectionLink(v, &sections[section]))
		id = sections[section].ParentID
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
		c := s.card(v, &found.Stories[i], found.Cover(&found.Stories[i]), false)
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
	to := func(root string, query ...string) string {
		q := url.Values{}
		for i := 0; i < len(query); i += 2 {
			q.Set(query[i], query[i+1])
		}
		return root + "?" + q.Encode()
	}
	// Who writes letters reads a plus as a plus.
	letter := strings.ReplaceAll(to("mailto:", "subject", title, "body", title+"\n"+address), "+", "%20")
	return &share{address, []link{
		{Text: "Telegram", URL: to("https://t.me/share/url", "url", address, "text", title)},
		{Text: "WhatsApp", URL: to("https://wa.me/", "text", title+" "+address)},
		{Text: "Facebook", URL: to("https://www.facebook.com/sharer/sharer.php", "u", address)},
		{Text: "X", URL: to("https://x.com/intent/post", "url", address, "text", title)},
		{Text: v.p.T("site.share.mail"), URL: letter},
	}}
}
