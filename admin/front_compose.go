package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// frontDraft is a front page while it is composed, as its form holds it. Every
// button of the form but the one that puts it in place changes only this.
type frontDraft struct {
	// Seen is the number of the newest edition when composing began.
	Seen int
	// Replaces is the edition ahead that is being changed; 0 for none.
	Replaces int64
	// Lead is the article that leads; 0 for none. Picks follow it.
	Lead  int64
	Picks []int64
	// Until are the fields of when stories leave their places, Begins is that of when
	// it begins, At that moment; 0 is now.
	Until  map[int64]timeField
	Begins timeField
	At     models.Instant
	Words  string
}

// frontCompose is the screen on which a front page is composed.
type frontCompose struct {
	Language language
	Path     string
	Draft    frontDraft
	Lead     *composePick
	Picks    []*composePick
	Found    []composeStory
	// Left counts the stories of another language's edition that are not there in
	// this one.
	Left int
	Full bool
	// Wrong says that the time at which it begins was refused.
	Wrong bool
}

// composeStory is a story that may be chosen.
type composeStory struct {
	ID    int64
	Title cms.Label
	// State says whether readers see it, now or later.
	State string
	// Taken says that it has a place already.
	Taken bool
}

// composePick is a story that has been chosen.
type composePick struct {
	composeStory

	// Warning says that it is not public when the edition begins; empty where it is.
	Warning     string
	Until       timeField
	First, Last bool
	// Problem is why it was refused; empty where it was not.
	Problem string
}

// untilName is the name of the field that says until when a story has its place.
func untilName(id int64) string { return "until_" + strconv.FormatInt(id, 10) }

// frontComposeForm begins with the edition that the address names, or else with the
// one that holds. One that is ahead is changed, of any other a new one is made.
func (a *Admin) frontComposeForm(r *request) error {
	l, err := a.frontLocale(r)
	if err != nil {
		return err
	}
	e, seen, err := a.newsroom.FrontEdition(r.Request().Context(), r.by, l.Tag, int64(number(r, "edition")))
	if err != nil {
		return err
	}
	d := frontDraft{Seen: seen, Until: map[int64]timeField{}, Begins: a.timeField(r, "from", nil)}
	if e != nil {
		a.startFrom(r, &d, e, l.Tag)
	}
	return a.showCompose(r, http.StatusOK, nil, l, d)
}

// startFrom fills a draft with an edition. Picks whose time is over are left out.
func (a *Admin) startFrom(r *request, d *frontDraft, e *models.FrontEdition, l locale.Tag) {
	now := a.newsroom.Now()
	if e.Locale == l && e.LiveFrom > now && e.CancelledAt == nil {
		d.Replaces, d.Begins, d.At = e.ID, a.timeField(r, "from", &e.LiveFrom), e.LiveFrom
	}
	for _, p := range e.Picks {
		if p.EndsAt <= now {
			continue
		}
		if p.EndsAt != models.Forever {
			d.Until[p.ArticleID] = a.timeField(r, untilName(p.ArticleID), &p.EndsAt)
		}
		if p.Place == models.LeadPlace {
			d.Lead = p.ArticleID
		} else {
			d.Picks = append(d.Picks, p.ArticleID)
		}
	}
}

// arrangementFields are the form that makes an edition again, at once where it has
// begun.
func (a *Admin) arrangementFields(e *models.FrontEdition, seen int) url.Values {
	f := url.Values{"do": {"publish"}, "seen": {strconv.Itoa(seen)}}
	if e == nil {
		return f
	}
	now := a.newsroom.Now()
	if e.LiveFrom > now {
		f.Set("from", e.Wall)
		f.Set("from_zone", e.Zone)
	}
	for _, p := range e.Picks {
		id := strconv.FormatInt(p.ArticleID, 10)
		if p.EndsAt <= now {
			continue
		}
		if p.Place == models.LeadPlace {
			f.Set("lead", id)
		} else {
			f.Add("pick", id)
		}
		if p.EndsWall != "" {
			f.Set(untilName(p.ArticleID), p.EndsWall)
			f.Set(untilName(p.ArticleID)+"_zone", p.EndsZone)
		}
	}
	return f
}

