package cms_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// drawing is the file of a picture; another shade is another picture, which stays
// another one when it is compressed.
func drawing(t testing.TB, shade int) []byte {
	t.Helper()
	return stripes(t, shade, 25, 300)
}

// stripes is drawing with stripes of another size.
func stripes(t testing.TB, shade, wide, tall int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 16*wide, tall))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{uint8(shade % 250), 120, 90, 255}), image.Point{}, draw.Src)
	for bit := range 16 {
		if shade>>bit&1 == 1 {
			draw.Draw(m, image.Rect(wide*bit, 0, wide*bit+wide, tall), image.White, image.Point{}, draw.Src)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// picture uploads one.
func (r *room) picture(t testing.TB, by cms.Actor, shade int) *models.Medium {
	t.Helper()
	m, added, err := r.AddMedium(t.Context(), by, cms.UploadInput{Name: "Sea view.PNG", Data: drawing(t, shade)})
	if err != nil || !added {
		t.Fatalf("added %v, %v", added, err)
	}
	return m
}

// withPicture is a text with a picture in it.
func withPicture(m *models.Medium) models.Content {
	c := content("Title", "One.")
	c.Body = append(c.Body, models.Block{Kind: models.Image, URL: text.MediumURL(m.ID)})
	return c
}

// variant names the smallest print of a cut.
func variant(m *models.Medium, c cms.Cut) string { return cms.Variant(m, cms.Renditions(m, c)[0]) }

// seen reports whether the public gets a picture now.
func (r *room) seen(t *testing.T, m *models.Medium) bool {
	t.Helper()
	p, err := r.PublicPrint(t.Context(), r.Now(), m.ID, variant(m, cms.WideCut), m.Name+".webp")
	if err != nil {
		wantError(t, err, errs.NotFound, "error.not_found")
		return false
	}
	return p.Current && len(p.Data) > 0
}

func TestTheSameFileIsOnePicture(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		first := r.picture(t, r.boss, 10)
		if first.Name != "sea-view" {
			t.Errorf("the name is %q", first.Name)
		}
		again, added, err := r.AddMedium(t.Context(), r.boss, cms.UploadInput{Name: "other.jpg", Data: drawing(t, 10)})
		if err != nil || added || again.ID != first.ID {
			t.Errorf("got picture %d, added %v, %v", again.ID, added, err)
		}
		if other := r.picture(t, r.boss, 20); other.ID == first.ID {
			t.Error("two pictures are one")
		}
		_, _, err = r.AddMedium(t.Context(), r.boss, cms.UploadInput{Name: "a.png", Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")})
		wantError(t, err, errs.Invalid, "error.image_svg")
	})
}

// A picture is public while something that readers see shows it, and never
// otherwise.
func TestAPictureIsPublicWhileSomethingPublicShowsIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		inText, cover, unused := r.picture(t, r.boss, 10), r.picture(t, r.boss, 20), r.picture(t, r.boss, 30)
		want := func(when string, text, head bool) {
			t.Helper()
			if got := [3]bool{r.seen(t, inText), r.seen(t, cover), r.seen(t, unused)}; got != [3]bool{text, head, false} {
				t.Errorf("%s: in the text, at the head, unused: %v", when, got)
			}
		}
		id := r.article(t, r.boss, en)
		in := cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en, CoverID: &cover.ID}
		if err := r.UpdateArticle(t.Context(), r.boss, id, 1, in); err != nil {
			t.Fatal(err)
		}
		first := r.save(t, id, en, withPicture(inText))
		want("of a draft", false, false)
		r.approve(t, id, en)
		if _, err := r.schedule(t, id, r.soon(60)); err != nil {
			t.Fatal(err)
		}
		want("of what is planned", false, false)
		r.clock.Advance(time.Hour)
		want("of what is live", true, true)
		second := first.Content
		second.Body = second.Body[:1]
		r.save(t, id, en, second)
		want("of what is live, when a draft has it no more", true, true)
		if err := r.Withdraw(t.Context(), r.boss, id, en); err != nil {
			t.Fatal(err)
		}
		want("of what is withdrawn", false, false)
	})
}

