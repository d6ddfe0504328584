package main

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/testkit"
)

func TestJourneyOfATagIntoAnotherAndOfAPortraitToReaders(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "admin")

	b.open(base + "/admin/tags")
	const link = `document.querySelectorAll("#tags li a")`
	from, into := b.eval(link+`[0].href`), b.eval(link+`[1].href`)
	b.open(into)
	public := "/en/tags/" + b.eval(`document.querySelector("#slug_en").value`) + "/"
	b.open(from)
	former := "/en/tags/" + b.eval(`document.querySelector("#slug_en").value`) + "/"
	b.eval(`document.querySelector("#into").value = "` + into + `".split("/").at(-1)`)
	b.eval(`document.querySelector("form[action$='/merge'] button").click() ?? ""`)
	b.until("the question", `document.querySelector("#confirm").open`)
	b.click("#confirm [value=yes]")
	if got := b.eval(`location.href`); got != into {
		t.Errorf("merging leads to %s, want %s", got, into)
	}
	b.open(base + former)
	if got := b.eval(`location.pathname`); got != public || b.eval(`String(document.querySelectorAll(".card").length > 0)`) != "true" {
		t.Errorf("the former address leads to %s, want %s with stories", got, public)
	}

	b.eval(`(() => { const c = document.createElement("canvas"); c.width = 640; c.height = 480; c.getContext("2d").fillRect(0, 0, 300, 300);
		c.toBlob(blob => { const f = new FormData(); f.append("file", blob, "desk.png");
			fetch("/admin/media", { method: "POST", body: f, headers: { Accept: "application/json" } }).then(r => { window.uploaded = r.status; }); });
		return ""; })()`)
	b.until("uploaded", `window.uploaded === 200`)
	b.open(base + b.eval(`document.querySelector(".card h2 a").getAttribute("href")`))
	readers := b.eval(`document.querySelector(".byline a").href`)
	name := b.eval(`document.querySelector(".byline a").textContent`)
	b.open(base + "/admin/authors")
	b.open(b.eval(`[...document.querySelectorAll(".past a")].find(a => a.textContent === ` + "`" + name + "`" + `).href`))
	b.eval(`document.querySelector("[data-pick]").click() ?? ""`)
	b.until("pictures", `document.querySelectorAll("#picker-list [data-medium]").length > 0`)
	b.eval(`document.querySelector("#picker-list [data-medium]").click() ?? ""`)
	b.until("the picture is chosen", `document.querySelector("[name=portrait]").value !== "" && !document.querySelector("[data-cover] img").hidden`)
	b.eval(`document.querySelector("#biography_en").value = "Since 2020." ?? ""`)
	b.click(".medium-save button")
	b.open(readers)
	b.until("the portrait", `document.querySelector(".portrait img").naturalWidth > 100`)
	if got := b.eval(`document.querySelector(".biography").textContent.trim()`); got != "Since 2020." {
		t.Errorf("readers are told %q", got)
	}
}