// typedDraft reads the form.
func (a *Admin) typedDraft(r *request) (frontDraft, error) {
	form, err := r.FormParams()
	if err != nil {
		return frontDraft{}, err
	}
	d := frontDraft{
		Seen: int(formID(r, "seen")), Replaces: formID(r, "replaces"), Lead: formID(r, "lead"),
		Until: map[int64]timeField{}, Begins: a.timeTyped(r, "from"), Words: strings.TrimSpace(r.FormValue("q")),
	}
	for _, typed := range form["pick"] {
		if id, err := strconv.ParseInt(typed, 10, 64); err == nil && len(d.Picks) <= cms.MaxPicks {
			d.Picks = append(d.Picks, id)
		}
	}
	if at, err := a.newsroom.Resolve(readTime(r, "from")); err == nil {
		d.At = at
	}
	for _, id := range d.all() {
		d.Until[id] = a.timeTyped(r, untilName(id))
	}
	return d, nil
}

// all are the articles of a draft, the lead first.
func (d *frontDraft) all() []int64 {
	if d.Lead == 0 {
		return d.Picks
	}
	return append([]int64{d.Lead}, d.Picks...)
}

// change does to a draft what a button says: "up:12".
func (d *frontDraft) change(button string) {
	verb, text, _ := strings.Cut(button, ":")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return
	}
	at := slices.Index(d.Picks, id)
	switch verb {
	case "up":
		if at > 0 {
			d.Picks[at-1], d.Picks[at] = id, d.Picks[at-1]
		}
	case "down":
		if at >= 0 && at < len(d.Picks)-1 {
			d.Picks[at+1], d.Picks[at] = id, d.Picks[at+1]
		}
	case "add":
		if at < 0 && id != d.Lead {
			d.Picks = append(d.Picks, id)
		}
	case "remove":
		d.drop(id)
	case "lead":
		d.drop(id)
		if d.Lead != 0 { // who led comes right after
			d.Picks = slices.Insert(d.Picks, 0, d.Lead)
		}
		d.Lead = id
	}
}

// drop takes a story off its place.
func (d *frontDraft) drop(id int64) {
	if d.Lead == id {
		d.Lead = 0
	}
	d.Picks = slices.DeleteFunc(d.Picks, func(p int64) bool { return p == id })
}

// frontComposeDo does what the button says that sent the form.
func (a *Admin) frontComposeDo(r *request) error {
	l, err := a.frontLocale(r)
	if err != nil {
		return err
	}
	d, err := a.typedDraft(r)
	if err != nil {
		return err
	}
	button := r.FormValue("do")
	if button != "publish" {
		d.change(button)
		return a.showCompose(r, http.StatusOK, nil, l, d)
	}
	ctx := r.Request().Context()
	before, _, err := a.newsroom.FrontEdition(ctx, r.by, l.Tag, d.Replaces)
	if err != nil {
		return err
	}
	e, err := a.newsroom.Arrange(ctx, r.by, d.input(r, l.Tag))
	if err != nil {
		return a.arrangeRefused(r, err, l, d)
	}
	if e.LiveFrom <= a.newsroom.Now() {
		var back *undo
		if d.Replaces == 0 { // else what was before is not what was in place
			back = &undo{composePath(l.Tag, 0), a.arrangementFields(before, e.Number)}
		}
		return a.done(r, frontOf(l.Tag), "admin.front.published", back)
	}
	back := &undo{frontOf(l.Tag) + "/cancel", url.Values{"edition": {strconv.FormatInt(e.ID, 10)}}}
	if d.Replaces != 0 {
		back = &undo{composePath(l.Tag, 0), a.arrangementFields(before, e.Number)}
		back.Fields.Set("replaces", strconv.FormatInt(e.ID, 10))
	}
	return a.done(r, frontOf(l.Tag), "admin.front.scheduled", back)
}

// input is what a draft asks of the newsroom.
func (d *frontDraft) input(r *request, l locale.Tag) cms.FrontInput {
	in := cms.FrontInput{Locale: l, Seen: d.Seen, From: readTime(r, "from"), Replaces: d.Replaces}
	if d.Lead != 0 {
		in.Lead = &cms.PickInput{ArticleID: d.Lead, Until: readTime(r, untilName(d.Lead))}
	}
	for _, id := range d.Picks {
		in.Picks = append(in.Picks, cms.PickInput{ArticleID: id, Until: readTime(r, untilName(id))})
	}
	return in
}

