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

func TestKeysStayTheSameThroughEdits(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := keys(r.save(t, id, en, content("Title", "The first paragraph.", "The second one.", "The third of them.")).Content.Body)

		moved := keys(r.save(t, id, en, content("Title", "The third of them.", "The first paragraph, edited.", "Something new entirely, born here.", "The second one.")).Content.Body)
		want := []models.Key{first[2], first[0], moved[2], first[1]}
		if diff := cmp.Diff(want, moved); diff != "" {
			t.Errorf("keys after an edit without keys (-want +got):\n%s", diff)
		}
		if slices.Contains(first, moved[2]) {
			t.Errorf("a new block has the key %q of an old one", moved[2])
		}

		keyed := r.head(t, id, en).Content
		keyed.Body[0].Text = "Nothing in common with what stood here."
		got := keys(r.save(t, id, en, keyed).Content.Body)
		if diff := cmp.Diff(moved, got); diff != "" {
			t.Errorf("keys after an edit with keys (-want +got):\n%s", diff)
		}

		keyed = r.head(t, id, en).Content
		keyed.Body = slices.Insert(slices.Clone(keyed.Body), 1, models.Block{Kind: models.Paragraph, Text: keyed.Body[2].Text})
		got = keys(r.save(t, id, en, keyed).Content.Body)
		if want := slices.Insert(slices.Clone(moved), 1, got[1]); !slices.Equal(got, want) || slices.Contains(moved, got[1]) {
			t.Errorf("keys with a new block among keyed ones: %v, want %v", got, want)
		}
	})
}

func TestStaleBaseIsConflictAndWritesNothing(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("One", "Text."))
		second := r.save(t, id, en, content("Two", "Text."))
		before, row := r.journal(t), r.translation(t, id, en)
		for _, base := range []int64{0, first.ID, second.ID + 1} {
			_, err := r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: en, Base: base, Content: content("Three")})
			wantError(t, err, errs.Conflict, "error.save_conflict")
		}
		if diff := cmp.Diff(row, r.translation(t, id, en)); diff != "" {
			t.Errorf("the version changed (-before +after):\n%s", diff)
		}
		r.unchanged(t, before)
	})
}

func TestSavingTheSameWordsMakesNoRevision(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("Title", "One.", "Two."))
		before := r.journal(t)
		r.tick()
		again := r.save(t, id, en, content(" Title\t", "One.", "Two."))
		if again.ID != first.ID || again.Number != 1 {
			t.Errorf("got revision %d number %d, want %d number 1", again.ID, again.Number, first.ID)
		}
		r.unchanged(t, before)
	})
}

func TestRevisionsAreNumberedWithinTheirTranslation(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		one, two := r.save(t, id, en, content("One")), r.save(t, id, en, content("Two"))
		other := r.save(t, id, ru, content("Раз"))
		if got, want := []int{one.Number, two.Number, other.Number}, []int{1, 2, 1}; !slices.Equal(got, want) {
			t.Errorf("numbers are %v, want %v", got, want)
		}
		if one.BaseID != nil || two.BaseID == nil || *two.BaseID != one.ID {
			t.Errorf("bases are %v and %v, want none and %d", one.BaseID, two.BaseID, one.ID)
		}
		if other.SourceID == nil || *other.SourceID != two.ID || two.SourceID != nil {
			t.Errorf("source is %v in the translation and %v in the source, want %d and none", other.SourceID, two.SourceID, two.ID)
		}
	})
}

func TestChangedTextReturnsStageToDraft(t *testing.T) {
	t.Parallel()
	for _, stage := range []models.Stage{models.Review, models.Approved} {
		t.Run(string(stage), func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				id := r.article(t, r.boss, en)
				rev := r.save(t, id, en, content("Title", "One."))
				err := r.ChangeStage(t.Context(), r.boss, cms.StageInput{ArticleID: id, Locale: en, Revision: rev.ID, To: stage})
				if err != nil {
					t.Fatal(err)
				}
				r.save(t, id, en, content("Title", "One more."))
				if tr := r.translation(t, id, en); tr.Stage != models.Draft || tr.ApprovedID != nil {
					t.Errorf("stage %s, approved %v; want draft and none", tr.Stage, tr.ApprovedID)
				}
			})
		})
	}
}

func TestKeepApprovedNeedsTheRightToApprove(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		translator := r.user(t, "translator", grant(models.RoleTranslator, ru))
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer, ru))
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.approve(t, id, ru)
		in := cms.SaveInput{
			ArticleID: id, Locale: ru, Base: r.headID(t, id, ru), Content: content("Заголовок", "Один."), KeepApproved: true,
		}
		before := r.journal(t)
		_, err := r.Save(t.Context(), translator, in)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		r.unchanged(t, before)
		if tr := r.translation(t, id, ru); *tr.HeadID != in.Base || tr.Stage != models.Approved {
			t.Errorf("a refused save changed the version: head %d, stage %s", *tr.HeadID, tr.Stage)
		}

		rev, err := r.Save(t.Context(), reviewer, in)
		if err != nil {
			t.Fatal(err)
		}
		if tr := r.translation(t, id, ru); tr.Stage != models.Approved || tr.ApprovedID == nil || *tr.ApprovedID != rev.ID {
			t.Errorf("stage %s, approved %v; want approved, %d", tr.Stage, tr.ApprovedID, rev.ID)
		}
	})
}

