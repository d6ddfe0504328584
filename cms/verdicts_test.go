package cms_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
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

// back sends paragraphs back that are on the screen.
func (p *pass) back(keys ...models.Key) cms.SendBackInput {
	return cms.SendBackInput{ArticleID: p.id, Locale: kk, Revision: p.version.ID, Source: p.source.ID, Keys: keys, Comment: "Not so."}
}

// accepting are edits that accept paragraphs as they are on the screen.
func (p *pass) accepting(keys ...models.Key) cms.TranslateInput {
	in := cms.TranslateInput{ArticleID: p.id, Locale: kk}
	for _, key := range keys {
		in.Edits = append(in.Edits, cms.UnitEdit{Key: key, Do: cms.AcceptUnit, Base: p.version.ID, Source: p.source.ID})
	}
	return in
}

func (p *pass) accept(t *testing.T, keys ...models.Key) *models.Revision {
	t.Helper()
	head, err := p.Translate(t.Context(), p.reviewer, p.accepting(keys...))
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func (p *pass) sendBack(t *testing.T, keys ...models.Key) {
	t.Helper()
	if err := p.SendBack(t.Context(), p.reviewer, p.back(keys...)); err != nil {
		t.Fatal(err)
	}
}

// wantVerdicts fails unless the verdicts are these: one that no longer holds stands in
// brackets.
func (p *pass) wantVerdicts(t *testing.T, want map[models.Key]string) {
	t.Helper()
	b, err := p.Workbench(t.Context(), p.translator, cms.WorkbenchQuery{ArticleID: p.id, Locale: kk})
	if err != nil {
		t.Fatal(err)
	}
	got := map[models.Key]string{}
	for key, v := range b.Verdicts {
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
		p.accept(t, models.KeyTitle, p.one, p.two)
		e := r.wantLast(t, before, models.TranslationJudged)
		if keys, ok := e.Data["keys"].([]any); e.Data["verdict"] != "accepted" || !ok || len(keys) != 3 {
			t.Errorf("the journal says %v", e.Data)
		}
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "accepted", p.two: "accepted"})
		p.sendBack(t, p.one)
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "returned", p.two: "accepted"})
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		r.save(t, p.id, en, with(p.source.Content, 1, "Two, changed."))
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "(accepted)"})
		// A verdict is on the source that was on the screen, not on what it says by now.
		p.accept(t, p.two)
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "(accepted)"})
		p.source = r.head(t, p.id, en)
		p.accept(t, p.two)
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "(returned)", p.two: "accepted"})
		r.save(t, p.id, kk, with(r.head(t, p.id, kk).Content, 0, "Бір."))
		p.wantVerdicts(t, map[models.Key]string{"title": "accepted", p.one: "returned", p.two: "accepted"})
	})
}

func TestWhoAcceptsConfirmsWhatWaitedForThat(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		stage := func(to models.Stage) {
			t.Helper()
			in := cms.StageInput{ArticleID: p.id, Locale: kk, Revision: r.headID(t, p.id, kk), To: to}
			if err := r.ChangeStage(t.Context(), p.reviewer, in); err != nil {
				t.Fatal(err)
			}
		}
		wantStage := func(want models.Stage) {
			t.Helper()
			d, err := r.Desk(t.Context(), r.boss, p.id, kk)
			if err != nil || d.Translation.Stage != want {
				t.Errorf("the stage is %q, %v; want %q", d.Translation.Stage, err, want)
			}
		}
		stage(models.Review)
		if states := unitStates(t, p); states[p.one] != staleness.Unconfirmed {
			t.Fatalf("what nobody confirmed is %v", states)
		}
		p.version = p.accept(t, p.one)
		if states := unitStates(t, p); states[p.one] != staleness.Current || states[p.two] != staleness.Unconfirmed {
			t.Errorf("one is accepted: %v", states)
		}
		// Doing it again says nothing new.
		before := r.journal(t)
		if head := p.accept(t, p.one); head.ID != p.version.ID {
			t.Error("accepting twice makes a revision")
		}
		r.unchanged(t, before)
		// What a reviewer mends while accepting is reviewed by that.
		in := p.accepting(p.two)
		in.Edits[0].Words = &models.Block{Kind: models.Paragraph, Text: "Екінші."}
		head, err := r.Translate(t.Context(), p.reviewer, in)
		if err != nil || head.Content.Body[1].Text != "Екінші." {
			t.Fatalf("it says %+v, %v", head, err)
		}
		p.version = head
		wantStage(models.Review)
		p.wantVerdicts(t, map[models.Key]string{p.one: "accepted", p.two: "accepted"})
		if b, _ := r.Desk(t.Context(), r.boss, p.id, kk); b.Translation.TranslatorID != nil {
			t.Error("who reviews is named as the translator")
		}
		// A verdict can be taken back, which is no news where there is none.
		reopen := cms.TranslateInput{ArticleID: p.id, Locale: kk, Edits: []cms.UnitEdit{{Key: p.two, Do: cms.ReopenUnit}}}
		before = r.journal(t)
		for range 2 {
			if _, err := r.Translate(t.Context(), p.reviewer, reopen); err != nil {
				t.Fatal(err)
			}
		}
		if e := r.wantLast(t, before, models.TranslationJudged); e.Data["verdict"] != "none" || len(r.journal(t)) != len(before)+1 {
			t.Errorf("the journal says %v", e.Data)
		}
		p.wantVerdicts(t, map[models.Key]string{p.one: "accepted"})
	})
}

