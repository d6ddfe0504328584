package admin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// assignResult is what came of giving versions to somebody.
type assignResult struct {
	Done string
	// Refused are the versions that stay as they are, each with why; Left names their
	// cells.
	Refused []refusal
	Left    []string
	// Again gives back what was given, as a form has it; empty where it cannot be.
	Again []string
}

// translationAssign gives the versions that are ticked to somebody, or to nobody.
func (a *Admin) translationAssign(r *request) error {
	var done *cms.Assigned
	list, err := toAssign(r)
	if err == nil {
		done, err = a.newsroom.AssignAll(r.Request().Context(), r.by, list)
	}
	switch {
	case err != nil && correctable(err):
		return a.showMatrix(r, nil, err)
	case err != nil:
		return err
	}
	result := &assignResult{Done: r.p.N("admin.matrix.done", len(done.Before)), Again: a.formerHands(done.Before)}
	for _, u := range done.Refused {
		result.Left = append(result.Left, cellName(u.ArticleID, u.Locale))
		text := fmt.Sprintf("%s, %s: %s", r.FormValue(fmt.Sprintf("title.%d", u.ArticleID)), languageOf(u.Locale).Name, r.p.Error(u.Err))
		result.Refused = append(result.Refused, refusal{translatePath(u.ArticleID, u.Locale), text})
	}
	return a.showMatrix(r, result, nil)
}

// toAssign reads what is to be given to whom: the cells that are ticked, those of the
// rows and columns that are, without the languages that stories were written in, or,
// to undo, each version with who had it.
func toAssign(r *request) ([]cms.AssignInput, error) {
	params, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	var list []cms.AssignInput
	for _, name := range params["again"] {
		in, err := readAgain(name)
		if err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	if len(list) > 0 {
		return list, nil
	}
	user, due, note := formID(r, "user"), readTime(r, "due"), r.FormValue("note")
	for _, name := range tickedCells(params) {
		id, l, ok := readCell(name)
		if !ok {
			return nil, errs.New("admin.assign", errs.Invalid, "error.bad_request", nil)
		}
		list = append(list, cms.AssignInput{ArticleID: id, Locale: l, UserID: user, Due: due, Note: note})
	}
	if len(list) == 0 {
		return nil, errs.New("admin.assign", errs.Invalid, "error.nothing_ticked", nil)
	}
	return list, nil
}

// tickedCells names the cells of a form, each once. The page comes with its rows and
// columns, so that a row or a column can be ticked without a script.
func tickedCells(params map[string][]string) []string {
	names := slices.Clone(params["cell"])
	for _, row := range params["story"] {
		id, source, _ := strings.Cut(row, ".")
		for _, l := range params["language"] {
			if l != source && (slices.Contains(params["row"], row) || slices.Contains(params["column"], l)) {
				names = append(names, id+"."+l)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// formerHands writes who had versions as readAgain reads it: cell, person, time and note. A time
// that has passed cannot be set again, so there is no way back then.
func (a *Admin) formerHands(before []models.Assignment) []string {
	var list []string
	for _, was := range before {
		local := ""
		if was.DueAt != nil {
			if *was.DueAt <= a.newsroom.Now() {
				return nil
			}
			local = was.DueAt.Time().Format(localLayout)
		}
		list = append(list, fmt.Sprintf("%s.%d.%s.%s", cellName(was.ArticleID, was.Locale), was.UserID, local, was.Note))
	}
	return list
}

func readAgain(s string) (cms.AssignInput, error) {
	const parts = 5 // the note comes last, for it may have full stops
	part := append(strings.SplitN(s, ".", parts), make([]string, parts)...)
	id, err := strconv.ParseInt(part[0], 10, 64)
	user, err2 := strconv.ParseInt(part[2], 10, 64)
	if err != nil || err2 != nil {
		return cms.AssignInput{}, errs.New("admin.assign", errs.Invalid, "error.bad_request", nil)
	}
	in := cms.AssignInput{ArticleID: id, Locale: locale.Tag(part[1]), UserID: user, Note: part[4]}
	if part[3] != "" {
		in.Due = cms.WallTime{Local: part[3], Zone: "UTC"}
	}
	return in, nil
}
