package locale

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ForeignNumber is a number in figures with the marks of another language.
type ForeignNumber struct {
	Start, End int // its bytes in the text
	Word       string
	// Own is the same number as the language writes it, with plain spaces.
	Own string
}

// ForeignNumbers returns the numbers of a text whose thousands or decimals are set
// off as another language does: 1,234.5 in Russian, 1 234,5 in English. It finds
// what can be nothing else, and leaves the rest: 3.5 is a number before a unit, and
// may be a date, a time or a version without one; 1,234 is one thousand where
// original, which is in another language and may be empty, has it as that language
// writes it.
func (l *Locale) ForeignNumbers(text string, other *Locale, original string) []ForeignNumber {
	var found []ForeignNumber
	for _, span := range figures.FindAllStringIndex(text, -1) {
		word := text[span[0]:span[1]]
		n, ok := readWritten(word)
		if !ok || !standsAlone(text, span[0], span[1]) {
			continue
		}
		f := foreignNumber{l, text[:span[0]], text[span[1]:], n}
		copied := func() bool {
			return other != nil && other.groupsBy(n.group) && slices.ContainsFunc(figures.FindAllString(original, -1), func(s string) bool {
				return plainSpaces(s) == plainSpaces(word)
			})
		}
		if f.isForeign(copied) {
			own := string(l.appendDecimal(nil, decimal{whole: []byte(n.whole), fraction: []byte(n.fraction)}))
			found = append(found, ForeignNumber{span[0], span[1], word, plainSpaces(own)})
		}
	}
	return found
}

// plainSpaces puts plain spaces in place of those between figures.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u2009", " ", "\u202f", " ").Replace(s)
}

// writtenNumber is a number by its figures and the marks between them; 0 for none.
type writtenNumber struct {
	whole, fraction string
	head            string // what stands before the first mark
	group, point    rune
	groups          int // of three figures, behind a mark
	parts           []string
}

// readWritten reads figures with marks between them that are one number: marks of
// one kind before every three figures, another before the fraction, or both.
func readWritten(s string) (n writtenNumber, ok bool) {
	isFigure := func(r rune) bool { return '0' <= r && r <= '9' }
	n.parts = strings.FieldsFunc(s, func(r rune) bool { return !isFigure(r) })
	var marks []rune
	for _, r := range plainSpaces(s) {
		switch {
		case isFigure(r):
		case strings.ContainsRune(" .,", r):
			marks = append(marks, r)
		default:
			return n, false
		}
	}
	if len(marks) == 0 {
		return n, false
	}
	n.head = n.parts[0]
	last := len(marks) - 1
	grouped := n.parts[1:]
	if tail := n.parts[last+1]; marks[last] != marks[0] || last == 0 && !n.startsGroups(tail) {
		n.point, n.fraction, grouped = marks[last], tail, n.parts[1:last+1]
		marks = marks[:last]
	}
	n.whole, n.groups = n.head+strings.Join(grouped, ""), len(grouped)
	if n.groups > 0 {
		n.group = marks[0]
	}
	inGroups := !slices.ContainsFunc(grouped, func(g string) bool { return !n.startsGroups(g) })
	same := !slices.ContainsFunc(marks, func(r rune) bool { return r != n.group })
	return n, inGroups && same && n.point != ' ' && (n.head == "0" || n.head[0] != '0')
}

// startsGroups tells whether a part is three figures that may stand behind the head
// and a mark of thousands.
func (n *writtenNumber) startsGroups(part string) bool {
	return len(part) == 3 && len(n.head) <= 3 && n.head != "0"
}

