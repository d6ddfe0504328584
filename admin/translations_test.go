package admin_test

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// goOut approves and publishes a version.
func (h *house) goOut(id int64, l string) {
	h.t.Helper()
	by := rights.Operator("test")
	d, err := h.newsroom.Desk(h.t.Context(), by, id, locale.Tag(l))
	must(h.t, err)
	must(h.t, h.newsroom.ChangeStage(h.t.Context(), by, cms.StageInput{ArticleID: id, Locale: locale.Tag(l), Revision: d.Head().ID, To: models.Approved}))
	_, err = h.newsroom.Publish(h.t.Context(), by, cms.PublishInput{ArticleID: id, Locale: locale.Tag(l), Revision: d.Head().ID, OverrideReason: "now"})
	must(h.t, err)
}

// cellText is what the matrix says of a version.
func cellText(a answer, name string) string {
	box := a.doc.Find(fmt.Sprintf("input[name=cell][value=%q]", name))
	return strings.Join(strings.Fields(box.Closest("td").Text()), " ")
}

func TestTheMatrixSaysHowEveryLanguageStands(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	h.goOut(h.story, "en")
	h.clock.Advance(95 * time.Minute)
	a := p.get("/admin/translations").want(t, 200)
	for cell, want := range map[string]string{
		"1.az": "Azərbaycanca Not begun Waiting for 1 hr, 35 min 4 words to translate",
		"1.kk": "Қазақша Draft Waiting for 1 hr, 35 min 4 words unconfirmed",
		"1.en": "", // the source, which is not ticked
	} {
		if got := cellText(a, cell); got != want {
			t.Errorf("%s says %q, want %q", cell, got, want)
		}
	}
	h.goOut(h.story, "kk")
	a = p.get("/admin/translations?version=late&locale=az").want(t, 200)
	if got := cellText(a, "1.kk"); !strings.Contains(got, "Live Went out 1 hr, 35 min after the source") {
		t.Errorf("what is out says %q", got)
	}
	if got := p.get("/admin/translations?version=late&locale=kk").want(t, 200).doc.Find(".matrix").Length(); got != 0 {
		t.Error("Kazakh is late still")
	}
	var totals []string
	a.doc.Find(".totals dl > div").Each(func(_ int, s *goquery.Selection) {
		totals = append(totals, strings.Join(strings.Fields(s.Text()), " "))
	})
	if len(totals) != 4 || totals[1] != "Azərbaycanca0 Approved0 In review0 Draft1 Not begun" {
		t.Errorf("the totals are %q", totals)
	}
	link := a.doc.Find(".totals div:nth-child(2) dd:last-child a").AttrOr("href", "")
	if got := stories(p.get(link).want(t, 200)); got != "Port opens" {
		t.Errorf("%s lists %q", link, got)
	}
}

// stories are those of a matrix.
func stories(a answer) string {
	var list []string
	a.doc.Find(".matrix .title a").Each(func(_ int, s *goquery.Selection) { list = append(list, s.Text()) })
	return strings.Join(list, "; ")
}

