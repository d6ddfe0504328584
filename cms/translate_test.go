package cms_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// work is a story of four paragraphs and somebody who translates it.
type translating struct {
	*room
	id     int64
	source *models.Revision
	by     cms.Actor
}

func newTranslating(t *testing.T, r *room) *translating {
	t.Helper()
	tr := &translating{room: r, id: r.article(t, r.boss, en)}
	tr.by = r.user(t, fmt.Sprintf("aygerim%d", tr.id), grant(models.RoleTranslator, kk))
	c := content("Title", "One.", "Two.", "Three.", "Four.")
	c.Summary = "Summary."
	tr.source = r.save(t, tr.id, en, c)
	return tr
}

// key is that of a paragraph of the source.
func (tr *translating) key(paragraph int) models.Key { return tr.source.Content.Body[paragraph].Key }

// write is an edit that puts words and confirms them.
func (tr *translating) write(key models.Key, base int64, words string) cms.UnitEdit {
	return cms.UnitEdit{
		Key: key, Do: cms.WriteUnit, Base: base, Source: tr.source.ID,
		Words: &models.Block{Kind: models.Paragraph, Text: words},
	}
}

func (tr *translating) try(t *testing.T, edits ...cms.UnitEdit) (*models.Revision, error) {
	t.Helper()
	return tr.Translate(t.Context(), tr.by, cms.TranslateInput{ArticleID: tr.id, Locale: kk, Edits: edits})
}

func (tr *translating) do(t *testing.T, edits ...cms.UnitEdit) *models.Revision {
	t.Helper()
	rev, err := tr.try(t, edits...)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

// said is what a version says, with a mark behind what is not confirmed, left out or
// added.
func said(c *models.Content) string {
	var parts []string
	for _, b := range c.Units() {
		if !b.HasContent() && b.Mark == "" {
			continue
		}
		s := b.Text
		if b.From == 0 && b.Mark != models.Added {
			s += "?"
		}
		if b.Mark != "" {
			s += "[" + string(b.Mark) + "]"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func wantSaid(t *testing.T, rev *models.Revision, want string) {
	t.Helper()
	if got := said(&rev.Content); got != want {
		t.Errorf("the translation says %q, want %q", got, want)
	}
}

func TestUnitsTakeTheirPlaceByTheOrderOfTheSource(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		rev := tr.do(t, tr.write(tr.key(2), 0, "Үш."))
		rev = tr.do(t, tr.write(tr.key(0), rev.ID, "Бір."))
		rev = tr.do(t, tr.write(tr.key(3), rev.ID, "Төрт."), tr.write(tr.key(1), rev.ID, "Екі."))
		wantSaid(t, rev, "Бір. Екі. Үш. Төрт.")
		rev = tr.do(t, tr.write(models.KeyTitle, rev.ID, "Тақырып"), tr.write(models.KeySummary, rev.ID, " Түйін. "))
		wantSaid(t, rev, "Тақырып Түйін. Бір. Екі. Үш. Төрт.")
		if rev.Content.Slug != "taqyryp" || rev.Content.Body[1].Key != tr.key(1) {
			t.Errorf("the slug is %q, the second key %q", rev.Content.Slug, rev.Content.Body[1].Key)
		}
	})
}

func TestWhatIsLeftOutAddedAndTakenOut(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		first := tr.do(t, tr.write(models.KeyTitle, 0, "Тақырып"), tr.write(tr.key(0), 0, "Бір."), tr.write(tr.key(1), 0, "Екі."))
		rev := tr.do(t,
			cms.UnitEdit{Key: tr.key(2), Do: cms.OmitUnit, Base: first.ID, Source: tr.source.ID},
			cms.UnitEdit{Key: tr.key(1), Do: cms.OmitUnit, Base: first.ID, Source: tr.source.ID},
			cms.UnitEdit{Key: "addedkey", Do: cms.AddUnit, Base: first.ID, After: tr.key(0), Words: &models.Block{Kind: models.Paragraph, Text: "Қосымша."}})
		wantSaid(t, rev, "Тақырып Бір. Қосымша.[added] [omitted] [omitted]")
		rev = tr.do(t, tr.write(tr.key(1), rev.ID, "Екі."))
		wantSaid(t, rev, "Тақырып Бір. Қосымша.[added] Екі. [omitted]")
		rev = tr.do(t, cms.UnitEdit{Key: "addedkey", Do: cms.WriteUnit, Base: rev.ID, Words: &models.Block{Kind: models.Paragraph, Text: "Басқа."}},
			cms.UnitEdit{Key: tr.key(2), Do: cms.RemoveUnit, Base: rev.ID})
		wantSaid(t, rev, "Тақырып Бір. Басқа.[added] Екі.")
		_, err := tr.try(t, cms.UnitEdit{Key: models.KeyTitle, Do: cms.OmitUnit, Base: rev.ID, Source: tr.source.ID})
		wantError(t, err, errs.Invalid, "error.bad_request")
		_, err = tr.try(t, tr.write(models.KeyTitle, rev.ID, " "))
		wantError(t, err, errs.Invalid, "error.title_required")
	})
}