func TestAPictureWhoseTimeIsOverIsShownNowhere(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		id := r.article(t, r.boss, en)
		r.save(t, id, en, withPicture(m))
		r.publish(t, id, en)
		day := r.clock.Now().In(r.Zone()).Format(time.DateOnly)
		facts := cms.MediumFacts{FocusX: 500, FocusY: 500, LastDay: day}
		if err := r.ChangeMedium(t.Context(), r.boss, m.ID, 1, cms.MediumInput{Facts: &facts}); err != nil {
			t.Fatal(err)
		}
		shown := func() (pictures int, alarms []string) {
			t.Helper()
			story, err := r.Story(t.Context(), r.Now(), en, id)
			if err != nil {
				t.Fatal(err)
			}
			list, err := r.Overview(t.Context(), r.boss, en)
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range list[0].Tasks {
				alarms = append(alarms, task.Alarm)
			}
			return len(story.Pictures), alarms
		}
		g, err := r.Generation(t.Context(), r.Now())
		if err != nil {
			t.Fatal(err)
		}
		if n, alarms := shown(); n != 1 || !r.seen(t, m) || !cmp.Equal(alarms, []string{cms.AlarmExpiring}) {
			t.Errorf("on its last day: %d pictures, alarms %v", n, alarms)
		}
		r.clock.Set(g.Until.Time())
		if n, alarms := shown(); n != 0 || r.seen(t, m) || !slices.Contains(alarms, cms.AlarmExpired) {
			t.Errorf("after it: %d pictures, alarms %v", n, alarms)
		}
		after, err := r.Generation(t.Context(), r.Now())
		if err != nil || after.Since != g.Until {
			t.Errorf("the site is as it is since %v, want %v (%v)", after.Since, g.Until, err)
		}
	})
}

func TestAMovedFocusAndAReplacementHaveOtherAddresses(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		old := variant(m, cms.SquareCut)
		get := func(variant string) *cms.Print {
			t.Helper()
			p, err := r.MediumPrint(t.Context(), r.boss, m.ID, variant, m.Name+".jpg")
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		facts := cms.MediumFacts{FocusX: 2000, FocusY: -5}
		if err := r.ChangeMedium(t.Context(), r.boss, m.ID, 1, cms.MediumInput{Facts: &facts}); err != nil {
			t.Fatal(err)
		}
		if p := get(old); p.Current || p.Medium.FocusX != 1000 || p.Medium.FocusY != 0 || p.Medium.Edition != 2 {
			t.Errorf("the old address: current %v, %+v", p.Current, p.Medium)
		}
		if err := r.ReplaceMedium(t.Context(), r.boss, m.ID, 2, drawing(t, 99)); err != nil {
			t.Fatal(err)
		}
		p := get(old)
		if again := get(cms.Variant(p.Medium, p.Rendition)); !again.Current || again.Medium.Edition != 3 {
			t.Errorf("the new address: %+v", again)
		}
		wantError(t, r.ReplaceMedium(t.Context(), r.boss, m.ID, 2, drawing(t, 98)), errs.Conflict, "error.changed_meanwhile")
		r.picture(t, r.boss, 50)
		wantError(t, r.ReplaceMedium(t.Context(), r.boss, m.ID, 3, drawing(t, 50)), errs.Conflict, "error.image_there")
		for _, name := range []string{"square-160-4", "square-160-0", "square-161-3", "square-160", "..", "full-320-3/.."} {
			_, err := r.MediumPrint(t.Context(), r.boss, m.ID, name, m.Name+".jpg")
			wantError(t, err, errs.NotFound, "error.not_found")
		}
	})
}

