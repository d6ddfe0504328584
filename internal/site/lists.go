package site

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// list is a page of stories, newest first.
type list struct {
	// Kind names what the list is of, as a message key; empty on the front
	// page and in sections.
	Kind    string
	Heading link
	// About is an author's title, Handle their name on social networks.
	About  link
	Handle string
	// Portrait is their picture; empty for none.
	Portrait template.HTML
	portrait *cms.Picture
	// Biography is what they tell of themselves, by paragraphs.
	Biography biography
	// Below are the sections below this one.
	Below []link
	// slug is that of the section that the list is of, which has a feed and a card of its
	// own; empty for none.
	slug string
	// above is the section that this one is below; null for none.
	above *int64
	// Lede says what a section is about; empty for nothing.
	Lede    string
	Stories []card
	// Next leads on to older stories; empty at the end.
	Next string
	// Earlier and Later lead from a day to the nearest that have stories; null for none.
	Earlier, Later *link
	// Ticker are the urgent stories above, Blocks the sections below, on the front
	// page.
	Ticker []card
	Blocks []sectionBlock
	// Elsewhere are the languages that have stories where this one has none.
	Elsewhere []link
}

// biography is what readers learn of an author, in a language that may not be the
// page's.
type biography struct {
	Lang       locale.Tag
	Paragraphs []string
}

// card is a story in a list.
type card struct {
	// Cover is its picture; empty for none. The headline beside it says more.
	Cover               template.HTML
	Title, Summary, URL string
	Section             link
	When                when
	Urgent              bool
	// Below says that it stands below a heading that names its section.
	Below bool
}

func (s *Site) section(v *visit) error {
	section, err := s.newsroom.SectionPage(v.Request().Context(), v.loc.Tag, v.Param("section"))
	if err != nil {
		return err
	}
	cp := counterparts{path: func(t locale.Tag) string { return web.SectionPath(t, cms.SectionSlug(section.Section, t)) }}
	if v.Param("section") != cms.SectionSlug(section.Section, v.loc.Tag) {
		return v.redirect(cp.path(v.loc.Tag))
	}
	body := &list{
		Heading: label(s.newsroom.SectionLabel(section.Section, v.loc.Tag), v.loc.Tag),
		Lede:    v.loc.NoBreak(cms.SectionTextOf(section.Section, v.loc.Tag).Description),
	}
	body.above, body.slug = section.ParentID, cms.SectionSlug(section.Section, v.loc.Tag)
	for i := range section.Below {
		body.Below = append(body.Below, s.sectionLink(v, &section.Below[i]))
	}
	return s.list(v, "list", cms.ListInput{SectionID: section.ID}, body, cp, "")
}

// sectionLink leads to a section.
func (s *Site) sectionLink(v *visit, section *models.Section) link {
	l := label(s.newsroom.SectionLabel(section, v.loc.Tag), v.loc.Tag)
	l.URL = v.to(web.SectionPath(v.loc.Tag, cms.SectionSlug(section, v.loc.Tag)))
	return l
}

func (s *Site) tag(v *visit) error {
	tag, err := s.newsroom.TagBySlug(v.Request().Context(), v.loc.Tag, v.Param("tag"))
	if err != nil {
		return err
	}
	cp := counterparts{path: func(t locale.Tag) string { return web.TagPath(t, cms.TagSlug(tag, t)) }}
	if v.Param("tag") != cms.TagSlug(tag, v.loc.Tag) {
		return v.redirect(cp.path(v.loc.Tag))
	}
	body := &list{Kind: "site.list.tag", Heading: label(s.newsroom.TagLabel(tag, v.loc.Tag), v.loc.Tag)}
	return s.list(v, "list", cms.ListInput{TagID: tag.ID}, body, cp, "")
}

func (s *Site) author(v *visit) error {
	author, err := s.newsroom.AuthorBySlug(v.Request().Context(), v.loc.Tag, v.Param("author"))
	if err != nil {
		return err
	}
	cp := counterparts{path: func(t locale.Tag) string { return web.AuthorPath(t, cms.AuthorSlug(author, t)) }}
	if v.Param("author") != cms.AuthorSlug(author, v.loc.Tag) {
		return v.redirect(cp.path(v.loc.Tag))
	}
	by := s.newsroom.Byline(author, v.loc.Tag)
	body := &list{
		Kind: "site.list.author", Heading: label(by.Name, v.loc.Tag), About: label(by.Title, v.loc.Tag), Handle: by.Handle,
	}
	if text := s.newsroom.Biography(author, v.loc.Tag); text.Text != "" {
		body.Biography = biography{label(text, v.loc.Tag).Lang, strings.Split(text.Text, "\n\n")}
	}
	if body.portrait, err = s.newsroom.Portrait(v.Request().Context(), v.at, v.loc.Tag, author); err != nil {
		return err
	}
	return s.list(v, "author", cms.ListInput{AuthorID: author.ID}, body, cp, "")
}