func TestEditingAloneNeverConfirmsAndConfirmingAloneChangesNoWord(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		edit := tr.write(tr.key(0), 0, "Бір.")
		edit.Source = 0
		rev := tr.do(t, edit)
		wantSaid(t, rev, "Бір.?")
		rev = tr.do(t, cms.UnitEdit{Key: tr.key(0), Do: cms.WriteUnit, Base: rev.ID, Source: tr.source.ID})
		wantSaid(t, rev, "Бір.")
		_, err := tr.try(t, cms.UnitEdit{Key: tr.key(0), Do: cms.WriteUnit, Base: rev.ID, Source: rev.ID})
		wantError(t, err, errs.Invalid, "error.confirm_unknown")
		rev = tr.do(t, cms.UnitEdit{Key: tr.key(1), Do: cms.WriteUnit, Base: rev.ID, Source: tr.source.ID})
		wantSaid(t, rev, "Бір.") // there is nothing to confirm
	})
}

func TestTranslatorsOfOtherUnitsDoNotMeet(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		base := tr.do(t, tr.write(models.KeyTitle, 0, "Тақырып"), tr.write(tr.key(0), 0, "Бір."))
		tr.do(t, tr.write(tr.key(1), base.ID, "Екі."))
		rev := tr.do(t, tr.write(tr.key(0), base.ID, "Біреу."))
		wantSaid(t, rev, "Тақырып Біреу. Екі.")
		before := r.journal(t)
		for name, edit := range map[string]cms.UnitEdit{
			"other words":     tr.write(tr.key(0), base.ID, "Жалғыз."),
			"still right":     {Key: tr.key(0), Do: cms.WriteUnit, Base: base.ID, Source: tr.source.ID},
			"leaving out":     {Key: tr.key(0), Do: cms.OmitUnit, Base: base.ID, Source: tr.source.ID},
			"taking out":      {Key: tr.key(0), Do: cms.RemoveUnit, Base: base.ID},
			"pairing":         {Key: tr.key(0), Do: cms.PairUnit, Base: base.ID, With: tr.key(3)},
			"one that is new": tr.write(tr.key(1), base.ID, "Екінші."),
		} {
			_, err := tr.try(t, tr.write(tr.key(2), base.ID, "Үш."), edit)
			conflict, ok := errors.AsType[*cms.ConflictError](err)
			if !ok || len(conflict.Blocks) != 1 || conflict.Blocks[0].Key != edit.Key || conflict.By != tr.by.Name {
				t.Errorf("%s: got %v, want a conflict", name, err)
			}
		}
		r.unchanged(t, before)
		same := tr.do(t, tr.write(tr.key(0), base.ID, "Біреу.")) // both wrote the same
		if same.ID != rev.ID {
			t.Errorf("a revision was made of nothing")
		}
	})
}

func TestAnEditThatArrivesTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for name, edits := range map[string]func(tr *translating, base int64) []cms.UnitEdit{
			"write": func(tr *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{tr.write(tr.key(0), base, "Бірінші.")}
			},
			"begin": func(tr *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{tr.write(tr.key(3), base, "Төрт.")}
			},
			"omit": func(tr *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{{Key: tr.key(2), Do: cms.OmitUnit, Base: base, Source: tr.source.ID}}
			},
			"pair": func(tr *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{{Key: "loosekey", Do: cms.PairUnit, Base: base, With: tr.key(1)}}
			},
			"add": func(tr *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{{Key: "addedkey", Do: cms.AddUnit, Base: base, After: tr.key(0), Words: &models.Block{Kind: models.Paragraph, Text: "Қосымша."}}}
			},
			"remove": func(_ *translating, base int64) []cms.UnitEdit {
				return []cms.UnitEdit{{Key: "loosekey", Do: cms.RemoveUnit, Base: base}}
			},
			"restore": func(tr *translating, base int64) []cms.UnitEdit {
				rev := tr.do(t, tr.write(tr.key(0), base, "Басқа."))
				return []cms.UnitEdit{{Key: tr.key(0), Do: cms.RestoreUnit, Base: rev.ID, Revision: base}}
			},
		} {
			tr := newTranslating(t, r)
			base := tr.loose(t)
			edit := edits(tr, base.ID)
			first := tr.do(t, edit...)
			if first.ID == base.ID {
				t.Errorf("%s: did nothing", name)
			}
			if again := tr.do(t, edit...); again.ID != first.ID {
				t.Errorf("%s: came twice and made another revision", name)
			}
		}
	})
}

func TestEditsThatSayNothingBeginNoTranslation(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		before := r.journal(t)
		for _, edit := range []cms.UnitEdit{
			{Key: tr.key(0), Do: cms.RemoveUnit},
			{Key: tr.key(0), Do: cms.RestoreUnit},
			{Key: tr.key(0), Do: cms.WriteUnit, Source: tr.source.ID},
			tr.write(models.KeySummary, 0, " "),
		} {
			if rev, err := tr.try(t, edit); rev != nil || err != nil {
				t.Errorf("%s makes %v, %v", edit.Do, rev, err)
			}
		}
		_, err := tr.Translate(t.Context(), r.boss, cms.TranslateInput{
			ArticleID: tr.id, Locale: kk, Edits: []cms.UnitEdit{{Key: tr.key(0), Do: cms.AcceptUnit, Source: tr.source.ID}},
		})
		wantError(t, err, errs.Invalid, "error.paragraph_gone")
		r.unchanged(t, before)
	})
}

func TestTheFirstWordsOfATranslationAreTakenBack(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		for _, key := range []models.Key{tr.key(0), models.KeySummary} {
			rev := tr.do(t, tr.write(key, 0, "Қате."))
			wantSaid(t, rev, "Қате.")
			rev = tr.do(t, cms.UnitEdit{Key: key, Do: cms.RestoreUnit, Base: rev.ID})
			wantSaid(t, rev, "")
			if rev.Content.Confirmed != (models.Confirmed{}) {
				t.Errorf("the %s remembers %+v", key, rev.Content.Confirmed)
			}
		}
	})
}

func TestATranslatorSendsNoMoreThanAStoryHolds(t *testing.T) {
	t.Parallel()
	r := newRoom(t, testkit.SQLite(t))
	tr := newTranslating(t, r)
	for name, in := range map[string]cms.TranslateInput{
		"edits": {Edits: make([]cms.UnitEdit, cms.MaxBlocks+1)},
		"units": {Typed: make([]models.Block, cms.MaxBlocks+1), Tab: "tab"},
		"tab":   {Tab: strings.Repeat("t", 65), Typed: []models.Block{{Key: tr.key(0), Kind: models.Paragraph, Text: "Бір."}}},
	} {
		in.ArticleID, in.Locale = tr.id, kk
		t.Log(name)
		_, err := tr.Translate(t.Context(), tr.by, in)
		wantError(t, err, errs.Invalid, "error.bad_request")
	}
}

// loose begins the translation with two paragraphs, of which the second has no
// counterpart.
func (tr *translating) loose(t *testing.T) *models.Revision {
	t.Helper()
	c := content("Тақырып", "Бір.", "Екі.")
	c.Body[0].Key, c.Body[1].Key = tr.key(0), "loosekey"
	return tr.save(t, tr.id, kk, c)
}

