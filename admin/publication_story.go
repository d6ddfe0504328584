package admin

import (
	"errors"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
)

// togetherForm publishes several languages in one instant.
type togetherForm struct {
	Problem formProblem
	Choices []togetherChoice
	// Any says that there is something to choose.
	Any, MayNow bool
	From        timeField
}

// togetherChoice is a language that may be ticked, or why it may not be.
type togetherChoice struct {
	Language language
	Revision int64
	Ready    bool
	Ticked   bool
	Note     string
}

// killForm takes the story down in every language.
type killForm struct {
	Problem formProblem
	Any     bool // there is something to take down
	Reason  string
}

// embargoForm says before when nothing of the story may be public.
type embargoForm struct {
	Problem formProblem
	Version int
	Now     *moment
	Until   timeField
	Note    string
}

// togetherForm is the form for several languages.
func (a *Admin) togetherForm(r *request, p *cms.Publishing, refused *refusedForm) *togetherForm {
	form := &togetherForm{MayNow: true, From: a.timeField(r, "from", nil)}
	problem, again := refused.is(r, "together")
	if form.Problem = problem; again {
		form.From = a.timeTyped(r, "from")
		if which, ok := errors.AsType[*cms.VersionError](refused.problem); ok {
			if l, known := locale.Lookup(which.Locale); known {
				form.Problem = formProblem(r.p.T("admin.publish.of_language", "language", l.Name, "problem", string(problem)))
			}
		}
	}
	for i := range p.Versions {
		v := &p.Versions[i]
		l, ok := a.newsroom.Locales().Lookup(v.Locale)
		if !ok || !v.MayPublish {
			continue
		}
		c := togetherChoiceOf(r, v, language{l.Tag, l.Name})
		if again {
			c.Ticked = c.Ready && ticks(r, v.Locale)
		}
		form.Any = form.Any || c.Ready
		form.MayNow = form.MayNow && v.Together.Embargo == nil
		form.Choices = append(form.Choices, c)
	}
	form.From = labelled(form.From, "from-together", r.p.T("admin.publish.from"))
	if len(form.Choices) < 2 {
		return nil
	}
	return form
}

// togetherChoiceOf says whether a version may go out with others: ticked where that is
// not planned already.
func togetherChoiceOf(r *request, v *cms.PublishingVersion, l language) togetherChoice {
	c := togetherChoice{Language: l, Revision: v.Head}
	switch current := v.Public != nil && !v.Ahead; {
	case current:
		c.Note = r.p.T("admin.publish.public_already")
	case v.Together.Words() || v.Together.Blocks():
		c.Note = r.p.T("admin.publish.not_ready")
	default:
		c.Ready, c.Ticked = true, len(v.Planned) == 0
	}
	return c
}

// storyForms fills in the forms for the whole story.
func (a *Admin) storyForms(r *request, p *cms.Publishing, panel *publicationPanel, refused *refusedForm) {
	for i := range p.Versions {
		panel.Kill.Any = panel.Kill.Any || p.Versions[i].Public != nil || len(p.Versions[i].Planned) > 0
	}
	again := false
	if panel.Kill.Problem, again = refused.is(r, "kill"); again {
		panel.Kill.Reason, panel.Kill.Any = r.FormValue("reason"), true
	}
	e := &panel.Embargo
	e.Version, e.Note, e.Until = p.Article.Version, p.Article.EmbargoNote, a.timeField(r, "until", p.Article.EmbargoUntil)
	if until := p.Article.EmbargoUntil; until != nil && *until > a.newsroom.Now() {
		when := a.moment(r, *until)
		e.Now = &when
	}
	if e.Problem, again = refused.is(r, "embargo"); again {
		e.Note, e.Until = r.FormValue("note"), a.timeTyped(r, "until")
	}
	e.Until = labelled(e.Until, "embargo-until", r.p.T("admin.publish.embargo_until"))
}
