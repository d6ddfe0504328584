package demo

import (
	"bytes"
	"crypto/sha256"
	"image/png"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/exchange"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// bundles reads the stories by their names.
func bundles(t *testing.T) map[string]cms.PortableStory {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "")
	if err != nil {
		t.Fatal(err)
	}
	root, err := fs.Sub(files, "stories")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]cms.PortableStory{}
	for item := range exchange.Markdown(root, exchange.MarkdownOptions{Locales: set, Zone: time.UTC, Name: "stories"}) {
		if item.Refusal != nil {
			t.Fatal(item.Refusal)
		}
		list[strings.TrimPrefix(item.Story.Key, "markdown:")] = item.Story
	}
	return list
}

func readNames(t *testing.T) names {
	t.Helper()
	var in names
	text, err := files.ReadFile("newsroom.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(text, &in); err != nil {
		t.Fatal(err)
	}
	return in
}

func languages() []string { return []string{"az", "en", "kk", "ru"} }

func TestThereAreTwentyFourStoriesOrMoreOfEveryKind(t *testing.T) {
	t.Parallel()
	list := bundles(t)
	kinds := map[models.ArticleKind]int{}
	for _, s := range list {
		kinds[s.Kind]++
	}
	if stories := len(list) - kinds[models.Page]; stories < 24 {
		t.Errorf("%d stories besides pages, want 24 or more", stories)
	}
	for _, k := range models.ArticleKinds() {
		if kinds[k] == 0 {
			t.Errorf("no story of the kind %s", k)
		}
	}
	if _, ok := list[heldStory]; !ok {
		t.Errorf("no story %q to hold back", heldStory)
	}
	sources := map[locale.Tag]int{}
	for _, s := range list {
		sources[s.Source]++
	}
	for _, l := range languages() {
		if sources[locale.Tag(l)] == 0 {
			t.Errorf("no story was written in %s", l)
		}
	}
}

