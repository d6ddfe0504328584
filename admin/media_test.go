package admin_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
	"github.com/qalam-cms/qalam/models"
)

// drawing is the file of a picture; another shade is another picture.
func drawing(t testing.TB, shade uint8) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{50 * shade, 99, 90, 255}), image.Point{}, draw.Src)
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.Bytes()
}

// picture adds one to the library.
func (h *house) picture(shade uint8) *models.Medium {
	h.t.Helper()
	m, _, err := h.newsroom.AddMedium(h.t.Context(), rights.Operator("test"), cms.UploadInput{Name: "sea.png", Data: drawing(h.t, shade)})
	must(h.t, err)
	return m
}

// file is a file of a form.
type file struct {
	name string
	data []byte
}

// send posts a form with files.
func (p *person) send(path string, header map[string]string, files ...file) answer {
	t := p.h.t
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	must(t, form.WriteField("more", "fields"))
	for _, f := range files {
		part, err := form.CreateFormFile("file", f.name)
		must(t, err)
		_, err = part.Write(f.data)
		must(t, err)
	}
	must(t, form.Close())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.h.server.URL+path, &b)
	must(t, err)
	req.Header.Set("Content-Type", form.FormDataContentType())
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := p.client.Do(req)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	must(t, err)
	return answer{res.StatusCode, res.Header, string(body), doc}
}

