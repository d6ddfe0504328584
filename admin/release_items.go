package admin

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// releaseItem is an item on the screen of a release.
type releaseItem struct {
	ID    int64
	Title cms.Label
	// URL leads to the version; empty where it cannot be opened.
	URL      string
	Language language
	Action   models.ReleaseAction
	Rule     models.ReleaseRule
	// OtherAction and OtherRule are what it can be changed to.
	OtherAction models.ReleaseAction
	OtherRule   models.ReleaseRule
	// Path is where it is changed; empty where it cannot be.
	Path  string
	Notes []deskNote
}

func (a *Admin) releaseItem(r *request, v *releaseView, from *cms.ReleaseItemRow) releaseItem {
	item := releaseItem{
		ID: from.ID, Title: from.Title, Action: from.Action, Rule: from.Rule,
		OtherAction: models.ReleaseWithdraw, OtherRule: models.May, Notes: a.itemNotes(r, v, from),
	}
	if from.Action == models.ReleaseWithdraw {
		item.OtherAction = models.ReleasePublish
	}
	if from.Rule == models.May {
		item.OtherRule = models.Must
	}
	item.Language = languageOf(from.Locale)
	if !from.Trashed {
		item.URL = translatePath(from.ArticleID, from.Locale)
	}
	if v.Open {
		item.Path = itemPath(from.ReleaseID, from.ID)
	}
	return item
}

// itemNotes say how an item stands.
func (a *Admin) itemNotes(r *request, v *releaseView, from *cms.ReleaseItemRow) []deskNote {
	var notes []deskNote
	add := func(look, text string) { notes = append(notes, deskNote{look, text}) }
	if from.TakenDown != 0 && !from.Trashed {
		add("fact", r.p.T("admin.release.killed", "time", a.moment(r, from.TakenDown).Text))
	}
	switch {
	case from.Flaw != nil:
		add(ruleLook(from.Rule), r.p.Error(from.Flaw))
	case v.Open && from.TakenDown == 0:
		add("good", r.p.T("admin.release.seems_ready"))
	case from.PublicationID == nil:
		add("wording", r.p.T("admin.release.later"))
	case from.Stayed != "":
		add("fact", r.p.T("admin.release_stayed."+string(from.Stayed)))
	case from.Pinned != nil && from.Action == models.ReleasePublish:
		add("", r.p.T("admin.release.pinned", "number", from.Pinned.Revision.Number))
	}
	if v.Ahead && from.Pinned != nil && from.Action == models.ReleasePublish && from.Head != nil && from.Head.Number > from.Pinned.Revision.Number {
		add("wording", r.p.T("admin.release.newer", "number", from.Head.Number))
	}
	if !v.Open && !v.Ahead && from.Told != nil {
		add(a.told(r, from.Told))
	}
	return notes
}

// ruleLook is how grave it is that an item is not ready.
func ruleLook(rule models.ReleaseRule) string {
	if rule == models.May {
		return "wording"
	}
	return "fact"
}

// told says when what an item did was told to those who wait for it.
func (a *Admin) told(r *request, d *models.Delivery) (look, text string) {
	switch {
	case d.DeliveredAt == nil:
		return "wording", r.p.T("admin.release.untold")
	case d.DeliveredAt.Sub(d.DueAt) > cms.Late:
		return "wording", r.p.T("admin.release.told_late", "time", a.moment(r, *d.DeliveredAt).Text)
	}
	return "", r.p.T("admin.release.told", "time", a.moment(r, *d.DeliveredAt).Text)
}

// itemParams reads the ids of a release and of an item in the path.
func itemParams(r *request) (release, item int64, err error) {
	if release, err = paramID(r, "release"); err != nil {
		return 0, 0, err
	}
	item, err = paramID(r, "item")
	return release, item, err
}

// releaseItemSave changes what a release does with an item.
func (a *Admin) releaseItemSave(r *request) error {
	id, item, err := itemParams(r)
	if err != nil {
		return err
	}
	action, rule := models.ReleaseAction(r.FormValue("action")), models.ReleaseRule(r.FormValue("rule"))
	err = a.newsroom.SetReleaseItem(r.Request().Context(), r.by, id, item, action, rule)
	return a.afterRelease(r, err, releasePath(id), "admin.release.saved", nil)
}

// releaseItemRemove takes an item out; it can be added again at once.
func (a *Admin) releaseItemRemove(r *request) error {
	id, itemID, err := itemParams(r)
	if err != nil {
		return err
	}
	v, err := a.newsroom.Release(r.Request().Context(), r.by, id)
	if err != nil {
		return err
	}
	var back *undo
	if i := slices.IndexFunc(v.Items, func(i models.ReleaseItem) bool { return i.ID == itemID }); i >= 0 {
		item := &v.Items[i]
		back = &undo{releasePath(id) + "/items", url.Values{
			"story": {strconv.FormatInt(item.ArticleID, 10)}, "locale": {string(item.Locale)},
			"action": {string(item.Action)}, "rule": {string(item.Rule)},
		}}
	}
	err = a.newsroom.RemoveFromRelease(r.Request().Context(), r.by, id, itemID)
	return a.afterRelease(r, err, releasePath(id), "admin.release.removed", back)
}

// itemPath is where an item of a release is changed.
func itemPath(release, item int64) string {
	return releasePath(release) + "/items/" + strconv.FormatInt(item, 10)
}
