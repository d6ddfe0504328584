package site

import (
	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// metadata is what other programs show of a page: networks a card, search engines a
// result. The layout writes it on pages that are to be found.
type metadata struct {
	// Type is what the page is in Open Graph: website or article.
	Type, Title, Description string
	Locale                   string
	Others                   []string // the locales of the other versions
	// Image stands for the page.
	Image *cardImage
	// Published and Modified are moments with their offset; empty for none.
	Published, Modified string
	Section             string
	Tags                []string
	// Data are the page's facts as schema.org has them.
	Data []any
}

// cardImage is an image that stands for a page, by its absolute address.
type cardImage struct {
	URL, Type     string
	Width, Height int
	Alt           string
}

// described is the metadata of any page that has versions in these languages; null of
// one that is not to be found.
func (s *Site) described(v *visit, p *page, title, description string, has func(locale.Tag) bool) *metadata {
	if p.Banner != nil {
		return nil
	}
	m := &metadata{Type: "website", Title: title, Description: description, Locale: ogLocale(v.loc)}
	for _, l := range s.newsroom.Locales().All() {
		if l != v.loc && has(l.Tag) {
			m.Others = append(m.Others, ogLocale(l))
		}
	}
	if len(p.Crumbs) > 1 {
		m.tell(v, s.crumbsData(p))
	}
	return m
}

// tell adds facts. The page in Latin letters is the same page, and tells none.
func (m *metadata) tell(v *visit, facts any) {
	if v.latin == nil {
		m.Data = append(m.Data, facts)
	}
}

// ogLocale is a language as Open Graph wants it.
func ogLocale(l *locale.Locale) string { return string(l.Tag) + "_" + l.Territory }

// The types of schema.org that pages are described with, of each what search engines
// ask for.
type (
	ldNewsArticle struct {
		Context          string     `json:"@context"`
		Type             string     `json:"@type"`
		Headline         string     `json:"headline"`
		Description      string     `json:"description,omitempty"`
		Language         locale.Tag `json:"inLanguage"`
		URL              string     `json:"url"`
		MainEntityOfPage string     `json:"mainEntityOfPage"`
		Published        string     `json:"datePublished"`
		Modified         string     `json:"dateModified"`
		Authors          []ldNamed  `json:"author"`
		Publisher        ldNamed    `json:"publisher"`
		Images           []string   `json:"image"`
		Section          string     `json:"articleSection,omitempty"`
		Keywords         []string   `json:"keywords,omitempty"`
		Translator       *ldNamed   `json:"translator,omitempty"`
		Original         *ldWork    `json:"translationOfWork,omitempty"`
		Translations     []ldWork   `json:"workTranslation,omitempty"`
		DigitalSource    string     `json:"digitalSourceType,omitempty"`
		Correction       string     `json:"correction,omitempty"`
		Free             bool       `json:"isAccessibleForFree"`
	}
	ldNamed struct {
		Type string `json:"@type"`
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
		Logo string `json:"logo,omitempty"`
	}
	ldWork struct {
		Type     string     `json:"@type"`
		URL      string     `json:"url"`
		Language locale.Tag `json:"inLanguage"`
	}
	ldList struct {
		Context string   `json:"@context"`
		Type    string   `json:"@type"`
		Items   []ldItem `json:"itemListElement"`
	}
	ldItem struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		URL      string `json:"item"`
	}
	ldSite struct {
		Context   string     `json:"@context"`
		Type      string     `json:"@type"`
		Name      string     `json:"name"`
		URL       string     `json:"url"`
		Language  locale.Tag `json:"inLanguage"`
		Publisher ldNamed    `json:"publisher"`
	}
)

const schema = "https://schema.org"

// machineMade is how the International Press Telecommunications Council calls what a
// language model wrote.
const machineMade = "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

func (s *Site) publisher(v *visit, name string) ldNamed {
	return ldNamed{
		Type: "Organization", Name: name, URL: web.Absolute(s.base, web.FrontPath(v.loc.Tag)),
		Logo: web.Absolute(s.base, s.assets.URL("favicon.svg")),
	}
}

// crumbsData are the links that say where a page is.
func (s *Site) crumbsData(p *page) ldList {
	list := ldList{Context: schema, Type: "BreadcrumbList"}
	for i, c := range p.Crumbs {
		list.Items = append(list.Items, ldItem{"ListItem", i + 1, c.Text, web.Absolute(s.base, c.URL)})
	}
	return list
}

// siteData is what the front page says of the site.
func (s *Site) siteData(v *visit, p *page) ldSite {
	return ldSite{schema, "WebSite", p.Site.Name, web.Absolute(s.base, web.FrontPath(v.loc.Tag)), v.loc.Tag, s.publisher(v, p.Site.Name)}
}

// describeStory fills in what a story says of itself.
func (s *Site) describeStory(v *visit, p *page, story *cms.Story, view *article, path string) {
	m, content := p.Meta, story.Content()
	address := web.Absolute(s.base, path)
	m.Published, m.Modified = view.When.ISO, view.When.ISO
	if view.Updated != nil {
		m.Modified = view.Updated.ISO
	}
	data := ldNewsArticle{
		Context: schema, Type: "NewsArticle", Headline: content.Title, Description: content.Summary, Language: v.loc.Tag,
		URL: address, MainEntityOfPage: address, Published: m.Published, Modified: m.Modified,
		Publisher: s.publisher(v, p.Site.Name), Free: true, Correction: view.Correction,
	}
	if view.Standing {
		data.Type = "WebPage"
	} else {
		m.Type = "article"
	}
	if n := len(p.Crumbs); n > 1 {
		m.Section = p.Crumbs[n-1].Text
		data.Section = m.Section
	}
	for _, tag := range view.Tags {
		m.Tags = append(m.Tags, tag.Text)
	}
	data.Keywords = m.Tags
	for _, a := range view.Authors {
		data.Authors = append(data.Authors, s.named(a.Name))
	}
	if len(data.Authors) == 0 {
		data.Authors = []ldNamed{data.Publisher}
	}
	if view.Translator != nil {
		translator := s.named(view.Translator.Name)
		data.Translator = &translator
	}
	for _, version := range story.Versions[1:] {
		work := ldWork{data.Type, web.Absolute(s.base, web.ArticlePath(version)), version.Locale}
		if source := story.Article.SourceLocale; source == version.Locale {
			data.Original = &work
		} else if source == v.loc.Tag {
			data.Translations = append(data.Translations, work)
		}
	}
	if view.MachineMade {
		data.DigitalSource = machineMade
	}
	if cover := story.Cover(); cover != nil {
		data.Images = append(data.Images, s.widest(cover))
	}
	data.Images = append(data.Images, m.Image.URL)
	m.tell(v, data)
}

func (s *Site) named(l link) ldNamed {
	return ldNamed{Type: "Person", Name: l.Text, URL: web.Absolute(s.base, l.URL)}
}