func TestALooseBlockIsPairedByHandOnceAndUnconfirmed(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		base := tr.loose(t)
		pair := func(key, with models.Key) error {
			_, err := tr.try(t, cms.UnitEdit{Key: key, Do: cms.PairUnit, Base: base.ID, With: with})
			return err
		}
		wantError(t, pair("loosekey", tr.key(0)), errs.Invalid, "error.pair_taken")
		wantError(t, pair("loosekey", "nowhere2"), errs.Invalid, "error.pair_unknown")
		if err := pair("loosekey", tr.key(1)); err != nil {
			t.Fatal(err)
		}
		want := []staleness.State{staleness.Unconfirmed, staleness.Missing, staleness.Unconfirmed, staleness.Unconfirmed, staleness.Missing, staleness.Missing}
		if diff := cmp.Diff(want, r.states(t, tr.id, kk)); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		unpair := cms.UnitEdit{Key: tr.key(0), Do: cms.UnpairUnit, Base: base.ID, With: tr.key(3)}
		_, err := tr.try(t, unpair)
		wantError(t, err, errs.Invalid, "error.bad_request") // that is the source's
		unpair.With = "freshkey"
		apart := tr.do(t, unpair)
		if got := keys(apart.Content.Body); got[0] != "freshkey" || tr.do(t, unpair).ID != apart.ID {
			t.Errorf("taken apart twice, the keys are %v", got)
		}
		tr.do(t, cms.UnitEdit{Key: "freshkey", Do: cms.RemoveUnit, Base: apart.ID}, cms.UnitEdit{Key: tr.key(0), Do: cms.RestoreUnit, Base: apart.ID, Revision: base.ID})
		// Undone: the block is loose again.
		rev := r.head(t, tr.id, kk)
		rev = tr.do(t, cms.UnitEdit{Key: tr.key(1), Do: cms.RestoreUnit, Base: rev.ID, Revision: base.ID},
			cms.UnitEdit{Key: "loosekey", Do: cms.RestoreUnit, Base: rev.ID, Revision: base.ID})
		if diff := cmp.Diff(base.Content, rev.Content); diff != "" {
			t.Errorf("after undoing (-before +after):\n%s", diff)
		}
	})
}

func TestWhatWasTypedIsKeptUntilItIsSaved(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		typed := []models.Block{{Key: tr.key(1), Kind: models.Paragraph, Text: "Екі деп жа"}}
		kept := func() []models.Autosave {
			list, err := r.Autosaves(t.Context(), tr.by, tr.id, kk)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		d, err := r.Typed(t.Context(), tr.by, cms.TypedInput{ArticleID: tr.id, Locale: kk, Tab: "tab", At: tr.key(1), Typed: typed, Keep: true})
		if err != nil || said(&d.Content) != "Екі деп жа?" {
			t.Fatalf("typed %+v: %v", d, err)
		}
		rev, err := r.Translate(t.Context(), tr.by, cms.TranslateInput{
			ArticleID: tr.id, Locale: kk, Edits: []cms.UnitEdit{tr.write(tr.key(0), 0, "Бір.")}, Tab: "tab", Typed: typed,
		})
		if err != nil {
			t.Fatal(err)
		}
		if list := kept(); len(list) != 1 || said(&list[0].Content) != "Бір. Екі деп жа?" || *list[0].BaseID != rev.ID {
			t.Errorf("kept is %+v", list)
		}
		_, err = r.Translate(t.Context(), tr.by, cms.TranslateInput{
			ArticleID: tr.id, Locale: kk, Edits: []cms.UnitEdit{tr.write(tr.key(1), rev.ID, "Екі деп жаздым.")}, Tab: "tab",
		})
		if err != nil || len(kept()) != 0 {
			t.Errorf("kept is %+v (%v) after all was saved", kept(), err)
		}
	})
}

