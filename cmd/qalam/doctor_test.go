package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/exchange"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// buoys is a story in English with begun translations, as a translator leaves
// them: of the Azerbaijani and Kazakh blocks some are missing, the Russian is
// whole.
func buoys() []string {
	head := "date: 2026-11-10T09:00:00+04:00\nsection: science\n"
	return []string{
		"buoys/index.en.md", "---\ntitle: Buoys for the shallow sea\nsource: true\nsummary: Students measure the water.\n" + head + `---

Students have put 40 buoys into the Caspian Sea since 5 March.

Each buoy measures the temperature of the water and the height of the waves.

## Where they float

* Near Aktau: 15 buoys
* Near Baku: 25 buoys

> The sea is shallow and it changes quickly.
> — Leyla Aliyeva, oceanographer

After the first storm three of them were found on the beach.

The figures are open to everybody.
`,
		"buoys/index.az.md", "---\ntitle: Dayaz dəniz üçün üzgəclər\nsummary: Tələbələr suyu ölçürlər.\n" + head + `---

Tələbələr martın 5-dən bəri Xəzər dənizinə 40 üzgəc buraxıblar.

Hər üzgəc suyun temperaturunu və dalğaların hündürlüyünü ölçür.

## Harada üzürlər

* Aktau yaxınlığında: 15 üzgəc
* Bakı yaxınlığında: 25 üzgəc
`,
		"buoys/index.kk.md", "---\ntitle: Таяз теңізге арналған қалтқылар\nsummary: Студенттер суды өлшейді.\n" + head + `---

Студенттер 5 наурыздан бері Каспий теңізіне 40 қалтқы жіберді.

Әр қалтқы судың температурасы мен толқынның биіктігін өлшейді.

> Теңіз таяз және тез өзгереді.
> — Лейла Алиева, мұхиттанушы
`,
		"buoys/index.ru.md", "---\ntitle: Буи для мелкого моря\nsummary: Студенты измеряют воду.\n" + head + `---

С 5 марта студенты спустили в Каспийское море 40 буёв.

Каждый буй измеряет температуру воды и высоту волн.

## Где они плавают

* Возле Актау: 15 буёв
* Возле Баку: 25 буёв

> Море мелкое и быстро меняется.
> — Лейла Алиева, океанограф

После первого шторма три буя нашли на пляже.

Данные открыты для всех.
`,
	}
}

// pairing lists, for every block of a translation, the block of the source that
// it belongs to, by their numbers.
func TestAnImportedTranslationIsPairedWithItsSource(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, buoys()...)
	s.do(t, "", "import", "markdown", dir)
	testkit.Golden(t, "doctor/imported.txt", []byte(s.do(t, "", "doctor", "--article", "1")))
}

func TestAFactMakesStaleAndATypoDoesNot(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, buoys()...)
	a := s.open(t)
	ctx := t.Context()
	source := exchange.Markdown(os.DirFS(dir), exchange.MarkdownOptions{Locales: a.cfg.Locales, Zone: a.cfg.Zone, Name: dir})
	o := cms.ImportOptions{Confirm: true, Publish: true}
	if _, err := exchange.Import(ctx, a.newsroom, operator(), source, o, func(*exchange.Summary) {}); err != nil {
		t.Fatal(err)
	}
	before := heads(ctx, t, a)
	head := before[locale.English]
	c := head.Content
	edit(t, &c, "40 buoys", "45 buoys")
	edit(t, &c, "water and", "water, and")
	in := cms.SaveInput{ArticleID: 1, Locale: locale.English, Base: head.ID, Content: c}
	if _, err := a.newsroom.Save(ctx, operator(), in); err != nil {
		t.Fatal(err)
	}
	after := heads(ctx, t, a)
	for _, l := range []locale.Tag{locale.Azerbaijani, locale.Kazakh, locale.Russian} {
		if before[l].ID != after[l].ID {
			t.Errorf("%s: the source's edit wrote revision %d", l, after[l].ID)
		}
	}
	a.close()
	testkit.Golden(t, "doctor/fact.txt", []byte(s.do(t, "", "doctor", "--article", "1")))
	got := s.do(t, "", "doctor", "--article", "1", "--json")
	for _, want := range []string{`"state": "stale"`, `"grade": "fact"`, `"grade": "typo"`, `"live_until": null`} {
		if !strings.Contains(got, want) {
			t.Errorf("the JSON has no %s:\n%s", want, got)
		}
	}
}

