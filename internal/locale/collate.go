package locale

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// CollationVersion names the rules behind [Locale.SortKey]: the tables of the
// library and our changes to them. Store it beside keys, and make the keys
// anew when it differs.
const CollationVersion = "cldr" + collate.CLDRVersion + "-1"

// Ordering is a way to order strings. The zero value is the order of a
// dictionary, which lists use: letters first, then accents, then lower case
// before upper.
type Ordering struct {
	// Numeric orders figures by their value: port 2, port 10.
	Numeric bool
	// UpperFirst puts Port before port.
	UpperFirst bool
	// IgnorePunctuation makes co-op and coop equal.
	IgnorePunctuation bool
	// Search is for finding a string rather than for its place in a list:
	// е finds ё in Kazakh too, where it is another letter, and no script is
	// preferred.
	Search bool
	// Strength is how small a difference may be and still count.
	Strength Strength
}

// Strength is how small a difference between two strings still counts.
type Strength int

// The strengths, by what tells é, e and E apart.
const (
	AllDifferences  Strength = iota // é, e and E differ
	BaseLetters                     // none differs from another
	BaseAndAccents                  // é differs from e and E
	BaseAndCapitals                 // E differs from e and é
)

// SortKey returns bytes that order s among other strings under the same
// language: bytes.Compare of two keys is the order of a dictionary, of ICU to
// the letter. The language's own script stands before the others. Keys may be
// stored, with [CollationVersion] beside them.
func (l *Locale) SortKey(s string) []byte {
	return l.OrderKey(s, Ordering{})
}

// Compare returns a negative number where a stands before b in a dictionary
// of the language, zero where neither does, else a positive one. To sort a
// list use [SortBy], which makes each key once.
func (l *Locale) Compare(a, b string) int {
	return bytes.Compare(l.SortKey(a), l.SortKey(b))
}

// SortBy sorts items in place by what text returns for each, in the order of
// a dictionary of the language. Items that are equal so keep their order.
func SortBy[T any](l *Locale, items []T, text func(T) string) {
	type keyed struct {
		key  []byte
		item T
	}
	list := make([]keyed, len(items))
	for i, item := range items {
		list[i] = keyed{l.SortKey(text(item)), item}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i := range list {
		items[i] = list[i].item
	}
}

// OrderKey is [Locale.SortKey] for another ordering. Keys of different
// orderings do not compare.
func (l *Locale) OrderKey(s string, o Ordering) []byte {
	c := l.collators.take(l, o)
	defer l.collators.give(o, c)
	key := c.key(s)
	if o.Strength == BaseAndCapitals {
		return appendCapitals(key, s)
	}
	return key
}

// collators keeps the collators of one language that nobody uses. They are
// neither cheap to make nor safe to share; there come to be as many as were
// ever in use at one time.
type collators struct {
	mu   sync.Mutex
	idle map[Ordering][]*collator
}

// take returns a collator for the caller alone.
func (cs *collators) take(l *Locale, o Ordering) *collator {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	last := len(cs.idle[o]) - 1
	if last < 0 {
		return newCollator(l, o)
	}
	c := cs.idle[o][last]
	cs.idle[o] = cs.idle[o][:last]
	return c
}

// give takes a collator back.
func (cs *collators) give(o Ordering, c *collator) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.idle == nil {
		cs.idle = map[Ordering][]*collator{}
	}
	cs.idle[o] = append(cs.idle[o], c)
}

// collator makes keys by the library's tables, and then puts right what the
// library cannot: scripts in the language's order, capitals first.
type collator struct {
	library    *collate.Collator
	buffer     collate.Buffer
	moved      move
	upperFirst bool
	strength   Strength
}

