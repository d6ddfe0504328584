package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const releasesPath = Prefix + "/releases"

func releasePath(id int64) string { return releasesPath + "/" + strconv.FormatInt(id, 10) }

// releaseGroup is a part of the list of releases.
type releaseGroup struct {
	Group cms.ReleaseGroup
	Rows  []releaseRow
	// Next is where the group goes on; empty at its end.
	Next string
}

// releaseRow is a release in the list of them.
type releaseRow struct {
	Name, URL string
	// When is null where no moment is planned.
	When *moment
	// Alarm says what is wrong; empty where nothing is.
	Alarm string
	// Counts say how many items there are and how they stand.
	Counts     []deskNote
	RolledBack bool
}

// releaseList shows every group, or one of them from a place on.
func (a *Admin) releaseList(r *request) error {
	groups := cms.ReleaseGroups()
	if g := cms.ReleaseGroup(r.QueryParam("group")); slices.Contains(groups, g) {
		groups = []cms.ReleaseGroup{g}
	}
	pages, err := a.newsroom.Releases(r.Request().Context(), r.by, groups, web.ParseCursor(r.QueryParam("after")))
	if err != nil {
		return err
	}
	var body []releaseGroup
	for i := range pages {
		if group := a.releaseGroup(r, &pages[i]); len(group.Rows) > 0 {
			body = append(body, group)
		}
	}
	return a.show(r, http.StatusOK, "releases", page{Title: r.p.T("admin.releases.title"), Active: "releases", Body: body})
}

func (a *Admin) releaseGroup(r *request, from *cms.ReleasePage) releaseGroup {
	group := releaseGroup{Group: from.Group}
	for i := range from.Rows {
		group.Rows = append(group.Rows, a.releaseRow(r, &from.Rows[i]))
	}
	if from.Next != nil {
		q := url.Values{"group": {string(from.Group)}, "after": {web.FormatCursor(*from.Next)}}
		group.Next = releasesPath + "?" + q.Encode()
	}
	return group
}

func (a *Admin) releaseRow(r *request, v *cms.ReleaseRow) releaseRow {
	row := releaseRow{
		Name: v.Name, URL: releasePath(v.ID), Counts: releaseCounts(r, v), Alarm: releaseAlarm(r, v.Alarm),
		RolledBack: v.State == models.ReleaseRolledBack,
	}
	if v.At != nil {
		when := a.moment(r, *v.At)
		row.When = &when
	}
	return row
}

// releaseAlarm says an alarm in words; empty where there is none.
func releaseAlarm(r *request, alarm string) string {
	if alarm == "" {
		return ""
	}
	return r.p.T("admin.alarm." + alarm)
}

// releaseCounts says how many items a release has, and how they stand.
func releaseCounts(r *request, v *cms.ReleaseRow) []deskNote {
	if v.Must+v.May == 0 {
		return []deskNote{{"wording", r.p.T("admin.releases.empty")}}
	}
	var notes []deskNote
	for _, n := range []struct {
		look, key string
		count     int
	}{
		{"", "admin.releases.must", v.Must},
		{"", "admin.releases.may", v.May},
		{"fact", "admin.releases.unready", v.Unready},
		{"wording", "admin.releases.later", v.Later},
	} {
		if n.count > 0 {
			notes = append(notes, deskNote{n.look, r.p.N(n.key, n.count)})
		}
	}
	return notes
}
