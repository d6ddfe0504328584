package site_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// arrange puts stories on top of the front page of a language, the first one leading.
func (b *builder) arrange(t testing.TB, l locale.Tag, from cms.WallTime, lead int64, picks ...int64) {
	t.Helper()
	_, seen, err := b.newsroom.FrontEdition(t.Context(), b.by, l, 0)
	must(t, err)
	in := cms.FrontInput{Locale: l, Seen: seen, From: from, Lead: &cms.PickInput{ArticleID: lead}}
	for _, id := range picks {
		in.Picks = append(in.Picks, cms.PickInput{ArticleID: id})
	}
	_, err = b.newsroom.Arrange(t.Context(), b.by, in)
	must(t, err)
}

// What is not public has no place on an arranged front page: not its words, not a gap.
func TestAnArrangedFrontPageShowsNothingThatIsNotPublic(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	before := b.get(t, web.FrontPath(en))
	b.clock.Advance(time.Minute)
	b.arrange(t, en, cms.WallTime{}, b.draft, b.missing[en], b.gone[en], b.withdrawn, b.races[0], b.port)
	after := b.get(t, web.FrontPath(en))
	got := heads(after, ".front .card h2")
	want := []string{heads(before, ".front .card h2")[0], "Race 1", "Port counts wagons by camera"}
	if !slices.Equal(got[:3], want) || len(got) != cms.PageSize {
		t.Errorf("the page shows %d: %v, want %v first", len(got), got, want)
	}
	if strings.Contains(string(after.body), secret) {
		t.Error("something that is not public is on the page")
	}
	if before.header.Get("ETag") == after.header.Get("ETag") || before.header.Get("Last-Modified") == after.header.Get("Last-Modified") {
		t.Error("the page has the validators that it had before")
	}
	if got := heads(after, ".ticker a"); !slices.Equal(got, []string{"Ferries stop for the storm"}) || after.doc.Find(".ticker h2").Text() != "Urgent" {
		t.Errorf("the ticker has %v", got)
	}
	if got := heads(b.get(t, web.FrontPath(kk)), ".front .card h2"); got[0] != "Дауыл паромдарды тоқтатты" {
		t.Errorf("another language is led by %s", got[0])
	}
}

// The arranged page travels: what is scheduled stands there from its moment on and
// not a moment earlier, and what was stays what it was.
func TestAnArrangedFrontPageIsTheSameFromEveryMoment(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	start := b.newsroom.Now()
	in := b.clock.Now().Add(20 * time.Minute).Truncate(time.Second)
	b.clock.Advance(time.Minute)
	b.arrange(t, kk, cms.WallTime{}, b.links)
	b.arrange(t, kk, cms.WallTime{Local: in.In(b.newsroom.Zone()).Format("2006-01-02T15:04:05")}, b.port, b.missing[en])
	lead := func(after time.Duration) string {
		a := b.asEditor(t, web.TravelPath(start.Add(after), web.FrontPath(kk)))
		return heads(a, ".front .card h2")[0]
	}
	const newest, first, second = "Дауыл паромдарды тоқтатты", "Бұған дейін не жаздық", "Порт вагондарды камерамен санайды"
	for range 2 { // before it has begun, and long after
		for after, want := range map[time.Duration]string{0: newest, time.Minute: first, 19 * time.Minute: first, 20 * time.Minute: second, time.Hour: second} {
			if got := lead(after); got != want {
				t.Errorf("%v later the page is led by %s, want %s", after, got, want)
			}
		}
		b.clock.Advance(3 * time.Hour)
	}
	if got := heads(b.get(t, web.FrontPath(kk)), ".front .card h2"); !slices.Equal(got[:2], []string{second, "Мектептер шатырына күн панелі орнатылды"}) {
		t.Errorf("readers see %v", got[:2])
	}
}
