package cms_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// search returns the titles that a query finds at a moment, page by page.
func (r *room) search(t *testing.T, at models.Instant, l locale.Tag, query string) []string {
	t.Helper()
	var titles []string
	in := cms.SearchInput{At: at, Locale: l, Query: query}
	for range 100 {
		found, err := r.Search(t.Context(), in)
		if err != nil {
			t.Fatalf("search %q: %v", query, err)
		}
		for _, h := range found.Hits {
			titles = append(titles, h.Publication.Revision.Content.Title)
		}
		if found.Next == nil {
			return titles
		}
		in.After = found.Next
	}
	t.Fatalf("search %q has no end", query)
	return nil
}

func (r *room) wantFound(t *testing.T, l locale.Tag, query string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, r.search(t, r.Now(), l, query)); diff != "" {
		t.Errorf("%s %q (-want +got):\n%s", l, query, diff)
	}
}

// tell publishes a story of a title and a text.
func (r *room) tell(t *testing.T, l locale.Tag, title, text string) int64 {
	t.Helper()
	id := r.article(t, r.boss, l)
	r.save(t, id, l, content(title, text))
	r.publish(t, id, l)
	return id
}

func TestSearchRanksTheSpellingBeforeTheFormBeforeTheRest(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		if _, err := r.EnsureTag(t.Context(), r.boss, cms.TagInput{
			Key: "caspian", Names: models.Names{az: "Xəzər", ru: "Каспий", kk: "Каспий"},
		}); err != nil {
			t.Fatal(err)
		}
		for _, s := range []struct{ title, text string }{
			{"Exact and old", "Тұр деді ол."},
			{"Folded", "Тур қымбаттады."},
			{"Form", "Тұрдың ішінде."},
			{"Sound", "Ол Tūr дегенді айтты."},
			{"Exact", "Тұр деді ол."},
			{"Тұр", "Тұр деді."},
			{"Other", "Басқа сөз."},
		} {
			r.tell(t, kk, s.title, s.text)
			r.clock.Advance(time.Minute)
		}
		r.tell(t, ru, "Чужой язык", "Тұр.")
		r.wantFound(t, kk, "тұр", "Тұр", "Exact", "Exact and old", "Form", "Folded", "Sound")
		r.wantFound(t, kk, "тұр деді", "Тұр", "Exact", "Exact and old")
		r.wantFound(t, kk, "тұр жоқ")
		r.wantFound(t, kk, "")
		r.wantFound(t, kk, `"' OR (`)

		r.tell(t, ru, "Море", "Вода Каспия уходит.")
		r.wantFound(t, ru, "Xəzər", "Море")
		r.wantFound(t, ru, "вода xezer", "Море")
		r.wantFound(t, ru, "Xəzər суша")
	})
}

func TestSearchPagesThroughEverythingOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		var want []string
		for i := range 45 {
			text := "The port grew."
			if i%3 == 0 {
				text = "Many ports grew."
			}
			title := fmt.Sprintf("Story %02d", i)
			r.tell(t, en, title, text)
			if i%2 == 0 { // some in the same minute
				r.clock.Advance(time.Minute)
			}
			want = append(want, title)
		}
		got := r.search(t, r.Now(), en, "port")
		if len(got) != 45 || !slices.IsSortedFunc(got[:30], descending) || !slices.IsSortedFunc(got[30:], descending) {
			t.Errorf("found %v", got)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("found (-want +got):\n%s", diff)
		}
	})
}

func descending(a, b string) int { return strings.Compare(b, a) }

func TestSearchFindsExactlyWhatIsLive(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		begin := r.Now()
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("First", "The needle is here."))
		r.approve(t, id, en)
		r.wantFound(t, en, "needle")
		if _, err := r.schedule(t, id, r.soon(10)); err != nil {
			t.Fatal(err)
		}
		r.save(t, id, en, content("Second", "The thread is here."))
		r.approve(t, id, en)
		if _, err := r.schedule(t, id, r.soon(20)); err != nil {
			t.Fatal(err)
		}
		r.wantFound(t, en, "needle")
		r.clock.Advance(10 * time.Minute)
		r.wantFound(t, en, "needle", "First")
		r.wantFound(t, en, "thread")
		r.clock.Advance(10 * time.Minute)
		r.wantFound(t, en, "needle")
		r.wantFound(t, en, "thread", "Second")
		r.withdraw(t, id, en)
		r.wantFound(t, en, "thread")
		// As it was.
		if diff := cmp.Diff([]string{"First"}, r.search(t, begin.Add(15*time.Minute), en, "needle")); diff != "" {
			t.Errorf("at an earlier moment (-want +got):\n%s", diff)
		}
	})
}

