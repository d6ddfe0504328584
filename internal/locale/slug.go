package locale

import (
	"hash/fnv"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the length of the longest slug, in bytes, which are characters.
const maxSlug = 80

// The letters and their spelling in slugs. All languages share one table, so
// that a Cyrillic word in an English title, or an Azerbaijani name in a
// Russian one, is spelt too; English alone overrides a part of it.
const (
	// Russian, then Kazakh by the Latin alphabet of 2021, where қ is q. The
	// two signs are silent.
	cyrillicLetters = "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p " +
		"р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya " +
		"ә=a ғ=g қ=q ң=n ө=o ұ=u ү=u һ=h і=i"

	// Azerbaijani, whose readers type the bare letters.
	latinLetters = "ə=e ı=i ö=o ü=u ç=c ş=s ğ=g"

	// English spells Azerbaijani names by their sound: Aliyev, Shusha.
	englishLetters = "ə=a ş=sh ç=ch ğ=gh"

	// Letters of names from elsewhere, and of Azerbaijani in Cyrillic, which
	// no decomposition reduces to a letter above.
	foreignLetters = "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ґ=g є=ye ҝ=g ҹ=c ј=y"
)

// slugTable returns the shared table, with the spellings of own in place of
// its own.
func slugTable(own string) map[rune]string {
	table := map[rune]string{'№': " no "}
	for _, list := range []string{cyrillicLetters, latinLetters, foreignLetters, own} {
		maps.Copy(table, parseLetters(list))
	}
	return table
}

// parseLetters reads a list such as "ж=zh ь=".
func parseLetters(list string) map[rune]string {
	letters := map[rune]string{}
	for pair := range strings.FieldsSeq(list) {
		letter, spelling, _ := strings.Cut(pair, "=")
		r, _ := utf8.DecodeRuneInString(letter)
		letters[r] = spelling
	}
	return letters
}

// Slug returns the part of an address that spells the title: of a-z, 0-9 and
// single hyphens between words, at most 80 characters, cut at a hyphen, and
// never empty. The language is that of the title; every letter of our
// languages leaves a trace in it, save ъ and ь, which are silent.
//
// A title that leaves nothing, because it is empty or wholly in a script that
// we cannot spell, gets "n-" and a number made from it: the same title always
// the same one. Slugs are not unique: the number of the article, which stands
// beside the slug in an address, is the key.
func (l *Locale) Slug(title string) string {
	// Composed first: the tables hold й and ş as one character each.
	title = norm.NFC.String(title)
	var spelt strings.Builder
	for _, r := range l.Lower(title) {
		spelt.WriteString(l.spell(r))
	}
	if slug := cutSlug(hyphenate(spelt.String())); slug != "" {
		return slug
	}
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(title)) // It never fails.
	return "n-" + strconv.FormatUint(hash.Sum64(), 36)
}

// spell returns the spelling of one lower-case character: a space where words
// part, nothing for what is silent or cannot be seen.
func (l *Locale) spell(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	if spelling, ok := l.letters[r]; ok {
		return spelling
	}
	if unseen(r) {
		return ""
	}
	return l.spellParts(r)
}

// spellParts spells a character that has no entry in the table by what it is
// made of: é is an e and an accent.
func (l *Locale) spellParts(r rune) string {
	form := norm.NFD
	if unicode.IsLetter(r) {
		form = norm.NFKD // Ligatures and letter-like signs are letters, too.
	}
	var spelt strings.Builder
	for _, part := range form.String(string(r)) {
		part = unicode.ToLower(part)
		spelling, ok := l.letters[part]
		switch {
		case ok:
			spelt.WriteString(spelling)
		case part < utf8.RuneSelf:
			spelt.WriteRune(part)
		case !unseen(part):
			spelt.WriteByte(' ')
		}
	}
	return spelt.String()
}

// unseen tells accents and invisible characters, soft hyphens for one, which
// do not part words.
func unseen(r rune) bool {
	return unicode.In(r, unicode.M, unicode.Cf)
}

// hyphenate puts one hyphen for every run of anything but a-z and 0-9, and
// none at the ends.
func hyphenate(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// cutSlug shortens a slug to maxSlug, between words unless the first word is
// too long itself.
func cutSlug(slug string) string {
	if len(slug) <= maxSlug {
		return slug
	}
	if i := strings.LastIndexByte(slug[:maxSlug+1], '-'); i > 0 {
		return slug[:i]
	}
	return slug[:maxSlug]
}
