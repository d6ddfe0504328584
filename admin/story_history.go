package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// storyHistory is the history of one version of a story.
type storyHistory struct {
	Path     string
	Language language
	Chips    []versionChip
	Rows     []pastRow
	// Next leads to older revisions; empty where there are none.
	Next string
	// Compared is the comparison that was asked for, null for none.
	Compared *comparison
	// Journal leads to what else happened to the story; empty for those who may
	// not read it.
	Journal string
}

// pastRow is one revision.
type pastRow struct {
	Number int
	Text   string
	When   moment
	// Notes say what is remarkable about it.
	Notes []string
	// From and To say that it is what the comparison begins or ends with.
	From, To bool
	// Restore is where its words are brought back, Base the newest revision, on which
	// that builds; empty where the person may not, and in the newest.
	Restore string
	Base    int64
	// Folded are the smaller saves that led to it, More says how many; Open that one
	// of them is being compared.
	Folded []pastRow
	More   string
	Open   bool
}

// comparison is what became of one revision in another.
type comparison struct {
	Title   string
	Changes []changeView
}

// changeView is a block that changed.
type changeView struct {
	Key   models.Key
	Note  string
	Parts []diffPart
}

func (a *Admin) storyHistory(r *request) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	if d.Head() == nil {
		return errs.New("admin.history", errs.NotFound, "error.not_found", nil)
	}
	id, path := d.Article.ID, editPath(d.Article.ID, l.Tag)
	list, next, err := a.newsroom.History(r.Request().Context(), r.by, id, l.Tag, number(r, "before"))
	if err != nil {
		return err
	}
	view := &storyHistory{
		Path: path, Language: language{l.Tag, l.Name}, Chips: a.chips(&d.StoryRow, l.Tag, path),
	}
	if a.newsroom.MayReadJournalOf(r.by, &d.Article) {
		view.Journal = (&journalFilter{Story: id}).address()
	}
	from, to := number(r, "from"), number(r, "to")
	if from > 0 && to > 0 {
		if view.Compared, err = a.compared(r, id, l.Tag, from, to); err != nil {
			return err
		}
	} else {
		from, to = lastTwo(list)
	}
	asked := view.Compared != nil
	restore := ""
	if d.MayEdit(l.Tag) {
		restore = path + "/restore"
	}
	for i := range list {
		row := a.pastRun(r, &list[i], pastRow{Restore: restore, Base: d.Head().ID}, from, to)
		row.Open = row.Open && asked
		view.Rows = append(view.Rows, row)
	}
	if next > 0 {
		view.Next = path + "/history?before=" + strconv.Itoa(next)
	}
	title := d.Head().Content.Title
	return a.show(r, http.StatusOK, "story_history", page{
		Title: r.p.T("admin.history.title"), Active: "stories", Crumbs: append(storiesCrumb(r), crumb{Text: title, URL: path, Lang: l.Tag}), Body: view,
	})
}

// number reads a number of the query; 0 where there is none.
func number(r *request, name string) int {
	n, err := strconv.Atoi(r.QueryParam(name))
	if err != nil {
		return 0
	}
	return n
}

// lastTwo are the revisions to compare by a single key: the newest that is shown and
// what was there before its run, or where that is all, how the run began.
func lastTwo(list []cms.PastRun) (from, to int) {
	if len(list) == 0 {
		return 0, 0
	}
	newest := &list[0]
	if len(list) > 1 {
		return list[1].Revision.Number, newest.Revision.Number
	}
	if n := len(newest.Folded); n > 0 {
		return newest.Folded[n-1].Revision.Number, newest.Revision.Number
	}
	return newest.Revision.Number - 1, newest.Revision.Number
}

// pastRun is a row with those that are folded under it; from and to are what is
// compared.
func (a *Admin) pastRun(r *request, run *cms.PastRun, row pastRow, from, to int) pastRow {
	list := []pastRow{a.pastRow(r, &run.Past, row)}
	for i := range run.Folded {
		list = append(list, a.pastRow(r, &run.Folded[i], row))
	}
	for i := range list {
		list[i].From, list[i].To = list[i].Number == from, list[i].Number == to
		list[0].Open = list[0].Open || i > 0 && (list[i].From || list[i].To)
	}
	row = list[0]
	row.Folded = list[1:]
	if n := len(row.Folded); n > 0 {
		row.More = r.p.N("admin.history.folded", n)
	}
	return row
}

// pastRow completes the row of a revision, which says where it is brought back.
func (a *Admin) pastRow(r *request, p *cms.Past, row pastRow) pastRow {
	row.Number, row.When = p.Revision.Number, a.moment(r, p.Revision.CreatedAt)
	row.Text = r.p.T("admin.history.at", "number", row.Number, "name", nameOr(r, p.By))
	if p.Head {
		row.Restore = ""
		row.Notes = append(row.Notes, r.p.T("admin.history.head"))
	}
	if p.Approved {
		row.Notes = append(row.Notes, r.p.T("admin.history.approved"))
	}
	if p.Live {
		row.Notes = append(row.Notes, r.p.T("admin.history.live"))
	}
	if p.Merged && p.Base > 0 {
		row.Notes = append(row.Notes, r.p.T("admin.history.merged", "base", p.Base))
	}
	if p.Source > 0 {
		row.Notes = append(row.Notes, r.p.T("admin.history.source", "number", p.Source))
	}
	return row
}

// compared shows what of a revision another has changed.
func (a *Admin) compared(r *request, id int64, l locale.Tag, from, to int) (*comparison, error) {
	c, err := a.newsroom.CompareRevisions(r.Request().Context(), r.by, id, l, from, to)
	if err != nil {
		return nil, err
	}
	view := &comparison{Title: r.p.T("admin.history.compared", "from", from, "to", to)}
	for i := range c.Changes {
		change := &c.Changes[i]
		if !change.Changed() {
			continue
		}
		v := changeView{Key: change.Key}
		switch {
		case change.New == nil:
			v.Note = r.p.T("admin.history.deleted")
		case change.Old == nil:
			v.Note = r.p.T("admin.history.inserted")
		case change.Moved:
			v.Note = r.p.T("admin.history.moved")
		}
		for _, s := range change.Text {
			v.Parts = append(v.Parts, diffPart{s.Change, s.Markup()})
		}
		view.Changes = append(view.Changes, v)
	}
	return view, nil
}

// storyRestore brings back the words of an older revision.
func (a *Admin) storyRestore(r *request) error {
	before, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	_, err = a.newsroom.Restore(r.Request().Context(), r.by, cms.RestoreInput{
		ArticleID: before.Article.ID, Locale: l.Tag, Number: int(formID(r, "number")), Base: formID(r, "base"),
	})
	return a.afterAction(r, err, "admin.history.restored", func(now *cms.Desk, path string) *undo {
		return &undo{path + "/restore", url.Values{"number": {strconv.Itoa(before.Head().Number)}, "base": {idOf(now.Head())}}}
	})
}
