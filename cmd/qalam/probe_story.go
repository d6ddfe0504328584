package main

import (
	"context"
	"fmt"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// probeStory is a story in every language of which nothing is public yet. Its words
// have a name that nothing else has, spelt in each language in its own way.
type probeStory struct {
	a       *app
	id      int64
	section *models.Section
	tag     *models.Tag
	author  *models.Author
	markers map[locale.Tag]string
}

// probeWords are the name and the sentence of the story.
func probeWords() map[locale.Tag][2]string {
	return map[locale.Tag][2]string{
		locale.English:     {"Marbelton", "Marbelton opens its harbour to everybody tonight."},
		locale.Azerbaijani: {"Mərbeltun", "Mərbeltun limanını bu axşam hamı üçün açır."},
		locale.Kazakh:      {"Мәрбелтүн", "Мәрбелтүн бүгін кешке айлағын баршаға ашады."},
		locale.Russian:     {"Марбельтон", "Марбельтон сегодня вечером открывает гавань для всех."},
	}
}

// oldPath is an address that the story once had elsewhere.
func oldPath(l locale.Tag) string { return "/old/harbour-" + string(l) }

// probeStory writes the story and approves it.
func (a *app) probeStory(ctx context.Context) (*probeStory, error) {
	s := &probeStory{a: a, markers: map[locale.Tag]string{}}
	names, bylines := models.Names{}, map[locale.Tag]cms.AuthorNameInput{}
	in := cms.PortableStory{Key: "probe", Kind: models.News, Source: a.cfg.Locales.Tags()[0]}
	for _, l := range a.cfg.Locales.Tags() {
		words, ok := probeWords()[l]
		if !ok {
			continue
		}
		s.markers[l], names[l], bylines[l] = words[0], "Harbours "+string(l), cms.AuthorNameInput{Name: "Harbour desk"}
		in.Versions = append(in.Versions, cms.PortableVersion{
			Locale: l, Aliases: []string{oldPath(l)},
			Content: models.Content{Title: words[1], Slug: "harbour", Body: models.Body{{Kind: models.Paragraph, Text: words[1]}}},
		})
	}
	in.Section = cms.SectionInput{Key: "harbours", Names: names}
	in.Authors = []cms.AuthorInput{{Key: "harbour-desk", Names: bylines}}
	in.Tags = []cms.TagInput{{Key: "harbours", Names: names}}
	n := a.newsroom
	results, err := n.Import(ctx, operator(), []cms.PortableStory{in}, cms.ImportOptions{Confirm: true})
	if err != nil {
		return nil, err
	}
	if results[0].Err != nil {
		return nil, results[0].Err
	}
	s.id = results[0].ArticleID
	if s.section, err = n.EnsureSection(ctx, operator(), in.Section); err != nil {
		return nil, err
	}
	if s.tag, err = n.EnsureTag(ctx, operator(), in.Tags[0]); err != nil {
		return nil, err
	}
	s.author, err = n.EnsureAuthor(ctx, operator(), in.Authors[0])
	return s, err
}

// publish plans every version for the same moments and returns where it will show.
func (s *probeStory) publish(ctx context.Context, times probeTimes) ([]probePage, error) {
	var pages []probePage
	const layout = "2006-01-02T15:04:05"
	for _, l := range s.a.cfg.Locales.Tags() {
		if s.markers[l] == "" {
			continue
		}
		d, err := s.a.newsroom.Desk(ctx, operator(), s.id, l)
		if err != nil {
			return nil, err
		}
		head := d.Head().ID
		err = s.a.newsroom.ChangeStage(ctx, operator(), cms.StageInput{ArticleID: s.id, Locale: l, Revision: head, To: models.Approved})
		if err != nil {
			return nil, err
		}
		_, err = s.a.newsroom.Publish(ctx, operator(), cms.PublishInput{
			ArticleID: s.id, Locale: l, Revision: head, OverrideReason: "probe",
			From:  cms.WallTime{Local: times.begin.UTC().Format(layout), Zone: "UTC"},
			Until: cms.WallTime{Local: times.end.UTC().Format(layout), Zone: "UTC"},
		})
		if err != nil {
			return nil, fmt.Errorf("publish in %s: %w", l, err)
		}
		pages = append(pages, s.pages(l)...)
	}
	return pages, nil
}

// pages are where the story shows in a language.
func (s *probeStory) pages(l locale.Tag) []probePage {
	section := cms.SectionSlug(s.section, l)
	article := web.ArticlePath(cms.Version{Locale: l, SectionSlug: section, Slug: "harbour", ArticleID: s.id})
	id, front := web.ArticleIDPath(l, s.id), web.FrontPath(l)
	var pages []probePage
	for _, own := range []string{
		article, article + "?utm_source=x", article + "/", id, front + section + "/" + id[len(front):], front + "other/slug-" + id[len(front):], oldPath(l),
	} {
		pages = append(pages, probePage{locale: l, path: own})
	}
	for _, list := range []string{
		front, front + "?fbclid=1", web.SectionPath(l, section), web.SectionPath(l, section) + "?before=nonsense",
		web.TagPath(l, cms.TagSlug(s.tag, l)), web.AuthorPath(l, cms.AuthorSlug(s.author, l)), web.FeedPath(l),
	} {
		pages = append(pages, probePage{locale: l, path: list, link: article})
	}
	return append(pages, probePage{locale: l, path: web.SearchPath(l) + "?q=" + s.markers[l], link: article, mixed: true})
}
