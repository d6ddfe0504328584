package admin

import (
	"cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// nothing stands where an event does not say what its words have a place for.
const nothing = "–"

// eventWords says in the person's language what happened. A kind of event has its
// words in the message of its name, which may use any of these placeholders:
// number, from, to, name, person, reason and when.
func (a *Admin) eventWords(r *request, e *cms.JournalEntry) string {
	text := func(name string) string {
		s, _ := e.Data[name].(string)
		return s
	}
	number := any(nothing)
	if e.Number > 0 {
		number = e.Number
	}
	return r.p.T("admin.event."+eventMessage(e.Kind, text),
		"number", number, "from", a.stateName(r.p, text("from")), "to", a.stateName(r.p, text("to")),
		"name", cmp.Or(text("name"), text("key"), nothing), "person", cmp.Or(e.Person, nothing),
		"reason", cmp.Or(text("reason"), text("note"), nothing), "when", a.eventMoment(r, e))
}

// eventMessage names the message of a kind of event, which for some is another by what
// came of it.
func eventMessage(kind models.EventKind, text func(name string) string) string {
	switch {
	case text("alarm") == cms.AlarmMissed:
		return "release.missed"
	case kind == models.TranslationStageChanged && text("to") == string(models.Draft) && text("note") != "":
		return "translation.sent_back"
	case text("verdict") == string(models.Returned):
		return "translation.returned"
	case text("verdict") == cms.NoVerdict:
		return "translation.unjudged"
	}
	return string(kind)
}

// stateName names what an event leads from and to: a stage or a language.
func (a *Admin) stateName(p *i18n.Printer, state string) string {
	if name, ok := p.Known("admin.stage." + state); ok {
		return name
	}
	if l, ok := locale.Lookup(locale.Tag(state)); ok {
		return l.Name
	}
	return cmp.Or(state, nothing)
}

// eventMoment is the moment that an event is about: that of a publication, of a
// release, or the end of an embargo.
func (a *Admin) eventMoment(r *request, e *cms.JournalEntry) string {
	for _, name := range []string{"live_from", "at", "until"} {
		if at, ok := e.Data[name].(float64); ok {
			return a.moment(r, models.Instant(at)).Text
		}
	}
	return nothing
}
