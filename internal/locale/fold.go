package locale

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldLevel is how far [Locale.Fold] takes texts together. What is found at a
// level ranks below all that is found at those before it.
type FoldLevel int

// The levels. Stems belong to the first: a word that only its stem finds ranks
// right after those that are spelt as asked. Aliases of names, which are data,
// not folding, rank before the last level.
const (
	// FoldSpelling takes together what is the same word spelt carelessly: case,
	// ё and е, composed and decomposed letters, invisible characters, the many
	// apostrophes, and letters of the other script that look right.
	FoldSpelling FoldLevel = iota
	// FoldKeyboard is for those who type without the letters of their language:
	// казакстан finds Қазақстан, xezer finds Xəzər, resume finds résumé. It may
	// find other words (тур, тұр, түр) and must not rank them first.
	FoldKeyboard
	// FoldSound is for names in the other script: Tokayev finds Тоқаев. It keeps
	// little more than the consonants, is the same for every language, and is
	// not built on FoldKeyboard, which loses what ş sounds like.
	FoldSound

	foldLevels // how many there are
)

// Fold returns the key under which a text is found at a level. Texts and
// queries are folded the same way; a text that is folded already, at the
// first level, may be folded again at any.
func (l *Locale) Fold(s string, level FoldLevel) string {
	return FoldFurther(l.foldSpelling(s), level)
}

// FoldFurther takes a text that is folded at the first level to a later one: it
// is what Fold does with it, without folding it at the first level again.
func FoldFurther(folded string, level FoldLevel) string {
	switch level {
	case FoldKeyboard:
		return foldKeyboard(folded)
	case FoldSound:
		return foldSound(folded)
	case FoldSpelling, foldLevels:
	}
	return folded
}

// foldSpelling is the first level.
func (l *Locale) foldSpelling(s string) string {
	s = norm.NFC.String(l.RepairScript(norm.NFC.String(s)))
	var folded strings.Builder
	folded.Grow(len(s))
	last := rune(0)
	for _, r := range s {
		if unicode.Is(unicode.Cf, r) || r == '\u0307' && last == 'i' {
			continue
		}
		last = l.foldRune(r)
		folded.WriteRune(last)
	}
	return norm.NFC.String(folded.String()) // What was taken out may have kept marks apart.
}

// foldRune returns a character in its plainest spelling.
func (l *Locale) foldRune(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', '`', '´', '′', '＇':
		return '\''
	case '‐', '‑':
		return '-'
	case 'ё', 'Ё':
		return 'е'
	case 'İ':
		return 'i'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	if l.dotless {
		return unicode.TurkishCase.ToLower(r)
	}
	return unicode.ToLower(r)
}

// poorKeyboard has the letters that keyboards lack, and what is typed instead.
const poorKeyboard = "ә=а ғ=г қ=к ң=н ө=о ұ=у ү=у һ=х і=и ə=e ı=i ö=o ü=u ç=c ş=s ğ=g"

//nolint:gochecknoglobals // A table: made once, never changed.
var poorLetters = sync.OnceValue(func() map[rune]string { return parseLetters(poorKeyboard) })

// foldKeyboard is the second level, on the first. Apostrophes go, and hyphens
// between letters; й stays, for it is no и with an accent to those who read it.
func foldKeyboard(s string) string {
	var folded strings.Builder
	folded.Grow(len(s))
	poor := poorLetters()
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '\'', r == '-' && unicode.IsLetter(last) && startsWith(s[i+1:], unicode.IsLetter):
			continue
		case r < utf8.RuneSelf, r == 'й':
			folded.WriteRune(r)
		default:
			if typed, ok := poor[r]; ok {
				folded.WriteString(typed)
			} else {
				folded.WriteRune(withoutAccent(r))
			}
		}
		last = r
	}
	return folded.String()
}

// withoutAccent returns the letter that an accented one is made from.
func withoutAccent(r rune) rune {
	var room [utf8.UTFMax]byte
	letter := room[:utf8.EncodeRune(room[:], r)]
	parts := norm.NFD.Properties(letter).Decomposition()
	if len(parts) == 0 || !unicode.IsLetter(r) {
		return r
	}
	base, _ := utf8.DecodeRune(parts)
	if more := norm.NFD.PropertiesString(string(base)).Decomposition(); len(more) > 0 {
		base, _ = utf8.DecodeRune(more)
	}
	return base
}

// The sounds of letters, by one letter each. Vowels that languages write
// differently for the same name are one, and so are k, g, h and their kin.
const sounds = "a=a ə=a ä=a e=a э=a е=a а=a ә=a i=i ı=i y=i и=i й=i ы=i і=i ї=i o=o ö=o о=o ө=o " +
	"u=u ü=u ū=u у=u ұ=u ү=u ў=u я=ia ю=iu є=ia b=b б=b d=d д=d f=f ф=f l=l л=l m=m м=m n=n ñ=n н=n ң=n " +
	"p=p п=p r=r р=r s=s с=s t=t т=t v=v w=v в=v z=z з=z k=k q=k қ=k к=k g=k ğ=k ғ=k г=k ґ=k h=k х=k һ=k x=k " +
	"ş=ş ш=ş щ=şç ç=ç ч=ç c=j j=j ж=j ц=ts ѕ=s ј=j ӧ=o ӓ=a ь= ъ= '="

// Two letters that are one sound.
const digraphs = "sh=ş ch=ç zh=j"

type soundTable struct {
	letters  map[rune]string
	digraphs map[string]string
}

//nolint:gochecknoglobals // A table: made once, never changed.
var soundTables = sync.OnceValue(func() soundTable {
	t := soundTable{parseLetters(sounds), map[string]string{}}
	for pair := range strings.FieldsSeq(digraphs) {
		letters, sound, _ := strings.Cut(pair, "=")
		t.digraphs[letters] = sound
	}
	return t
})

// foldSound is the last level, on the first.
func foldSound(s string) string {
	t := soundTables()
	key := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		_, second := utf8.DecodeRuneInString(s[i+size:])
		if sound, ok := t.digraphs[s[i:i+size+second]]; ok {
			key = appendSound(key, sound)
			i += size + second
			continue
		}
		i += size
		sound, ok := t.letters[r]
		if !ok {
			sound, ok = t.letters[withoutAccent(r)]
		}
		switch {
		case ok:
			key = appendSound(key, sound)
		case r != '-' && !unicode.Is(unicode.M, r):
			key = utf8.AppendRune(key, r)
		}
	}
	return string(key)
}

// appendSound adds sounds to a key. A sound is not said twice, an i beside
// another vowel is but a glide (Toqayev, Токаев), and dj is j (Азербайджан).
func appendSound(key []byte, sounds string) []byte {
	for _, sound := range sounds {
		last, _ := utf8.DecodeLastRune(key)
		switch {
		case sound == last, sound == 'i' && isVowel(last):
			continue
		case isVowel(sound) && last == 'i', sound == 'j' && last == 'd':
			key = key[:len(key)-1]
			if before, _ := utf8.DecodeLastRune(key); before == sound {
				continue
			}
		}
		key = utf8.AppendRune(key, sound)
	}
	return key
}

// isVowel tells the vowels among sounds.
func isVowel(sound rune) bool {
	return strings.ContainsRune("aiou", sound)
}
