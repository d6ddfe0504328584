package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/exchange"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// The stories that are not public in every language yet.
const (
	heldStory      = "seismic-open-data-day"            // the source is, the others are on their way
	plannedStory   = "archery-school-league"            // two languages tomorrow, one after the other
	embargoedStory = "sturgeon-fry-released"            // not before tomorrow afternoon
	releasedStory  = "mountain-observatory-open-nights" // all four languages at once, tomorrow evening
)

// preparation says of these stories how far each version is; one that is not
// named is a draft.
func preparation() map[string]map[locale.Tag]models.Stage {
	return map[string]map[locale.Tag]models.Stage{
		heldStory: {
			locale.English: models.Approved, locale.Azerbaijani: models.Review, locale.Kazakh: models.Approved,
		},
		plannedStory:   {locale.English: models.Review},
		embargoedStory: {locale.Azerbaijani: models.Approved, locale.Russian: models.Review},
		releasedStory: {
			locale.Kazakh: models.Approved, locale.Russian: models.Approved,
			locale.Azerbaijani: models.Approved, locale.English: models.Approved,
		},
	}
}

// prepare brings the versions of these stories as far as they are, and makes the
// one source public that is.
func prepare(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	list := preparation()
	for _, name := range slices.Sorted(maps.Keys(list)) {
		for _, l := range slices.Sorted(maps.Keys(list[name])) {
			d, err := n.Desk(ctx, by, stories[name], l)
			if err != nil {
				return err
			}
			in := cms.StageInput{ArticleID: stories[name], Locale: l, Revision: d.Head().ID, To: list[name][l]}
			if err := n.ChangeStage(ctx, by, in); err != nil {
				return fmt.Errorf("demo: %s: %w", name, err)
			}
			if name != heldStory || l != d.Article.SourceLocale {
				continue
			}
			if _, err := n.Publish(ctx, by, cms.PublishInput{ArticleID: in.ArticleID, Locale: l, Revision: in.Revision}); err != nil {
				return err
			}
		}
	}
	return nil
}

