package cms_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// pass is a translation that a reviewer reads.
type pass struct {
	*room
	id                           int64
	author, translator, reviewer cms.Actor
	source, version              *models.Revision
	one, two                     models.Key
}

func newPass(t *testing.T, r *room) *pass {
	t.Helper()
	p := &pass{room: r, author: r.user(t, "author", grant(models.RoleAuthor, en))}
	p.translator, p.reviewer = r.user(t, "translator", grant(models.RoleTranslator, kk)), r.user(t, "reviewer", grant(models.RoleReviewer, kk))
	p.id = r.article(t, p.author, en)
	p.source = r.save(t, p.id, en, content("Port opens", "One.", "Two."))
	var err error
	p.version, err = r.Save(t.Context(), p.translator, cms.SaveInput{ArticleID: p.id, Locale: kk, Content: content("Порт ашылды", "Бір.", "Екі.")})
	if err != nil {
		t.Fatal(err)
	}
	p.one, p.two = p.version.Content.Body[0].Key, p.version.Content.Body[1].Key
	if p.one != p.source.Content.Body[0].Key {
		t.Fatal("the paragraphs are not paired")
	}
	return p
}

// input is a verdict of what is on the screen.
func (p *pass) input(verdict models.VerdictKind, keys ...models.Key) cms.JudgeInput {
	in := cms.JudgeInput{ArticleID: p.id, Locale: kk, Revision: p.version.ID, Source: p.source.ID, Keys: keys, Verdict: verdict}
	if verdict == models.Returned {
		in.Comment = "Not so."
	}
	return in
}

func (p *pass) judge(t *testing.T, verdict models.VerdictKind, keys ...models.Key) {
	t.Helper()
	if err := p.Judge(t.Context(), p.reviewer, p.input(verdict, keys...)); err != nil {
		t.Fatal(err)
	}
}

// wantVerdicts fails unless the verdicts are these: one that no longer holds stands in
// brackets.
func (p *pass) wantVerdicts(t *testing.T, want map[models.Key]string) {
	t.Helper()
	found, err := p.Verdicts(t.Context(), p.translator, p.id, kk)
	if err != nil {
		t.Fatal(err)
	}
	got := map[models.Key]string{}
	for key, v := range found {
		got[key] = string(v.Kind)
		if !v.Holds {
			got[key] = "(" + got[key] + ")"
		}
		if v.By != "reviewer" {
			t.Errorf("the verdict is that of %q", v.By)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

func TestAVerdictHoldsUntilEitherTextChanges(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		before := r.journal(t)
		p.judge(t, models.Accepted, p.two, models.KeyTitle, p.one, p.two)
		e := r.wantLast(t, before, models.TranslationJudged)
		keys, ok := e.Data["keys"].([]any)
		if e.Data["verdict"] != "accepted" || !ok || len(keys) != 3 || len(r.journal(t)) != len(before)+1 {
			t.Errorf("the journal says %v", e.Data)
		}
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "accepted", p.two: "accepted"})
		p.judge(t, models.Returned, p.one)
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "returned", p.two: "accepted"})
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		r.save(t, p.id, en, with(p.source.Content, 1, "Two, changed."))
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "(accepted)"})
		// A verdict is on the source that was on the screen, not on what it says by now.
		p.judge(t, models.Accepted, p.two)
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "(accepted)"})
		in := p.input(models.Accepted, p.two)
		in.Source = 0
		if err := r.Judge(t.Context(), p.reviewer, in); err != nil {
			t.Fatal(err)
		}
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "accepted"})
		r.save(t, p.id, kk, with(r.head(t, p.id, kk).Content, 0, "Бір."))
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "returned", p.two: "accepted"})
	})
}

