package admin

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// storyList is the list of stories.
type storyList struct {
	Languages []language
	Rows      []storyRow
	Next      string
}

// storyRow is a story with a state for each language.
type storyRow struct {
	Title    cms.Label
	URL      string
	Section  cms.Label
	Urgent   bool
	Changed  moment
	Versions []versionChip
}

// versionChip is how one language of a story stands.
type versionChip struct {
	cms.VersionState
	Language language
	URL      string
	// Key is the message that names the state.
	Key string
	// Look is the chip's class.
	Look string
	// Current marks the version on the screen.
	Current bool
}

// desk is the admin's first page: so far, the stories.
func (a *Admin) desk(r *request) error { return r.Redirect(http.StatusSeeOther, storiesPath) }

func (a *Admin) storyList(r *request) error {
	rows, next, err := a.newsroom.Stories(r.Request().Context(), r.by, web.ParseCursor(r.QueryParam("before")))
	if err != nil {
		return err
	}
	body := storyList{Languages: a.languages()}
	order := a.newsroom.Locales().Order(locale.Tag(r.p.Lang()))
	for i := range rows {
		body.Rows = append(body.Rows, a.row(r, &rows[i], order))
	}
	if next != nil {
		body.Next = storiesPath + "?before=" + web.FormatCursor(*next)
	}
	return a.show(r, http.StatusOK, "stories", page{
		Title: r.p.T("admin.stories.title"), Active: "stories", Body: body,
	})
}

func (a *Admin) row(r *request, s *cms.StoryRow, order []locale.Tag) storyRow {
	row := storyRow{
		Title: s.Title(order), Urgent: s.Article.Urgent, Changed: a.moment(r, s.Article.UpdatedAt),
		Versions: a.chips(s, ""), URL: editPath(s.Article.ID, s.Article.SourceLocale),
	}
	if s.Article.Section != nil {
		row.Section = a.newsroom.SectionLabel(s.Article.Section, locale.Tag(r.p.Lang()))
	}
	return row
}

// chips shows the state of every language of a story.
func (a *Admin) chips(s *cms.StoryRow, current locale.Tag) []versionChip {
	var list []versionChip
	for _, v := range s.Versions {
		loc, ok := a.newsroom.Locales().Lookup(v.Locale)
		if !ok {
			continue
		}
		key, look := chipState(v)
		list = append(list, versionChip{
			VersionState: v, Language: language{loc.Tag, loc.Name}, URL: editPath(s.Article.ID, v.Locale),
			Key: "admin.state." + key, Look: look, Current: v.Locale == current,
		})
	}
	return list
}

// chipState names the state of a version by what matters most about it.
func chipState(v cms.VersionState) (key, look string) {
	switch {
	case !v.Exists:
		return "missing", "missing"
	case v.Live && v.Ahead:
		return "live_ahead", "ahead"
	case v.Live:
		return "live", "live"
	case v.Stage == models.Approved:
		return "approved", "approved"
	case v.Stage == models.Review:
		return "review", "review"
	}
	return "draft", "draft"
}

// storiesCrumb leads from a story to all of them.
func storiesCrumb(r *request) []crumb { return []crumb{{r.p.T("admin.stories.title"), storiesPath}} }

func editPath(id int64, l locale.Tag) string {
	return storiesPath + "/" + strconv.FormatInt(id, 10) + "/" + string(l)
}

// sourceLanguages are those that the person may begin a story in.
func (a *Admin) sourceLanguages(r *request) []language {
	var list []language
	for _, l := range a.languages() {
		if a.newsroom.MayCreate(r.by, l.Tag) {
			list = append(list, l)
		}
	}
	return list
}
