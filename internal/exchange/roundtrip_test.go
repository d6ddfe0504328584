package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// sameStory compares stories but for the difference between none and empty.
func sameStory() cmp.Options {
	return cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(cms.PortablePicture{}, "Read")}
}

// demoStories reads the stories of the demonstration, the richest there are.
func demoStories(t *testing.T) []cms.PortableStory {
	t.Helper()
	var list []cms.PortableStory
	for _, item := range collect(Markdown(os.DirFS("../demo/stories"), site(t))) {
		if item.Refusal != nil {
			t.Fatal(item.Refusal)
		}
		list = append(list, item.Story)
	}
	if len(list) < 12 {
		t.Fatalf("only %d stories", len(list))
	}
	return list
}

// rich is a story that has everything.
func rich() cms.PortableStory {
	return cms.PortableStory{
		Key: "markdown:deep/rich", Kind: models.Opinion, Source: "kk", Urgent: true,
		Place:   models.Names{"kk": "АҚТАУ", "en": "AKTAU: the port # 1"},
		Section: cms.SectionInput{Key: "economy", Names: models.Names{"kk": "Экономика", "en": "Economy"}},
		Authors: []cms.AuthorInput{{Key: "desk", Handle: "@desk", Names: map[locale.Tag]cms.AuthorNameInput{
			"kk": {Name: "Бөлім", Title: "Баку"}, "en": {Name: "Desk, \"the\" one", Title: "Baku: bureau"},
		}}},
		Cover: "head.png",
		Pictures: []cms.PortablePicture{
			drawn("head.png", map[locale.Tag]cms.MediumText{"kk": {Alt: "Теңіз: кеме", Credit: "– бөлім"}, "en": {Caption: "# 1"}}),
			drawn("text.png", map[locale.Tag]cms.MediumText{}),
		},
		Tags: []cms.TagInput{{Key: "ports", Names: models.Names{"kk": "Порттар", "en": "- Ports"}}},
		Versions: []cms.PortableVersion{
			{
				Locale: "en", Date: 1_763_000_000_000, Aliases: []string{"/old: path/1", "/2"},
				Content: models.Content{
					Title: "# Title: with 'quotes' --- and more", Slug: "rich", Summary: "Line one\nline two: three",
					SEO:  models.SEO{Title: "null", Description: "yes"},
					Body: richBody("en"),
				},
				Translator: cms.AuthorInput{Key: "en-desk", Names: map[locale.Tag]cms.AuthorNameInput{"en": {Name: "2026"}}},
			},
			{
				Locale: "kk", Date: 1_763_000_100_000,
				Content: models.Content{Title: "Тақырып", Slug: "takyryp", Body: richBody("kk")},
			},
		},
	}
}

// drawn is a picture whose file holds its name.
func drawn(name string, texts map[locale.Tag]cms.MediumText) cms.PortablePicture {
	return cms.PortablePicture{
		File: name, Licence: "CC BY: " + name, Texts: texts,
		Read: func(context.Context) ([]byte, error) { return []byte(name), nil },
	}
}

// samePictures fails unless the files of stories hold the same.
func samePictures(t *testing.T, want, got []cms.PortablePicture) {
	t.Helper()
	for i := range want {
		a, err := want[i].Read(t.Context())
		b, err2 := got[i].Read(t.Context())
		if err != nil || err2 != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: %v, %v, %d and %d bytes", want[i].File, err, err2, len(a), len(b))
		}
	}
}

func richBody(lang string) models.Body {
	body := models.Body{
		{Kind: models.Heading2, Text: "Heading <em>two</em> 1. no list"},
		{Kind: models.Paragraph, Text: `Text with <strong>bold</strong>, <a href="https://example.org/a?b=c&amp;d">a link</a> and * _ # &lt;b&gt;`},
		{Kind: models.Paragraph, Text: "---"},
		{Kind: models.Paragraph, Text: "+ not a list"},
		{Kind: models.Heading3, Text: "Three"},
		{Kind: models.Bullet, Text: "one"},
		{Kind: models.Bullet, Text: "two"},
		{Kind: models.Number, Text: "first"},
		{Kind: models.Quote, Text: "Said", Source: "somebody"},
		{Kind: models.Image, URL: "https://example.org/i.jpg", Alt: "what is seen", Text: "A caption"},
		{Kind: models.Image, URL: "text.png", Alt: "of the bundle"},
		{Kind: models.Embed, URL: "https://example.org/video"},
		{Kind: models.Rule},
		{Kind: models.Table, Text: "<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>"},
	}
	for i := range body {
		body[i].Key = models.Key(fmt.Sprintf("%s%d", lang[:1], i))
	}
	return body
}