func TestTheOrderFollowsTheFirstPublication(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		// Two are planned; the first of the older one is cancelled, so that it
		// comes out after the other.
		older := r.approved(t)
		cancelled, err := r.schedule(t, older, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.schedule(t, older, r.soon(30)); err != nil {
			t.Fatal(err)
		}
		r.save(t, older, en, content("Older", "The needle."))
		r.approve(t, older, en)
		if _, err := r.schedule(t, older, r.soon(31)); err != nil {
			t.Fatal(err)
		}
		other := r.article(t, r.boss, en)
		r.save(t, other, en, content("Other", "The needle."))
		r.approve(t, other, en)
		if _, err := r.schedule(t, other, r.soon(20)); err != nil {
			t.Fatal(err)
		}
		if err := r.Cancel(t.Context(), r.boss, cancelled.ID); err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(time.Hour)
		r.wantFound(t, en, "needle", "Older", "Other")
	})
}

func TestWhatIsNotSearchableYetIsMadeSoInTheBackground(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for i := range 60 {
			r.tell(t, en, fmt.Sprintf("Story %d", i), "The needle.")
		}
		err := r.store.Write(t.Context(), func(tx *store.Tx) error { // as a migration leaves it
			var none []store.SearchKeys
			for id := range int64(60) {
				none = append(none, store.SearchKeys{Publication: &models.Publication{ID: id + 1}})
			}
			return tx.SetSearchKeys(t.Context(), none, 0)
		})
		if err != nil {
			t.Fatal(err)
		}
		r.wantFound(t, en, "needle")
		rounds := 0
		for more := true; more; rounds++ {
			if more, err = r.Reindex(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(r.search(t, r.Now(), en, "needle")); got != 60 || rounds != 3 {
			t.Errorf("%d found after %d rounds, want 60 after 3", got, rounds)
		}
	})
}

func TestSearchFindsWordsHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for l, stories := range map[locale.Tag][][2]string{
			kk: {{"Қазақстан порты", "Кеме келді."}, {"Тыныш күн", "Президент Тоқаевтың сөзі. Кітабы шықты."}},
			az: {{"Xəzər geri çəkilir", "Su azalır."}, {"Sakit gün", "Prezident Tokayev gömrüyü və kitabları gördü."}},
			ru: {{"Ёлка на площади", "Зажглись огни."}, {"Тихий день", "Президент Токаев говорил о портах и книгах."}},
			en: {{"The sea retreats", "Water is low."}, {"A quiet day", "President Tokayev spoke of ports and books."}},
		} {
			for _, s := range stories {
				r.tell(t, l, s[0], s[1])
			}
		}
		for _, q := range []struct {
			l           locale.Tag
			query, want string
		}{
			// Without the letters of the language.
			{kk, "казакстан", "Қазақстан порты"},
			{az, "xezer", "Xəzər geri çəkilir"},
			{ru, "елка", "Ёлка на площади"},
			{ru, "ЁЛКА", "Ёлка на площади"},
			// In the other script.
			{kk, "Tokayev", "Тыныш күн"},
			{kk, "Токаев", "Тыныш күн"},
			{az, "Токаев", "Sakit gün"},
			{ru, "Tokayev", "Тихий день"},
			{ru, "Тоқаев", "Тихий день"},
			{en, "Токаев", "A quiet day"},
			{en, "Тоқаев", "A quiet day"},
			// In another form.
			{kk, "кітап", "Тыныш күн"},
			{kk, "порттар", "Қазақстан порты"},
			{kk, "Қазақстанда", "Қазақстан порты"},
			{kk, "кеменің", "Қазақстан порты"},
			{az, "gömrük", "Sakit gün"},
			{az, "kitab", "Sakit gün"},
			{az, "xəzərdən", "Xəzər geri çəkilir"},
			{az, "suyu", "Xəzər geri çəkilir"},
			{ru, "порт", "Тихий день"},
			{ru, "книга", "Тихий день"},
			{ru, "ёлки", "Ёлка на площади"},
			{ru, "площадью", "Ёлка на площади"},
			{en, "port", "A quiet day"},
			{en, "book", "A quiet day"},
			{en, "retreating", "The sea retreats"},
			{en, "seas", "The sea retreats"},
		} {
			r.wantFound(t, q.l, q.query, q.want)
		}
		r.clock.Advance(time.Minute)
		r.tell(t, ru, "Имя в казахском виде", "Тоқаев.")
		r.wantFound(t, ru, "Токаев", "Тихий день", "Имя в казахском виде") // the spelling first, however old
	})
}

