package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// matrix returns the cells of a story by language.
func (r *room) matrix(t *testing.T, id int64) map[locale.Tag]cms.MatrixCell {
	t.Helper()
	page, err := r.Matrix(t.Context(), r.boss, cms.StoryQuery{Desk: en})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		if row.Article.ID == id {
			cells := map[locale.Tag]cms.MatrixCell{}
			for _, c := range row.Cells {
				cells[c.Locale] = c
			}
			return cells
		}
	}
	t.Fatalf("story %d is not in the matrix", id)
	return nil
}

// lag writes how far a language is behind: "" for nothing, "30m0s", "30m0s and on".
func lag(c cms.MatrixCell) string {
	switch {
	case c.Lag == nil:
		return ""
	case c.Lag.Running:
		return c.Lag.String() + " and on"
	}
	return c.Lag.String()
}

func TestALanguageLagsFromItsSourceGoingOutUntilItGoesOutItself(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		want := func(when string, kazakh, russian string) {
			t.Helper()
			cells := r.matrix(t, id)
			if got := [3]string{lag(cells[en]), lag(cells[kk]), lag(cells[ru])}; got != [3]string{"", kazakh, russian} {
				t.Errorf("%s: the lags are %q", when, got)
			}
		}
		want("nothing lags behind a draft", "", "")
		r.approve(t, id, en)
		r.clock.Advance(20 * time.Minute)
		want("the source is approved", "20m0s and on", "20m0s and on")
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.publish(t, id, ru)
		want("who goes out before the source is 20 minutes after its approval", "20m0s and on", "20m0s")
		r.publish(t, id, en)
		r.clock.Advance(10 * time.Minute)
		want("the source is out: that counts, and who was first is not early", "10m0s and on", "0s")
		r.translate(t, id, en, kk, content("Тақырып", "Бір."))
		r.approve(t, id, kk)
		r.clock.Advance(5 * time.Minute)
		if _, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: kk, Revision: r.headID(t, id, kk), From: r.soon(15)}); err != nil {
			t.Fatal(err)
		}
		want("what is planned is not out", "15m0s and on", "0s")
		r.clock.Advance(time.Hour)
		want("it went out by itself", "30m0s", "0s")
		r.withdraw(t, id, kk)
		r.clock.Advance(time.Hour)
		want("what has been withdrawn was out", "30m0s", "0s")
		r.save(t, id, en, content("Title", "One and more."))
		r.publish(t, id, en)
		want("an update of the source begins nothing anew", "30m0s", "0s")
	})
}

func TestNobodyWaitsForTheTranslationOfWhatIsPublicNoMore(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.approve(t, id, en)
		p := r.planned(t, id, r.soon(60), cms.WallTime{})
		r.withdraw(t, id, en) // in time
		r.clock.Advance(2 * time.Hour)
		if got := lag(r.matrix(t, id)[kk]); got != "2h0m0s and on" {
			t.Errorf("a publication that was cancelled counts: %q (%d)", got, p.ID)
		}
		r.publish(t, id, en)
		r.clock.Advance(time.Minute)
		if got := lag(r.matrix(t, id)[kk]); got != "1m0s and on" {
			t.Errorf("the source is out: %q", got)
		}
		r.withdraw(t, id, en)
		if got := lag(r.matrix(t, id)[kk]); got != "" {
			t.Errorf("the source is withdrawn: %q", got)
		}
	})
}

func TestWordsBehindAreThoseOfTheSourceThatAreMissingUnconfirmedOrStale(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Port opens", "It has 12 berths.", "It is new and big.", "Ships wait."))
		r.translate(t, id, en, ru, content("Порт открыт", "Там 12 причалов.", "Он новый и большой.", "Суда ждут."))
		r.save(t, id, kk, content("Порт ашылды", "Онда 12 айлақ бар.", "Ол жаңа әрі үлкен."))
		want := func(when string, kazakh, azerbaijani, russian cms.WordsBehind) {
			t.Helper()
			cells := r.matrix(t, id)
			got := map[locale.Tag]cms.WordsBehind{}
			for l, c := range cells {
				got[l] = c.Words
			}
			if diff := cmp.Diff(map[locale.Tag]cms.WordsBehind{en: {}, kk: kazakh, az: azerbaijani, ru: russian}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", when, diff)
			}
		}
		// A title of two, and paragraphs of four, five and two.
		want("one is complete, one was not confirmed and lacks a paragraph, one is not begun",
			cms.WordsBehind{Missing: 2, Unconfirmed: 11}, cms.WordsBehind{Missing: 13}, cms.WordsBehind{})
		source = r.save(t, id, en, with(source.Content, 0, "It has 14 berths for ships."))
		want("a fact has changed", cms.WordsBehind{Missing: 2, Unconfirmed: 13}, cms.WordsBehind{Missing: 15}, cms.WordsBehind{Stale: 6})
		r.save(t, id, en, with(source.Content, 2, "Ships  wait"))
		want("a typo makes nothing stale", cms.WordsBehind{Missing: 2, Unconfirmed: 13}, cms.WordsBehind{Missing: 15}, cms.WordsBehind{Stale: 6})
	})
}

func TestTheMatrixIsForThoseWhoReadAllDrafts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		_, err := r.Matrix(t.Context(), author, cms.StoryQuery{Desk: en})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.Parity(t.Context(), author, cms.ParityQuery{From: "2026-03-01", Until: "2026-03-02"})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.AssignAll(t.Context(), author, []cms.AssignInput{{ArticleID: 1, Locale: kk}})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		for _, role := range []models.Role{models.RoleTranslator, models.RoleReviewer, models.RoleEditor} {
			if _, err := r.Matrix(t.Context(), r.user(t, string(role), grant(role, kk)), cms.StoryQuery{Desk: en}); err != nil {
				t.Errorf("%s: %v", role, err)
			}
		}
	})
}