func TestAVerdictIsRefusedWhereItIsNotOnWhatIsThere(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		other := r.article(t, r.boss, en)
		away := r.save(t, other, en, content("Other"))
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		accept := func(key models.Key, change func(in *cms.JudgeInput)) cms.JudgeInput {
			in := p.input(models.Accepted, key)
			change(&in)
			return in
		}
		for name, c := range map[string]struct {
			by   cms.Actor
			in   cms.JudgeInput
			kind errs.Kind
			key  string
		}{
			"what was changed meanwhile":  {p.reviewer, p.input(models.Accepted, p.two, p.one), errs.Conflict, "error.changed_meanwhile"},
			"what was not":                {p.reviewer, p.input(models.Accepted, p.two), 0, ""},
			"a revision of another story": {p.reviewer, accept(p.two, func(in *cms.JudgeInput) { in.Revision = away.ID }), errs.Conflict, "error.changed_meanwhile"},
			"a source of another story":   {p.reviewer, accept(p.two, func(in *cms.JudgeInput) { in.Source = away.ID }), errs.Invalid, "error.confirm_unknown"},
			"a paragraph that is nowhere": {p.reviewer, accept("nowhere", func(*cms.JudgeInput) {}), errs.Invalid, "error.paragraph_gone"},
			"nothing":                     {p.reviewer, p.input(models.Accepted), errs.Invalid, "error.bad_request"},
			"no verdict":                  {p.reviewer, accept(p.two, func(in *cms.JudgeInput) { in.Verdict = "" }), errs.Invalid, "error.bad_request"},
			"sent back without a reason": {
				p.reviewer, accept(p.two, func(in *cms.JudgeInput) { in.Verdict, in.Comment = models.Returned, " \n" }), errs.Invalid, "error.verdict_comment",
			},
			"a version that is not begun": {r.boss, accept(p.two, func(in *cms.JudgeInput) { in.Locale = ru }), errs.NotFound, "error.not_found"},
			"another language":            {p.reviewer, accept(p.two, func(in *cms.JudgeInput) { in.Locale = ru }), errs.Forbidden, "error.forbidden"},
			"by who translates":           {p.translator, p.input(models.Accepted, p.two), errs.Forbidden, "error.forbidden"},
			"by whose story it is":        {p.author, p.input(models.Accepted, p.two), errs.Forbidden, "error.forbidden"},
			"by who may not see it":       {r.user(t, "stranger", grant(models.RoleAuthor)), p.input(models.Accepted, p.two), errs.NotFound, "error.not_found"},
		} {
			before := r.journal(t)
			err := r.Judge(t.Context(), c.by, c.in)
			if c.kind == 0 {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			t.Log(name)
			wantError(t, err, c.kind, c.key)
			r.unchanged(t, before)
		}
	})
}

func TestWhatIsSentBackSaysWhyToWhoeverIsToMendIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		two := r.user(t, "two", grant(models.RoleTranslator, kk))
		last := func() (key models.Key, text string, names []string) {
			list := r.remarks(t, p.id, kk)
			c := list[len(list)-1]
			for _, m := range c.Mentioned {
				names = append(names, m.Name)
			}
			return c.BlockKey, c.Text, names
		}
		p.judge(t, models.Returned, p.one, p.two) // nobody is to do it: who saved it
		list := r.remarks(t, p.id, kk)
		if len(list) != 2 || list[0].BlockKey == list[1].BlockKey {
			t.Errorf("said: %+v", list)
		}
		if _, text, names := last(); text != "Not so." || !slices.Equal(names, []string{"translator"}) {
			t.Errorf("%q is said to %v", text, names)
		}
		if err := r.Assign(t.Context(), p.reviewer, cms.AssignInput{ArticleID: p.id, Locale: kk, UserID: *two.UserID}); err != nil {
			t.Fatal(err)
		}
		returned := func(want int) {
			t.Helper()
			tasks := r.overview(t, two)[cms.PanelAssigned]
			if len(tasks) != 1 || tasks[0].Returned != want {
				t.Errorf("%d paragraphs are to be mended: %+v", want, tasks)
			}
		}
		returned(2)
		p.judge(t, models.Returned, models.KeyTitle)
		if key, _, names := last(); key != models.KeyTitle || !slices.Equal(names, []string{"two"}) {
			t.Errorf("said to %v", names)
		}
		returned(3)
		p.judge(t, models.Accepted, p.two)
		returned(2)
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		returned(1)
		r.save(t, p.id, en, models.Content{Title: "Port is open", Body: p.source.Content.Body})
		returned(0)
	})
}

