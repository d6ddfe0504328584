package admin

import (
	"fmt"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// releaseReport is what would happen if a release were armed, or rolled back.
type releaseReport struct {
	// Path is the release's.
	Path string
	// Back says that it is about rolling back.
	Back bool
	// When is the moment that was looked at; null is now.
	When  *moment
	Items []reportItem
	// Ready says that it can be done; Count is how many items would not be.
	Ready bool
	Left  int
	// Verdict says so, Question asks once more.
	Verdict, Question string
}

// reportItem is what would happen to one item.
type reportItem struct {
	releaseItem

	// Blocker says what stops it; empty where nothing does.
	Blocker, Look string
	// Now and Then are the titles that readers see now and would see; empty where
	// they see nothing.
	Now, Then string
	// Changes compares the two; empty where there are not two.
	Changes string
}

// releaseRehearsal answers what would happen if the release were armed.
func (a *Admin) releaseRehearsal(r *request) error { return a.showRehearsal(r, http.StatusOK, nil) }

func (a *Admin) showRehearsal(r *request, status int, problem error) error {
	d, err := a.openRelease(r)
	if err != nil {
		return err
	}
	if d.State != models.ReleaseOpen { // there is nothing left to rehearse
		return a.showRelease(r, status, nil, problem)
	}
	found, err := a.newsroom.Rehearse(r.Request().Context(), r.by, d.ID)
	if err != nil {
		return err
	}
	body := &releaseReport{Path: releasePath(d.ID)}
	for i := range found.Items {
		it := &found.Items[i]
		item := a.reportItem(r, d, it.Item.ID)
		if it.Item.Action == models.ReleasePublish {
			item.Then = titleOf(rowOf(d, it.Item.ID).Head)
		}
		if it.Blocker != nil {
			item.Blocker, item.Look, item.Then, item.Changes = r.p.Error(it.Blocker), ruleLook(it.Item.Rule), item.Now, ""
			body.Left++
		}
		body.Items = append(body.Items, item)
	}
	a.judge(r, body, d, found)
	return a.showReport(r, status, d, body, r.p.T("admin.release.rehearsal"), problem)
}

// judge says whether the release can be armed.
func (a *Admin) judge(r *request, body *releaseReport, d *cms.ReleaseDetails, found *cms.Rehearsal) {
	missed := d.At != nil && *d.At <= a.newsroom.Now()
	body.Ready = found.Ready() && !missed
	if d.At != nil {
		when := a.moment(r, *d.At)
		body.When = &when
	}
	switch {
	case len(found.Items) == 0:
		body.Verdict = r.p.T("admin.release.verdict_empty")
	case !found.Ready():
		body.Verdict = r.p.T("admin.release.verdict_blocked")
	case missed:
		body.Verdict = r.p.T("admin.release.verdict_missed")
	case body.Left > 0:
		body.Verdict = r.p.N("admin.release.verdict_later", body.Left)
	default:
		body.Verdict = r.p.T("admin.release.verdict_ready")
	}
	if body.When != nil {
		body.Question = r.p.T("admin.release.arm_sure", "time", body.When.Text)
	} else {
		body.Question = r.p.T("admin.release.now_sure")
	}
}

// rowOf returns an item of a release by its id, an empty one where it has gone
// meanwhile.
func rowOf(d *cms.ReleaseDetails, id int64) *cms.ReleaseItemRow {
	for i := range d.Items {
		if d.Items[i].ID == id {
			return &d.Items[i]
		}
	}
	return &cms.ReleaseItemRow{}
}

func titleOf(rev *models.Revision) string {
	if rev == nil {
		return ""
	}
	return rev.Content.Title
}

// reportItem shows an item with what readers see of it now.
func (a *Admin) reportItem(r *request, d *cms.ReleaseDetails, id int64) reportItem {
	row := rowOf(d, id)
	item := reportItem{releaseItem: a.releaseItem(r, &releaseView{}, row)}
	if row.Live == nil {
		return item
	}
	item.Now = titleOf(row.Live.Revision)
	if row.Action == models.ReleasePublish && row.Head != nil && row.Head.Number != row.Live.Revision.Number {
		item.Changes = comparePath(row.ArticleID, row.Locale, row.Live.Revision.Number, row.Head.Number)
	}
	return item
}

func (a *Admin) showReport(r *request, status int, d *cms.ReleaseDetails, body *releaseReport, title string, problem error) error {
	p := page{Title: title, Active: "releases", Body: body, Crumbs: append(releasesCrumb(r), crumb{Text: d.Name, URL: body.Path, IsName: true})}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "release_report", p)
}

// releaseArm arms the release; what stops that is shown by a rehearsal.
func (a *Admin) releaseArm(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	_, err = a.newsroom.Arm(r.Request().Context(), r.by, id)
	if correctable(err) {
		return a.showRehearsal(r, statusOf(err), err)
	}
	if err != nil {
		return err
	}
	return a.done(r, releasePath(id), "admin.release.armed", nil)
}

func (a *Admin) releaseDisarm(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	err = a.newsroom.Disarm(r.Request().Context(), r.by, id)
	return a.afterRelease(r, err, releasePath(id), "admin.release.disarmed", nil)
}

// releaseBackForm answers what rolling back would come to.
func (a *Admin) releaseBackForm(r *request) error {
	d, err := a.openRelease(r)
	if err != nil {
		return err
	}
	found, err := a.newsroom.RehearseRollBack(r.Request().Context(), r.by, d.ID)
	if correctable(err) {
		return a.showRelease(r, statusOf(err), nil, err)
	}
	if err != nil {
		return err
	}
	body := &releaseReport{Path: releasePath(d.ID), Back: true, Ready: true, Question: r.p.T("admin.release.back_sure")}
	for i := range found.Items {
		it := &found.Items[i]
		item := a.reportItem(r, d, it.Item.ID)
		item.Changes = ""
		if it.Back != nil {
			item.Then = titleOf(it.Back.Revision)
		}
		if it.Item.Stayed != "" {
			item.Blocker, item.Look, item.Then = r.p.T("admin.release_stayed."+string(it.Item.Stayed)), "wording", item.Now
			body.Left++
		}
		body.Items = append(body.Items, item)
	}
	body.Verdict = r.p.T("admin.release.back_verdict")
	if body.Left > 0 {
		body.Verdict = r.p.N("admin.release.back_left", body.Left)
	}
	return a.showReport(r, http.StatusOK, d, body, r.p.T("admin.release.back"), nil)
}

func (a *Admin) releaseBack(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	_, err = a.newsroom.RollBack(r.Request().Context(), r.by, id)
	return a.afterRelease(r, err, releasePath(id), "admin.release.rolled_back", nil)
}

// comparePath is where two revisions of a version are compared.
func comparePath(id int64, l locale.Tag, from, to int) string {
	return fmt.Sprintf("%s/history?from=%d&to=%d", editPath(id, l), from, to)
}