func TestWhatWasTypedRemembersWhatWasBeneathIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		seen := tr.do(t, tr.write(tr.key(0), 0, "Бір."), tr.write(tr.key(1), 0, "Екі."))
		theirs := tr.do(t, tr.write(tr.key(1), seen.ID, "Екі деді."), tr.write(tr.key(2), seen.ID, "Үш."))
		mine := models.Block{Key: tr.key(1), Kind: models.Paragraph, Text: "Екі деп жаздым."}
		for name, test := range map[string]struct{ base, want int64 }{
			"where it was typed":            {seen.ID, seen.ID},
			"of the newest":                 {theirs.ID, theirs.ID},
			"without saying":                {0, theirs.ID},
			"of no revision of the version": {r.headID(t, tr.id, en), theirs.ID},
			"of none at all":                {1 << 40, theirs.ID},
		} {
			in := cms.TypedInput{ArticleID: tr.id, Locale: kk, Tab: "tab", Typed: []models.Block{mine}, Base: test.base, Keep: true}
			if _, err := r.Typed(t.Context(), tr.by, in); err != nil {
				t.Fatal(err)
			}
			tabs, err := r.TypedTabs(t.Context(), tr.by, tr.id, kk)
			if err != nil || len(tabs) != 1 || tabs[0].Base != test.want || len(tabs[0].Units) != 1 || tabs[0].Units[0].Text != mine.Text {
				t.Errorf("%s: %+v, %v; want the base %d", name, tabs, err, test.want)
			}
		}
	})
}

func TestWhoTranslatesIsSeenAtTheirUnit(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		other := r.user(t, "Madina", grant(models.RoleTranslator, kk))
		state := func() string {
			s, err := r.WorkbenchState(t.Context(), tr.by, tr.id, kk)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		before := state()
		here := cms.TypedInput{ArticleID: tr.id, Locale: kk, Tab: "b", At: tr.key(2)}
		if _, err := r.Typed(t.Context(), other, here); err != nil {
			t.Fatal(err)
		}
		b, err := r.Workbench(t.Context(), tr.by, cms.WorkbenchQuery{ArticleID: tr.id, Locale: kk})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]models.Present{{Name: "Madina", BlockKey: tr.key(2)}}, b.Others); diff != "" {
			t.Errorf("others (-want +got):\n%s", diff)
		}
		arrived := state()
		tr.do(t, tr.write(tr.key(0), 0, "Бір."))
		if saved := state(); before == arrived || arrived == saved {
			t.Errorf("the states are %q, %q, %q: news are not told", before, arrived, saved)
		}
	})
}

func TestAWorkbenchIsInOrderAndKnowsWhatChangedMeanwhile(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		open := func(seen map[models.Key]int64) *cms.Workbench {
			b, err := r.Workbench(t.Context(), tr.by, cms.WorkbenchQuery{ArticleID: tr.id, Locale: kk, Seen: seen})
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		if b := open(nil); len(b.Units) != 6 || b.Units.Count(staleness.Missing) != 6 {
			t.Errorf("of a version that nobody has begun: %+v", b.Units)
		}
		rev := tr.do(t, tr.write(tr.key(0), 0, "Бір."), tr.write(tr.key(3), 0, "Төрт."))
		tr.do(t, cms.UnitEdit{Key: "addedkey", Do: cms.AddUnit, Base: rev.ID, After: tr.key(0), Words: &models.Block{Kind: models.Paragraph, Text: "Қосымша."}})
		old := tr.source
		tr.source = r.save(t, tr.id, en, with(old.Content, 1, "Two of 12."))
		b := open(map[models.Key]int64{tr.key(1): old.ID, tr.key(2): old.ID, models.KeyTitle: tr.source.ID})
		var order []models.Key
		for _, u := range b.Units {
			order = append(order, u.Key)
		}
		want := []models.Key{models.KeyTitle, models.KeySummary, tr.key(0), "addedkey", tr.key(1), tr.key(2), tr.key(3)}
		if diff := cmp.Diff(want, order); diff != "" {
			t.Errorf("units (-want +got):\n%s", diff)
		}
		if len(b.Since) != 1 || b.Since[tr.key(1)] == nil || b.Since[tr.key(1)].Text != "Two." {
			t.Errorf("changed since is %+v", b.Since)
		}
		_, err := r.Workbench(t.Context(), tr.by, cms.WorkbenchQuery{ArticleID: tr.id, Locale: en})
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestAUnitHasAKeyThatCanBeWrittenAnywhere(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		for _, key := range []models.Key{"", "slug", "seo_title", `a"b`, "a b", models.Key(strings.Repeat("a", 65))} {
			edit := tr.write(key, 0, "Бір.")
			_, err := tr.try(t, edit)
			wantError(t, err, errs.Invalid, "error.bad_request")
			d, err := r.Typed(t.Context(), tr.by, cms.TypedInput{ArticleID: tr.id, Locale: kk, Tab: "t", Keep: true, Typed: []models.Block{*edit.Words, {Key: key, Text: "Бір."}}})
			if err != nil || len(d.Content.Body) != 0 {
				t.Errorf("%q: typed %+v, %v", key, d, err)
			}
		}
	})
}