func TestAVersionIsSentBackWithANoteToWhoeverIsToDoIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		move := func(by cms.Actor, to models.Stage, note string) {
			t.Helper()
			in := cms.StageInput{ArticleID: p.id, Locale: kk, Revision: p.version.ID, To: to, Note: note}
			if err := r.ChangeStage(t.Context(), by, in); err != nil {
				t.Fatal(err)
			}
		}
		assignee := func() string {
			t.Helper()
			d, err := r.Desk(t.Context(), r.boss, p.id, kk)
			if err != nil {
				t.Fatal(err)
			}
			return d.Assignee
		}
		// Who takes their own text back says nothing, and gets nothing to do by that.
		move(p.translator, models.Review, "")
		move(p.translator, models.Draft, "")
		if list := r.remarks(t, p.id, kk); len(list) != 0 || assignee() != "" {
			t.Errorf("said: %+v; %q is to do it", list, assignee())
		}
		move(p.translator, models.Review, "The title is @reviewer's.")
		list := r.remarks(t, p.id, kk)
		if len(list) != 1 || list[0].BlockKey != "" || list[0].Mentioned[0].Name != "reviewer" || assignee() != "" {
			t.Errorf("said: %+v; %q is to do it", list, assignee())
		}
		before := r.journal(t)
		move(p.reviewer, models.Draft, "Names.\nAll of them.")
		list = r.remarks(t, p.id, kk)
		c := list[len(list)-1]
		if c.Text != "Names.\nAll of them." || c.BlockKey != "" || len(c.Mentioned) != 1 || c.Mentioned[0].Name != "translator" {
			t.Errorf("said: %+v", c)
		}
		if assignee() != "translator" || len(r.overview(t, p.translator)[cms.PanelComments]) != 1 {
			t.Errorf("%q is to do it", assignee())
		}
		if tasks := r.overview(t, p.translator)[cms.PanelAssigned]; len(tasks) != 1 || tasks[0].By != "reviewer" {
			t.Errorf("the tasks are %+v, want one that the reviewer gave", tasks)
		}
		written := r.journal(t)[len(before):]
		if len(written) != 3 || written[0].Data["note"] != "Names.\nAll of them." || written[2].Kind != models.TranslationAssigned {
			t.Errorf("the journal says %+v", written)
		}
		// It stays with whoever is to do it.
		two := r.user(t, "two", grant(models.RoleTranslator, kk))
		if err := r.Assign(t.Context(), p.reviewer, cms.AssignInput{ArticleID: p.id, Locale: kk, UserID: *two.UserID}); err != nil {
			t.Fatal(err)
		}
		move(p.reviewer, models.Approved, "")
		move(p.reviewer, models.Draft, "After all, no.")
		list = r.remarks(t, p.id, kk)
		if c := list[len(list)-1]; assignee() != "two" || c.Mentioned[0].Name != "two" {
			t.Errorf("%q is to do it, and it is said to %v", assignee(), c.Mentioned)
		}
		// Who cannot write it any more is neither told nor given it.
		if err := r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: p.id, Locale: kk}); err != nil {
			t.Fatal(err)
		}
		if err := r.DisableUser(t.Context(), r.boss, *p.translator.UserID); err != nil {
			t.Fatal(err)
		}
		move(p.reviewer, models.Review, "")
		move(p.reviewer, models.Draft, "Somebody else, then.")
		list = r.remarks(t, p.id, kk)
		if c := list[len(list)-1]; assignee() != "" || len(c.Mentioned) != 0 {
			t.Errorf("%q is to do it, and it is said to %v", assignee(), c.Mentioned)
		}
	})
}

func TestANoteThatIsTooLongMovesNothing(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		before := r.journal(t)
		in := cms.StageInput{ArticleID: p.id, Locale: kk, Revision: p.version.ID, To: models.Review, Note: strings.Repeat("a", cms.MaxComment+1)}
		wantError(t, r.ChangeStage(t.Context(), p.translator, in), errs.Invalid, "error.comment_too_long")
		r.unchanged(t, before)
		if got := r.translation(t, p.id, kk).Stage; got != models.Draft {
			t.Errorf("the stage is %s", got)
		}
	})
}