func TestConfirmingAloneKeepsTheStage(t *testing.T) {
	t.Parallel()
	for _, stage := range models.Stages() {
		t.Run(string(stage), func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				translator := r.user(t, "translator", grant(models.RoleTranslator, ru))
				id := r.article(t, r.boss, en)
				r.save(t, id, en, content("Title", "One."))
				rev := r.save(t, id, ru, content("Заголовок", "Раз."))
				err := r.ChangeStage(t.Context(), r.boss, cms.StageInput{ArticleID: id, Locale: ru, Revision: rev.ID, To: stage})
				if err != nil {
					t.Fatal(err)
				}
				confirmed, err := r.Save(t.Context(), translator, cms.SaveInput{
					ArticleID: id, Locale: ru, Base: rev.ID, Content: rev.Content, Confirm: r.headID(t, id, en),
				})
				if err != nil {
					t.Fatal(err)
				}
				if confirmed.ID == rev.ID {
					t.Fatal("confirming made no revision")
				}
				tr := r.translation(t, id, ru)
				if tr.Stage != stage {
					t.Errorf("stage %s, want %s", tr.Stage, stage)
				}
				if approved := tr.ApprovedID != nil && *tr.ApprovedID == confirmed.ID; approved != (stage == models.Approved) {
					t.Errorf("the approval names %v, head is %d", tr.ApprovedID, confirmed.ID)
				}
			})
		})
	}
}

func TestEditingAloneNeverConfirms(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("Title", "One."))
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.save(t, id, en, content("Title", "One and a half."))
		got := r.save(t, id, ru, content("Другой заголовок", "Раз с половиной.")).Content
		for name, from := range map[string]int64{"block": got.Body[0].From, "title": got.Confirmed.Title.From} {
			if from != first.ID {
				t.Errorf("%s is confirmed against %d, want %d as before", name, from, first.ID)
			}
		}
	})
}

func TestConfirmingNamesTheRevisionOnTheScreen(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		seen := r.save(t, id, en, content("Title", "One."))
		r.save(t, id, en, content("Title", "Two."))
		rev, err := r.Save(t.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: ru, Content: content("Заголовок", "Раз."), Confirm: seen.ID,
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := rev.Content.Body[0].From; got != seen.ID {
			t.Errorf("confirmed against %d, want %d", got, seen.ID)
		}
	})
}

func TestSavingTheSourceWritesNoRowOfTheTranslations(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One.", "Two."))
		for _, l := range []struct{ title, a, b string }{{"Başlıq", "Bir.", "İki."}} {
			r.translate(t, id, en, az, content(l.title, l.a, l.b))
		}
		r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Два."))
		r.publish(t, id, ru)
		before := []any{r.translation(t, id, az), r.translation(t, id, ru), r.publications(t, id, ru)}
		r.tick()
		r.save(t, id, en, content("Another title", "One.", "Three."))
		after := []any{r.translation(t, id, az), r.translation(t, id, ru), r.publications(t, id, ru)}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("the translations changed (-before +after):\n%s", diff)
		}
	})
}

func TestNewTranslationIsPairedWithItsSource(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One.", "Two.", "Three."))
		target := r.save(t, id, kk, content("Тақырып", "Бір.", "Екі.", "Үш."))
		if diff := cmp.Diff(keys(source.Content.Body), keys(target.Content.Body)); diff != "" {
			t.Errorf("keys (-source +translation):\n%s", diff)
		}
		for i, b := range target.Content.Body {
			if b.From != 0 {
				t.Errorf("block %d is confirmed against %d; pairing is not confirming", i, b.From)
			}
		}
	})
}

func TestTranslationMayExistBeforeItsSource(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, ru, content("Заголовок", "Раз."))
		r.publish(t, id, ru)
		if got := r.story(t, ru, id).Standing; got != cms.Live {
			t.Errorf("standing %d, want live", got)
		}
	})
}

func TestConfirmAgainstWhatIsNotTheSourceIsRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id, other := r.article(t, r.boss, en), r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One."))
		sibling := r.save(t, id, az, content("Başlıq", "Bir."))
		elsewhere := r.save(t, other, en, content("Title", "One."))
		own := r.save(t, id, ru, content("Заголовок", "Раз."))
		before := r.journal(t)
		for name, confirm := range map[string]int64{
			"no revision": noStory, "another translation": sibling.ID, "another story": elsewhere.ID,
			"itself": own.ID, "negative": -source.ID,
		} {
			_, err := r.Save(t.Context(), r.boss, cms.SaveInput{
				ArticleID: id, Locale: ru, Base: own.ID, Content: own.Content, Confirm: confirm,
			})
			t.Log(name)
			wantError(t, err, errs.Invalid, "error.confirm_unknown")
		}
		_, err := r.Save(t.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: en, Base: source.ID, Content: source.Content, Confirm: source.ID,
		})
		wantError(t, err, errs.Invalid, "error.confirm_unknown")
		r.unchanged(t, before)
	})
}