func TestNoQueryIsAnError(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.tell(t, en, "Needle", "The needle and the thread.")
		for _, query := range []string{
			`"`, `"needle`, `needle"*`, `needle AND NOT`, `AND`, `OR`, `NOT`, `NEAR(needle, 2)`, `needle NEAR/2 thread`, `*`, `nee*`, `keys:needle`, `en:e:needle`, `-needle`, `^needle`,
			`' OR 1=1 --`, `needle & | ! <-> thread`, `:*`, `(((`, `{needle}`, "needle\x00thread", "\x00", "\xff\xfe needle", "\u202eneedle", "...!?—«»", "%_%", `\`, strings.Repeat("needle ", 1500), strings.Repeat("x", 10_000), strings.Repeat(`"`, 10_000),
		} {
			in := cms.SearchInput{At: r.Now(), Locale: en, Query: query, From: 1, Until: r.Now()}
			if _, err := r.Search(t.Context(), in); err != nil {
				t.Errorf("search %.40q: %v", query, err)
			}
			if _, err := r.SearchMeant(t.Context(), in); err != nil {
				t.Errorf("meant by %.40q: %v", query, err)
			}
			if _, err := r.SearchElsewhere(t.Context(), in, 3); err != nil {
				t.Errorf("elsewhere %.40q: %v", query, err)
			}
		}
	})
}

func TestSearchLooksThroughASectionAndSomeDays(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		home := r.section
		sport, err := r.EnsureSection(t.Context(), r.boss, cms.SectionInput{Key: "sport", Names: models.Names{en: "Sport"}})
		if err != nil {
			t.Fatal(err)
		}
		form := cms.SectionForm{Key: "chess", ParentID: &sport.ID, Texts: map[locale.Tag]cms.SectionText{en: {Name: "Chess"}}}
		chess, err := r.AddSection(t.Context(), r.boss, form)
		if err != nil {
			t.Fatal(err)
		}
		var days []models.Instant // when each day began
		for day := range 3 {
			days = append(days, r.Now())
			for _, s := range []struct {
				name string
				id   int64
			}{{"home", home}, {"sport", sport.ID}, {"chess", chess.ID}} {
				r.section = s.id
				r.tell(t, en, fmt.Sprintf("%s %d", s.name, day), "The needles.")
				r.clock.Advance(time.Minute)
			}
			r.clock.Advance(24*time.Hour - 3*time.Minute)
		}
		for _, tt := range []struct {
			name string
			in   cms.SearchInput
			want []string
		}{
			{"a section and those below it", cms.SearchInput{SectionID: sport.ID}, []string{"chess 2", "sport 2", "chess 1", "sport 1", "chess 0", "sport 0"}},
			{"one below", cms.SearchInput{SectionID: chess.ID}, []string{"chess 2", "chess 1", "chess 0"}},
			{"since a day", cms.SearchInput{SectionID: chess.ID, From: days[1]}, []string{"chess 2", "chess 1"}},
			{"until a day", cms.SearchInput{SectionID: chess.ID, Until: days[1]}, []string{"chess 0"}},
			{"a day", cms.SearchInput{From: days[1], Until: days[2]}, []string{"chess 1", "sport 1", "home 1"}},
			{"no such section", cms.SearchInput{SectionID: 99}, nil},
			{"days that are not here", cms.SearchInput{From: r.Now().Add(time.Hour)}, nil},
			{"days the wrong way round", cms.SearchInput{From: days[2], Until: days[1]}, nil},
		} {
			tt.in.At, tt.in.Locale = r.Now(), en
			for _, tt.in.Query = range []string{"needles", "needle"} {
				found, err := r.Search(t.Context(), tt.in)
				if err != nil {
					t.Fatal(err)
				}
				var titles []string
				for _, h := range found.Hits {
					titles = append(titles, h.Publication.Revision.Content.Title)
				}
				if diff := cmp.Diff(tt.want, titles); diff != "" {
					t.Errorf("%s, %q (-want +got):\n%s", tt.name, tt.in.Query, diff)
				}
			}
		}
		// What another section has is no slip; what is suggested is in the section.
		r.section = home
		r.tell(t, en, "Threads", "The needles and the threads.")
		mean := func(query string, section int64) string {
			got, err := r.SearchMeant(t.Context(), cms.SearchInput{At: r.Now(), Locale: en, Query: query, SectionID: section})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := mean("threads", chess.ID) + mean("thrfads", chess.ID) + mean("needfes threads", chess.ID); got != "" {
			t.Errorf("meant in a section without it: %q", got)
		}
		if got := mean("needfes", chess.ID) + " " + mean("thrfads", 0); got != "needles Threads" {
			t.Errorf("meant: %q", got)
		}
	})
}

