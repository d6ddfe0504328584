package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

func TestAStoryLeadsOnToThoseThatShareMostWithIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tag := func(key string) int64 {
			x, err := r.EnsureTag(t.Context(), r.boss, cms.TagInput{Key: key, Names: models.Names{en: key}})
			if err != nil {
				t.Fatal(err)
			}
			return x.ID
		}
		elsewhere, err := r.EnsureSection(t.Context(), r.boss, cms.SectionInput{Key: "sport", Names: models.Names{en: "Sport"}})
		if err != nil {
			t.Fatal(err)
		}
		sea, port, rail := tag("sea"), tag("port"), tag("rail")
		publish := func(title string, section int64, tags ...int64) int64 {
			t.Helper()
			r.clock.Advance(time.Hour)
			a, err := r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &section, Source: en, TagIDs: tags})
			if err != nil {
				t.Fatal(err)
			}
			r.save(t, a.ID, en, content(title, "One."))
			r.publish(t, a.ID, en)
			return a.ID
		}
		related := func(id int64) []string {
			t.Helper()
			found, err := r.Related(t.Context(), r.Now(), en, r.story(t, en, id))
			if err != nil {
				t.Fatal(err)
			}
			titles := []string{}
			for i := range found.Stories {
				titles = append(titles, found.Stories[i].Revision.Content.Title)
			}
			return titles
		}
		alone := publish("alone in sport", elsewhere.ID)
		if diff := cmp.Diff([]string{}, related(alone)); diff != "" {
			t.Errorf("of the only one (-want +got):\n%s", diff)
		}
		publish("two tags", elsewhere.ID, sea, port)
		gone := publish("withdrawn", r.section, sea, port)
		story := publish("the story", r.section, sea, port)
		publish("tag and section", r.section, sea)
		publish("one tag", elsewhere.ID, port)
		publish("another tag", elsewhere.ID, rail)
		publish("section", r.section)
		r.withdraw(t, gone, en)
		want := []string{"tag and section", "two tags", "section", "one tag"}
		if diff := cmp.Diff(want, related(story)); diff != "" {
			t.Errorf("of the story (-want +got):\n%s", diff)
		}
		publish("the newest of the section", r.section)
		want = []string{"tag and section", "two tags", "the newest of the section", "section"}
		if diff := cmp.Diff(want, related(story)); diff != "" {
			t.Errorf("later (-want +got):\n%s", diff)
		}
	})
}
