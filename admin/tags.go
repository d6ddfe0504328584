package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
)

const tagsPath = Prefix + "/tags"

// tagList is the list of tags.
type tagList struct {
	Query string
	Rows  []tagRow
	Next  string
}

// tagRow is a tag of the list.
type tagRow struct {
	URL     string
	Label   cms.Label
	Stories int
}

func (a *Admin) tagList(r *request) error {
	q := cms.TagQuery{Desk: r.p.Locale(), Content: a.contentLocale(r), Text: strings.TrimSpace(r.QueryParam("q"))}
	if id := number(r, "id"); id > 0 {
		q.After = &cms.TagCursor{Name: r.QueryParam("after"), ID: int64(id)}
	}
	list, more, err := a.newsroom.TagList(r.Request().Context(), r.by, q)
	if err != nil {
		return err
	}
	body := &tagList{Query: q.Text}
	for i := range list {
		body.Rows = append(body.Rows, tagRow{tagPath(list[i].ID), list[i].Label, list[i].Stories})
	}
	if more {
		body.Next = nextTags(q.Text, &list[len(list)-1])
	}
	return a.show(r, http.StatusOK, "tags", page{Title: r.p.T("admin.tags.title"), Active: "tags", Body: body})
}

// nextTags is the address of the next page of tags.
func nextTags(query string, last *cms.TagLine) string {
	v := url.Values{"after": {last.Label.Text}, "id": {strconv.FormatInt(last.ID, 10)}}
	if query != "" {
		v.Set("q", query)
	}
	return tagsPath + "?" + v.Encode()
}

func tagPath(id int64) string { return tagsPath + "/" + strconv.FormatInt(id, 10) }