func TestCellsRowsAndColumnsAreGivenWithoutAScript(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.add("kk", models.Grant{Role: models.RoleTranslator, Locales: []locale.Tag{kk}})
	other := h.begin("Ferry")
	p := h.login("admin")
	page := p.get("/admin/translations").want(t, 200)
	form := url.Values{"user": {strconv.FormatInt(h.user("kk"), 10)}, "due": {"2026-03-13T10:00"}, "due_zone": {"Asia/Baku"}}
	page.doc.Find("[data-matrix] input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		form.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	form.Set("column", "kk")
	form.Set("row", fmt.Sprintf("%d.en", other))
	form.Set("cell", "1.kk")
	a := p.post("/admin/translations/assign?q=", form).want(t, 200)
	result := strings.Join(strings.Fields(a.doc.Find(".result-line").Text()), " ")
	for _, want := range []string{"2 versions assigned anew.", "Ferry, Azərbaycanca: ", "Ferry, Русский: "} {
		if !strings.Contains(result, want) {
			t.Errorf("%q does not say %q", result, want)
		}
	}
	var left []string
	a.doc.Find("input[name=cell][checked]").Each(func(_ int, s *goquery.Selection) { left = append(left, s.AttrOr("value", "")) })
	slices.Sort(left)
	if diff := cmp.Diff([]string{fmt.Sprintf("%d.az", other), fmt.Sprintf("%d.ru", other)}, left); diff != "" {
		t.Errorf("ticked still (-want +got):\n%s", diff)
	}
	if got := cellText(a, "1.kk"); !strings.Contains(got, "kk Due 13 March 2026, 10:00") {
		t.Errorf("the cell says %q", got)
	}
	// And back.
	again := url.Values{}
	a.doc.Find(".result-line input[name=again]").Each(func(_ int, s *goquery.Selection) { again.Add("again", s.AttrOr("value", "")) })
	a = p.post(a.doc.Find(".result-line form").AttrOr("action", ""), again).want(t, 200)
	if got := cellText(a, "1.kk"); strings.Contains(got, "Due") {
		t.Errorf("undone, the cell says %q", got)
	}
}

func TestUndoneAWholeAssignmentIsAsBeforeItsNoteToo(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, translator := h.login("admin"), h.login("az")
	give := func(form url.Values) answer {
		t.Helper()
		form.Set("user", strconv.FormatInt(h.user("az"), 10))
		form.Set("cell", "1.az")
		return p.post("/admin/translations/assign", form).want(t, 200)
	}
	said := func(want string) {
		t.Helper()
		task := translator.get("/admin/").want(t, 200).doc.Find("[aria-labelledby=panel-assigned] li")
		if got := task.Find("p").Last().Text(); got != want || !strings.Contains(task.Text(), "Given by admin") {
			t.Errorf("the desk says %q, want %q", task.Text(), want)
		}
	}
	give(url.Values{"note": {"Mr. A. B.: keep the names."}})
	said("Mr. A. B.: keep the names.")
	a := give(url.Values{"note": {"Hurry!"}})
	said("Hurry!")
	again := a.doc.Find(".result-line input[name=again]").AttrOr("value", "")
	p.post("/admin/translations/assign", url.Values{"again": {again}}).want(t, 200)
	said("Mr. A. B.: keep the names.")

	// On the screen of the version as well.
	path := h.edit(az) + "/assign"
	p.post(path, url.Values{"user": {strconv.FormatInt(h.user("az"), 10)}, "note": {"Now <b>this</b>."}}).want(t, 303)
	said("Now <b>this</b>.")
	undo := p.get(h.edit(az)).want(t, 200).doc.Find("form[action$='/assign'] [name=note][type=hidden]").AttrOr("value", "")
	if undo != "Mr. A. B.: keep the names." {
		t.Errorf("the way back says %q", undo)
	}
	a = p.post(path, url.Values{"user": {"0"}, "note": {strings.Repeat("a", 301)}}).want(t, 422)
	if got := a.doc.Find("#assign-note").AttrOr("value", ""); len(got) != 301 {
		t.Errorf("a refusal loses the note: %q", got)
	}
	translator.post(path, url.Values{"user": {"0"}, "note": {"Ill today."}}).want(t, 303)
	if got := p.get("/admin/journal").want(t, 200).doc.Find("main").Text(); !strings.Contains(got, "Ill today.") {
		t.Error("the journal does not say why it was handed back")
	}
}

func TestARefusedAssignmentComesBackWithAllThatWasTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for _, c := range []struct {
		name, due string
		tick      bool
		want      string
	}{
		{"past", "2020-03-13T10:00", true, "This time has passed already."},
		{"no time", "soon", true, "is not a date and time"},
		{"nothing ticked", "2026-03-13T10:00", false, "Tick at least one version."},
	} {
		form := url.Values{"user": {strconv.FormatInt(h.user("az"), 10)}, "due": {c.due}, "due_zone": {"UTC"}, "note": {"As agreed."}}
		if c.tick {
			form.Set("cell", "1.az")
			form.Set("column", "az")
			form.Set("story", "1.en")
			form.Set("language", "az")
		}
		a := p.post("/admin/translations/assign?locale=kk", form).want(t, 422)
		if got := a.doc.Find("[role=alert]").Text(); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q does not say %q", c.name, got, c.want)
		}
		user := a.doc.Find("#user option[selected]").Text()
		if due := a.doc.Find("#due").AttrOr("value", ""); due != c.due || user != "az" || a.doc.Find("[name=due_zone] option[selected]").AttrOr("value", "") != "UTC" {
			t.Errorf("%s: the form has lost %q %q", c.name, due, user)
		}
		if got := a.doc.Find("#note").AttrOr("value", ""); got != "As agreed." {
			t.Errorf("%s: the form has lost the note: %q", c.name, got)
		}
		if got := a.doc.Find("[data-matrix] input[type=checkbox][checked]").Length(); (got == 2) != c.tick || a.doc.Find("#locale option[selected]").AttrOr("value", "") != "kk" {
			t.Errorf("%s: %d boxes are ticked", c.name, got)
		}
	}
	p.post("/admin/translations/assign", url.Values{"cell": {"x"}}).want(t, 422)
	p.post("/admin/translations/assign", url.Values{"again": {"1.kk"}}).want(t, 422)
}

