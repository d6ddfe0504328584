package exchange

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/models"
)

// line is a story of one version with the given fields besides its title.
func line(key, fields string) string {
	return `{"key":"` + key + `","source":"en","versions":[{"locale":"en","title":"T"` + fields + `}]}` + "\n"
}

func TestABadLineIsRefusedWithItsNumber(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"an unknown field", `{"key":"b","source":"en","sauce":1,"versions":[{"locale":"en","title":"T"}]}`, `unknown field "sauce"`},
		{"an unknown field of a version", strings.TrimSpace(line("b", `,"boddy":"x"`)), `unknown field "boddy"`},
		{"an unknown field of a block", strings.TrimSpace(line("b", `,"blocks":[{"kind":"paragraph","txt":"x"}]`)), `unknown field "txt"`},
		{"bad JSON", `{"key":`, "unexpected EOF"},
		{"no JSON", `key,source`, "invalid character"},
		{"another type", `{"key":7}`, "cannot unmarshal"},
		{"a list", `[]`, "cannot unmarshal"},
		{"two stories", strings.TrimSpace(line("b", "")) + strings.TrimSpace(line("c", "")), "more than one story"},
		{"rubbish behind the story", strings.TrimSpace(line("b", "")) + " rubbish", "more than one story"},
		{"no key", `{"source":"en","versions":[{"locale":"en","title":"T"}]}`, "want key, source"},
		{"no source", `{"key":"b","versions":[{"locale":"en","title":"T"}]}`, "want key, source"},
		{"no version", `{"key":"b","source":"en","versions":[]}`, "at least one version"},
		{"null", `null`, "want key, source"},
		{"no title", `{"key":"b","source":"en","versions":[{"locale":"kk","title":""}]}`, `version "kk": no title`},
		{"a bad date", strings.TrimSpace(line("b", `,"date":"yesterday"`)), "yesterday"},
		{"invalid UTF-8", strings.TrimSpace(line("b", ",\"summary\":\"\xff\"")), "invalid UTF-8"},
		{"too long", `{"key":"` + strings.Repeat("x", maxLine) + `"}`, "longer than 8 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			// The first line is empty, which is no story but counts.
			in := "\n" + line("a", "") + tc.text + "\n" + line("z", "")
			items := collect(JSONL(strings.NewReader(in), "in.jsonl", nil))
			if len(items) != 3 {
				t.Fatalf("%d items, want 3", len(items))
			}
			r := items[1].Refusal
			if r == nil {
				t.Fatal("not refused")
			}
			if r.File != "in.jsonl" || r.Line != 3 || !strings.Contains(r.Err.Error(), tc.want) {
				t.Errorf("got %v, want in.jsonl:3 … %s", r, tc.want)
			}
			if items[0].Story.Key != "a" || items[2].Story.Key != "z" || items[2].Line != 4 {
				t.Errorf("the neighbours came out as %q and %q on line %d", items[0].Story.Key, items[2].Story.Key, items[2].Line)
			}
		})
	}
}

func TestTheLastLineNeedsNoEnd(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, in string
		stories  int
		refused  int
	}{
		{"a story", strings.TrimSpace(line("a", "")), 1, 0},
		{"CRLF", strings.ReplaceAll(line("a", "")+line("b", ""), "\n", "\r\n"), 2, 0},
		{"nothing", "", 0, 0},
		{"empty lines", "\n \n\r\n", 0, 0},
		{"a last line of spaces", line("a", "") + "  ", 1, 0},
		{"too long", line("a", "") + strings.Repeat("x", maxLine+1), 1, 1},
	} {
		stories, refused := 0, 0
		for _, item := range collect(JSONL(strings.NewReader(tc.in), "x", nil)) {
			if item.Refusal != nil {
				refused++
			} else {
				stories++
			}
		}
		if stories != tc.stories || refused != tc.refused {
			t.Errorf("%s: %d stories and %d refused, want %d and %d", tc.name, stories, refused, tc.stories, tc.refused)
		}
	}
}

func TestAReaderThatFailsEndsTheSource(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	r := io.MultiReader(strings.NewReader(line("a", "")), iotest.ErrReader(broken))
	items := collect(JSONL(r, "x", nil))
	if len(items) != 2 || items[0].Refusal != nil || !errors.Is(items[1].Refusal, broken) {
		t.Errorf("got %+v, want a story and the reader's error", items)
	}
}

func TestABodyIsBlocksMarkdownOrHTML(t *testing.T) {
	t.Parallel()
	want := models.Body{
		{Kind: models.Heading2, Text: "Başlıq"},
		{Kind: models.Paragraph, Text: "Mətn <strong>qalın</strong>."},
	}
	for name, fields := range map[string]string{
		"blocks":   `,"blocks":[{"kind":"heading2","text":"Başlıq"},{"kind":"paragraph","text":"Mətn <strong>qalın</strong>."}]`,
		"markdown": `,"markdown":"## Başlıq\n\nMətn **qalın**."`,
		"html":     `,"html":"<h2>Başlıq</h2><p>Mətn <b>qalın</b>.</p>"`,
	} {
		s := only(t, JSONL(strings.NewReader(line("a", fields)), "x", nil))
		if diff := cmp.Diff(want, s.Versions[0].Content.Body); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAStoryWithoutKindOrSectionIsNews(t *testing.T) {
	t.Parallel()
	s := only(t, JSONL(strings.NewReader(line("a", "")), "x", nil))
	if s.Kind != models.News || s.Section.Key != defaultSection {
		t.Errorf("kind %q in section %q, want news in news", s.Kind, s.Section.Key)
	}
	page := strings.Replace(line("a", ""), `"source"`, `"kind":"page","section":{"key":"x"},"source"`, 1)
	if s := only(t, JSONL(strings.NewReader(page), "x", nil)); s.Section.Key != "" {
		t.Errorf("a standing page is in section %q", s.Section.Key)
	}
}

func FuzzJSONLine(f *testing.F) {
	f.Add([]byte(strings.TrimSpace(line("a", `,"markdown":"*x*"`))))
	f.Add([]byte(strings.TrimSpace(line("a", `,"html":"<p>x","seo":{"title":"y"}`))))
	f.Add([]byte(`{"key":"a","authors":[{"key":"d","names":{"kk":{"name":"Б"}}}],"source":"kk","versions":[{"locale":"kk","title":"T","blocks":[]}]}`))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parseStory(data, nil)
		if err != nil {
			return
		}
		if s.Key == "" || s.Source == "" || len(s.Versions) == 0 {
			t.Fatalf("an incomplete story: %+v", s)
		}
		for i := range s.Versions {
			s.Versions[i].Content.Body = text.Sanitise(s.Versions[i].Content.Body, nil)
		}
		var b bytes.Buffer
		if err := WriteJSONL(&b, 1, &s); err != nil {
			t.Skip(err) // such as a date beyond the year 9999
		}
		again, err := parseStory(b.Bytes(), nil)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, b.Bytes())
		}
		if diff := cmp.Diff(s, again, sameStory()); diff != "" {
			t.Fatalf("(-written +read):\n%s", diff)
		}
	})
}
