package site

import (
	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
)

// sectionBlock is a section on the front page.
type sectionBlock struct {
	Section link
	Stories []card
}

// front answers with the front page as the newsroom has set it; what is older than
// the newest stories is a plain list.
func (s *Site) front(v *visit) error {
	cp := counterparts{path: web.FrontPath}
	if v.before() != nil {
		return s.list(v, "front", cms.ListInput{}, &list{}, cp, "/")
	}
	info, err := s.info(v)
	if err != nil {
		return err
	}
	found, err := s.newsroom.FrontPage(v.Request().Context(), v.at, v.loc.Tag, info.Front)
	if err != nil {
		return err
	}
	body := &list{}
	for i := range found.Ticker {
		body.Ticker = append(body.Ticker, s.card(v, &found.Ticker[i], nil, further))
	}
	for i := range found.Blocks {
		body.Blocks = append(body.Blocks, s.sectionBlock(v, found, &found.Blocks[i]))
	}
	return s.showList(v, "front", cms.ListInput{}, &found.Listing, body, cp, "/")
}

func (s *Site) sectionBlock(v *visit, page *cms.FrontPage, b *cms.SectionBlock) sectionBlock {
	view := sectionBlock{Section: label(s.newsroom.SectionLabel(b.Section, v.loc.Tag), v.loc.Tag)}
	view.Section.URL = v.to(web.SectionPath(v.loc.Tag, cms.SectionSlug(b.Section, v.loc.Tag)))
	for i := range b.Stories {
		c := s.card(v, &b.Stories[i], page.Cover(&b.Stories[i]), further)
		c.Section, c.Below = link{}, true
		view.Stories = append(view.Stories, c)
	}
	return view
}