func TestWhoMayOnlyTakeWorkIsOfferedThemselves(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("az")
	a := p.get("/admin/translations").want(t, 200)
	var names []string
	a.doc.Find("#user option").Each(func(_ int, s *goquery.Selection) { names = append(names, s.Text()) })
	if diff := cmp.Diff([]string{"az", "Nobody"}, names); diff != "" {
		t.Errorf("offered (-want +got):\n%s", diff)
	}
	a = p.post("/admin/translations/assign", url.Values{"cell": {"1.az"}, "user": {strconv.FormatInt(h.user("az"), 10)}}).want(t, 200)
	if got := cellText(a, "1.az"); !strings.HasSuffix(got, " az") {
		t.Errorf("the cell says %q", got)
	}
}

func TestTheReportIsAChartATableAndAFile(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	h.goOut(h.story, "en")
	h.clock.Advance(30 * time.Minute)
	h.goOut(h.story, "kk")
	a := p.get("/admin/translations/parity").want(t, 200)
	if got := a.doc.Find("figure svg[role=img] title").Length(); got != 4 {
		t.Errorf("there are %d charts", got)
	}
	if strings.Contains(a.body, "style=") || a.doc.Find("figure rect.any").Length() != 4 || a.doc.Find("figure rect.in").Length() != 2 {
		t.Error("the charts are drawn otherwise")
	}
	if got := strings.Join(strings.Fields(a.doc.Find("tfoot tr").Text()), " "); got != "Total11 100%0 0%1 100%0 0%" {
		t.Errorf("the sums are %q", got)
	}
	if got := a.doc.Find("figure").Eq(2).Find("figcaption").Text(); !strings.Contains(got, "within 30 min of the source") {
		t.Errorf("Kazakh is said to be %q", got)
	}
	file := p.get(a.doc.Find("a[download]").AttrOr("href", "")).want(t, 200)
	if got := file.header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("the file is %s", got)
	}
	if got := file.header.Get("Content-Disposition"); got != `attachment; filename="parity-2026-02-27-2026-03-12.csv"` {
		t.Errorf("the file is called %s", got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.body, "\ufeff"))).ReadAll()
	must(t, err)
	want := [][]string{
		{"Day", "Section", "Any language", "English", "Azərbaycanca", "Қазақша", "Русский"},
		{"2026-03-12", "Economy", "1", "1", "0", "1", "0"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	refused := p.get("/admin/translations/parity?from=2026-03-12&until=2026-03-11").want(t, 422)
	if refused.doc.Find("[role=alert]").Text() != "The last day is before the first." || refused.doc.Find("#until").AttrOr("value", "") != "2026-03-11" {
		t.Error("a span that is none loses what was typed, or does not say why")
	}
	p.get("/admin/translations/parity?section=999").want(t, 404)
}

func TestNoCellOfAFileIsAFormula(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for i, name := range []string{`=cmd|' /C calc'!A0`, "+1", "-1", "@SUM(1)", "plain, \"quoted\""} {
		s, err := h.newsroom.EnsureSection(t.Context(), rights.Operator("test"), cms.SectionInput{
			Key: fmt.Sprintf("evil-%d", i), Names: models.Names{en: name},
		})
		must(t, err)
		a, err := h.newsroom.BeginStory(t.Context(), rights.Operator("test"), cms.ArticleInput{Kind: models.News, SectionID: &s.ID, Source: en}, "Title")
		must(t, err)
		h.goOut(a.ID, "en")
	}
	file := p.get("/admin/translations/parity.csv").want(t, 200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.body, "\ufeff"))).ReadAll()
	must(t, err)
	var names []string
	for _, row := range rows[1:] {
		names = append(names, row[1])
	}
	if diff := cmp.Diff([]string{`'=cmd|' /C calc'!A0`, "'+1", "'-1", "'@SUM(1)", `plain, "quoted"`}, names); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}
