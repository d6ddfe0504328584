package site_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// introduce tells of an author in English and Russian, with a portrait.
func (b *builder) introduce(a *models.Author) {
	b.t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{90, 99, 120, 255}), image.Point{}, draw.Src)
	var file bytes.Buffer
	must(b.t, png.Encode(&file, m))
	picture, _, err := b.newsroom.AddMedium(b.t.Context(), b.by, cms.UploadInput{
		Name: "desk.png", Data: file.Bytes(),
		Texts: map[locale.Tag]cms.MediumText{en: {Alt: "The desk", Caption: "In the morning", Credit: "Photo desk"}},
	})
	must(b.t, err)
	in := cms.AuthorForm{Handle: a.Handle, PortraitID: &picture.ID, Texts: map[locale.Tag]cms.AuthorText{}}
	for l, biography := range map[locale.Tag]string{
		en: "Writes of ports & trade.\n\nSince 2020.", ru: "Пишет о портах и торговле.",
	} {
		text := cms.AuthorTextOf(a, l)
		text.Biography = biography
		if l == ru {
			text.Handle = "@qalam_ekonomika"
		}
		if text.Name != "" {
			in.Texts[l] = text
		}
	}
	must(b.t, b.newsroom.ChangeAuthor(b.t.Context(), b.by, a.ID, a.Version, in))
}

func TestTheFormerAddressesOfTagsAndAuthorsLeadOnForGood(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	ctx := t.Context()
	must(t, b.newsroom.ChangeTag(ctx, b.by, b.transport.ID, 1, map[locale.Tag]cms.TagText{kk: {Name: "Көлік пен жол"}}))
	gone, err := b.newsroom.AddTag(ctx, b.by, map[locale.Tag]cms.TagText{en: {Name: "Traffic"}})
	must(t, err)
	_, err = b.newsroom.MergeTag(ctx, b.by, gone.ID, 1, b.transport.ID)
	must(t, err)
	in := cms.AuthorForm{Texts: map[locale.Tag]cms.AuthorText{en: {Name: "Quiet desk"}}}
	must(t, b.newsroom.ChangeAuthor(ctx, b.by, b.silent.ID, 1, in))
	for from, to := range map[string]string{
		"/kk/tags/kolik/":          "/kk/tags/kolik-pen-zhol/",
		"/en/tags/traffic/":        "/en/tags/transport/",
		"/ru/tags/traffic/":        "/ru/tags/transport/",
		"/en/authors/silent-desk/": "/en/authors/quiet-desk/",
	} {
		a := b.get(t, from)
		if a.status != http.StatusMovedPermanently || a.header.Get("Location") != to {
			t.Errorf("%s: %d %s, want %s", from, a.status, a.header.Get("Location"), to)
		}
	}
	if a := b.get(t, "/en/tags/kolik/"); a.status != http.StatusNotFound {
		t.Errorf("a slug of another language answers %d", a.status)
	}
}

func TestAnAuthorsPageTellsWhoTheyAreAndShowsThemWhereTheirStoriesArePublic(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	a := b.get(t, "/kk/authors/ekonomika-bolimi/")
	if lang := a.doc.Find(".biography").AttrOr("lang", ""); lang != "ru" {
		t.Errorf("the Kazakh page has a biography in %q, want the next of the reading order", lang)
	}
	a = b.get(t, "/en/authors/economy-desk/")
	if n := a.doc.Find(".biography p").Length(); n != 2 || strings.Contains(string(a.body), "In the morning") {
		t.Errorf("%d paragraphs, want 2, and no caption", n)
	}
	src := a.doc.Find(".portrait img").AttrOr("src", "")
	if p := b.get(t, src); p.status != http.StatusOK || !strings.Contains(src, "/square-") {
		t.Errorf("the portrait %q answers %d", src, p.status)
	}
	russian := b.get(t, b.path(t, ru, b.port))
	if handle := russian.doc.Find(".byline .handle").Text(); handle != "@qalam_ekonomika" {
		t.Errorf("the Russian byline has the handle %q", handle)
	}
	// Who has no story in public is not shown.
	b.introduce(b.silent)
	if a := b.get(t, "/en/authors/silent-desk/"); a.doc.Find(".portrait").Length() > 0 || a.doc.Find(".biography p").Length() != 2 {
		t.Errorf("without stories the page is:\n%s", a.doc.Find("main").Text())
	}
}