// Each may do what the rights table says, to what they uploaded besides, and say
// in their language what a picture shows.
func TestWhoMayDoWhatWithPictures(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		translator := r.user(t, "translator", grant(models.RoleTranslator, kk))
		editor := r.user(t, "editor", grant(models.RoleEditor, ru))
		nobody := r.user(t, "nobody")
		m := r.picture(t, author, 10)
		facts := cms.MediumInput{Facts: &cms.MediumFacts{Licence: "One use"}}
		describe := func(l locale.Tag) cms.MediumInput {
			return cms.MediumInput{Texts: map[locale.Tag]cms.MediumText{l: {Alt: "Alt " + string(l) + time.Duration(r.version(t, m.ID)).String()}}}
		}
		for _, c := range []struct {
			name string
			by   cms.Actor
			in   cms.MediumInput
			want errs.Kind
		}{
			{"their own facts", author, facts, errs.Unset},
			{"their own texts", author, describe(kk), errs.Unset},
			{"facts of others", translator, cms.MediumInput{Facts: &cms.MediumFacts{Licence: "x"}}, errs.Forbidden},
			{"texts in their language", translator, describe(kk), errs.Unset},
			{"texts in another", translator, describe(ru), errs.Forbidden},
			{"anything", editor, describe(az), errs.Unset},
			{"nothing", nobody, describe(az), errs.Forbidden},
		} {
			err := r.ChangeMedium(t.Context(), c.by, m.ID, r.version(t, m.ID), c.in)
			if kind, _, _ := errs.Public(err); err == nil && c.want != errs.Unset || err != nil && kind != c.want {
				t.Errorf("%s: %v, want %v", c.name, err, c.want)
			}
		}
		_, _, err := r.AddMedium(t.Context(), nobody, cms.UploadInput{Name: "a.png", Data: drawing(t, 1)})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		wantError(t, r.DeleteMedium(t.Context(), translator, m.ID, r.version(t, m.ID)), errs.Forbidden, "error.forbidden")
		if err := r.DeleteMedium(t.Context(), author, m.ID, r.version(t, m.ID)); err != nil {
			t.Error(err)
		}
		used := r.picture(t, r.boss, 20)
		r.save(t, r.article(t, r.boss, en), en, withPicture(used))
		wantError(t, r.DeleteMedium(t.Context(), r.boss, used.ID, 1), errs.Conflict, "error.image_used")
	})
}

// version is the present one of a picture.
func (r *room) version(t *testing.T, id int64) int {
	t.Helper()
	d, err := r.Medium(t.Context(), r.boss, id, en)
	if err != nil {
		t.Fatal(err)
	}
	return d.Version
}

func TestTheLibraryIsFoundByWordsOfEveryLanguage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		sea, other := r.picture(t, r.boss, 10), r.picture(t, r.boss, 20)
		texts := map[locale.Tag]cms.MediumText{
			az: {Alt: "Xəzər dənizi", Credit: "İqtisadiyyat şöbəsi"}, kk: {Caption: "Каспий теңізі"}, ru: {Alt: "Ёлка у моря"},
		}
		if err := r.ChangeMedium(t.Context(), r.boss, sea.ID, 1, cms.MediumInput{Texts: texts}); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string][]int64{
			"": {other.ID, sea.ID}, "xezer": {sea.ID}, "тениз": {sea.ID}, "елка мор": {sea.ID}, "iqtisad": {sea.ID}, "elsewhere": nil,
			"sea": {other.ID, sea.ID}, "sea ёл": {sea.ID},
		} {
			list, more, err := r.Media(t.Context(), r.boss, cms.MediaQuery{Text: query})
			if err != nil || more {
				t.Fatal(err, more)
			}
			var got []int64
			for _, m := range list {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", query, diff)
			}
		}
		r.save(t, r.article(t, r.boss, en), en, withPicture(sea))
		list, _, err := r.Media(t.Context(), r.boss, cms.MediaQuery{Filter: cms.MediaFilters()[2]})
		if err != nil || len(list) != 1 || list[0].ID != other.ID {
			t.Errorf("unused: %v, %v", list, err)
		}
	})
}

// A picture that the library describes in the language needs no words in the text.
func TestWordsOfTheLibraryStandForThoseOfTheText(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		id := r.article(t, r.boss, en)
		r.save(t, id, en, withPicture(m))
		if !r.finds(t, id, en, "alt") {
			t.Error("nothing is found of a picture that nobody has described")
		}
		in := cms.MediumInput{Texts: map[locale.Tag]cms.MediumText{en: {Alt: "The sea"}}}
		if err := r.ChangeMedium(t.Context(), r.boss, m.ID, 1, in); err != nil {
			t.Fatal(err)
		}
		if r.finds(t, id, en, "alt") {
			t.Error("the words of the library are passed over")
		}
	})
}

func (r *room) finds(t *testing.T, id int64, l locale.Tag, check string) bool {
	t.Helper()
	list, err := r.Findings(t.Context(), r.boss, id, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Check == check {
			return true
		}
	}
	return false
}

