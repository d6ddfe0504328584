package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// lake is a story in four languages. The Kazakh version lacks some of it, and some of
// what it has could belong to one paragraph as well as to another.
func lake() []string {
	const head, link = "date: 2026-01-20T09:00:00+05:00\n", "(https://lake.example/records)"
	return []string{
		"lake/index.en.md", "---\ntitle: The lake froze late\nsummary: At four stations the ice is thinner than a year ago.\nsource: true\n" + head + "---\n\n" +
			"The ice has grown to 31 cm.\n\nThe [records of the station]" + link + " begin in 1932.\n\n## What is measured\n\nThree things are written down every morning:\n\n" +
			"- the thickness of the ice\n- the temperature of the water\n- the snow on top\n\n> Ice does not read the calendar.\n> — the keeper of the station\n\n" +
			"## What comes next\n\nSkaters have been asked to wait.\n\nAnglers have been asked to leave too.\n\nThe next reading is due on 2 February.\n",
		"lake/index.az.md", "---\ntitle: Göl gec dondu\nsummary: Dörd məntəqədə buz bir il əvvəlkindən nazikdir.\n" + head + "---\n\n" +
			"Buzun qalınlığı 31 sm-ə çatıb.\n\n[Məntəqənin qeydləri]" + link + " 1932-ci ildən başlayır.\n\n## Nə ölçülür\n\nHər səhər üç şey yazılır:\n\n" +
			"- buzun qalınlığı\n- suyun temperaturu\n- üstündəki qar\n\n> Buz təqvimə baxmır.\n> — məntəqənin gözətçisi\n\n" +
			"## Sonra nə olacaq\n\nKonki sürənlərdən gözləmək xahiş olunub.\n\nBalıqçılardan da getmək xahiş olunub.\n\nNövbəti ölçmə fevralın 2-də olacaq.\n",
		"lake/index.kk.md", "---\ntitle: Көл кеш қатты\nsummary: Төрт бекетте мұз былтырғыдан жұқа.\n" + head + "---\n\n" +
			"Мұздың қалыңдығы 31 см-ге жетті.\n\n[Бекеттің жазбалары]" + link + " 1932 жылдан басталады.\n\n## Не өлшенеді\n\n" +
			"- мұздың қалыңдығы\n- судың температурасы\n- үстіндегі қар\n\n> Мұз күнтізбеге қарамайды.\n> — бекет күзетшісі\n\n" +
			"## Әрі қарай не болады\n\nБалықшылардан да кету сұралды.\n\nКелесі өлшеу – 2 ақпанда.\n",
		"lake/index.ru.md", "---\ntitle: Озеро замёрзло поздно\nsummary: На четырёх постах лёд тоньше прошлогоднего.\n" + head + "---\n\n" +
			"Толщина льда дошла до 31 см.\n\n[Записи поста]" + link + " начинаются с 1932 года.\n\n## Что измеряют\n\nКаждое утро записывают три вещи:\n\n" +
			"- толщину льда\n- температуру воды\n- снег сверху\n\n> Лёд не смотрит в календарь.\n> — смотритель поста\n\n" +
			"## Что дальше\n\nКонькобежцев попросили подождать.\n\nРыболовов тоже попросили уйти.\n\nСледующее измерение — 2 февраля.\n",
	}
}

func TestJourneyOfAnImportedStoryToApprovedInKazakh(t *testing.T) {
	t.Parallel()
	author, b := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t, lake()...)
	author.logIn(base, "admin")
	b.logIn(base, "kk")
	b.do("a window of usual size", chromedp.EmulateViewport(1280, 800))
	story := b.imported(base)
	b.translate(story + "/kk/translate")
	unconfirmed := strings.TrimSuffix(strings.Repeat("unconfirmed ", 5), " ")
	if got, want := b.states(), unconfirmed+" missing "+unconfirmed+" loose missing missing unconfirmed"; got != want {
		t.Fatalf("the units came in as %q, want %q", got, want)
	}
	// What came in is read and confirmed, what is missing is written.
	b.confirmUnits(5)
	b.keys("Таң сайын үш нәрсе жазылады:")
	b.confirmUnits(6)
	// One paragraph could belong to two: a person says to which.
	b.sent()
	b.until("the one that belongs to nothing", `document.querySelector(".unit.active").dataset.state === "loose"`)
	b.press("g", alt)
	b.until("the choice", `document.querySelectorAll("#pairing[open] .pick").length === 2`)
	b.press(kb.Tab)
	b.keys("\r")
	b.until("it waits to be confirmed", unitState(12)+` === "unconfirmed" && document.querySelector(".unit.active .unit-source").innerText.includes("Anglers")`)
	b.confirmUnits(2)
	b.keys("Коньки тебетіндерден күте тұру сұралды.")
	b.confirmUnits(1)
	b.sent()
	current := strings.TrimSuffix(strings.Repeat("current ", 14), " ")
	if got := b.states(); got != current {
		t.Fatalf("the units are %q", got)
	}
	b.press("a", alt)
	b.until("it is approved", `document.querySelector("#version [data-dialog=send-back]") && !document.querySelector("#version [value=approved]")`)
	if got := b.eval(`document.querySelector("#findings").innerText`); strings.Contains(got, "\n\n\n") {
		t.Errorf("the checks find %q", got)
	}

	// The author changes a number and puts a comma while the translator is elsewhere.
	b.unit(5)
	author.write(story + "/en")
	author.at(0, len("The ice has grown to 31"))
	author.press(kb.Backspace + kb.Backspace)
	author.keys("27")
	author.at(10, len("Anglers have been asked to leave"))
	author.keys(",")
	author.save()
	b.until("the changed number", unitState(2)+` === "stale_fact"`)
	b.until("it is said, and of which", `document.querySelector("#say").textContent.startsWith("Абзац 1: ")`)
	const seen = `JSON.stringify({
		changed: [...document.querySelectorAll(".unit-diff:not([hidden])")].map(e => [e.closest(".unit").dataset.state, e.querySelector("del").textContent, e.querySelector("ins").textContent].join()),
		comma: document.querySelectorAll("#units .unit")[12].querySelector(".unit-now").innerText,
		waiting: document.querySelector("[data-filter=work] b").textContent, here: document.querySelector(".unit.active .unit-name").innerText})`
	if got, want := b.eval(seen), `{"changed":["stale_fact,31,27"],"comma":"Anglers have been asked to leave, too.","waiting":"1","here":"Абзац 4"}`; got != want {
		t.Errorf("the open screen shows\n%s, want\n%s", got, want)
	}
	b.press("j", alt)
	b.until("the caret is there", `document.querySelectorAll("#units .unit")[2].contains(document.activeElement)`)
	b.press("a", ctrl)
	b.keys("Мұздың қалыңдығы 27 см-ге жетті.")
	b.confirmUnits(1)
	b.sent()
	if got := b.states(); got != current {
		t.Errorf("the units are %q", got)
	}
}

// confirmUnits confirms units in a row. After each the caret is in one that can be seen.
func (b tab) confirmUnits(n int) {
	b.t.Helper()
	for range n {
		b.confirmUnit()
		got := b.eval(`(() => {
			const unit = document.querySelector(".unit.active"), bar = document.querySelector(".translate-bar").getBoundingClientRect();
			const { top, bottom } = unit.getBoundingClientRect();
			return [unit.contains(document.activeElement), top >= bar.bottom, bottom <= innerHeight].join();
		})()`)
		if got != "true,true,true" {
			b.t.Errorf("the caret is in the unit, that is below the bar and above the edge: %s", got)
		}
	}
}
