package exchange

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// site are the options of a site in four languages, in a zone that is not UTC.
func site(t testing.TB) MarkdownOptions {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "")
	if err != nil {
		t.Fatal(err)
	}
	return MarkdownOptions{Locales: set, Zone: time.FixedZone("", 4*60*60), Name: "folder"}
}

// bundles makes a file system of files and their texts, given in turn.
func bundles(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

// page is a Markdown file with the given lines of front matter.
func page(front ...string) string {
	return "---\n" + strings.Join(front, "\n") + "\n---\n\nText.\n"
}

func collect(s Source) (list []Item) {
	for item := range s {
		list = append(list, item)
	}
	return list
}

// only returns the one story of a source.
func only(t *testing.T, s Source) cms.PortableStory {
	t.Helper()
	items := collect(s)
	if len(items) != 1 {
		t.Fatalf("%d stories, want 1: %+v", len(items), items)
	}
	if items[0].Refusal != nil {
		t.Fatalf("refused: %v", items[0].Refusal)
	}
	return items[0].Story
}

func TestABadFileIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("> ", 5000) + "x"
	for _, tc := range []struct {
		name, text string
		line       int
		want       string
	}{
		{"broken YAML", "---\ntitle: T\nplace: \"b\n---\nx\n", 3, "front matter"},
		{"a tab in YAML", "---\ntitle: T\n\tplace: b\n---\nx\n", 3, "front matter"},
		{"a list where a text belongs", "---\ntitle: T\nplace: [a]\n---\nx\n", 3, "front matter"},
		{"a text where a list belongs", "---\ntitle: T\n\nauthors: Desk\n---\nx\n", 4, "front matter"},
		{"front matter that is a list", "---\n- a\n---\nx\n", 2, "front matter"},
		{"no front matter", "# Title\n\nText.\n", 1, "no front matter"},
		{"an empty file", "", 1, "no front matter"},
		{"unterminated front matter", "---\ntitle: T\n\nText.\n", 1, "does not end"},
		{"empty front matter", "---\n---\nText.\n", 1, "no title"},
		{"no title", page("place: BAKU"), 1, "no title"},
		{"a blank title", page("place: BAKU", `title: "  "`), 3, "no title"},
		{"a bad date", page("title: T", "place: BAKU", "date: yesterday"), 4, `no date: "yesterday"`},
		{"a date that is none", page("date: 2026-02-30", "title: T"), 2, `no date: "2026-02-30"`},
		{"invalid UTF-8 in the front matter", "---\ntitle: \xff\n---\n", 2, "invalid UTF-8"},
		{"invalid UTF-8 in the body", "---\ntitle: T\n---\n\nText\n\xd3 Kazakh in another encoding\n", 6, "invalid UTF-8"},
		{"invalid UTF-8 behind a BOM", "\xef\xbb\xbf---\ntitle: T\n---\n\xff", 4, "invalid UTF-8"},
		{"a body that only an attack looks like", "---\ntitle: T\n---\n\nText\n\n" + deep + "\n", 7, "too_complex"},
		{"an unknown kind", page("title: T", "kind: poem"), 0, `unknown kind "poem"`},
		{"too large", page("title: T") + strings.Repeat("x", maxFile), 0, "larger than 4 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			files := bundles("a/index.en.md", page("title: A"), "b/index.kk.md", tc.text, "c/index.ru.md", page("title: C"))
			items := collect(Markdown(files, site(t)))
			if len(items) != 3 || items[0].Refusal != nil || items[2].Refusal != nil {
				t.Fatalf("got %+v, want the middle one of three refused", items)
			}
			r := items[1].Refusal
			if r == nil {
				t.Fatal("not refused")
			}
			if r.File != "b/index.kk.md" || r.Line != tc.line || !strings.Contains(r.Err.Error(), tc.want) {
				t.Errorf("got %v, want b/index.kk.md:%d … %s", r, tc.line, tc.want)
			}
		})
	}
}

