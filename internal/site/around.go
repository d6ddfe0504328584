package site

import (
	"cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// siteView is what the site says of itself around every page.
type siteView struct {
	Name, Description string
	// Imprint is by paragraph; it, Registration and AgeMark are empty where the
	// newsroom has set none.
	Imprint               []string
	Registration, AgeMark string
	// Pages are the standing pages of the footer.
	Pages []link
}

// Legal reports whether the footer has anything that the law may ask for.
func (v siteView) Legal() bool { return len(v.Imprint) > 0 || v.Registration != "" || v.AgeMark != "" }

// info returns what stands around the pages of a visit, asked for once.
func (s *Site) info(v *visit) (*cms.SiteInfo, error) {
	if v.info != nil {
		return v.info, nil
	}
	info, err := s.newsroom.SiteInfo(v.Request().Context(), v.at, v.loc.Tag)
	v.info = info
	return info, err
}

// sections returns the sections of the site, asked for once.
func (s *Site) sections(v *visit) ([]models.Section, error) {
	if v.sections != nil {
		return v.sections, nil
	}
	list, err := s.newsroom.Sections(v.Request().Context())
	v.sections = list
	return list, err
}

// siteView shows what the newsroom has set and, of what it has not, what the message
// bundles have.
func (s *Site) siteView(v *visit, info *cms.SiteInfo) siteView {
	view := siteView{
		Name: cmp.Or(info.Name, v.p.T("site.name")), Description: cmp.Or(info.Description, v.p.T("site.description")),
		Registration: info.Registration, AgeMark: string(info.AgeMark),
	}
	for _, paragraph := range info.Imprint {
		view.Imprint = append(view.Imprint, v.loc.NoBreak(paragraph))
	}
	for _, p := range info.Pages {
		view.Pages = append(view.Pages, link{Text: v.loc.NoBreak(p.Title), URL: v.to(web.ArticlePath(p))})
	}
	return view
}

// titled puts the site's name behind the title of a page.
func titled(title, name string) string {
	if title == "" {
		return name
	}
	return title + " · " + name
}
