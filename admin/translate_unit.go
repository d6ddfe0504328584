package admin

import (
	"encoding/json"
	"hash/fnv"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// unitView is one unit of a translation beside its source.
type unitView struct {
	Key models.Key
	// Name says which it is: "Title", "Paragraph 3". Number is its place among the
	// blocks of the source, from 1; 0 for what has none.
	Name   string
	Number int
	// State is the state and, of what is stale, the grade; StateName says it. Work says
	// that something is to be done.
	State, StateName string
	Work             bool
	// Source is what the source says, null where it has no such unit; Mine what the
	// translation says, null where it says nothing.
	Source, Mine *unitWords
	// Diff is what became of the source since the unit was confirmed; empty where it
	// says the same.
	Diff []diffPart
	// Since says that the change happened while somebody worked on a unit that was never
	// confirmed.
	Since bool
	// Words counts those of the source.
	Words int
	// Loose says that the unit has no counterpart and is no addition: it waits to be
	// paired by hand. Open says that a loose unit may be paired with it.
	Loose, Open bool
	// Omitted says that it is left out on purpose.
	Omitted bool
	// Plain says that the unit has no markup: title and summary.
	Plain    bool
	Findings []findingView
	MayEdit  bool
	// Remarks are the comments on the unit, which are sent to CommentPath.
	Remarks     []remarkView
	MayComment  bool
	CommentPath string
	// Verdict is what a reviewer made of the unit, null where nobody has said; BackPath is
	// where it is sent back by who may judge.
	Verdict  *verdictView
	MayJudge bool
	BackPath string
	// From and To are the languages of source and translation.
	From, To locale.Tag
	// Base is the revision in which the unit is seen, SourceRevision that of the source;
	// both 0 where there is none.
	Base, SourceRevision int64 `json:"-"`
	// Hash names all of the above: another one is another look.
	Hash string `json:"-"`
}

// unitWords is what a unit says, as people read it and as the editor has it.
type unitWords struct {
	HTML template.HTML
	// Block is the unit as JSON, without its key, what it remembers and a text that is
	// what HTML shows.
	Block string
	// Picture is where a picture of the media library is shown; empty for none.
	Picture string
	// Alt stands for a picture, Whose says whose words a quotation is, URL where an embed
	// is found.
	Alt, Whose, URL string
}

// unitViews shows all units.
func (a *Admin) unitViews(r *request, b *cms.Workbench, l *locale.Locale) []unitView {
	remarks := a.remarks(r, b.Remarks)
	found := map[models.Key][]findingView{}
	if head := b.Head(); head != nil {
		for _, f := range findingViews(r, &head.Content, b.Findings) {
			found[f.Key] = append(found[f.Key], f)
		}
	}
	numbers := map[models.Key]int{}
	for i := range b.Source.Content.Body {
		numbers[b.Source.Content.Body[i].Key] = i + 1
	}
	loose := b.Units.Count(staleness.Unconfirmed, staleness.Orphan) > 0
	views := make([]unitView, len(b.Units))
	for i := range b.Units {
		u := &b.Units[i]
		v := unitView{
			Key: u.Key, Number: numbers[u.Key], Plain: u.Key.IsPlain(), Findings: found[u.Key], MayEdit: b.MayEdit(l.Tag),
			From: b.Article.SourceLocale, To: l.Tag, SourceRevision: b.Source.ID,
			Remarks: remarks[u.Key], MayComment: b.May[rights.Comment], CommentPath: commentPath(b.Article.ID, l.Tag),
		}
		if b.Head() != nil {
			v.Base = b.Head().ID
		}
		v.compare(r, u, b.Since[u.Key])
		v.Open = loose && u.State == staleness.Missing && !v.Plain
		v.describe(r, u)
		a.judged(r, &v, b)
		v.Hash = v.hash()
		views[i] = v
	}
	return views
}

// blankUnit is one that somebody is about to add, or to say something of.
func blankUnit(r *request, b *cms.Workbench, l locale.Tag) unitView {
	return unitView{
		Key: "new", Name: r.p.T("admin.unit_kind." + string(models.Paragraph)), State: string(staleness.Added),
		StateName: r.p.T("admin.unit_state." + string(staleness.Added)), MayEdit: true, From: b.Article.SourceLocale, To: l,
		MayComment: b.May[rights.Comment], CommentPath: commentPath(b.Article.ID, l), MayJudge: mayJudge(b, l), BackPath: backPath(b.Article.ID, l),
	}
}

// compare fills in the two texts and what became of the source: since the unit was
// confirmed or else since somebody began to work on it.
func (v *unitView) compare(r *request, u *staleness.Unit, since *models.Block) {
	v.Source, v.Mine = wordsView(r, u.Now), wordsView(r, u.Mine)
	if u.Now != nil {
		v.Words = text.BlockWords(u.Now)
	}
	then := u.Then
	if u.State == staleness.Missing || u.State == staleness.Unconfirmed {
		then, v.Since = since, since != nil
	}
	if then != nil && (u.Now == nil || *then != *u.Now) {
		v.Diff = unitDiff(then, u.Now)
	}
	v.Loose = u.Now == nil && u.State != staleness.Added
	v.Omitted = u.Mine != nil && u.Mine.Mark == models.Omitted
}

// describe names the unit and its state.
func (v *unitView) describe(r *request, u *staleness.Unit) {
	v.State, v.Work = string(u.State), true
	switch u.State {
	case staleness.Stale, staleness.Orphan:
		grade := u.Grade
		if grade != models.Fact {
			grade = models.Wording
		}
		v.State += "_" + string(grade)
	case staleness.Current, staleness.Omitted, staleness.Added:
		v.Work = false
	case staleness.Missing, staleness.Unconfirmed:
	}
	if v.Loose {
		v.State = "loose"
		if u.State == staleness.Orphan {
			v.State = "orphan"
		}
	}
	v.StateName = r.p.T("admin.unit_state." + v.State)
	kind := string(models.Paragraph)
	for _, b := range []*models.Block{u.Mine, u.Now} {
		if b != nil && b.Kind != "" {
			kind = string(b.Kind)
		}
	}
	if v.Plain {
		kind = string(v.Key)
	}
	v.Name = r.p.T("admin.unit_kind." + kind)
	if v.Number > 0 {
		v.Name += " " + strconv.Itoa(v.Number)
	}
}

// hash names the looks of the unit.
func (v *unitView) hash() string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	h := fnv.New32a()
	_, _ = h.Write(data) // never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// wordsView shows what a unit says, null where it says nothing.
func wordsView(r *request, b *models.Block) *unitWords {
	if b == nil || !b.HasContent() {
		return nil
	}
	bare := models.Block{Kind: b.Kind, Source: b.Source, URL: b.URL, Alt: b.Alt}
	if strings.ContainsAny(b.Text, "<&") {
		bare.Text = b.Text
	}
	w := &unitWords{HTML: text.UnitHTML(b, unitOptions(r)), Block: toJSON(bare), Alt: b.Alt, Whose: b.Source}
	if id, ok := text.MediumID(b.URL); ok {
		w.Picture = mediumPath(id) + "/thumb"
	} else {
		w.URL = b.URL
	}
	return w
}

// unitOptions say how units are shown in the admin.
func unitOptions(r *request) text.Options {
	return text.Options{Resolve: adminLink, Table: tableName(r)}
}

// tableName is what a table is called for who does not see it.
func tableName(r *request) string { return r.p.T("admin.unit_kind." + string(models.Table)) }

// adminLink leads to a story's own screen.
func adminLink(id int64) (text.Target, bool) {
	return text.Target{URL: storiesPath + "/" + strconv.FormatInt(id, 10)}, true
}

// unitDiff compares what the source said and says; now is null where it says nothing any
// more.
func unitDiff(then, now *models.Block) []diffPart {
	var parts []diffPart
	add := func(segments []text.Segment) {
		for _, s := range segments {
			parts = append(parts, diffPart{s.Change, s.Markup()})
		}
	}
	add(text.DiffUnits(then, now))
	gone := models.Block{}
	if now == nil {
		now = &gone
	}
	for _, pair := range [][2]string{{then.Source, now.Source}, {then.Alt, now.Alt}, {then.URL, now.URL}} {
		if pair[0] != pair[1] {
			parts = append(parts, diffPart{text.Same, " "})
			add(text.DiffPlain(pair[0], pair[1]))
		}
	}
	return parts
}

// translateStatus is what stands around the units.
type translateStatus struct {
	// Stage and Number say how the version stands, Reviewed how far a review of it is.
	Number   int
	Reviewed string
	Stage    models.Stage
	Stages   stagesView
	Head     int64
	// Progress says how far the work is, in paragraphs and words; Percent is of words.
	Progress, Left string
	Percent        int
	Filters        []unitFilter
	// Others are who else has the version open, as a list for people; At lists them by
	// the unit that they are at, as JSON.
	Others, At string
	// By is which colleague saved the newest revision; empty where the person did.
	By string
	// Findings are those of the whole story that nobody has dismissed, Remarks what is said
	// of it.
	Findings []findingView
	Remarks  *remarksView
	MayEdit  bool
	Path     string
	Language language
	Panel    string
	Live     bool
}

// unitFilter is a kind of unit that may be shown alone.
type unitFilter struct {
	Name, Label string
	Count       int
}

func (a *Admin) translateStatus(r *request, b *cms.Workbench, l language, units []unitView) translateStatus {
	p := b.Units.Progress()
	s := translateStatus{
		Progress: r.p.N("admin.translate.units_done", p.Units, "done", p.Done), Left: r.p.N("admin.translate.words_left", p.Left()),
		Percent: share(p.WordsDone, p.Words), Filters: unitFilters(r, units, mayJudge(b, l.Tag)), By: headBy(r, b),
		MayEdit: b.MayEdit(l.Tag), Path: editPath(b.Article.ID, l.Tag), Language: l, Panel: publicationPath(b.Article.ID),
		Live: b.Live != nil, Stages: stagesOf(r, b.Desk, l.Tag, backToTranslation), Stage: models.Draft,
	}
	reviewed(r, &s, units)
	if head := b.Head(); head != nil {
		s.Head, s.Number, s.Stage = head.ID, head.Number, b.Translation.Stage
	}
	at := map[models.Key][]string{}
	var names []string
	for _, o := range b.Others {
		at[o.BlockKey] = append(at[o.BlockKey], o.Name)
		if len(names) == 0 || names[len(names)-1] != o.Name {
			names = append(names, o.Name)
		}
	}
	if s.At = toJSON(at); len(names) > 0 {
		s.Others = r.p.T("admin.people.here", "names", names)
	}
	called := map[models.Key]string{}
	for i := range units {
		called[units[i].Key] = units[i].Name
		for _, f := range openFindings(units[i].Findings) {
			f.Name = units[i].Name
			s.Findings = append(s.Findings, f)
		}
	}
	s.Remarks = a.versionRemarks(r, b.Desk, l.Tag, b.Remarks, called)
	return s
}

// headBy is which colleague saved the newest revision; empty where the person did.
func headBy(r *request, b *cms.Workbench) string {
	if head := b.Head(); head == nil || head.UserID != nil && r.by.UserID != nil && *head.UserID == *r.by.UserID {
		return ""
	}
	return nameOr(r, b.HeadBy)
}

// openFindings are those that nobody has dismissed.
func openFindings(all []findingView) []findingView {
	var open []findingView
	for _, f := range all {
		if !f.Dismissed {
			open = append(open, f)
		}
	}
	return open
}

// share is how many of a hundred some are of all; all of nothing are done.
func share(some, all int) int {
	if all == 0 {
		return 100
	}
	return some * 100 / all
}

// unitFilters are all kinds of unit; those that there are none of are shown only while they
// are chosen.
func unitFilters(r *request, units []unitView, judges bool) []unitFilter {
	var list []unitFilter
	for _, kind := range unitKinds() {
		if kind == "unread" && !judges {
			continue
		}
		f := unitFilter{Name: kind, Label: r.p.T("admin.unit_filter." + kind)}
		for i := range units {
			if units[i].is(kind) {
				f.Count++
			}
		}
		list = append(list, f)
	}
	return list
}

// unitKinds lists the filters, that of all units first.
func unitKinds() []string {
	return []string{"all", "work", "missing", "unconfirmed", "stale", "findings", "remarks", "returned", "unread"}
}

// is reports whether a filter shows the unit.
func (v *unitView) is(filter string) bool {
	switch filter {
	case "work":
		return v.Work
	case "missing":
		return v.State == string(staleness.Missing)
	case "unconfirmed":
		return v.State == string(staleness.Unconfirmed) || v.State == "loose"
	case "stale":
		return len(v.Diff) > 0 && v.Work || v.State == "orphan"
	case "findings":
		return len(openFindings(v.Findings)) > 0
	case "returned":
		return v.Verdict.is(models.Returned)
	case "unread":
		return v.unread()
	case "remarks":
		return slices.ContainsFunc(v.Remarks, func(c remarkView) bool { return !c.Resolved })
	}
	return true
}

// Kinds lists the filters that show the unit, for the script.
func (v *unitView) Kinds() string {
	return strings.Join(slices.DeleteFunc(unitKinds(), func(kind string) bool { return !v.is(kind) }), " ")
}
