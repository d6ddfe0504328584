package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
)

// evening is when the front pages change.
const evening = 20

// frontPages arranges two front pages as of now, one of them anew for tonight and
// the other for the moment of the release, whose story then leads it.
func frontPages(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	pick := func(name string) cms.PickInput { return cms.PickInput{ArticleID: stories[name]} }
	picks := func(names ...string) []cms.PickInput {
		var list []cms.PickInput
		for _, name := range names {
			list = append(list, pick(name))
		}
		return list
	}
	lead, harvest, pinned := pick("student-buoys-caspian-readings"), pick("pomegranate-press-cooperative"), pick("drone-seal-count")
	night := pick(releasedStory)
	pinned.Until = morrow(n, evening)
	for _, in := range []cms.FrontInput{
		{Locale: locale.English, Lead: &lead, Picks: append(picks("rooftop-solar-almaty-schools"), pinned)},
		{Locale: locale.English, Seen: 1, From: tonight(n), Lead: &harvest, Picks: picks("student-buoys-caspian-readings", plannedStory)},
		{Locale: locale.Kazakh, Lead: &harvest, Picks: append(picks("saxaul-on-the-dried-seabed"), pinned)},
		{Locale: locale.Kazakh, Seen: 1, From: morrow(n, evening), Lead: &night, Picks: picks("pomegranate-press-cooperative")},
	} {
		if _, err := n.Arrange(ctx, by, in); err != nil {
			return fmt.Errorf("demo: front page: %w", err)
		}
	}
	return nil
}

// tonight is the newsroom's next evening.
func tonight(n *cms.Newsroom) cms.WallTime {
	now := n.Now().In(n.Zone())
	if now.Hour() >= evening {
		return morrow(n, evening)
	}
	return cms.WallTime{Local: fmt.Sprintf("%sT%02d:00", now.Format(time.DateOnly), evening)}
}
