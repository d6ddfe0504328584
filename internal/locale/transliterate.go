package locale

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The Kazakh letters by the Latin alphabet of 2021. Its capitals are those of
// Turkish: İ is that of i, I that of ı.
const kazakhLatin = "а=a ә=ä б=b в=v г=g ғ=ğ д=d е=e ё=io ж=j з=z и=i й=i к=k қ=q л=l м=m н=n ң=ñ о=o ө=ö п=p р=r " +
	"с=s т=t у=u ұ=ū ү=ü ф=f х=h һ=h ц=ts ч=tş ш=ş щ=ştş ъ= ы=y і=ı ь= э=e ю=iu я=ia"

// Words that have a Latin spelling of their own, by how they begin, so that
// suffixes follow: Фейсбукте. What the alphabet spells as everybody does needs
// no entry here.
const kazakhLatinWords = "фейсбук=Facebook инстаграм=Instagram ютуб=YouTube гугл=Google майкрософт=Microsoft " +
	"твиттер=Twitter телеграм=Telegram ватсап=WhatsApp википедия=Wikipedia нетфликс=Netflix"

type transliteration struct {
	letters map[rune]string
	words   map[rune][][2]string // by first letter: how they begin and are spelt
}

//nolint:gochecknoglobals // A table: made once, never changed.
var kazakhTransliteration = sync.OnceValue(func() transliteration {
	t := transliteration{parseLetters(kazakhLatin), map[rune][][2]string{}}
	for pair := range strings.FieldsSeq(kazakhLatinWords) {
		word, spelling, _ := strings.Cut(pair, "=")
		first, _ := utf8.DecodeRuneInString(word)
		t.words[first] = append(t.words[first], [2]string{word, spelling})
	}
	return t
})

// Transliterate returns a text of the language that l is derived from as l
// writes it: Qazaqstan for Қазақстан. The text of a language that is not
// derived stays as it is. What is Latin already stays, too.
func (l *Locale) Transliterate(text string) string {
	if l.transliterate == nil {
		return text
	}
	return l.transliterate(text)
}

// TransliterateHTML is [Locale.Transliterate] for a fragment of HTML. Tags and
// attributes stay as they are, and so do code and elements that name another
// language.
func (l *Locale) TransliterateHTML(fragment string) string {
	return l.transliterateHTML(fragment, nil)
}

// TransliteratePage is [Locale.TransliterateHTML] for a whole page in the language that l
// is derived from, with what its attributes tell people; the page is then one in l.
func (l *Locale) TransliteratePage(page string) string {
	page = l.transliterateHTML(page, func(tag string) string {
		if lang := tagLang(tag); lang != "" && lang != string(l.Base) {
			return tag
		}
		return readAttributes.ReplaceAllStringFunc(tag, l.transliterate)
	})
	return strings.Replace(page, `<html lang="`+string(l.Base)+`"`, `<html lang="`+string(l.Tag)+`"`, 1)
}

// readAttributes are those that people read or hear: what describes the page is one, too.
var readAttributes = regexp.MustCompile(`( (?:alt|title|aria-label|placeholder)|^<meta (?:name="description"|property="og:[a-z_:]+") content)="[^"]*"`)

func (l *Locale) transliterateHTML(fragment string, tags func(tag string) string) string {
	if l.transliterate == nil {
		return fragment
	}
	skip := func(element, lang string) bool {
		return isCode(element) || lang != "" && lang != string(l.Base)
	}
	return mapText(fragment, skip, l.transliterate, tags)
}

// transliterateKazakh spells a Cyrillic text in Latin letters.
func transliterateKazakh(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return text
	}
	t := kazakhTransliteration()
	var latin strings.Builder
	latin.Grow(len(text))
	last := rune(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(last) {
			if cyrillic, spelling := t.word(text[i:]); spelling != "" {
				latin.WriteString(spelling)
				i += cyrillic
				last = r
				continue
			}
		}
		latin.WriteString(t.spell(r, last, text[i+size:], text[i:i+size]))
		last = r
		i += size
	}
	return latin.String()
}

// word returns how a word with a spelling of its own begins, in bytes, and its
// spelling, if s begins with one.
func (t transliteration) word(s string) (cyrillic int, spelling string) {
	first, _ := utf8.DecodeRuneInString(s)
	for _, w := range t.words[unicode.ToLower(first)] {
		if n := len(w[0]); len(s) >= n && strings.EqualFold(s[:n], w[0]) {
			return n, w[1]
		}
	}
	return 0, ""
}

// spell spells one letter, given those around it; what is no letter of the
// alphabet stays as it is written.
func (t transliteration) spell(r, last rune, after, written string) string {
	lower := unicode.ToLower(r)
	spelling, ok := t.letters[lower]
	if !ok {
		return written
	}
	if afterI := unicode.ToLower(last) == 'и'; afterI && (lower == 'я' || lower == 'ю') {
		spelling = spelling[1:] // ия is ia
	}
	if lower == r {
		return spelling
	}
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.IsUpper(next) || !unicode.IsLetter(next) && unicode.IsUpper(last) {
		return strings.ToUpperSpecial(unicode.TurkishCase, spelling)
	}
	return capitalised(spelling)
}

// capitalised puts a capital first, with İ for i.
func capitalised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.TurkishCase.ToUpper(first)) + s[size:]
}
