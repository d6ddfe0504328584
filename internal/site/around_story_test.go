package site_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

func TestAStorySaysWhereItIs(t *testing.T) {
	t.Parallel()
	b, _, story := newOil(t)
	for path, want := range map[string][]string{
		story:                          {"/en/", "/en/economy/", "/en/oil/"},
		"/en/oil/":                     {"/en/", "/en/economy/"},
		"/en/economy/":                 {"/en/"},
		"/en/":                         nil,
		web.ArchivePath(en, morning()): {"/en/"},
		"/en/nothing/at/all":           nil,
	} {
		if got := attrs(b.get(t, path).doc, ".crumbs a", "href"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

func TestAStoryLeadsOnToOthers(t *testing.T) {
	t.Parallel()
	b, oil, story := newOil(t)
	other := b.add(storyIn(oil, "Pipe laid\nIt is long.\nVery.", 3*time.Hour))
	if got := attrs(b.get(t, story).doc, ".related h3 a", "href"); !slices.Equal(got, []string{b.path(t, en, other)}) {
		t.Errorf("it leads on to %v", got)
	}
}

func TestAStoryIsPassedOnByPlainLinks(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.add(story{section: b.economy, source: kk, live: map[locale.Tag]string{kk: "Порт & теңіз?\nЖаңа.\nМәтін."}})
	path := b.path(t, kk, id)
	for _, shown := range []string{path, web.LatinPath(path)} {
		doc := b.get(t, shown).doc
		links := attrs(doc, ".share a", "href")
		if len(links) != 5 {
			t.Fatalf("%d links", len(links))
		}
		for _, link := range links {
			u, err := url.Parse(link)
			must(t, err)
			q := u.Query()
			text := q.Get("url") + q.Get("u") + q.Get("text") + q.Get("body")
			if !strings.Contains(text, baseURL+shown) {
				t.Errorf("%s does not lead to %s", link, baseURL+shown)
			}
		}
		if doc.Find(".share img, .share iframe, .share script").Length() != 0 {
			t.Error("more than links")
		}
		if got := attrs(doc, ".share li[hidden] button", "data-address"); !slices.Equal(got, []string{baseURL + shown, baseURL + shown}) {
			t.Errorf("copied is %v", got)
		}
	}
}

func TestAPreviewLeadsNowhere(t *testing.T) {
	t.Parallel()
	b, oil, _ := newOil(t)
	id := b.addNow(story{section: oil, source: en, drafts: map[locale.Tag]string{en: "A draft\nSummary.\nText."}})
	made, err := b.newsroom.CreatePreview(t.Context(), b.by, cms.PreviewInput{ArticleID: id, Locale: en, Revision: b.approve(id, en)})
	must(t, err)
	doc := b.get(t, web.PreviewPrefix+"/"+made.Token).doc
	if doc.Find(".story h1").Text() != "A draft" || doc.Find(".related, .share").Length() != 0 {
		t.Error("a preview is passed on, or shows other stories")
	}
}

func TestReadersAreToldOfWhatAMachineMade(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.add(story{section: b.economy, source: en, live: map[locale.Tag]string{en: "Port opens\nWide.\nVery.", ru: "Порт открыт\nШироко.\nОчень."}})
	path := b.path(t, ru, id)
	label := func() (string, int) {
		doc := b.get(t, path).doc
		return doc.Find(".notes .machine").Text(), doc.Find(`meta[name="digital-source-type"]`).Length()
	}
	if text, meta := label(); text != "" || meta != 0 {
		t.Errorf("of what people made they are told %q", text)
	}
	tr, err := b.store.Read().Translation(t.Context(), id, ru)
	must(t, err)
	head, err := b.store.Read().Revision(t.Context(), *tr.HeadID)
	must(t, err)
	content := head.Content
	content.Body = slices.Clone(content.Body)
	content.Body[0].Text, content.Body[0].Confirmation = "Машинный текст.", models.Confirmation{Origin: models.OriginMachine}
	rev := *head
	rev.ID, rev.BaseID, rev.Content = 0, &head.ID, content
	must(t, b.store.Write(t.Context(), func(tx *store.Tx) error { // no machine writes yet
		err := tx.CreateRevision(t.Context(), &rev)
		tr.HeadID, tr.Stage, tr.ApprovedID = &rev.ID, models.Draft, nil
		return errors.Join(err, tx.UpdateTranslation(t.Context(), tr))
	}))
	b.publish(id, ru, rev.ID)
	if text, meta := label(); text == "" || meta != 1 {
		t.Errorf("they are told %q, and machines %d times", text, meta)
	}
}