func TestAFileNameSaysTheLanguage(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, file string
		only       locale.Tag
		want       string // the refusal, or the language taken
	}{
		{"of the site", "index.kk.md", "", "kk"},
		{"unknown", "index.de.md", "", `unknown language "de"`},
		{"in capitals", "index.KK.md", "", `unknown language "KK"`},
		{"the derived one", "index.kk-latn.md", "", `unknown language "kk-latn"`},
		{"none", "index.md", "", "want index.LANG.md"},
		{"none, but asked for", "index.md", "az", "az"},
		{"none, and an unknown one asked for", "index.md", "de", `unknown language "de"`},
		{"another than asked for", "index.kk.md", "az", "no file in the language asked for"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			o := site(t)
			o.Only = tc.only
			item := collect(Markdown(bundles("s/"+tc.file, page("title: T")), o))[0]
			got := ""
			if item.Refusal != nil {
				got = item.Refusal.Error()
			} else {
				got = string(item.Story.Versions[0].Locale)
			}
			if !strings.Contains(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestABundleHasOneFileALanguage(t *testing.T) {
	t.Parallel()
	o := site(t)
	o.Only = locale.Azerbaijani
	item := collect(Markdown(bundles("s/index.az.md", page("title: A"), "s/index.md", page("title: B")), o))[0]
	if item.Refusal == nil || !strings.Contains(item.Refusal.Error(), "second file") {
		t.Errorf("got %+v, want it refused", item)
	}
}

func TestOnlyTheLanguageAskedForIsTaken(t *testing.T) {
	t.Parallel()
	o := site(t)
	o.Only = locale.Kazakh
	s := only(t, Markdown(bundles(
		"s/index.en.md", page("title: E"), "s/index.kk.md", page("title: K"), "s/index.ru.md", "broken, and of no interest",
	), o))
	if len(s.Versions) != 1 || s.Versions[0].Locale != locale.Kazakh {
		t.Errorf("got %+v, want the Kazakh version alone", s.Versions)
	}
}

func TestAFolderThatIsABundleHasItsOwnName(t *testing.T) {
	t.Parallel()
	s := only(t, Markdown(bundles("index.en.md", page("title: T")), site(t)))
	if got, want := s.Key, "markdown:folder"; got != want {
		t.Errorf("key %q, want %q", got, want)
	}
}

func TestFoldersAreTakenInOrderAtAnyDepth(t *testing.T) {
	t.Parallel()
	files := bundles(
		"z/index.en.md", page("title: Z"),
		"a/b/index.en.md", page("title: AB"),
		"a/index.en.md", page("title: A"),
		"a [new/index.en.md", page("title: brackets"),
		"a/notes.md", "no story",
		"README.md", "no story",
	)
	var got []string
	for _, item := range collect(Markdown(files, site(t))) {
		got = append(got, item.Story.Key)
	}
	want := []string{"markdown:a", "markdown:a/b", "markdown:a [new", "markdown:z"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// locked is a file system with a folder that cannot be read.
type locked struct {
	fstest.MapFS
	dir string
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

func TestAFolderThatCannotBeReadIsRefusedAlone(t *testing.T) {
	t.Parallel()
	files := locked{bundles("a/index.en.md", page("title: A"), "b/index.en.md", page("title: B"), "c/index.en.md", page("title: C")), "b"}
	var got []string
	for _, item := range collect(Markdown(files, site(t))) {
		if r := item.Refusal; r != nil {
			got = append(got, "refused "+r.File)
			if !errors.Is(r, fs.ErrPermission) {
				t.Errorf("refused because of %v", r.Err)
			}
			continue
		}
		got = append(got, item.Story.Key)
	}
	if diff := cmp.Diff([]string{"markdown:a", "refused b", "markdown:c"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestASourceStopsWhenNobodyWantsMore(t *testing.T) {
	t.Parallel()
	files := bundles("a/index.en.md", page("title: A"), "b/index.en.md", page("title: B"))
	n := 0
	for range Markdown(files, site(t)) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("got %d stories after the first was enough", n)
	}
}

func TestWindowsFilesAreReadLikeOthers(t *testing.T) {
	t.Parallel()
	plain := "---\ntitle: Başlıq\ndate: 2026-11-01\n---\n\nBir.\nHələ də bir.\n\n- iki\n- üç\n"
	want := only(t, Markdown(bundles("s/index.az.md", plain), site(t)))
	for name, text := range map[string]string{
		"BOM":             "\ufeff" + plain,
		"CRLF":            strings.ReplaceAll(plain, "\n", "\r\n"),
		"both":            "\ufeff" + strings.ReplaceAll(plain, "\n", "\r\n"),
		"spaces at fence": strings.ReplaceAll(plain, "---\n", "---  \n"),
	} {
		got := only(t, Markdown(bundles("s/index.az.md", text), site(t)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDatesWithoutAZoneAreTheNewsroomsOwn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ in, want string }{
		{"2026-11-15T19:35:00+05:00", "2026-11-15T14:35:00Z"},
		{"2026-11-15T19:35:00Z", "2026-11-15T19:35:00Z"},
		{"2026-11-15T19:35:00", "2026-11-15T15:35:00Z"},
		{"2026-11-15 19:35:00 +0500", "2026-11-15T14:35:00Z"},
		{"2026-11-15 19:35:00", "2026-11-15T15:35:00Z"},
		{"2026-11-15", "2026-11-14T20:00:00Z"},
		{`"2026-11-15"`, "2026-11-14T20:00:00Z"},
	} {
		s := only(t, Markdown(bundles("s/index.en.md", page("title: T", "date: "+tc.in)), site(t)))
		if got := s.Versions[0].Date.Time().Format(time.RFC3339); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.in, got, tc.want)
		}
	}
}

func TestTheSourceIsTheOneThatSaysSo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		files []string
		want  locale.Tag
	}{
		{"said", []string{"s/index.en.md", page("title: E"), "s/index.kk.md", page("title: K", "source: true")}, "kk"},
		{"not said: the site's first", []string{"s/index.az.md", page("title: A"), "s/index.en.md", page("title: E")}, "en"},
		{"not said: the first there is", []string{"s/index.kk.md", page("title: K"), "s/index.ru.md", page("title: R")}, "kk"},
	} {
		s := only(t, Markdown(bundles(tc.files...), site(t)))
		if s.Source != tc.want {
			t.Errorf("%s: source %q, want %q", tc.name, s.Source, tc.want)
		}
	}
}

func TestAuthorsAndTagsGetTheirNamesFromEveryLanguage(t *testing.T) {
	t.Parallel()
	s := only(t, Markdown(bundles(
		"s/index.en.md", page("title: E", "section: { key: economy, name: Economy }",
			"authors: [ { key: desk, name: Desk, role: Baku }, Jane Doe ]", "tags: [ ports, { key: rail, name: Railways } ]"),
		"s/index.kk.md", page("title: K", "section: { key: economy, name: Экономика }",
			"authors: [ { name: Бөлім }, { name: Джейн Доу, role: тілші } ]", "tags: [ { key: rail, name: Теміржол }, { key: water, name: Су } ]"),
		"s/index.ru.md", page("title: R", "authors: [ { key: jane-doe, name: Джейн Доу }, { key: desk, name: Отдел } ]"),
	), site(t)))
	wantAuthors := []cms.AuthorInput{
		{Key: "desk", Names: map[locale.Tag]cms.AuthorNameInput{"en": {Name: "Desk", Title: "Baku"}, "kk": {Name: "Бөлім"}, "ru": {Name: "Отдел"}}},
		{Key: "jane-doe", Names: map[locale.Tag]cms.AuthorNameInput{"en": {Name: "Jane Doe"}, "kk": {Name: "Джейн Доу", Title: "тілші"}, "ru": {Name: "Джейн Доу"}}},
	}
	if diff := cmp.Diff(wantAuthors, s.Authors); diff != "" {
		t.Errorf("authors (-want +got):\n%s", diff)
	}
	wantTags := []cms.TagInput{
		{Key: "ports", Names: models.Names{}},
		{Key: "rail", Names: models.Names{"en": "Railways", "kk": "Теміржол"}},
	}
	if diff := cmp.Diff(wantTags, s.Tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
	wantSection := cms.SectionInput{Key: "economy", Names: models.Names{"en": "Economy", "kk": "Экономика"}}
	if diff := cmp.Diff(wantSection, s.Section); diff != "" {
		t.Errorf("section (-want +got):\n%s", diff)
	}
}

func TestFrontMatterFillsTheStory(t *testing.T) {
	t.Parallel()
	known := func(key string) models.Names { return models.Names{"en": "known " + key} }
	s := only(t, NameSections(Markdown(bundles(
		"s/index.en.md", page("title: T", "slug: t-slug", "summary: S", "place: BAKU", "urgent: true", "kind: interview",
			"seo: { title: ST, description: SD }", "aliases: [/old/1, /old/2]", "translator: { key: en-desk, name: English desk, social: '@e' }",
			"weight: 7", "draft: false"),
		"s/index.az.md", page("title: A", "place: BAKI"),
	), site(t)), known))
	want := cms.PortableStory{
		Key: "markdown:s", Kind: models.Interview, Source: "en", Urgent: true, Place: models.Names{"en": "BAKU", "az": "BAKI"},
		Section: cms.SectionInput{Key: "news", Names: models.Names{"en": "known news"}},
		Authors: []cms.AuthorInput{}, Tags: []cms.TagInput{},
		Versions: []cms.PortableVersion{
			{Locale: "az", Content: models.Content{Title: "A", Body: s.Versions[0].Content.Body}},
			{
				Locale: "en", Aliases: []string{"/old/1", "/old/2"},
				Translator: cms.AuthorInput{Key: "en-desk", Handle: "@e", Names: map[locale.Tag]cms.AuthorNameInput{"en": {Name: "English desk"}}},
				Content: models.Content{
					Title: "T", Slug: "t-slug", Summary: "S", SEO: models.SEO{Title: "ST", Description: "SD"},
					Body: s.Versions[1].Content.Body,
				},
			},
		},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAStandingPageHasNoSection(t *testing.T) {
	t.Parallel()
	s := only(t, Markdown(bundles("s/index.en.md", page("title: T", "kind: page", "section: economy")), site(t)))
	if s.Section.Key != "" {
		t.Errorf("section %q, want none", s.Section.Key)
	}
}

func FuzzParseDocument(f *testing.F) {
	for _, seed := range []string{
		page("title: T"), "---\n---\n", "---\ntitle: &a [*a]\n---\n", "\ufeff---\r\ntitle: T\r\n---\r\n\r\nx",
		"---\ntitle: T\nauthors: [a, {key: b}]\ndate: 2026-11-15\n---\nbody", "---\n{title: T, <<: {a: b}}\n---",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parseDocument(data, time.UTC)
		if err != nil {
			var at *placed
			if !errors.As(err, &at) {
				t.Fatalf("no line: %v", err)
			}
			if lines := strings.Count(string(data), "\n") + 1; at.line < 1 || at.line > lines {
				t.Fatalf("line %d of %d: %v", at.line, lines, err)
			}
			return
		}
		if strings.TrimSpace(d.front.Title) == "" {
			t.Fatal("a document without title")
		}
		if !strings.HasSuffix(string(data), d.body) {
			t.Fatalf("the body %q is not the file's end", d.body)
		}
	})
}