func TestAnUploadNamesWhatIsNotTakenAndTakesTheRest(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("author")
	svg := file{"logo.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)}
	a := p.send("/admin/media", nil, file{"sea.png", drawing(t, 1)}, svg).want(t, 422)
	if got := a.doc.Find(".uploads li").Text(); !strings.HasPrefix(got, "logo.png SVG files are not accepted") {
		t.Errorf("refused: %q", got)
	}
	if n := a.doc.Find(".tile").Length(); n != 1 {
		t.Errorf("%d pictures, want the one that was good", n)
	}
	where := p.send("/admin/media", nil, file{"coast.png", drawing(t, 2)}).want(t, 303).header.Get("Location")
	if name := p.get(where).want(t, 200).doc.Find(".facts dd").First().Text(); !strings.HasPrefix(name, "coast.jpeg, 400 × 300") {
		t.Errorf("the new picture: %q", name)
	}
	p.send("/admin/media", nil).want(t, 303) // no file, nothing done
	var list []struct{ ID, Name, Src, Error any }
	b := p.send("/admin/media", map[string]string{"Accept": "application/json"}, file{"a.png", drawing(t, 3)}, svg).want(t, 200)
	must(t, json.Unmarshal([]byte(b.body), &list))
	if len(list) != 2 || list[0].ID == nil || list[0].Error != nil || list[1].ID != nil || list[1].Error == nil {
		t.Errorf("for scripts: %s", b.body)
	}
}

func TestAFileThatIsTooLargeIsRefusedBeforeItIsRead(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	large := append(drawing(t, 1), make([]byte, cms.MaxUpload)...)
	if a := p.send("/admin/media", nil, file{"large.png", large}).want(t, 422); !strings.Contains(a.doc.Find(".uploads li").Text(), "11") {
		t.Errorf("refused: %q", a.doc.Find(".uploads").Text())
	}
	p.send("/admin/media", nil, file{"huge.png", append(large, make([]byte, 2<<20)...)}).want(t, 413)
	p.do(http.MethodPost, "/admin/paste", url.Values{"html": {strings.Repeat("x", 2<<20)}}, nil).want(t, 413)
}

func TestAPictureIsDescribedCutReplacedAndDeleted(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, m := h.login("admin"), h.picture(1)
	path := mediumPath(m)
	square := p.get(path).doc.Find(`[data-cut="1/1"]`).AttrOr("src", "")
	picture := p.get(square).want(t, 200)
	if csp := picture.header.Get("Content-Security-Policy"); csp != "default-src 'none'; sandbox" {
		t.Errorf("a picture may do %q", csp)
	}
	form := url.Values{
		"version": {"1"}, "focus_x": {"12.5"}, "focus_y": {"100"}, "licence": {"CC BY 4.0"}, "last_day": {"2030-02-30"},
		"alt_en": {"The sea"}, "caption_kk": {"Теңіз"}, "credit_az": {"İqtisadiyyat şöbəsi"}, "alt_ru": {"Море"},
	}
	a := p.post(path, form).want(t, 422)
	if got := a.doc.Find("#focus_x").AttrOr("value", "") + a.doc.Find("#caption_kk").Text(); got != "12.5Теңіз" {
		t.Errorf("a refused form has lost something: %q", got)
	}
	form.Set("last_day", "2030-02-28")
	p.post(path, form).want(t, 303)
	a = p.get(path)
	for field, want := range map[string]string{"#focus_x": "12.5", "#focus_y": "100", "#licence": "CC BY 4.0", "#last_day": "2030-02-28", "#credit_az": "İqtisadiyyat şöbəsi"} {
		if got := a.doc.Find(field).AttrOr("value", ""); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	p.get(square).want(t, 302)
	p.post(path, form).want(t, 409)
	p.send(path+"/replace?version=2", nil, file{"b.txt", []byte("no picture")}).want(t, 422)
	p.send(path+"/replace?version=2", nil).want(t, 422)
	p.send(path+"/replace?version=2", nil, file{"b.png", drawing(t, 2)}).want(t, 303)
	p.post(path+"/delete", url.Values{"version": {"2"}}).want(t, 409)
	p.post(path+"/delete", url.Values{"version": {"3"}}).want(t, 303)
	p.get(path).want(t, 404)
	p.get(square).want(t, 404)
}

func mediumPath(m *models.Medium) string { return "/admin/media/" + itoa(m.ID) }

// A translator writes in their language and sees the rest.
func TestATranslatorDescribesPicturesInTheirLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, m := h.login("az"), h.picture(1)
	doc := p.get(mediumPath(m)).want(t, 200).doc
	for field, want := range map[string]bool{"#alt_az": false, "#alt_kk": true, "#licence": true} {
		if _, readonly := doc.Find(field).Attr("readonly"); readonly != want {
			t.Errorf("%s is read only: %v", field, readonly)
		}
	}
	p.post(mediumPath(m), url.Values{"version": {"1"}, "alt_az": {"Dəniz"}, "alt_kk": {"Теңіз"}}).want(t, 403)
	p.post(mediumPath(m), url.Values{"version": {"1"}, "alt_az": {"Dəniz"}, "alt_kk": {""}, "licence": {"x"}}).want(t, 303)
	doc = p.get(mediumPath(m)).doc
	if got := doc.Find("#alt_az").Text() + doc.Find("#alt_kk").Text() + doc.Find("#licence").AttrOr("value", ""); got != "Dəniz" {
		t.Errorf("changed: %q", got)
	}
	p.send(mediumPath(m)+"/replace?version=2", nil, file{"b.png", drawing(t, 2)}).want(t, 403)
	p.post(mediumPath(m)+"/delete", url.Values{"version": {"2"}}).want(t, 403)
}

func TestAStoryHasACoverAndKeepsItWithItsDetails(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, m := h.login("admin"), h.picture(1)
	save := func(more url.Values) *goquery.Document {
		t.Helper()
		version := p.get(h.edit(en)).doc.Find("form[action$=details] input[name=version]").AttrOr("value", "")
		form := url.Values{"version": {version}, "section": {itoa(h.section.ID)}}
		maps.Copy(form, more)
		p.post(h.edit(en)+"/details", form).want(t, 303)
		return p.get(h.edit(en)).doc
	}
	cover := func(doc *goquery.Document) string { return doc.Find("input[name=cover]").AttrOr("value", "") }
	if got := cover(save(url.Values{"cover": {itoa(m.ID)}})); got != itoa(m.ID) {
		t.Errorf("the cover is %q", got)
	}
	if got := cover(save(nil)); got != itoa(m.ID) {
		t.Error("details without a cover take it away")
	}
	use := p.get(mediumPath(m)).doc.Find("#uses").Parent().Text()
	if !strings.Contains(use, "Port opens") {
		t.Errorf("used in: %q", use)
	}
	if got := cover(save(url.Values{"cover": {""}})); got != "" {
		t.Error("the cover stays")
	}
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }

// TestEveryUploadGetsItsVerdict sends the corpus of files through the forms, in which
// a name and a type are what the sender says: as new pictures, and those that are
// refused in place of another, too. Import has a test of its own.
func TestEveryUploadGetsItsVerdict(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("author")
	messages := messagesOf(t)
	english, _ := messages.Printer("en")
	sent := 0
	replace := p.send("/admin/media", nil, file{"mine.png", drawing(t, 1)}).want(t, 303).header.Get("Location") + "/replace?version=1"
	for _, f := range uploads.Corpus() {
		if f.Refused == "" && f.Width*f.Height > 200_000 {
			continue // Making all prints of it takes long, and it is no other way in.
		}
		sent++
		var got []struct {
			ID          int64
			Name, Error string
		}
		a := p.send("/admin/media", map[string]string{"Accept": "application/json"}, file{f.Name, f.Data()})
		if a.status != http.StatusOK {
			if a.status != http.StatusRequestEntityTooLarge || f.Refused != "error.image_bytes" {
				t.Errorf("%s: %d", f.What, a.status)
			}
			continue
		}
		must(t, json.Unmarshal([]byte(a.body), &got))
		want := ""
		if f.Refused != "" {
			want = english.T(f.Refused, "size", sizeIn(f.Refused))
		}
		if len(got) != 1 || got[0].Error != want || (got[0].ID == 0) != (want != "") {
			t.Errorf("%s (%s): %+v, want %q", f.What, f.Name, got, want)
		}
		if want == "" {
			continue
		}
		if a := p.send(replace, nil, file{f.Name, f.Data()}); a.doc.Find("#problem").Text() != want {
			t.Errorf("%s (%s) in place of another: %d %q, want %q", f.What, f.Name, a.status, a.doc.Find("#problem").Text(), want)
		}
	}
	if sent < 60 {
		t.Errorf("only %d files", sent)
	}
}

// sizeIn is the size that a message of refusal names.
func sizeIn(key string) int {
	if key == "error.image_pixels" {
		return 40
	}
	return cms.MaxUpload >> 20
}