func TestOnlyWhoMayTranslateDoes(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		stranger := r.user(t, "Stranger", grant(models.RoleAuthor, en))
		before := r.journal(t)
		_, err := r.Translate(t.Context(), tr.by, cms.TranslateInput{ArticleID: tr.id, Locale: ru, Edits: []cms.UnitEdit{tr.write(tr.key(0), 0, "Один.")}})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.Typed(t.Context(), tr.by, cms.TypedInput{ArticleID: tr.id, Locale: ru, Tab: "t"})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.Translate(t.Context(), r.boss, cms.TranslateInput{ArticleID: tr.id, Locale: en, Edits: []cms.UnitEdit{tr.write(tr.key(0), 0, "One.")}})
		wantError(t, err, errs.Invalid, "error.bad_request")
		_, err = r.WorkbenchState(t.Context(), stranger, tr.id, kk)
		wantError(t, err, errs.NotFound, "error.not_found")
		r.unchanged(t, before)
	})
}

func TestAVersionWithoutATitleIsNotSubmitted(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tr := newTranslating(t, r)
		rev := tr.do(t, tr.write(tr.key(0), 0, "Бір."))
		err := r.ChangeStage(t.Context(), tr.by, cms.StageInput{ArticleID: tr.id, Locale: kk, Revision: rev.ID, To: models.Review})
		wantError(t, err, errs.Invalid, "error.title_required")
	})
}

// Any number of translators do anything to any units from any older revision: what is
// acknowledged is there afterwards, and nothing that nobody touched is other than it was.
func TestWhatTranslatorsAreToldIsSavedIsSaved(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for seed := range uint64(8) {
			tr := newTranslating(t, r)
			rnd := rand.New(rand.NewPCG(seed, 9))
			revs := []*models.Revision{tr.do(t, tr.write(models.KeyTitle, 0, "Тақырып"))}
			want := map[models.Key]string{models.KeyTitle: "Тақырып"}
			for step := range 40 {
				base := revs[max(0, len(revs)-1-rnd.IntN(3))]
				key := tr.key(rnd.IntN(4))
				edit := tr.write(key, base.ID, fmt.Sprintf("Сөз %d.", step))
				now := edit.Words.Text
				switch rnd.IntN(4) {
				case 0:
					edit, now = cms.UnitEdit{Key: key, Do: cms.OmitUnit, Base: base.ID, Source: tr.source.ID}, "[omitted]"
				case 1:
					edit, now = cms.UnitEdit{Key: key, Do: cms.RemoveUnit, Base: base.ID}, ""
				}
				rev, err := tr.try(t, edit)
				if _, conflict := errors.AsType[*cms.ConflictError](err); conflict {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				want[key] = now
				revs = append(revs, rev)
				got := map[models.Key]string{}
				for _, b := range rev.Content.Units() {
					if s := said(&models.Content{Body: models.Body{b}}); s != "" {
						got[b.Key] = strings.TrimSuffix(s, "?")
					}
				}
				for k, v := range want {
					if v != got[k] {
						t.Fatalf("seed %d, step %d: unit %s says %q, want %q", seed, step, k, got[k], v)
					}
				}
				inOrder(t, tr, rev)
			}
		}
	})
}

// inOrder checks that the blocks stand as those of the source do.
func inOrder(t *testing.T, tr *translating, rev *models.Revision) {
	t.Helper()
	last := -1
	for _, b := range rev.Content.Body {
		for i := range tr.source.Content.Body {
			if tr.key(i) == b.Key {
				if i < last {
					t.Fatalf("the blocks are out of order: %s", said(&rev.Content))
				}
				last = i
			}
		}
	}
}