func TestWhoTakesBackWhatTheyAcceptedStillReviews(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		in := cms.StageInput{ArticleID: p.id, Locale: kk, Revision: p.version.ID, To: models.Review}
		if err := r.ChangeStage(t.Context(), p.translator, in); err != nil {
			t.Fatal(err)
		}
		mending := p.accepting(p.one)
		mending.Edits[0].Words = &models.Block{Kind: models.Paragraph, Text: "Бірінші."}
		head, err := r.Translate(t.Context(), p.reviewer, mending)
		if err != nil {
			t.Fatal(err)
		}
		back := cms.UnitEdit{Key: p.one, Do: cms.RestoreUnit, Revision: p.version.ID}
		for _, c := range []struct {
			edits []cms.UnitEdit
			stage models.Stage
		}{
			{[]cms.UnitEdit{back, {Key: p.one, Do: cms.ReopenUnit}}, models.Review},
			{[]cms.UnitEdit{{Key: p.one, Do: cms.RestoreUnit, Revision: head.ID}, {Key: p.two, Do: cms.ReopenUnit}}, models.Draft},
		} {
			c.edits[0].Base = r.headID(t, p.id, kk)
			if _, err := r.Translate(t.Context(), p.reviewer, cms.TranslateInput{ArticleID: p.id, Locale: kk, Edits: c.edits}); err != nil {
				t.Fatal(err)
			}
			if d, err := r.Desk(t.Context(), r.boss, p.id, kk); err != nil || d.Translation.Stage != c.stage || d.Translation.TranslatorID != nil {
				t.Errorf("%v: the stage is %q, the translator %v, %v; want %q", c.edits, d.Translation.Stage, d.Translation.TranslatorID, err, c.stage)
			}
			p.wantVerdicts(t, map[models.Key]string{})
		}
	})
}

func TestOfSeveralVerdictsOnAParagraphTheLastCounts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		edit := func(do ...cms.UnitAction) cms.TranslateInput {
			in := cms.TranslateInput{ArticleID: p.id, Locale: kk}
			for _, action := range do {
				in.Edits = append(in.Edits, cms.UnitEdit{Key: p.one, Do: action, Base: p.version.ID, Source: p.source.ID})
			}
			return in
		}
		for _, c := range []struct {
			do   []cms.UnitAction
			want map[models.Key]string
		}{
			{[]cms.UnitAction{cms.AcceptUnit, cms.AcceptUnit}, map[models.Key]string{p.one: "accepted"}},
			{[]cms.UnitAction{cms.ReopenUnit, cms.AcceptUnit}, map[models.Key]string{p.one: "accepted"}},
			{[]cms.UnitAction{cms.AcceptUnit, cms.ReopenUnit}, map[models.Key]string{}},
			{[]cms.UnitAction{cms.AcceptUnit, cms.ReopenUnit, cms.AcceptUnit}, map[models.Key]string{p.one: "accepted"}},
		} {
			head, err := r.Translate(t.Context(), p.reviewer, edit(c.do...))
			if err != nil {
				t.Fatalf("%v: %v", c.do, err)
			}
			p.version = head
			p.wantVerdicts(t, c.want)
		}
	})
}

