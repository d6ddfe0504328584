package main

import (
	"github.com/chromedp/chromedp"
)

// panelOf opens the publish panel of the first story of a panel of the desk.
func (w *walk) panelOf(panel string) {
	w.open(w.base + "/admin/")
	w.open(w.eval(`document.querySelector("[aria-labelledby=panel-` + panel + `] li a").href.replace(/[a-z]+$/, "publication")`))
}

// publication schedules words that are public already once more, with an end, and
// shows the forms that change that.
func (w *walk) publication() {
	w.open(w.base + "/admin/articles/3/publication")
	w.eval(`document.querySelector("#version-az form.publish").closest("details").open = true; ""`)
	w.do("choose times", chromedp.SetValue("#from-az", "2031-03-12T09:00"))
	w.eval(`document.querySelector("#version-az form.publish details").open = true; ""`)
	w.do("and an end", chromedp.SetValue("#until-az", "2031-04-12T09:00"))
	w.click(`#version-az form.publish .acts button`)
	w.eval(`document.querySelectorAll("#version-az details").forEach(e => e.open = true) ?? ""`)
}

// blockedPublication is the panel of a story of which a translation is behind.
func (w *walk) blockedPublication() { w.panelOf("stale") }

// refusedPublication asks for a time that has passed.
func (w *walk) refusedPublication() {
	w.panelOf("ready")
	w.eval(`document.querySelector("form.publish [name=from]").value = "2020-03-12T09:00"; ""`)
	w.click(`form.publish .acts button`)
}
