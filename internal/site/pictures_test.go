package site_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// picture adds a picture to the library, whose words all have something in them.
func (b *builder) picture(word string) *models.Medium {
	b.t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1000, 600))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{byte(len(word) * 16), 120, 90, 255}), image.Point{}, draw.Src)
	var file bytes.Buffer
	must(b.t, png.Encode(&file, m))
	texts := map[locale.Tag]cms.MediumText{}
	for _, l := range []locale.Tag{en, kk} {
		texts[l] = cms.MediumText{Alt: word + " alt " + string(l), Caption: word + " caption " + string(l), Credit: word + " credit " + string(l)}
	}
	added, _, err := b.newsroom.AddMedium(b.t.Context(), b.by, cms.UploadInput{Name: "view.png", Data: file.Bytes(), Texts: texts})
	must(b.t, err)
	return added
}

// prints are addresses of a picture, as the public, an editor at another moment
// and whoever has a link have them.
func prints(m *models.Medium) []string {
	var list []string
	for _, cut := range []cms.Cut{cms.FullCut, cms.WideCut, cms.SquareCut} {
		for _, r := range cms.Renditions(m, cut) {
			list = append(list, web.MediaPath(web.MediaPrefix, m, r, "webp"), web.MediaPath(web.MediaPrefix, m, r, "jpg"))
		}
	}
	return list
}

// wantPicture fails unless the public gets every print of a picture, or none.
func (b *builder) wantPicture(t *testing.T, m *models.Medium, public bool) {
	t.Helper()
	want := http.StatusNotFound
	if public {
		want = http.StatusOK
	}
	for _, path := range prints(m) {
		if a := b.get(t, path); a.status != want {
			t.Errorf("%s: got %d, want %d", path, a.status, want)
		}
	}
}

// shownIn adds a story that has a picture at its head and one in its text, live in
// English, Kazakh and Russian.
func (b *builder) shownIn(cover, inText *models.Medium) int64 {
	b.t.Helper()
	words := "Title\nSummary\nOne.\n\n![](" + text.MediumURL(inText.ID) + ")\n\nTwo.\n"
	id := b.addNow(story{section: b.economy, source: en, live: map[locale.Tag]string{en: words, kk: words, ru: words}})
	a, err := b.store.Read().Article(b.t.Context(), id)
	must(b.t, err)
	must(b.t, b.newsroom.UpdateArticle(b.t.Context(), b.by, id, a.Version, cms.ArticleInput{
		Kind: a.Kind, SectionID: a.SectionID, Source: en, Place: a.Place, CoverID: &cover.ID,
	}))
	return id
}

func TestAPageShowsPicturesInTheSizesThatThereAre(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	cover, inText := b.picture("cover"), b.picture("text")
	path := b.follow(t, web.ArticleIDPath(en, b.shownIn(cover, inText)))
	doc := b.get(t, path).doc
	for at, m := range map[string]*models.Medium{".cover": cover, ".body figure": inText} {
		img := doc.Find(at + " img")
		if img.AttrOr("width", "") != "1000" || img.AttrOr("height", "") != "600" || img.AttrOr("sizes", "") == "" {
			t.Errorf("%s has no size: %v", at, img.Nodes)
		}
		srcset := doc.Find(at+" source[type='image/webp']").AttrOr("srcset", "")
		for _, r := range cms.Renditions(m, cms.FullCut) {
			if !strings.Contains(srcset, web.MediaPath(web.MediaPrefix, m, r, "webp")) {
				t.Errorf("%s lacks %s in %s", at, r.Name(), srcset)
			}
		}
	}
	if loading := doc.Find(".cover img").AttrOr("loading", "") + "/" + doc.Find(".body img").AttrOr("loading", ""); loading != "/lazy" {
		t.Errorf("loading of cover and text: %s", loading)
	}
	front := b.get(t, web.FrontPath(en)).doc.Find(".card .picture img")
	if front.Length() != 1 || front.AttrOr("alt", "none") != "" || front.AttrOr("height", "") != "562" {
		t.Errorf("the front page shows %d pictures, alt %q, height %s", front.Length(), front.AttrOr("alt", "none"), front.AttrOr("height", ""))
	}
	for _, path := range append(prints(cover), prints(inText)...) {
		a := b.get(t, path).want(t, http.StatusOK)
		if a.header.Get("Cache-Control") != "public, max-age=31536000, immutable" || a.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" ||
			a.header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(a.header.Get("Content-Type"), "image/") {
			t.Errorf("%s: %v", path, a.header)
		}
		again := b.do(t, http.MethodGet, path, map[string]string{"If-None-Match": a.header.Get("ETag")})
		head := b.do(t, http.MethodHead, path, nil)
		if again.status != http.StatusNotModified || head.status != http.StatusOK || len(head.body) > 0 || head.header.Get("Content-Length") != a.header.Get("Content-Length") {
			t.Errorf("%s: again %d, head %d with %d bytes", path, again.status, head.status, len(head.body))
		}
	}
}