// Pictures come in with stories and go out again, and coming in twice changes
// nothing.
func TestPicturesComeAndGoWithStories(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		file := func(shade int) func(context.Context) ([]byte, error) {
			return func(context.Context) ([]byte, error) { return drawing(t, shade), nil }
		}
		c := content("Title", "One.")
		c.Body = append(c.Body, models.Block{Kind: models.Image, URL: "chart.png", Alt: "A chart", Text: "Tonnes"})
		story := cms.PortableStory{
			Key: "elsewhere:1", Kind: models.News, Source: en, Section: cms.SectionInput{Key: "culture"}, Cover: "cover.png",
			Pictures: []cms.PortablePicture{
				{File: "cover.png", Read: file(10), Texts: map[locale.Tag]cms.MediumText{en: {Alt: "The sea"}}},
				{File: "chart.png", Read: file(20)},
			},
			Versions: []cms.PortableVersion{{Locale: en, Content: c}},
		}
		bring := func(s cms.PortableStory) cms.Imported {
			t.Helper()
			list, err := r.Import(t.Context(), r.boss, []cms.PortableStory{s}, cms.ImportOptions{Publish: true})
			if err != nil {
				t.Fatal(err)
			}
			return list[0]
		}
		first := bring(story)
		if again := bring(story); first.Err != nil || again.Err != nil || again.Outcome != cms.Unchanged {
			t.Errorf("first %+v, again %+v", first, again)
		}
		live, err := r.Story(t.Context(), r.Now(), en, first.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		if p := live.Cover(); p == nil || p.Alt.Text != "The sea" || len(live.Pictures) != 2 {
			t.Errorf("the cover is %+v, pictures %d", p, len(live.Pictures))
		}
		var out *cms.PortableStory
		err = r.Export(t.Context(), r.boss, func(_ int64, s *cms.PortableStory) error { out = s; return nil })
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, p := range out.Pictures {
			names[p.File] = true
			if texts := p.Texts[en]; p.File != out.Cover && texts != (cms.MediumText{Alt: "A chart", Caption: "Tonnes"}) {
				t.Errorf("%s says %+v", p.File, texts)
			}
		}
		if body := out.Versions[0].Content.Body; !names[out.Cover] || !names[body[1].URL] || len(names) != 2 {
			t.Errorf("cover %q, in the text %q, of %v", out.Cover, body[1].URL, names)
		}
		if again := bring(*out); again.Err != nil || again.Outcome != cms.Unchanged || again.ArticleID != first.ArticleID {
			t.Errorf("what was exported comes back as %+v", again)
		}
		story.Key, story.Pictures[0].Read = "elsewhere:2", func(context.Context) ([]byte, error) { return []byte("<svg>"), nil }
		wantError(t, bring(story).Err, errs.Invalid, "error.image_svg")
	})
}

// A print that is not there is made of the picture when somebody asks for it.
func TestAPrintThatIsMissingIsMadeWhenItIsAskedFor(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		name := variant(m, cms.SquareCut)
		get := func() (*cms.Print, error) {
			return r.MediumPrint(t.Context(), r.boss, m.ID, name, m.Name+".webp")
		}
		before, err := get()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(r.media, m.Digest[:2], m.Digest, "square-160@500-500.webp")); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				after, err := get()
				if err != nil || len(after.Data) == 0 || after.Type != before.Type {
					t.Errorf("made anew: %v", err)
				}
			})
		}
		all.Wait()
		if err := os.RemoveAll(r.media); err != nil {
			t.Fatal(err)
		}
		_, err = get()
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestAPictureWithoutItsFileIsAProblem(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		media := func() (texts []string) {
			t.Helper()
			h, err := r.Examine(t.Context(), r.boss)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range h.Problems {
				if p.Check == "media" {
					texts = append(texts, p.Text)
				}
			}
			return texts
		}
		if got := media(); len(got) > 0 {
			t.Errorf("all is there: %v", got)
		}
		if err := os.RemoveAll(filepath.Join(r.media, m.Digest[:2])); err != nil {
			t.Fatal(err)
		}
		if got := media(); len(got) != 1 {
			t.Errorf("the file is gone: %v", got)
		}
	})
}
