package admin_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/models"
)

// publish makes a story of a title public in English, a second later.
func (h *house) publish(title string) string {
	h.t.Helper()
	h.clock.Advance(time.Second)
	ctx, by := h.t.Context(), rights.Operator("test")
	body, err := text.FromMarkdown("First.")
	must(h.t, err)
	a, err := h.newsroom.CreateArticle(ctx, by, cms.ArticleInput{Kind: models.News, SectionID: &h.section.ID, Source: en})
	must(h.t, err)
	rev, err := h.newsroom.Save(ctx, by, cms.SaveInput{ArticleID: a.ID, Locale: en, Content: models.Content{Title: title, Body: body}})
	must(h.t, err)
	must(h.t, h.newsroom.ChangeStage(ctx, by, cms.StageInput{ArticleID: a.ID, Locale: en, Revision: rev.ID, To: models.Approved}))
	_, err = h.newsroom.Publish(ctx, by, cms.PublishInput{ArticleID: a.ID, Locale: en, Revision: rev.ID})
	must(h.t, err)
	return itoa(a.ID)
}

// front are the stories that readers see on the English front page.
func (h *house) front() string {
	h.t.Helper()
	return strings.Join(h.stranger().get("/en/").doc.Find(".front .card h2").Map(words), " ")
}

func words(_ int, s *goquery.Selection) string { return strings.TrimSpace(s.Text()) }

// composed is the form of a page as a browser would send it with a button.
func composed(a answer, button string) url.Values {
	f := url.Values{"do": {button}}
	a.doc.Find("#compose input, #compose select").Each(func(_ int, s *goquery.Selection) {
		value := s.AttrOr("value", "")
		if goquery.NodeName(s) == "select" {
			value = s.Find("[selected]").AttrOr("value", s.Find("option").First().AttrOr("value", ""))
		}
		f.Add(s.AttrOr("name", ""), value)
	})
	return f
}

// places are the chosen stories of a form in order, the lead first after "lead".
func places(a answer) string {
	list := []string{"lead", a.doc.Find("#compose [name=lead]").AttrOr("value", "-")}
	return strings.Join(append(list, a.doc.Find("#compose [name=pick]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") })...), " ")
}

func TestAFrontPageIsComposedButtonByButton(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a, b, c := h.publish("Aa"), h.publish("Bb"), h.publish("Cc")
	screen := p.get("/admin/front/en/compose").want(t, 200)
	press := func(button, want string) {
		t.Helper()
		screen = p.post("/admin/front/en/compose", composed(screen, button)).want(t, 200)
		if got := places(screen); got != want {
			t.Fatalf("after %s: %s, want %s", button, got, want)
		}
	}
	press("add:"+a, "lead - "+a)
	press("add:"+b, "lead - "+a+" "+b)
	press("add:"+b, "lead - "+a+" "+b)
	press("up:"+b, "lead - "+b+" "+a)
	press("up:"+b, "lead - "+b+" "+a)
	press("down:"+b, "lead - "+a+" "+b)
	press("lead:"+b, "lead "+b+" "+a)
	press("lead:"+c, "lead "+c+" "+b+" "+a)
	press("remove:"+b, "lead "+c+" "+a)
	press("remove:"+c, "lead - "+a)
	press("lead:"+a, "lead "+a)
	press("find", "lead "+a)
	press("nonsense", "lead "+a)
	press("up:x", "lead "+a)
	if got := screen.doc.Find("#found [disabled]").Length(); got != 2 {
		t.Errorf("%d buttons of stories that have a place are there", got)
	}
	form := composed(screen, "find")
	form.Set("q", "bb")
	if got := p.post("/admin/front/en/compose", form).want(t, 200).doc.Find(".candidates li > div:first-child > span:first-child").Map(words); !slices.Equal(got, []string{"Bb"}) {
		t.Errorf("the search finds %v", got)
	}
	form.Set("q", "zz")
	if got := p.post("/admin/front/en/compose", form).want(t, 200).doc.Find("#found").Text(); !strings.Contains(got, "No story of this language") {
		t.Errorf("the search finds %q", got)
	}
	if got := h.front(); got != "Cc Bb Aa" {
		t.Fatalf("while it is composed readers see %s", got)
	}
	h.clock.Advance(time.Second)
	p.post("/admin/front/en/compose", composed(screen, "publish")).want(t, 303)
	if got := h.front(); got != "Aa Cc Bb" {
		t.Errorf("readers see %s", got)
	}
	h.clock.Advance(time.Second)
	desk := p.get("/admin/front/en").want(t, 200)
	if got := desk.doc.Find(".places li").Map(func(_ int, s *goquery.Selection) string { return s.Find("span.place, b.place").Text() }); !slices.Equal(got, []string{"LeadPinned", "Automatic", "Automatic"}) {
		t.Errorf("the places are %v", got)
	}
	p.undo(t, desk)
	if got := h.front(); got != "Cc Bb Aa" {
		t.Errorf("after undoing readers see %s", got)
	}
	if got := p.get("/admin/journal?area=front").doc.Find("main").Text(); strings.Count(got, "Front page arranged, from") != 2 {
		t.Errorf("the journal says %q", got)
	}
	again := p.get("/admin/front/en").doc.Find("[aria-labelledby=past] .front-actions a").Last().AttrOr("href", "")
	if got := places(p.get(again).want(t, 200)); got != "lead "+a {
		t.Errorf("the former one again: %s", got)
	}
}