// What a picture says is in the page's language. What stands for it, and who made
// it, is said in another where there is none, and marked so; a caption is not.
func TestAPictureSpeaksTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	cover := b.picture("cover")
	id := b.shownIn(cover, b.picture("text"))
	for l, want := range map[locale.Tag][4]string{
		en: {"cover alt en", "", "cover caption en cover credit en", ""},
		kk: {"cover alt kk", "", "cover caption kk cover credit kk", ""},
		ru: {"cover alt en", "en", "cover credit en", "en"},
	} {
		figure := b.get(t, b.follow(t, web.ArticleIDPath(l, id))).doc.Find(".cover figure")
		got := [4]string{
			figure.Find("img").AttrOr("alt", ""), figure.Find("img").AttrOr("lang", ""),
			figure.Find("figcaption").Text(), figure.Find(".credit").AttrOr("lang", ""),
		}
		if got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}

func TestAPictureWhoseTimeIsOverLeavesNoGap(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	cover, inText := b.picture("cover"), b.picture("text")
	path := b.follow(t, web.ArticleIDPath(en, b.shownIn(cover, inText)))
	before := b.get(t, path)
	facts := cms.MediumFacts{LastDay: b.newsroom.Now().In(b.newsroom.Zone()).Format(time.DateOnly)}
	for _, m := range []*models.Medium{cover, inText} {
		must(t, b.newsroom.ChangeMedium(t.Context(), b.by, m.ID, 1, cms.MediumInput{Facts: &facts}))
	}
	// The focus has moved, so the addresses of cuts have, too.
	b.get(t, prints(cover)[0]).want(t, http.StatusFound)
	b.clock.Advance(24 * time.Hour)
	for _, page := range []string{path, web.FrontPath(en)} {
		if n := b.get(t, page).doc.Find("main picture, main figure").Length(); n != 0 {
			t.Errorf("%s shows %d pictures", page, n)
		}
	}
	b.wantPicture(t, cover, false)
	b.wantPicture(t, inText, false)
	again := b.do(t, http.MethodGet, path, map[string]string{"If-None-Match": before.header.Get("ETag")})
	if again.status != http.StatusOK {
		t.Errorf("what was kept of the page is said to be right: %d", again.status)
	}
}

// A draft's pictures are shown to who has the link to it, and no others are.
func TestALinkToADraftShowsItsPicturesOnly(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	shown, other := b.picture("shown"), b.picture("another")
	id := b.addNow(story{section: b.economy, source: en, drafts: map[locale.Tag]string{
		en: "Draft\nSummary\n![](" + text.MediumURL(shown.ID) + ")\n",
	}})
	tr, err := b.store.Read().Translation(t.Context(), id, en)
	must(t, err)
	link, err := b.newsroom.CreatePreview(t.Context(), b.by, cms.PreviewInput{ArticleID: id, Locale: en, Revision: *tr.HeadID})
	must(t, err)
	path := web.PreviewPrefix + "/" + link.Token
	src := b.get(t, path).doc.Find("figure img").AttrOr("src", "")
	if !strings.HasPrefix(src, path+"/media/") {
		t.Fatalf("the picture is at %q", src)
	}
	a := b.get(t, src).want(t, http.StatusOK)
	if a.header.Get("Cache-Control") != "private, no-cache" || a.header.Get("X-Robots-Tag") == "" {
		t.Errorf("the picture of a draft may be kept: %v", a.header)
	}
	b.get(t, strings.ReplaceAll(src, "/media/"+itoa(shown.ID)+"/", "/media/"+itoa(other.ID)+"/")).want(t, http.StatusNotFound)
	b.wantPicture(t, shown, false)
	if strings.Contains(b.log.String(), link.Token) {
		t.Error("the log has the token")
	}
	b.clock.Advance(24 * time.Hour)
	b.get(t, src).want(t, http.StatusNotFound)
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }

func (a answer) want(t testing.TB, status int) answer {
	t.Helper()
	if a.status != status {
		t.Errorf("got %d, want %d", a.status, status)
	}
	return a
}
