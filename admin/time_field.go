package admin

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// timeField asks for a moment as clocks on a wall show it: a local time, a zone, and
// which of two where the clocks are put back. The template "time" shows it; a line
// below says in words which moment that is, or why there is none.
type timeField struct {
	timeSaid

	// Label says what the time is for; Required that there has to be one.
	Label    string
	Required bool
	Local    string
	Zones    []zoneChoice
}

// zoneChoice is a zone that a time can be told in.
type zoneChoice struct {
	Zone, Text string
	Selected   bool
}

// timeSaid is what the line below a time says.
type timeSaid struct {
	// Name is that of the field; its zone is Name_zone, the choice Name_which. ID sets
	// the field apart where a page has several of the same name.
	ID, Name string
	// Full is the moment in the newsroom's zone with the day of the week. Moment is
	// null where no time is given, or none that there is.
	Full   string
	Moment *moment
	// Far says that the moment is too far for "in three days" and the like.
	Far, Past bool
	// Problem says why there is no such moment.
	Problem string
	// Twice are the two moments of a time that comes twice.
	Twice []whichChoice
}

// whichChoice is one of two moments that look alike.
type whichChoice struct {
	Value, Text string
	Selected    bool
}

// localLayout is a time as a browser's field for it has it.
const localLayout = "2006-01-02T15:04"

// local writes a moment as a browser's field for a time in the newsroom's zone has it.
func (a *Admin) local(at models.Instant) string { return at.In(a.newsroom.Zone()).Format(localLayout) }

// timeField is a field of a name that holds a moment, or nothing where that is null.
func (a *Admin) timeField(r *request, name string, at *models.Instant) timeField {
	w := cms.WallTime{}
	if at != nil {
		minute := models.At(at.Time().Truncate(time.Minute)) // as far as the field can show it
		w = a.newsroom.Meant(minute, a.local(*at), a.newsroom.Zone().String())
	}
	return a.timeFieldOf(r, name, w)
}

// timeTyped is the field of a name as the form of the request holds it.
func (a *Admin) timeTyped(r *request, name string) timeField {
	return a.timeFieldOf(r, name, readTime(r, name))
}

func (a *Admin) timeFieldOf(r *request, name string, w cms.WallTime) timeField {
	f := timeField{Local: w.Local, timeSaid: a.timeSaid(r, name, w)}
	add := func(zone, text string) {
		known := func(z zoneChoice) bool { return z.Zone == zone }
		if zone != "" && !slices.ContainsFunc(f.Zones, known) {
			f.Zones = append(f.Zones, zoneChoice{zone, text, zone == w.Zone})
		}
	}
	house := a.newsroom.Zone().String()
	add(house, r.p.T("admin.time.zone_newsroom", "zone", house))
	if own := a.newsroom.ZoneOf(r.user); own != nil {
		add(own.String(), r.p.T("admin.time.zone_own", "zone", own.String()))
	}
	add("UTC", "UTC")
	add(w.Zone, w.Zone)
	return f
}

// as gives a field an id of its own.
func (f timeField) as(id string) timeField {
	f.ID = id
	return f
}

// asked gives a field its label; the time has to be there.
func (f timeField) asked(label string) timeField {
	f.Label, f.Required = label, true
	return f
}

// putTime puts a time into a form that readTime reads.
func putTime(fields url.Values, name string, w cms.WallTime) {
	fields.Set(name, w.Local)
	fields.Set(name+"_zone", w.Zone)
	if w.Which == cms.Second {
		fields.Set(name+"_which", "second")
	} else {
		fields.Set(name+"_which", "first")
	}
}

// readTime reads the moment that a form holds in a field; it is zero where that is
// empty.
func readTime(r *request, name string) cms.WallTime {
	w := cms.WallTime{Local: r.FormValue(name), Zone: r.FormValue(name + "_zone")}
	switch r.FormValue(name + "_which") {
	case "first":
		w.Which = cms.First
	case "second":
		w.Which = cms.Second
	}
	return w
}

// timeSaid says a wall time in words.
func (a *Admin) timeSaid(r *request, name string, w cms.WallTime) timeSaid {
	said := timeSaid{ID: name, Name: name}
	if w.IsZero() {
		return said
	}
	at, err := a.newsroom.Resolve(w)
	said.Twice = a.twice(r, w)
	if err != nil {
		said.Problem = r.p.Error(err)
		return said
	}
	m, l, t := a.moment(r, at), r.p.Locale(), at.In(a.newsroom.Zone())
	said.Moment, said.Full = &m, l.Date(t, locale.DateFull)+", "+l.Clock(t)
	said.Far, said.Past = m.Near == l.Date(t, locale.DateLong), at <= a.newsroom.Now()
	return said
}

// twice returns the choice between two moments, nothing where there is one at most.
func (a *Admin) twice(r *request, w cms.WallTime) []whichChoice {
	ask := w
	ask.Which = cms.Ask
	_, err := a.newsroom.Resolve(ask)
	_, key, args := errs.Public(err)
	if key != "error.time_twice" {
		return nil
	}
	return []whichChoice{
		{"first", r.p.T("admin.time.which_first", "time", args["time"], "offset", args["first"]), w.Which == cms.First},
		{"second", r.p.T("admin.time.which_second", "time", args["time"], "offset", args["second"]), w.Which == cms.Second},
	}
}

// timeWords answers a field of a time, while it is typed, with the moment in words.
func (a *Admin) timeWords(r *request) error {
	said := a.timeSaid(r, r.QueryParam("field"), readTime(r, r.QueryParam("field")))
	said.ID = r.QueryParam("id")
	html, err := a.templates.Part(r.p.Lang(), "desk", "time_said", said)
	if err != nil {
		return err
	}
	return r.HTMLBlob(http.StatusOK, html)
}