// withoutKeys is what a Markdown file can carry: blocks have no keys in it.
func withoutKeys(s cms.PortableStory) cms.PortableStory {
	s.Versions = slices.Clone(s.Versions)
	for i := range s.Versions {
		s.Versions[i].Content.Body = slices.Clone(s.Versions[i].Content.Body)
		for j := range s.Versions[i].Content.Body {
			s.Versions[i].Content.Body[j].Key = ""
			s.Versions[i].Content.Body[j].Confirmation = models.Confirmation{}
		}
	}
	return s
}

func TestWrittenBundlesReadBackAsTheSameStories(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := site(t)
	want := map[string]cms.PortableStory{}
	for i, s := range append(demoStories(t), rich()) {
		if err := WriteMarkdown(t.Context(), dir, int64(i+1), &s, o.Zone); err != nil {
			t.Fatal(err)
		}
		want[s.Key] = withoutKeys(s)
	}
	got := map[string]cms.PortableStory{}
	for _, item := range collect(Markdown(os.DirFS(dir), o)) {
		if item.Refusal != nil {
			t.Fatal(item.Refusal)
		}
		got[item.Story.Key] = item.Story
	}
	if diff := cmp.Diff(want, got, sameStory()); diff != "" {
		t.Fatalf("(-written +read):\n%s", diff)
	}
	for key := range want {
		samePictures(t, want[key].Pictures, got[key].Pictures)
	}
}

func TestWrittenLinesReadBackAsTheSameStories(t *testing.T) {
	t.Parallel()
	want := append(demoStories(t), rich())
	var b bytes.Buffer
	dir := t.TempDir()
	for i := range want {
		for j := range want[i].Versions {
			body := want[i].Versions[j].Content.Body
			for k := range body {
				body[k].Key = models.Key(fmt.Sprintf("key%d", k))
				body[k].Origin = models.OriginImport
			}
			body[0].Mark = models.Added
		}
		for j := range want[i].Pictures { // as an export names them
			want[i].Pictures[j].File = fmt.Sprintf("%d-%d.png", i, j)
		}
		if err := WriteJSONL(&b, int64(i+1), &want[i]); err != nil {
			t.Fatal(err)
		}
		if err := WritePictures(t.Context(), dir, &want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Count(b.String(), "\n"); got != len(want) {
		t.Errorf("%d lines for %d stories", got, len(want))
	}
	var got []cms.PortableStory
	for _, item := range collect(JSONL(&b, "x", os.DirFS(dir))) {
		if item.Refusal != nil {
			t.Fatal(item.Refusal)
		}
		got = append(got, item.Story)
	}
	if diff := cmp.Diff(want, got, sameStory()); diff != "" {
		t.Fatalf("(-written +read):\n%s", diff)
	}
	for i := range want {
		samePictures(t, want[i].Pictures, got[i].Pictures)
	}
}

func TestAStoryFromHereGetsAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	s := rich()
	s.Key = ""
	var b bytes.Buffer
	if err := WriteJSONL(&b, 7, &s); err != nil {
		t.Fatal(err)
	}
	if got, want := only(t, JSONL(&b, "x", fstest.MapFS{"head.png": {}, "text.png": {}})).Key, "qalam:7"; got != want {
		t.Errorf("key %q, want %q", got, want)
	}
	dir := t.TempDir()
	if err := WriteMarkdown(t.Context(), dir, 7, &s, site(t).Zone); err != nil {
		t.Fatal(err)
	}
	if got, want := only(t, Markdown(os.DirFS(dir), site(t))).Key, "markdown:takyryp-7"; got != want {
		t.Errorf("key %q, want %q", got, want)
	}
}

func TestABundleNeverLeavesItsFolder(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"markdown:../out", "markdown:/out", "markdown:a/../../out", "wordpress:1"} {
		if got, want := folderName(7, &cms.PortableStory{Key: key, Source: "en"}), "story-7"; got != want {
			t.Errorf("%s: folder %q, want %q", key, got, want)
		}
	}
}