// list answers with one page of a list. xDefault is the path for readers of
// other languages; empty for the list in the site's first language.
func (s *Site) list(v *visit, name string, in cms.ListInput, body *list, cp counterparts, xDefault string) error {
	in.At, in.Locale, in.Before = v.at, v.loc.Tag, v.before()
	found, err := s.newsroom.List(v.Request().Context(), in)
	if err != nil {
		return err
	}
	return s.showList(v, name, in, found, body, cp, xDefault)
}

// showList answers with what was found of a list.
func (s *Site) showList(v *visit, name string, in cms.ListInput, found *cms.Listing, body *list, cp counterparts, xDefault string) error {
	cp.has = func(t locale.Tag) bool { return slices.Contains(found.Locales, t) }
	p, err := s.newPage(v, body.Heading.Text, cp)
	if err != nil {
		return err
	}
	s.headList(v, p, name, in, body, cp, xDefault)
	s.fillList(v, name, in, found, body)
	if path := cp.path(v.loc.Tag); found.Next != nil {
		body.Next = v.to(path) + "?before=" + web.FormatCursor(*found.Next)
	}
	if len(body.Stories) == 0 {
		for _, tag := range s.newsroom.Locales().Order(v.loc.Tag) {
			if l, _ := s.newsroom.Locales().Lookup(tag); cp.has(tag) {
				body.Elsewhere = append(body.Elsewhere, link{Text: l.Name, Lang: tag, URL: v.to(cp.path(tag))})
			}
		}
	}
	p.Body = body
	return s.send(v, http.StatusOK, name, p)
}

// headList says around a list what it is, to people and to programs.
func (s *Site) headList(v *visit, p *page, name string, in cms.ListInput, body *list, cp counterparts, xDefault string) {
	p.Description = cmp.Or(body.Lede, p.Site.Description)
	if name != "front" {
		p.Crumbs = s.crumbs(v, body.above)
	}
	if path := cp.path(v.loc.Tag); in.Before != nil {
		// An older page has no counterpart in other languages; it stands for
		// itself.
		p.Canonical = web.Absolute(s.base, path+"?before="+web.FormatCursor(*in.Before))
	} else {
		s.index(p, path, cmp.Or(xDefault, s.firstPath(v, cp)), cp)
	}
	if body.slug != "" && p.Banner == nil {
		address := web.Absolute(s.base, web.SectionFeedPath(v.loc.Tag, body.slug))
		p.Feeds = append([]feedLink{{rssFormat().mediaType, p.Title, address}}, p.Feeds...)
	}
	p.Meta = s.described(v, p, cmp.Or(body.Heading.Text, p.Site.Name), p.Description, cp.has)
	if p.Meta == nil {
		return
	}
	if name == "front" {
		p.Meta.tell(v, s.siteData(v, p))
	}
	if body.slug == "" {
		p.Meta.Image = s.cardImage(v, "0", s.siteCard(v, p.Site))
	} else {
		p.Meta.Image = s.cardImage(v, body.slug, s.sectionCard(v, body.Heading.Text, p.Site.Name))
	}
}

// fillList shows the stories of a list, and its author.
func (s *Site) fillList(v *visit, name string, in cms.ListInput, found *cms.Listing, body *list) {
	for i := range found.Stories {
		at := further
		switch {
		case i == 0 && name == "front" && in.Before == nil:
			at = lead
		case i == 0:
			at = first
		}
		body.Stories = append(body.Stories, s.card(v, &found.Stories[i], found.Cover(&found.Stories[i]), at))
	}
	// The picture of an author is as public as the stories that they have signed.
	if body.portrait != nil && len(found.Locales) > 0 {
		picture := v.picture(body.portrait, cms.SquareCut, sizesOfPortrait)
		picture.Caption, picture.Eager = "", true
		body.Portrait = picture.Figure()
	}
}

// firstPath is the page in the first language of the site that has it.
func (s *Site) firstPath(v *visit, cp counterparts) string {
	for _, tag := range s.newsroom.Locales().Tags() {
		if cp.has(tag) {
			return cp.path(tag)
		}
	}
	return cp.path(v.loc.Tag)
}

// place is where on its page a story in a list stands.
type place int

const (
	further place = iota
	first         // in sight at once
	lead          // so, too, and wider than the others
)

// card is a story in a list, with its picture; null for none.
func (s *Site) card(v *visit, p *models.Publication, cover *cms.Picture, at place) card {
	content := &p.Revision.Content
	c := card{
		Title: v.loc.NoBreak(content.Title), Summary: v.loc.NoBreak(content.Summary),
		Urgent: p.Article.Urgent, When: s.when(v, p.PublishedAt),
	}
	if cover != nil {
		sizes := sizesOfCard
		if at == lead {
			sizes = sizesOfLead
		}
		picture := v.picture(cover, cms.WideCut, sizes)
		picture.Alt, picture.Eager = "", at != further
		c.Cover = picture.Image()
	}
	section := p.Article.Section
	slug := cms.SectionSlug(section, v.loc.Tag)
	if section != nil { // a search finds standing pages, too
		c.Section = s.sectionLink(v, section)
	}
	c.URL = v.to(web.ArticlePath(cms.Version{Locale: v.loc.Tag, SectionSlug: slug, Slug: content.Slug, ArticleID: p.ArticleID}))
	return c
}
