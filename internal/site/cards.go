package site

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
)

// newCard is a card in the letters of the visit.
func newCard(v *visit, kicker, title, foot string, cover *cms.Picture) *cms.Card {
	words := func(text string) string { return v.letters().Transliterate(v.loc.NoBreak(text)) }
	return &cms.Card{CardWords: cms.CardWords{Kicker: words(kicker), Title: words(title), Foot: words(foot)}, Cover: cover}
}

// storyCard is the card of a live story.
func (s *Site) storyCard(v *visit, story *cms.Story, site string) *cms.Card {
	kicker := ""
	if way := s.crumbs(v, story.Article.SectionID); len(way) > 1 {
		kicker = way[len(way)-1].Text
	}
	return newCard(v, kicker, story.Content().Title, site, story.Cover())
}

// sectionCard is the card of a section, siteCard that of all other pages.
func (s *Site) sectionCard(v *visit, section, site string) *cms.Card {
	return newCard(v, "", section, site, nil)
}

func (s *Site) siteCard(v *visit, site siteView) *cms.Card {
	return newCard(v, "", site.Name, site.Description, nil)
}

// cardImage is a card as the page says that it is of: a story by its id, a section by its
// slug, any other page by 0.
func (s *Site) cardImage(v *visit, of string, c *cms.Card) *cardImage {
	file := c.File()
	return &cardImage{web.Absolute(s.base, web.CardPath(v.name(), of, file)), web.CardType(file), cms.CardWidth, cms.CardHeight, c.Title}
}

// cardFile answers with a card: what can be seen on it is what is public now, and the
// address of any other one leads there. Where there is no page, there is no card.
func (s *Site) cardFile(v *visit) error {
	info, err := s.info(v)
	if err != nil {
		return err
	}
	around, of := s.siteView(v, info), v.Param("of")
	id, numbered := web.ArticleID(of)
	switch {
	case of == "0":
		return s.sendCard(v, of, s.siteCard(v, around))
	case !numbered || strconv.FormatInt(id, 10) != of:
		section, err := s.newsroom.SectionPage(v.Request().Context(), v.loc.Tag, of)
		if err != nil {
			return err
		}
		name := s.newsroom.SectionLabel(section.Section, v.loc.Tag).Text
		return s.sendCard(v, cms.SectionSlug(section.Section, v.loc.Tag), s.sectionCard(v, name, around.Name))
	}
	story, err := s.liveStory(v, id)
	if story == nil {
		return err
	}
	return s.sendCard(v, of, s.storyCard(v, story, around.Name))
}

func (s *Site) sendCard(v *visit, of string, c *cms.Card) error {
	file := c.File()
	if path := web.CardPath(v.name(), of, file); v.Request().URL.Path != path {
		v.Response().Header().Set("Cache-Control", "no-store")
		return v.Redirect(http.StatusFound, path)
	}
	data, err := s.newsroom.DrawCard(v.Request().Context(), c)
	if err != nil {
		return err
	}
	return web.SendCard(v, file, data)
}