// arrangeRefused gives the draft back with what was wrong. Where somebody else was
// faster, to send it again is on purpose.
func (a *Admin) arrangeRefused(r *request, problem error, l *locale.Locale, d frontDraft) error {
	if !correctable(problem) || !a.newsroom.MayStructure(r.by) {
		return problem
	}
	if errs.Is(problem, errs.Conflict) {
		_, seen, err := a.newsroom.FrontEdition(r.Request().Context(), r.by, l.Tag, 0)
		if err != nil {
			return err
		}
		d.Seen = seen
		if _, key, _ := errs.Public(problem); key != "error.front_meanwhile" {
			d.Replaces = 0 // it has begun or was cancelled
		}
	}
	return a.showCompose(r, statusOf(problem), problem, l, d)
}

// showCompose answers with the screen on which a front page is composed.
func (a *Admin) showCompose(r *request, status int, problem error, l *locale.Locale, d frontDraft) error {
	body, err := a.compose(r, l, d)
	if err != nil {
		return err
	}
	p := page{
		Title: r.p.T("admin.front.compose_title"), Active: "front",
		Crumbs: []crumb{{Text: r.p.T("admin.front.title"), URL: frontPath}, {Text: l.Name, URL: frontOf(l.Tag), Lang: l.Tag}},
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		_, _, args := errs.Public(problem)
		body.Wrong = args["field"] == "from"
		for _, pick := range append(body.Picks, body.Lead) {
			if pick != nil && args["article"] == pick.ID {
				pick.Problem = p.Problem
			}
		}
	}
	p.Body = body
	return a.show(r, status, "front_compose", p)
}

// compose shows the stories of a draft as they stand when it begins, and those that
// its search finds.
func (a *Admin) compose(r *request, l *locale.Locale, d frontDraft) (*frontCompose, error) {
	ctx, now := r.Request().Context(), a.newsroom.Now()
	taken := d.all()
	chosen, err := a.newsroom.FrontStories(ctx, r.by, l.Tag, taken, max(d.At, now))
	if err != nil {
		return nil, err
	}
	found, err := a.newsroom.FindFrontStories(ctx, r.by, l.Tag, d.Words, now)
	if err != nil {
		return nil, err
	}
	body := &frontCompose{Language: language{l.Tag, l.Name}, Path: composePath(l.Tag, 0), Left: len(taken) - len(chosen), Full: len(d.Picks) >= cms.MaxPicks}
	for _, s := range found {
		body.Found = append(body.Found, a.composeStory(r, s, slices.Contains(taken, s.ArticleID)))
	}
	lead := d.Lead
	d.Lead, d.Picks = 0, nil
	for _, s := range chosen {
		pick := composePick{composeStory: a.composeStory(r, s, true), Until: a.untilField(r, &d, s.ArticleID), Warning: a.absence(r, s)}
		if s.ArticleID == lead {
			d.Lead, body.Lead = lead, &pick
			continue
		}
		d.Picks = append(d.Picks, s.ArticleID)
		body.Picks = append(body.Picks, &pick)
	}
	if n := len(body.Picks); n > 0 {
		body.Picks[0].First, body.Picks[n-1].Last = true, true
	}
	d.Begins.Label = r.p.T("admin.front.begins")
	body.Draft = d
	return body, nil
}

func (a *Admin) untilField(r *request, d *frontDraft, id int64) timeField {
	f, ok := d.Until[id]
	if !ok {
		f = a.timeField(r, untilName(id), nil)
	}
	f.Label = r.p.T("admin.front.until")
	return f
}

func (a *Admin) composeStory(r *request, s cms.FrontStory, taken bool) composeStory {
	view := composeStory{ID: s.ArticleID, Title: s.Title, Taken: taken, State: r.p.T("admin.front.unplanned")}
	switch {
	case s.Public:
		view.State = r.p.T("admin.front.public")
	case s.Next != 0:
		view.State = r.p.T("admin.front.public_from", "when", a.moment(r, s.Next).Text)
	}
	return view
}

// absence warns of a story that readers do not see when the edition begins.
func (a *Admin) absence(r *request, s cms.FrontStory) string {
	switch {
	case s.Public:
		return ""
	case s.Next != 0:
		return r.p.T("admin.front.later", "when", a.moment(r, s.Next).Text)
	}
	return r.p.T("admin.front.never")
}
