package site

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// The ground of pages in light and in the dark, as the style sheet has it: programs colour
// with it what is around a page.
const (
	lightGround = "#fcfbf8"
	darkGround  = "#15191b"
)

// manifest is the site as something that can be put beside other programs.
type manifest struct {
	ID          string         `json:"id"`
	Name        string         `json:"name"`
	ShortName   string         `json:"short_name"`
	Description string         `json:"description"`
	Lang        locale.Tag     `json:"lang"`
	Dir         string         `json:"dir"`
	StartURL    string         `json:"start_url"`
	Scope       string         `json:"scope"`
	Display     string         `json:"display"`
	Theme       string         `json:"theme_color"`
	Background  string         `json:"background_color"`
	Icons       []manifestIcon `json:"icons"`
}

type manifestIcon struct {
	Source  string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// manifest answers with the site as a program, in the language and letters of the visit.
// Whoever has put it beside others can read in all of them.
func (s *Site) manifest(v *visit) error {
	name, description, err := s.introduced(v)
	if err != nil {
		return err
	}
	start := v.to(web.FrontPath(v.loc.Tag))
	body, err := json.Marshal(manifest{
		ID: start, Name: name, ShortName: short(name), Description: description, Lang: v.letters().Tag, Dir: v.loc.Direction,
		StartURL: start, Scope: "/", Display: "minimal-ui", Theme: lightGround, Background: lightGround,
		Icons: []manifestIcon{
			{s.assets.URL("favicon.svg"), "any", "image/svg+xml", ""},
			{s.assets.URL("icon-192.png"), "192x192", "image/png", ""},
			{s.assets.URL("icon-512.png"), "512x512", "image/png", ""},
			{s.assets.URL("icon-512-maskable.png"), "512x512", "image/png", "maskable"},
		},
	})
	if err != nil {
		return err
	}
	return s.answer(v, "application/manifest+json", body)
}

// openSearch answers with how browsers search the site, in the language and letters of the
// visit.
func (s *Site) openSearch(v *visit) error {
	type address struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	}
	type image struct {
		Width  int    `xml:"width,attr"`
		Height int    `xml:"height,attr"`
		Type   string `xml:"type,attr"`
		URL    string `xml:",chardata"`
	}
	name, description, err := s.introduced(v)
	if err != nil {
		return err
	}
	body, err := writeXML(struct {
		XMLName     xml.Name   `xml:"OpenSearchDescription"`
		NS          string     `xml:"xmlns,attr"`
		ShortName   string     `xml:"ShortName"`
		Description string     `xml:"Description"`
		URL         address    `xml:"Url"`
		Image       image      `xml:"Image"`
		Language    locale.Tag `xml:"Language"`
		Encoding    string     `xml:"InputEncoding"`
	}{
		NS: "http://a9.com/-/spec/opensearch/1.1/", ShortName: short(name), Description: description,
		URL:      address{"text/html", web.Absolute(s.base, v.to(web.SearchPath(v.loc.Tag))) + "?q={searchTerms}"},
		Image:    image{48, 48, "image/png", web.Absolute(s.base, s.assets.URL("icon-48.png"))},
		Language: v.letters().Tag, Encoding: "UTF-8",
	})
	if err != nil {
		return err
	}
	return s.answer(v, "application/opensearchdescription+xml", body)
}

// introduced is what the site says of itself, in the letters of the visit.
func (s *Site) introduced(v *visit) (name, description string, err error) {
	info, err := s.info(v)
	if err != nil {
		return "", "", err
	}
	view := s.siteView(v, info)
	return v.letters().Transliterate(view.Name), v.letters().Transliterate(view.Description), nil
}

// maxShort is how long the short name of a search may be, in characters.
const maxShort = 16

// short is a name in as many of its words as there is room for.
func short(name string) string {
	if utf8.RuneCountInString(name) <= maxShort {
		return name
	}
	kept := string([]rune(name)[:maxShort+1])
	if i := strings.LastIndexByte(kept, ' '); i > 0 {
		return strings.TrimRight(kept[:i], " ,.:;–—-")
	}
	return string([]rune(name)[:maxShort-1]) + "…"
}