// unitStates are the states of all units of the translation.
func unitStates(t *testing.T, p *pass) map[models.Key]staleness.State {
	t.Helper()
	b, err := p.Workbench(t.Context(), p.reviewer, cms.WorkbenchQuery{ArticleID: p.id, Locale: kk})
	if err != nil {
		t.Fatal(err)
	}
	states := map[models.Key]staleness.State{}
	for _, u := range b.Units {
		states[u.Key] = u.State
	}
	return states
}

func TestAcceptingIsRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		p.source = r.save(t, p.id, en, content("Port opens", "One.", "Two.", "Three."))
		third := p.source.Content.Body[2].Key
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		for name, c := range map[string]struct {
			by   cms.Actor
			in   cms.TranslateInput
			kind errs.Kind
			key  string
		}{
			"what was changed meanwhile": {p.reviewer, p.accepting(p.two, p.one), errs.Conflict, "error.save_conflict"},
			"what says nothing":          {p.reviewer, p.accepting(third), errs.Invalid, "error.paragraph_gone"},
			"by who translates":          {p.translator, p.accepting(p.two), errs.Forbidden, "error.forbidden"},
			"by whose story it is":       {p.author, p.accepting(p.two), errs.Forbidden, "error.forbidden"},
			"taking back by who translates": {
				p.translator, cms.TranslateInput{ArticleID: p.id, Locale: kk, Edits: []cms.UnitEdit{{Key: p.two, Do: cms.ReopenUnit}}}, errs.Forbidden, "error.forbidden",
			},
		} {
			before := r.journal(t)
			_, err := r.Translate(t.Context(), c.by, c.in)
			t.Log(name)
			wantError(t, err, c.kind, c.key)
			r.unchanged(t, before)
		}
	})
}

func TestSendingBackIsRefusedWhereItIsNotOnWhatIsThere(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		p := newPass(t, r)
		other := r.article(t, r.boss, en)
		away := r.save(t, other, en, content("Other"))
		r.save(t, p.id, kk, with(p.version.Content, 0, "Біріншісі."))
		back := func(key models.Key, change func(in *cms.SendBackInput)) cms.SendBackInput {
			in := p.back(key)
			change(&in)
			return in
		}
		for name, c := range map[string]struct {
			by   cms.Actor
			in   cms.SendBackInput
			kind errs.Kind
			key  string
		}{
			"what was changed meanwhile":  {p.reviewer, p.back(p.two, p.one), errs.Conflict, "error.changed_meanwhile"},
			"what was not":                {p.reviewer, p.back(p.two), 0, ""},
			"a revision of another story": {p.reviewer, back(p.two, func(in *cms.SendBackInput) { in.Revision = away.ID }), errs.Conflict, "error.changed_meanwhile"},
			"a source of another story":   {p.reviewer, back(p.two, func(in *cms.SendBackInput) { in.Source = away.ID }), errs.Invalid, "error.confirm_unknown"},
			"a paragraph that is nowhere": {p.reviewer, p.back("nowhere"), errs.Invalid, "error.paragraph_gone"},
			"nothing":                     {p.reviewer, p.back(), errs.Invalid, "error.bad_request"},
			"without a reason":            {p.reviewer, back(p.two, func(in *cms.SendBackInput) { in.Comment = " \n" }), errs.Invalid, "error.verdict_comment"},
			"a version that is not begun": {r.boss, back(p.two, func(in *cms.SendBackInput) { in.Locale = ru }), errs.NotFound, "error.not_found"},
			"another language":            {p.reviewer, back(p.two, func(in *cms.SendBackInput) { in.Locale = ru }), errs.Forbidden, "error.forbidden"},
			"by who translates":           {p.translator, p.back(p.two), errs.Forbidden, "error.forbidden"},
			"by whose story it is":        {p.author, p.back(p.two), errs.Forbidden, "error.forbidden"},
			"by who may not see it":       {r.user(t, "stranger", grant(models.RoleAuthor)), p.back(p.two), errs.NotFound, "error.not_found"},
		} {
			before := r.journal(t)
			err := r.SendBack(t.Context(), c.by, c.in)
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
		p.sendBack(t, p.one, p.two) // nobody is to do it: who saved it
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
		p.sendBack(t, models.KeyTitle)
		if key, _, names := last(); key != models.KeyTitle || !slices.Equal(names, []string{"two"}) {
			t.Errorf("said to %v", names)
		}
		returned(3)
		p.accept(t, p.two)
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
