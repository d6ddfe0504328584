package admin

import (
	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// verdictView is what a reviewer made of a unit.
type verdictView struct {
	// Kind is the verdict, "before" where either text has changed since it was given.
	Kind string
	// Text says it and whose it is.
	Text string
	When moment
}

// verdictBefore is the kind of a verdict that holds no more.
const verdictBefore = "before"

// is reports whether the verdict is of a kind, and holds.
func (v *verdictView) is(kind models.VerdictKind) bool { return v != nil && v.Kind == string(kind) }

// mayJudge reports whether the person may accept units of a translation and send them back.
func mayJudge(b *cms.Workbench, l locale.Tag) bool { return b.May[rights.Approve] && b.MayEdit(l) }

// backPath is where a unit is sent back.
func backPath(id int64, l locale.Tag) string { return translatePath(id, l) + "/back" }

// judged fills in what a reviewer made of the unit. What was sent back is to be done.
func (a *Admin) judged(r *request, v *unitView, b *cms.Workbench) {
	v.MayJudge, v.BackPath = mayJudge(b, v.To), backPath(b.Article.ID, v.To)
	state, ok := b.Verdicts[v.Key]
	if !ok {
		return
	}
	key := "admin.verdict." + string(state.Kind)
	v.Verdict = &verdictView{Kind: string(state.Kind), When: a.moment(r, state.At)}
	if !state.Holds {
		v.Verdict.Kind, key = verdictBefore, key+"_before"
	}
	v.Verdict.Text = r.p.T(key, "name", nameOr(r, state.By))
	v.Work = v.Work || v.Verdict.is(models.Returned)
}

// unread reports whether the unit waits for the reviewer: it says something, and nobody has
// judged that yet.
func (v *unitView) unread() bool {
	return v.MayJudge && (v.Mine != nil || v.Omitted) && !v.Loose && !v.Verdict.is(models.Accepted) && !v.Verdict.is(models.Returned)
}

// reviewed says how far a review is, and asks before a version is approved of which something
// was sent back.
func reviewed(r *request, s *translateStatus, units []unitView) {
	var accepted, returned, unread int
	for i := range units {
		switch v := &units[i]; {
		case v.Verdict.is(models.Accepted):
			accepted++
		case v.Verdict.is(models.Returned):
			returned++
		case v.unread():
			unread++
		}
	}
	if returned > 0 {
		s.Stages.Sure = r.p.N("admin.review.approve_sure", returned)
	}
	if accepted+returned > 0 {
		s.Reviewed = r.p.N("admin.review.progress", accepted+returned+unread, "done", accepted)
	}
}

// translateBack sends a unit back, and says why.
func (a *Admin) translateBack(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	key := models.Key(r.FormValue("key"))
	problem := a.newsroom.SendBack(r.Request().Context(), r.by, cms.SendBackInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), Source: formID(r, "source"), Keys: []models.Key{key}, Comment: r.FormValue("text"),
	})
	return a.afterRemark(r, key, problem)
}