func TestWhatWasMeantIsTakenFromALiveStory(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.tell(t, kk, "Қазақстан порты", "Кеме келді.")
		r.tell(t, az, "Xəzər geri çəkilir", "Su azalır.")
		r.tell(t, ru, "Ёлка на площади", "Зажглись огни. Порт и парк.")
		r.tell(t, en, "The retreating sea", "Containers wait in Aktau.")
		for _, q := range []struct {
			l           locale.Tag
			query, want string
		}{
			{kk, "Қазапстан", "Қазақстан"},
			{kk, "казактсан порт", "Қазақстан порт"},
			{kk, "ақзақстан", "Қазақстан"},
			{az, "xezef", "Xəzər"},
			{az, "Xəzəm geri", "Xəzər geri"},
			{ru, "площидь", "площади"},
			{ru, "плошади ёлка", "площади ёлка"},
			{ru, "порк", "Порт"},
			{en, "contaimers", "Containers"},
			{en, "Akrau containers", "Aktau containers"},
			{en, "rctreating sea", "retreating sea"},
			// What is found anyhow, by its sound, is no slip; what is too short to tell is left.
			{en, "contianers", ""},
			{en, "aktau seq", ""},
			{en, "containers", ""},
			{en, "aktau retreating zzzz", ""},
			{en, "", ""},
			{en, "qqqqqqqq", ""},
			{ru, "containerz", ""},
		} {
			r.wantMeant(t, q.l, q.query, q.want)
		}
	})
}

func (r *room) wantMeant(t *testing.T, l locale.Tag, query, want string) {
	t.Helper()
	got, err := r.SearchMeant(t.Context(), cms.SearchInput{At: r.Now(), Locale: l, Query: query})
	if err != nil || got != want {
		t.Errorf("%s: %q is taken for %q, %v; want %q", l, query, got, err, want)
	}
	if got != "" && len(r.search(t, r.Now(), l, got)) == 0 {
		t.Errorf("%s: %q is taken for %q, which finds nothing", l, query, got)
	}
}

// A word is suggested while a story that has it is live, and at no other time.
func TestWhatWasMeantIsNeverAWordOfWhatIsNotPublic(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("First", "The chrysanthemum is here."))
		r.approve(t, id, en)
		r.wantMeant(t, en, "chrysantemum", "") // a draft
		if _, err := r.schedule(t, id, r.soon(10)); err != nil {
			t.Fatal(err)
		}
		r.wantMeant(t, en, "chrysantemum", "") // scheduled
		// Another spelling of it, in a draft, is nobody's business.
		other := r.article(t, r.boss, en)
		r.save(t, other, en, content("Other", "The chrysanthemun."))
		r.approve(t, other, en)
		if _, err := r.schedule(t, other, r.soon(60)); err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(10 * time.Minute)
		r.wantMeant(t, en, "chrysantemum", "chrysanthemum")
		r.wantMeant(t, en, "chrysantemun", "chrysanthemum")
		r.wantMeant(t, kk, "chrysantemum", "") // nor of another language
		r.withdraw(t, id, en)
		r.wantMeant(t, en, "chrysantemum", "")
		r.wantMeant(t, en, "chrysantemun", "")
	})
}

func TestSearchOffersWhatOtherLanguagesHave(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		if _, err := r.EnsureTag(t.Context(), r.boss, cms.TagInput{
			Key: "caspian", Names: models.Names{az: "Xəzər", ru: "Каспий", kk: "Каспий"},
		}); err != nil {
			t.Fatal(err)
		}
		r.tell(t, az, "Xəzər", "Su azalır.")
		for i := range 5 {
			r.tell(t, ru, fmt.Sprintf("Каспий %d", i), "Вода уходит.")
			r.clock.Advance(time.Minute)
		}
		draft := r.article(t, r.boss, kk)
		r.save(t, draft, kk, content("Каспий", "Су."))
		elsewhere := func(query string) map[locale.Tag][]string {
			found, err := r.SearchElsewhere(t.Context(), cms.SearchInput{At: r.Now(), Locale: az, Query: query}, 3)
			if err != nil {
				t.Fatal(err)
			}
			titles := map[locale.Tag][]string{}
			for _, e := range found {
				for _, p := range e.Stories {
					titles[e.Locale] = append(titles[e.Locale], p.Revision.Content.Title)
				}
			}
			return titles
		}
		if diff := cmp.Diff(map[locale.Tag][]string{ru: {"Каспий 4", "Каспий 3", "Каспий 2"}}, elsewhere("xəzər")); diff != "" {
			t.Errorf("elsewhere (-want +got):\n%s", diff)
		}
		if got := elsewhere("нет такого"); len(got) > 0 {
			t.Errorf("elsewhere: %v", got)
		}
	})
}