// states shows what else can become of a story.
func states(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	for _, step := range []func(context.Context, *cms.Newsroom, cms.Actor, map[string]int64) error{
		correct, reword, takeDown, schedule, release, endings, frontPages, footer,
	} {
		if err := step(ctx, n, by, stories); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	return begin(ctx, n, by)
}

// footer puts the standing pages at the foot of every page.
func footer(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	for _, name := range []string{"about", "contacts", "imprint"} {
		set, err := n.Settings(ctx, by)
		if err != nil {
			return err
		}
		if err := n.PlacePage(ctx, by, set.Version, stories[name], cms.PageShow); err != nil {
			return err
		}
	}
	return nil
}

// correct corrects a fact in public, in the source and in one language; the
// others are behind.
func correct(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	id := stories["voice-corpus-read-aloud"]
	for _, c := range []struct {
		l              locale.Tag
		from, to, note string
	}{
		{locale.English, "9,400", "9,600", "An earlier version of this story gave the number of volunteers as 9,400."},
		{locale.Azerbaijani, "9400-ə", "9600-ə", "Materialın əvvəlki variantında könüllülərin sayı 9400 göstərilmişdi."},
	} {
		head, err := amend(ctx, n, by, id, c.l, models.Fact, c.from, c.to)
		if err != nil {
			return err
		}
		if err := issue(ctx, n, by, cms.PublishInput{ArticleID: id, Locale: c.l, Revision: head, Note: c.note}); err != nil {
			return err
		}
	}
	return nil
}

// reword publishes another wording of a source, which says the same.
func reword(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	id := stories["rain-gauges-on-balconies"]
	head, err := amend(ctx, n, by, id, locale.English, models.Wording, "is exact, but there is one of it", "is exact, but it stands alone")
	if err != nil {
		return err
	}
	return issue(ctx, n, by, cms.PublishInput{ArticleID: id, Locale: locale.English, Revision: head})
}

// takeDown withdraws one language of a story and lets another expire as soon as
// the demonstration is there; the timetable of the ferries ends with the winter.
func takeDown(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	if err := n.Withdraw(ctx, by, stories["library-book-exchange"], locale.Kazakh); err != nil {
		return err
	}
	for _, e := range []struct {
		name string
		l    locale.Tag
		in   time.Duration
	}{
		{"coastal-cycle-path", locale.English, 2 * time.Second},
		{"alat-aktau-kuryk-night-ferries", locale.Russian, 130 * 24 * time.Hour},
	} {
		d, err := n.Desk(ctx, by, stories[e.name], e.l)
		if err != nil {
			return err
		}
		if err := n.SetExpiry(ctx, by, d.Live.ID, wall(n, e.in)); err != nil {
			return err
		}
	}
	return nil
}

// schedule gives two languages of a story different times, and another story an
// embargo.
func schedule(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	if err := plan(ctx, n, by, stories[plannedStory], locale.Kazakh, 18*time.Hour); err != nil {
		return err
	}
	if err := plan(ctx, n, by, stories[plannedStory], locale.Russian, 22*time.Hour); err != nil {
		return err
	}
	d, err := n.Desk(ctx, by, stories[embargoedStory], locale.Azerbaijani)
	if err != nil {
		return err
	}
	return n.SetEmbargo(ctx, by, cms.EmbargoInput{
		ArticleID: d.Article.ID, Version: d.Article.Version, Until: morrow(n, 15), Note: "Hatchery",
	})
}

// release arms a release of four languages in one instant, and plans another that
// is at risk, because what it needs is still in review.
func release(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	nights, err := n.CreateRelease(ctx, by, cms.ReleaseInput{Name: "Ашық түндер", At: morrow(n, 20)})
	if err != nil {
		return err
	}
	var items []cms.ReleaseItemInput
	for _, l := range n.Locales().Tags() {
		items = append(items, cms.ReleaseItemInput{
			ArticleID: stories[releasedStory], Locale: l, Action: models.ReleasePublish, Rule: models.Must,
		})
	}
	if err := n.AddToRelease(ctx, by, nights.ID, items...); err != nil {
		return err
	}
	if _, err := n.Arm(ctx, by, nights.ID); err != nil {
		return err
	}
	river, err := n.CreateRelease(ctx, by, cms.ReleaseInput{Name: "Kür", At: wall(n, 23*time.Hour)})
	if err != nil {
		return err
	}
	err = n.AddToRelease(ctx, by, river.ID, cms.ReleaseItemInput{
		ArticleID: stories[embargoedStory], Locale: locale.Russian, Action: models.ReleasePublish, Rule: models.Must,
	})
	if err != nil {
		return err
	}
	return n.Watch(ctx)
}

// endings kills a story that was public for three hours.
func endings(ctx context.Context, n *cms.Newsroom, by cms.Actor, _ map[string]int64) error {
	body, err := text.FromMarkdown("Ветер до 25 метров в секунду ждут на побережье в субботу. Набережную закроют с полудня.")
	if err != nil {
		return err
	}
	item := exchange.Item{File: "work.go", Story: cms.PortableStory{
		Key: "demo:killed", Kind: models.News, Source: locale.Russian, Urgent: true, Section: cms.SectionInput{Key: "climate"},
		Place: models.Names{locale.Russian: "БАКУ"},
		Versions: []cms.PortableVersion{{
			Locale: locale.Russian, Date: n.Now().Add(-3 * time.Hour),
			Content: models.Content{Title: "Ветер закроет набережную в субботу", Summary: "Прогулки советуют отложить.", Body: body},
		}},
	}}
	ids, err := load(ctx, n, by, []exchange.Item{item}, cms.ImportOptions{Publish: true})
	if err != nil {
		return err
	}
	return n.Kill(ctx, by, ids[0], "прошлогодний прогноз")
}

// begin leaves a story that its author has only begun, and one in the trash.
func begin(ctx context.Context, n *cms.Newsroom, by cms.Actor) error {
	sections, err := n.Sections(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(sections, func(s models.Section) bool { return s.Key == "society" })
	in := cms.ArticleInput{Kind: models.News, SectionID: &sections[at].ID, Source: locale.English}
	users, err := n.Users(ctx, by)
	if err != nil {
		return err
	}
	writes := func(u models.User) bool { return u.Grants[0].Role == models.RoleAuthor }
	author := rights.Of(&users[slices.IndexFunc(users, writes)])
	if _, err := n.BeginStory(ctx, author, in, "What the night crew cooks"); err != nil {
		return fmt.Errorf("demo: begin: %w", err)
	}
	in.Source = locale.Kazakh
	a, err := n.BeginStory(ctx, by, in, "Сынақ материалы")
	if err != nil {
		return fmt.Errorf("demo: begin: %w", err)
	}
	return n.Trash(ctx, by, a.ID)
}
