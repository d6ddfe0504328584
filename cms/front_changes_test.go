package cms_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// changes are the differences of the English front page between two moments, in short.
func (r *room) changes(t *testing.T, from, to models.Instant) []string {
	t.Helper()
	list, err := r.FrontChanges(t.Context(), r.boss, from, to, en)
	if err != nil {
		t.Fatal(err)
	}
	var short []string
	for _, c := range list {
		place := func(p *cms.FrontPlace) string {
			if p == nil {
				return "-"
			}
			if p.Section == nil {
				return fmt.Sprintf("top %d", p.Rank)
			}
			return fmt.Sprintf("%s %d", p.Section.Key, p.Rank)
		}
		words := []string{fmt.Sprintf("%d: %s > %s", c.ArticleID, place(c.From), place(c.To))}
		if c.Moved {
			words = append(words, "moved")
		}
		if c.Rewritten {
			words = append(words, "rewritten")
		}
		short = append(short, strings.Join(words, " "))
	}
	return short
}

func TestTheFrontPagesOfTwoMomentsDifferByWhatComesGoesMovesAndIsRewritten(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		set := r.settings(t)
		set.Data.Front = models.Front{Newest: 2, Blocks: []models.FrontBlock{{SectionID: r.section, Stories: 2}}}
		if err := r.ChangeSettings(t.Context(), r.boss, set.Version, set.Data); err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for range 4 { // the page has 4 and 3 at its top, 2 and 1 in the block
			id := r.approved(t)
			r.publish(t, id, en)
			r.tick()
			ids = append(ids, id)
		}
		before := r.Now()
		if got := r.changes(t, before, before); len(got) > 0 {
			t.Errorf("one moment differs from itself: %v", got)
		}
		fresh := r.approved(t)
		in := r.planned(t, fresh, r.soon(10), r.soon(30))
		r.save(t, ids[3], en, content("Title", "Other words."))
		r.approve(t, ids[3], en)
		if _, err := r.schedule(t, ids[3], r.soon(10)); err != nil {
			t.Fatal(err)
		}
		want := []string{
			fmt.Sprintf("%d: - > top 1", fresh),
			fmt.Sprintf("%d: top 1 > top 2 rewritten", ids[3]), // it only makes room
			fmt.Sprintf("%d: top 2 > room 1 moved", ids[2]),
			fmt.Sprintf("%d: room 2 > -", ids[0]),
		}
		got := r.changes(t, before, in.LiveFrom)
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], r.sectionKey(t), "room")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := r.changes(t, before, in.EndsAt); len(got) != 1 {
			t.Errorf("after the end of what was there for a while: %v", got)
		}
		_, err := r.FrontChanges(t.Context(), r.user(t, "author", grant(models.RoleAuthor, en)), before, in.LiveFrom, en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
	})
}

func (r *room) sectionKey(t *testing.T) string {
	t.Helper()
	list, err := r.Sections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if list[i].ID == r.section {
			return list[i].Key
		}
	}
	return ""
}

func TestTheMomentsAheadHaveWhatBeginsAndTheReleaseThatItIsOf(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		alone, first, second, cancelled := r.approved(t), r.approved(t), r.approved(t), r.approved(t)
		p := r.planned(t, alone, r.soon(30), cms.WallTime{})
		gone, err := r.schedule(t, cancelled, r.soon(20))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Cancel(t.Context(), r.boss, gone.ID); err != nil {
			t.Fatal(err)
		}
		v := r.release(t, "Budget", r.soon(60), r.item(first, en), r.item(second, en))
		r.arm(t, v)
		moments, err := r.AheadMoments(t.Context(), r.boss, en)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range moments {
			words := []string{fmt.Sprint(m.At.Sub(p.LiveFrom).Round(time.Minute), m.Releases)}
			for _, b := range m.Begin {
				words = append(words, fmt.Sprintf("%d %s %s", b.ArticleID, b.Locale, b.Title.Text))
			}
			got = append(got, strings.Join(words, " "))
		}
		want := []string{
			fmt.Sprintf("0s [] %d en Title", alone), fmt.Sprintf("30m0s [Budget] %d en Title %d en Title", first, second),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		_, err = r.AheadMoments(t.Context(), r.user(t, "author", grant(models.RoleAuthor, en)), en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
	})
}