func TestLimitsOfAVersion(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("ə", n) }
	blocks := func(n int) models.Content {
		c := content("Title")
		c.Body = slices.Repeat(models.Body{{Kind: models.Paragraph, Text: "Text."}}, n)
		return c
	}
	summary := func(n int) models.Content {
		c := content("Title")
		c.Summary = long(n)
		return c
	}
	eachRoom(t, func(t *testing.T, r *room) {
		for _, test := range []struct {
			name    string
			content models.Content
			key     string // empty where it is accepted
		}{
			{"no title", content("", "Text."), "error.title_required"},
			{"blank title", content(" \t\n", "Text."), "error.title_required"},
			{"longest title", content(long(cms.MaxTitle)), ""},
			{"title too long", content(long(cms.MaxTitle + 1)), "error.title_too_long"},
			{"longest summary", summary(cms.MaxSummary), ""},
			{"summary too long", summary(cms.MaxSummary + 1), "error.summary_too_long"},
			{"most blocks", blocks(cms.MaxBlocks), ""},
			{"too many blocks", blocks(cms.MaxBlocks + 1), "error.body_too_long"},
		} {
			id := r.article(t, r.boss, en)
			_, err := r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: en, Content: test.content})
			t.Log(test.name)
			if test.key != "" {
				wantError(t, err, errs.Invalid, test.key)
			} else if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestArticleInputIsChecked(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		for _, test := range []struct {
			name string
			in   cms.ArticleInput
			key  string
		}{
			{"a language that the site does not have", cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: "de"}, "error.language_unknown"},
			{"no such kind", cms.ArticleInput{Kind: "poem", SectionID: &r.section, Source: en}, "error.bad_request"},
			{"news without a section", cms.ArticleInput{Kind: models.News, Source: en}, "error.section_required"},
			{"a page in a section", cms.ArticleInput{Kind: models.Page, SectionID: &r.section, Source: en}, "error.section_required"},
		} {
			_, err := r.CreateArticle(t.Context(), r.boss, test.in)
			t.Log(test.name)
			wantError(t, err, errs.Invalid, test.key)
		}
		r.unchanged(t, before)
	})
}

func TestUpdateOfAnArticleFromAStaleVersionIsConflict(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		in := cms.ArticleInput{Kind: models.Opinion, SectionID: &r.section, Source: en, Urgent: true}
		if err := r.UpdateArticle(t.Context(), r.boss, id, 1, in); err != nil {
			t.Fatal(err)
		}
		before := r.journal(t)
		wantError(t, r.UpdateArticle(t.Context(), r.boss, id, 1, in), errs.Conflict, "error.changed_meanwhile")
		in.Source = ru
		wantError(t, r.UpdateArticle(t.Context(), r.boss, id, 2, in), errs.Invalid, "error.source_locale_fixed")
		wantError(t, r.UpdateArticle(t.Context(), r.boss, noStory, 1, in), errs.NotFound, "error.not_found")
		r.unchanged(t, before)
	})
}

func TestBeginStoryThatFailsLeavesNoArticle(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		_, err := r.BeginStory(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en}, " ")
		wantError(t, err, errs.Invalid, "error.title_required")
		r.unchanged(t, before)
		rows, err := r.stories(t, cms.StoryQuery{})
		if err != nil || len(rows) != 0 {
			t.Errorf("got %d stories, %v; want none", len(rows), err)
		}
	})
}

func TestApprovingAndPublishingOnesOwnTextIsAllowedAndStandsInTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		editor := r.user(t, "editor", grant(models.RoleEditor, en, ru))
		id := r.article(t, editor, en)
		r.save(t, id, en, content("Title", "One."))
		rev, err := r.Save(t.Context(), editor, cms.SaveInput{
			ArticleID: id, Locale: ru, Content: content("Заголовок", "Раз."), Confirm: r.headID(t, id, en),
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.ChangeStage(t.Context(), editor, cms.StageInput{ArticleID: id, Locale: ru, Revision: rev.ID, To: models.Approved}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Publish(t.Context(), editor, cms.PublishInput{ArticleID: id, Locale: ru, Revision: rev.ID}); err != nil {
			t.Fatal(err)
		}
		var kinds []models.EventKind
		for _, e := range r.journal(t) {
			if e.Locale == ru && e.UserID != nil && *e.UserID == *editor.UserID {
				kinds = append(kinds, e.Kind)
			}
		}
		want := []models.EventKind{models.TranslationSaved, models.TranslationStageChanged, models.PublicationScheduled}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Errorf("events of the editor (-want +got):\n%s", diff)
		}
	})
}