func TestAnEditionIsScheduledChangedCancelledAndUndone(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a, b := h.publish("Aa"), h.publish("Bb")
	wall := func(minutes int) string {
		return h.clock.Now().Add(time.Duration(minutes) * time.Minute).In(h.newsroom.Zone()).Format("2006-01-02T15:04")
	}
	path := "/admin/front/en/compose"
	until := "until_" + a
	form := url.Values{"do": {"publish"}, "seen": {"0"}, "lead": {a}, "pick": {itoa(h.story)}, "from": {wall(-5)}, "from_zone": {"Asia/Baku"}, until: {wall(60)}, until + "_zone": {"Asia/Almaty"}}
	refused := p.post(path, form).want(t, 422)
	if got := refused.doc.Find("#from").AttrOr("value", "") + places(refused) + refused.doc.Find("#"+until).AttrOr("value", "") +
		refused.doc.Find("[name="+until+"_zone] [selected]").AttrOr("value", ""); got != wall(-5)+"lead "+a+" "+itoa(h.story)+wall(60)+"Asia/Almaty" {
		t.Errorf("a refused form has lost something: %s", got)
	}
	if got := refused.doc.Find("#problem").Text(); !strings.Contains(got, "passed already") {
		t.Errorf("the problem is %q", got)
	}
	if got := refused.doc.Find(".front-pick .wording").Text(); !strings.Contains(got, "not scheduled") {
		t.Errorf("a draft is warned of with %q", got)
	}
	form.Set("from", wall(120))
	if got := p.post(path, form).want(t, 422).doc.Find(".front-pick .fact").Text(); !strings.Contains(got, "leave its place before") {
		t.Errorf("a place that is over is refused with %q", got)
	}
	form.Del(until)
	p.post(path, form).want(t, 303)
	desk := p.get("/admin/front/en")
	ahead := func() int {
		return p.get("/admin/front/en").doc.Find("[aria-labelledby=ahead] .editions > li").Length()
	}
	if got := desk.doc.Find("[aria-labelledby=ahead] .wording").Text(); ahead() != 1 || !strings.Contains(got, "1 story will not be public") {
		t.Errorf("%d editions are ahead, %q", ahead(), got)
	}
	change := desk.doc.Find("[aria-labelledby=ahead] .front-actions a").Last().AttrOr("href", "")
	moved := composed(p.get(change).want(t, 200), "publish")
	if moved.Get("from") != wall(120) || moved.Get("lead") != a || moved.Get("replaces") != "1" {
		t.Fatalf("the form of it is %v", moved)
	}
	moved.Set("from", wall(180))
	moved.Set("lead", b)
	p.post(path, moved).want(t, 303)
	if ahead() != 1 {
		t.Errorf("%d editions are ahead after one was changed", ahead())
	}

	// Undoing the change has the first one again, undoing a cancellation that one.
	p.post(path, moved).want(t, 409) // it has been replaced
	moved.Set("seen", "2")
	if got := p.post(path, moved).want(t, 409).doc.Find("#problem").Text(); !strings.Contains(got, "changed") {
		t.Errorf("the problem is %q", got)
	}
	cancel := desk.doc.Find("[aria-labelledby=ahead] form").AttrOr("action", "")
	p.post(cancel, url.Values{"edition": {"2"}}).want(t, 303)
	if ahead() != 0 {
		t.Error("it is not cancelled")
	}
	p.post(cancel, url.Values{"edition": {"2"}}).want(t, 409)
	h.clock.Advance(4 * time.Hour)
	if got := h.front(); got != "Bb Aa" {
		t.Errorf("readers see %s", got)
	}
	p.post(cancel, url.Values{"edition": {"1"}}).want(t, 409)
	p.post(cancel, url.Values{"edition": {"99"}}).want(t, 404)
}