// standsAlone tells figures from a part of a word, a code, a path or a phone number.
func standsAlone(text string, start, end int) bool {
	before, after := text[:start], text[end:]
	last, size := utf8.DecodeLastRuneInString(before)
	if last == '-' || last == '−' || last == '–' {
		beyond, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		if last == '-' && len(before) > size && !unicode.IsSpace(beyond) && !isOpener(beyond) {
			return false
		}
	} else if before != "" && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(".,:/\\_@#№§=+&~^*|<>", last)) {
		return false
	}
	sign := strings.TrimRight(before, " \u00a0")
	if strings.HasSuffix(sign, "№") || strings.HasSuffix(sign, "§") {
		return false
	}
	next, size := utf8.DecodeRuneInString(after)
	if next == '-' {
		next, _ = utf8.DecodeRuneInString(after[size:])
		return !unicode.IsDigit(next)
	}
	return after == "" || !unicode.IsLetter(next) && !unicode.IsDigit(next) && !strings.ContainsRune(":/\\_@#=+&~^*|<>", next)
}

// groupsBy tells whether the language sets thousands off with a mark. Azerbaijani
// has the full stop beside the space.
func (l *Locale) groupsBy(mark rune) bool {
	return mark != 0 && (plainSpaces(l.cldr.group) == string(mark) || l.Tag == Azerbaijani && mark == '.')
}

// foreignNumber is a number with the text around it.
type foreignNumber struct {
	l             *Locale
	before, after string
	writtenNumber
}

func (f *foreignNumber) isForeign(copied func() bool) bool {
	ownPoint := string(f.point) == f.l.cldr.decimal
	switch {
	case f.group == ' ' && f.followsName():
		return false
	case f.groups > 0 && f.point != 0:
		return !ownPoint || f.group != ' ' && !f.l.groupsBy(f.group)
	case f.point != 0:
		return !ownPoint && len(f.fraction) != 3 && f.counts()
	case f.l.groupsBy(f.group):
		return false
	case f.groups == 1:
		return copied()
	}
	mayBePhone := f.group != ',' && (len(f.head) == 3 || f.groups > 2) // 727 250 123, 8 800 555 123
	return !f.likeAddress() && (!mayBePhone || f.counts())
}

// followsName tells whether the figures before the first space may belong to what
// stands before: on May 5 123 people came; ISO 9 001.
func (f *foreignNumber) followsName() bool {
	words := strings.Fields(f.before)
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return f.l.isMonth(last) || utf8.RuneCountInString(last) > 1 && strings.IndexFunc(last, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// likeAddress tells the address of a computer: 192.168.100.200.
func (f *foreignNumber) likeAddress() bool {
	return f.group == '.' && len(f.parts) == 4 && !slices.ContainsFunc(f.parts, func(part string) bool {
		n, err := strconv.Atoi(part)
		return err != nil || n > 255
	})
}

// counts tells whether a sign, a word for a size or, unless the figures may be a
// time or a date, a unit stands beside them.
func (f *foreignNumber) counts() bool {
	rest, before := strings.TrimLeft(f.after, " \u00a0\u2009\u202f"), strings.TrimRight(f.before, " \u00a0")
	for _, s := range unitSigns() {
		if strings.HasPrefix(rest, s.sign) || s.sign != "%" && strings.HasSuffix(before, s.sign) {
			return true
		}
	}
	if strings.HasPrefix(rest, "‰") || strings.HasPrefix(rest, "°") {
		return true
	}
	r := numberReader{l: f.l, text: f.before + f.after}
	word, end := r.wordAfter(len(f.before), false)
	if _, ok := f.l.numerals.scales.find(word); ok {
		return true
	}
	if f.likeTime() {
		return false
	}
	next, _ := r.wordAfter(end, false)
	_, isUnit := f.l.unitOf("", word)
	_, percent := f.l.unitOf(word, next)
	return isUnit || word == "per" && percent || f.l.countWords[word]
}

// likeTime tells what may be a time or a date: 9.30, 5.12.
func (f *foreignNumber) likeTime() bool {
	head, err := strconv.Atoi(f.head)
	return err == nil && head <= 31 && len(f.fraction) == 2 && f.fraction < "60"
}