func TestEveryStoryIsInFourLanguagesButThoseMeantNotToBe(t *testing.T) {
	t.Parallel()
	// One each lacks a language, so that there is something to translate.
	meantToLack := map[string]string{
		"rooftop-solar-almaty-schools":     "az",
		"opinion-a-timetable-is-a-promise": "az",
		"container-journey-in-eleven-days": "kk",
	}
	for name, s := range bundles(t) {
		want := slices.DeleteFunc(languages(), func(l string) bool { return l == meantToLack[name] })
		var got []string
		for _, v := range s.Versions {
			got = append(got, string(v.Locale))
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestVersionsHaveTheBlocksOfTheirSource(t *testing.T) {
	t.Parallel()
	for name, s := range bundles(t) {
		kinds := map[locale.Tag][]models.BlockKind{}
		for _, v := range s.Versions {
			for _, b := range v.Content.Body {
				kinds[v.Locale] = append(kinds[v.Locale], b.Kind)
			}
		}
		for l, got := range kinds {
			if name == "drone-seal-count" && l == locale.Kazakh {
				if len(got) >= len(kinds[s.Source]) {
					t.Errorf("%s: the Kazakh version is not the short one that it is meant to be", name)
				}
				continue
			}
			if diff := cmp.Diff(kinds[s.Source], got); diff != "" {
				t.Errorf("%s: blocks (-%s +%s):\n%s", name, s.Source, l, diff)
			}
		}
	}
}

func TestEveryVersionHasWhatAReaderSees(t *testing.T) {
	t.Parallel()
	for name, s := range bundles(t) {
		page := s.Kind == models.Page
		if !page && (len(s.Authors) == 0 || len(s.Tags) == 0 || s.Section.Key == "") {
			t.Errorf("%s: %d authors, %d tags, section %q", name, len(s.Authors), len(s.Tags), s.Section.Key)
		}
		for _, v := range s.Versions {
			if v.Content.Summary == "" || !page && s.Place[v.Locale] == "" || v.Date == 0 || len(v.Content.Body) == 0 {
				t.Errorf("%s %s: summary %q, place %q, date %d, %d blocks",
					name, v.Locale, v.Content.Summary, s.Place[v.Locale], v.Date, len(v.Content.Body))
			}
			if translated := v.Locale != s.Source; translated != (v.Translator.Key != "") {
				t.Errorf("%s %s: translator %q, source %s", name, v.Locale, v.Translator.Key, s.Source)
			}
		}
	}
}

func TestEveryByLineAndTagIsNamedInFourLanguages(t *testing.T) {
	t.Parallel()
	in := readNames(t)
	usedAuthors, usedTags := map[string]bool{}, map[string]bool{}
	for _, s := range bundles(t) {
		for _, a := range s.Authors {
			usedAuthors[a.Key] = true
		}
		for _, tag := range s.Tags {
			usedTags[tag.Key] = true
		}
		for _, v := range s.Versions {
			if v.Translator.Key != "" {
				usedAuthors[v.Translator.Key] = true
			}
		}
	}
	for key := range usedAuthors {
		for _, l := range languages() {
			n, _ := in.Authors[key][l].(map[string]any)
			if name, _ := n["name"].(string); strings.TrimSpace(name) == "" {
				t.Errorf("author %s has no name in %s", key, l)
			}
		}
	}
	for key := range usedTags {
		for _, l := range languages() {
			if strings.TrimSpace(in.Tags[key][locale.Tag(l)]) == "" {
				t.Errorf("tag %s has no name in %s", key, l)
			}
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(usedAuthors)), slices.Sorted(maps.Keys(in.Authors))); diff != "" {
		t.Errorf("authors (-used +named):\n%s", diff)
	}
}

func TestNoWordMixesScripts(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(files, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) == ".png" {
			return err
		}
		data, err := fs.ReadFile(files, file)
		if err != nil {
			return err
		}
		number := 0
		for line := range strings.Lines(string(data)) {
			number++
			for _, w := range strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
				latin := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
				cyrillic := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
				if latin && cyrillic {
					t.Errorf("%s:%d: %q mixes scripts", path.Base(path.Dir(file))+"/"+path.Base(file), number, w)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryStoryHasACoverThatIsSaidInItsLanguages(t *testing.T) {
	t.Parallel()
	cover := regexp.MustCompile(`(?m)^cover:\n  src: cover\.png\n  alt: "[^"]+"\n  caption: "[^"]+"\n  credit: "[^"]+"$`)
	for name, s := range bundles(t) {
		if s.Kind == models.Page {
			continue
		}
		for _, v := range s.Versions {
			data, err := fs.ReadFile(files, "stories/"+name+"/index."+string(v.Locale)+".md")
			if err != nil || !cover.Match(data) {
				t.Errorf("%s %s: no cover with words for it (%v)", name, v.Locale, err)
			}
		}
		data, err := fs.ReadFile(files, "stories/"+name+"/cover.png")
		if err != nil {
			t.Error(err)
			continue
		}
		picture, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || picture.Width != 1600 || picture.Height != 1000 || len(data) > 62_000 {
			t.Errorf("%s: %d × %d, %d bytes: %v", name, picture.Width, picture.Height, len(data), err)
		}
	}
}

func TestPicturesTakeLittleRoom(t *testing.T) {
	t.Parallel()
	pictures, err := fs.Glob(files, "stories/*/*.png")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	seen := map[[sha256.Size]byte]string{}
	for _, p := range pictures {
		data, err := fs.ReadFile(files, p)
		if err != nil {
			t.Fatal(err)
		}
		total += len(data)
		sum := sha256.Sum256(data)
		if other := seen[sum]; other != "" {
			t.Errorf("%s is the same as %s", p, other)
		}
		seen[sum] = p
	}
	if total > 1_200_000 {
		t.Errorf("%d pictures take %d bytes", len(pictures), total)
	}
}