func TestUndoingWhatWasScheduledHasTheOneBeforeAgain(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a, b := h.publish("Aa"), h.publish("Bb")
	from := h.clock.Now().Add(2 * time.Hour).In(h.newsroom.Zone()).Format("2006-01-02T15:04")
	path := "/admin/front/en/compose"
	look := func(want string) answer {
		t.Helper()
		desk := p.get("/admin/front/en")
		if got := strings.Join(desk.doc.Find("[aria-labelledby=ahead] .titles").Map(words), " "); got != want {
			t.Errorf("ahead is %q, want %q", got, want)
		}
		return desk
	}
	p.post(path, url.Values{"do": {"publish"}, "seen": {"0"}, "pick": {a}, "from": {from}}).want(t, 303)
	p.post(path, url.Values{"do": {"publish"}, "seen": {"1"}, "pick": {b}, "from": {from}, "replaces": {"1"}}).want(t, 303)
	p.undo(t, look("Bb")) // of a change
	look("Aa")
	p.post("/admin/front/en/cancel", url.Values{"edition": {"3"}}).want(t, 303)
	p.undo(t, look(""))   // of a cancellation
	p.undo(t, look("Aa")) // of what was scheduled
	look("")
}

func TestWhatIsComposedOutlivesWhatSomebodyElseDid(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a, b := h.publish("Aa"), h.publish("Bb")
	mine := composed(p.get("/admin/front/en/compose"), "publish")
	mine.Set("lead", a)
	h.login("admin").post("/admin/front/en/compose", url.Values{"do": {"publish"}, "seen": {"0"}, "lead": {b}}).want(t, 303)
	h.clock.Advance(time.Second)
	refused := p.post("/admin/front/en/compose", mine).want(t, 409)
	if places(refused) != "lead "+a || refused.doc.Find("#problem [role=alert]").Length() != 1 || h.front() != "Bb Aa" {
		t.Fatalf("%s, %q, readers see %s", places(refused), refused.doc.Find("#problem").Text(), h.front())
	}
	p.post("/admin/front/en/compose", composed(refused, "publish")).want(t, 303)
	if got := h.front(); got != "Aa Bb" {
		t.Errorf("readers see %s", got)
	}
}

// What one language has is taken over for another as far as it is there.
func TestAnArrangementIsTakenOverForAnotherLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a := h.publish("Aa")
	form := url.Values{"do": {"publish"}, "seen": {"0"}, "lead": {a}, "pick": {itoa(h.story)}}
	p.post("/admin/front/en/compose", form).want(t, 303)
	copies := p.get("/admin/front/en").doc.Find(`main a[href*="/compose?edition="]`).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
	want := []string{"/admin/front/az/compose?edition=1", "/admin/front/kk/compose?edition=1", "/admin/front/ru/compose?edition=1"}
	if !slices.Equal(copies, want) {
		t.Fatalf("it is taken over by %v", copies)
	}
	kazakh := p.get(want[1]).want(t, 200)
	if got := kazakh.doc.Find("#compose").Text(); places(kazakh) != "lead - "+itoa(h.story) || !strings.Contains(got, "1 story does not exist in this language") {
		t.Errorf("in Kazakh there are %s", places(kazakh))
	}
	if lang := kazakh.doc.Find(".front-pick b [lang=kk]").Text(); lang != "Порт ашылды" {
		t.Errorf("the story is called %q", lang)
	}
	p.post("/admin/front/kk/compose", composed(kazakh, "publish")).want(t, 303)
	for _, path := range []string{"/admin/front/xx", "/admin/front/xx/compose", "/admin/front/en/compose?edition=99"} {
		p.get(path).want(t, 404)
	}
	if got := p.get("/admin/front").want(t, 200).doc.Find("h1").Text(); !strings.Contains(got, "English") {
		t.Errorf("without a language the screen shows %q", got)
	}
	for name, may := range map[string]bool{"author": false, "admin": true} {
		doc := h.login(name).get("/admin/articles").doc
		if shown := doc.Find(`#menu a[href="/admin/front"]`).Length() == 1; shown != may {
			t.Errorf("the menu of %s shows the front page: %v", name, shown)
		}
	}
}
