package site_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// maxFonts is what the font may weigh in a language, italics included.
const maxFonts = 90_000

// face is a file of the font as the style sheet has it.
type face struct {
	style, file string
	ranges      [][2]rune
}

func faces(t *testing.T) []face {
	t.Helper()
	sheet, err := os.ReadFile("assets/site.css")
	must(t, err)
	rule := regexp.MustCompile(`@font-face \{[^}]*font-style: (\w+);[^}]*url\("([^"]+)"\)[^}]*unicode-range: ([^;]+);`)
	var list []face
	for _, m := range rule.FindAllStringSubmatch(string(sheet), -1) {
		f := face{style: m[1], file: m[2]}
		for part := range strings.SplitSeq(m[3], ", ") {
			from, to, isRange := strings.Cut(strings.TrimPrefix(part, "U+"), "-")
			if !isRange {
				to = from
			}
			f.ranges = append(f.ranges, [2]rune{hex(t, from), hex(t, to)})
		}
		list = append(list, f)
	}
	return list
}

func hex(t *testing.T, s string) rune {
	t.Helper()
	n, err := strconv.ParseInt(s, 16, 32)
	must(t, err)
	return rune(n)
}

// fileFor finds the file with a character, as a browser does: the last that has it.
func fileFor(among []face, style string, r rune) (string, bool) {
	for _, f := range slices.Backward(among) {
		if f.style == style && slices.ContainsFunc(f.ranges, func(in [2]rune) bool { return in[0] <= r && r <= in[1] }) {
			return f.file, true
		}
	}
	return "", false
}

func TestTheFontHasAllLettersAndIsLight(t *testing.T) {
	t.Parallel()
	const marks = " 0123456789.,:;!?-–—()«»“”„‘’…%\u00a0"
	letters := map[locale.Tag]string{
		en: "abcdefghijklmnopqrstuvwxyz", az: "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" + "İ",
		kk: "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", ru: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
		locale.KazakhLatin: "aäbdefgğhıijklmnñŋoöpqrsştuūüvyz" + "İ",
	}
	all := faces(t)
	for tag, alphabet := range letters {
		weight := int64(0)
		var files []string
		for _, style := range []string{"normal", "italic"} {
			text := alphabet + strings.ToUpper(strings.ReplaceAll(alphabet, "ı", "")) + marks
			for _, r := range text {
				file, ok := fileFor(all, style, r)
				if !ok {
					t.Fatalf("%s: no font has %q", tag, r)
				}
				if !slices.Contains(files, file) {
					files = append(files, file)
				}
			}
		}
		for _, file := range files {
			info, err := os.Stat(filepath.Join("assets", file))
			must(t, err)
			weight += info.Size()
		}
		if weight > maxFonts {
			t.Errorf("%s: the font weighs %d bytes in %q", tag, weight, files)
		}
	}
}

func TestAPageAsksForItsFontsAtOnce(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	all := faces(t)
	for lang, text := range map[string]string{"en": "News", "az": "Xəbər", "kk": "Жаңа", "ru": "Новое", web.LatinName: "Jaña ğylym"} {
		doc := b.get(t, "/"+lang+"/").doc
		var asked []string
		for _, link := range doc.Find(`link[rel="preload"][as="font"][crossorigin]`).EachIter() {
			asked = append(asked, regexp.MustCompile(`\.[0-9a-f]{8,}\.woff2$`).ReplaceAllString(link.AttrOr("href", ""), ".woff2"))
		}
		for _, r := range text {
			file, _ := fileFor(all, "normal", r)
			if !slices.Contains(asked, "/assets/"+file) {
				t.Errorf("%s: %q is in %s, asked for are %q", lang, r, file, asked)
			}
		}
	}
}