func (s *shell) open(t *testing.T) *app {
	t.Helper()
	env := &environment{getenv: func(name string) string { return s.vars[name] }, flags: map[string]string{}}
	a, err := env.open(t.Context(), t.Output())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// heads returns the newest revision of each language of story 1.
func heads(ctx context.Context, t *testing.T, a *app) map[locale.Tag]*models.Revision {
	t.Helper()
	state, err := a.newsroom.ArticleState(ctx, operator(), 1)
	if err != nil {
		t.Fatal(err)
	}
	all := map[locale.Tag]*models.Revision{}
	for i := range state.Versions {
		v := &state.Versions[i]
		all[v.Locale] = v.Translation.Head
	}
	return all
}

// edit replaces a text in the one block that has it.
func edit(t *testing.T, c *models.Content, old, fresh string) {
	t.Helper()
	for i := range c.Body {
		if strings.Contains(c.Body[i].Text, old) {
			c.Body[i].Text = strings.Replace(c.Body[i].Text, old, fresh, 1)
			return
		}
	}
	t.Fatalf("no block says %q", old)
}

func TestDoctorFindsWhatWasChangedBehindItsBack(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, buoys()...)
	s.do(t, "", "import", "markdown", dir)
	if got, want := s.do(t, "", "doctor"), "schema: good\ndatabase: good\npublications: good\nrevisions: good\ndeliveries: good\nmedia: good\njournal: good, 6 events\n"; got != want {
		t.Errorf("a good newsroom: %q, want %q", got, want)
	}
	db := filepath.Join(s.vars["QALAM_DATA"], "qalam.db")
	testkit.Exec(t, db, "DROP TRIGGER events_immutable_update", "UPDATE events SET actor = 'nobody' WHERE id = 4")
	got := s.try(t, "", "doctor")
	if got.code != exitFailed || !strings.Contains(got.out, "journal: event 4 is not what was written\n") || !strings.Contains(got.err, "1 problems found") {
		t.Errorf("a changed event: %+v", got)
	}
	testkit.Exec(t, db, "DROP TRIGGER events_immutable_delete", "DELETE FROM events WHERE id = 3")
	if got := s.try(t, "", "doctor", "--json"); !strings.Contains(got.out, `"text": "event 3 is missing"`) {
		t.Errorf("a deleted event: %+v", got)
	}
	if got := newShell(t).try(t, "", "doctor"); got.code != exitFailed || !strings.Contains(got.err, "schema: step 00001_newsroom.sql is pending") {
		t.Errorf("a database without a schema: %+v", got)
	}
	if got := s.try(t, "", "doctor", "--article", "99"); got.code != exitFailed || got.out != "" {
		t.Errorf("no such story: %+v", got)
	}
}

func TestDoctorFindsPublicationsThatTheSearchHasLost(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, buoys()...)
	s.do(t, "", "import", "markdown", dir, "--publish")
	s.do(t, "", "doctor")
	db := filepath.Join(s.vars["QALAM_DATA"], "qalam.db")
	testkit.Exec(t, db, "DELETE FROM search_documents WHERE publication_id = 1",
		"DELETE FROM search_index WHERE rowid = (SELECT place FROM search_documents WHERE publication_id = 2)")
	got := s.try(t, "", "doctor")
	for _, want := range []string{"publications: publication 1 is not in the search\n", "publications: publication 2 has no keys in the search\n"} {
		if got.code != exitFailed || !strings.Contains(got.out, want) {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}

func TestBenchMeasuresEveryOperation(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	got := s.do(t, "", "bench", "--articles", "60,80", "--time", "1ms", "--readers", "3")
	for _, want := range []string{"60 stories in 4 languages", "last to first", "page of a story, kept", "feed of a language, made", "import of a story", "version by id", "newest 20 of a tag", "two common words searched", "publish", "seen by 3 readers on 60 pages"} {
		if !strings.Contains(got, want) {
			t.Errorf("the table has no %q:\n%s", want, got)
		}
	}
	if _, err := os.Stat(filepath.Join(s.vars["QALAM_DATA"], "qalam.db")); err == nil {
		t.Error("the database that is configured was touched")
	}
}