func newCollator(l *Locale, o Ordering) *collator {
	var options []collate.Option
	if o.IgnorePunctuation {
		options = append(options, collate.OptionsFromTag(language.MustParse("und-u-ka-shifted")))
	}
	if o.Numeric {
		options = append(options, collate.Numeric)
	}
	tag := l.tag
	if o.Search && l.Script == "Cyrl" {
		tag = language.Und // as in CLDR, where only Latin alphabets tailor search
	}
	c := &collator{
		library:    collate.New(tag, options...),
		upperFirst: o.UpperFirst,
		strength:   o.Strength,
	}
	switch {
	case l.Tag == Azerbaijani: // w stands last, not before y
		c.moved = move{first: c.primary("y"), end: c.primary("ʒ"), before: c.primary("w")}
	case l.Script == "Cyrl" && !o.Search: // and the tables begin with Latin
		c.moved = move{first: c.primary("а"), end: c.primary("ⰰ"), before: c.primary("a")}
	}
	return c
}

// The library's keys have three levels with two zero bytes between them:
// letters, in two or three bytes each; accents, in two; case, in one.

// key returns the key of s, in memory of its own.
func (c *collator) key(s string) []byte {
	c.buffer.Reset()
	raw := c.library.KeyFromString(&c.buffer, s)
	key := make([]byte, 0, len(raw)+4)
	i := 0
	for !separator(raw[i:]) {
		primary, size := readPrimary(raw[i:])
		key = appendPrimary(key, c.moved.place(primary))
		i += size
	}
	if c.strength == BaseLetters || c.strength == BaseAndCapitals {
		return key
	}
	start := i
	for i += 2; !separator(raw[i:]); {
		i += 2
	}
	key = append(key, raw[start:i]...)
	if c.strength == BaseAndAccents {
		return key
	}
	key = append(key, 0, 0)
	for _, weight := range raw[i+2:] {
		key = append(key, c.caseWeight(weight))
	}
	return key
}

// separator tells the end of a level, or of the key.
func separator(key []byte) bool {
	return len(key) < 2 || key[0] == 0 && key[1] == 0
}

// The weights of case in the Unicode tables: lower and unmarked, then upper.
const (
	upperWeight     = 8  // the first that capitals have
	upperWeightLast = 12 // the last
	afterUpper      = 16 // more than any capital's
)

// caseWeight returns the weight that orders capitals as asked.
func (c *collator) caseWeight(weight byte) byte {
	switch {
	case !c.upperFirst || weight >= upperWeight && weight <= upperWeightLast:
		return weight
	default:
		return weight + afterUpper
	}
}

// primary returns the weight of the first letter of s.
func (c *collator) primary(s string) uint32 {
	c.buffer.Reset()
	weight, _ := readPrimary(c.library.KeyFromString(&c.buffer, s))
	return weight
}

// readPrimary reads a letter's weight and returns how many bytes it has.
func readPrimary(key []byte) (weight uint32, size int) {
	if key[0]&0x80 == 0 {
		return uint32(binary.BigEndian.Uint16(key)), 2
	}
	return uint32(key[0]&0x7f)<<16 | uint32(binary.BigEndian.Uint16(key[1:])), 3
}

// appendPrimary writes a letter's weight as readPrimary reads it.
func appendPrimary(key []byte, weight uint32) []byte {
	if weight <= 0x7fff {
		return binary.BigEndian.AppendUint16(key, uint16(weight))
	}
	return append(key, 0x80|byte(weight>>16), byte(weight>>8), byte(weight)) //nolint:gosec // Three bytes are all that weights have.
}

// move puts the letters whose weights go from first up to end before the one
// of the weight before, and everything from there on after them. The library
// has no other means to order scripts; the zero value moves nothing.
type move struct {
	first, end, before uint32
}

// place returns the weight that puts a letter in its place.
func (m move) place(weight uint32) uint32 {
	switch {
	case weight >= m.first && weight < m.end:
		return weight - m.first + m.before
	case weight >= m.before && weight < m.first:
		return weight + m.end - m.first
	default:
		return weight
	}
}

// appendCapitals adds to a key of base letters which of them are capitals.
func appendCapitals(key []byte, s string) []byte {
	key = append(key, 0, 0)
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.M, r): // An accent has no case.
		case unicode.IsUpper(r):
			key = append(key, 2)
		default:
			key = append(key, 1)
		}
	}
	return key
}
