// Package checks looks at a translation as a careful second reader does: at its
// numbers, names and marks, beside its source.
//
// A check is a small function of a unit of the source and one of the target. It
// is pure and knows no glossary and no memory. Severities are those of the
// newsroom's rules: an error stops publication until it is mended or dismissed,
// so a check that can be wrong is a warning. Package cms asks the checks and
// keeps what people dismiss.
package checks

import (
	"crypto/sha256"
	"slices"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Severity says how much a finding weighs.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one result of a check.
type Finding struct {
	// Check is the check's name.
	Check    string
	Severity Severity
	// Key is the unit that it was found in.
	Key models.Key
	// Message and Args say it to a person, as in errs.Error.
	Message string
	Args    errs.Args
	// Start and End are its place in the plain text of the unit, in bytes; both
	// 0 where it is about the whole.
	Start, End int
	// Mends says that the check knows how to mend that place: Fix replaces it. An
	// empty one takes it out.
	Mends bool
	Fix   string
	// Fingerprint is of the two texts: a dismissal holds as long as it is the
	// same.
	Fingerprint [sha256.Size]byte
	// Dismissed is set by package cms.
	Dismissed bool
}

// Check is an entry of the registry.
type Check struct {
	Name     string
	Severity Severity
	run      func(u *unit) []Finding
}

// Registry returns every check, errors first.
func Registry() []Check {
	return []Check{
		{"empty", Error, empty},
		{"markup", Error, markup},
		{"lookalike", Error, lookalike},
		{"language", Error, language},
		{"same", Warning, same},
		{"numbers", Warning, numbers},
		{"dates", Warning, dates},
		{"times", Warning, times},
		{"units", Warning, units},
		{"links", Warning, links},
		{"link_language", Warning, linkLanguage},
		{"quotes", Warning, quotes},
		{"brackets", Warning, brackets},
		{"doubled", Warning, doubled},
		{"alt", Warning, alt},
		{"title_length", Warning, titleLength},
		{"seo_length", Warning, seoLength},
		{"end", Info, end},
		{"spaces", Info, spaces},
		{"number_format", Info, numberFormat},
		{"length", Info, length},
		{"suffix", Info, suffix},
		{"roman", Info, romanNumbers},
	}
}

// Input is a version to look at.
type Input struct {
	// Source is what it translates; null for the source itself, in which only
	// what needs no other text is looked at.
	Source *models.Content
	Target *models.Content
	// Only are the units of the target to look at; null means all.
	Only []models.Key
	// From and To are their languages; From is null where Source is.
	From, To *locale.Locale
	// Among are the languages that the site has.
	Among []*locale.Locale
	// HasVersion reports whether a story has words in a language; null where
	// nobody can say.
	HasVersion func(articleID int64, l locale.Tag) bool
	// Described reports whether the media library says what a picture shows, in
	// the language of the target; null where nobody can say. url is an image
	// block's.
	Described func(url string) bool
}

// unit is one unit of the target beside its counterpart.
type unit struct {
	*Input
	target models.Block
	source *models.Block // null where there is none
	// plain and original are their texts without markup, prose is plain with what is
	// code made unreadable and every byte where it was.
	plain, original, prose string
	// are and were are what the two have in figures; null where that is not
	// compared.
	are, were *figures
}

// Run looks at every unit of a version that has words, in the order of the
// version. It takes time in proportion to its length.
func Run(in Input) []Finding {
	original := map[models.Key]*models.Block{}
	if in.Source != nil {
		units := unitsOf(in.Source)
		for i := range units {
			original[units[i].Key] = &units[i]
		}
	}
	var found []Finding
	registry := Registry()
	for _, b := range unitsOf(in.Target) {
		if !b.HasContent() || b.Mark == models.Omitted || in.Only != nil && !slices.Contains(in.Only, b.Key) {
			continue
		}
		u := &unit{Input: &in, target: b, source: original[b.Key], plain: text.PlainBlock(&b), prose: text.Prose(&b)}
		if u.source != nil {
			u.original = text.PlainBlock(u.source)
		}
		if u.compared() {
			u.are, u.were = readFigures(in.To, u.plain), readFigures(in.From, u.original)
		}
		found = append(found, u.run(registry)...)
	}
	return found
}

func (u *unit) run(registry []Check) []Finding {
	var found []Finding
	texts := Fingerprint(u.source, &u.target)
	for _, c := range registry {
		for _, f := range c.run(u) {
			f.Check, f.Severity, f.Key, f.Fingerprint = c.Name, c.Severity, u.target.Key, texts
			found = append(found, f)
		}
	}
	return found
}

// unitsOf are the units of a content, with the fields for search engines.
func unitsOf(c *models.Content) []models.Block {
	return append(c.Units(),
		models.Block{Key: models.KeySEOTitle, Kind: models.Paragraph, Text: c.SEO.Title},
		models.Block{Key: models.KeySEODescription, Kind: models.Paragraph, Text: c.SEO.Description})
}

// isField reports whether the unit is beside the body.
func (u *unit) isField() bool { return u.target.Key.IsReserved() }

// Fingerprint identifies the two texts of a unit, null where there is none: what a
// person says of them holds as long as it is the same.
func Fingerprint(source, target *models.Block) [sha256.Size]byte {
	h := sha256.New()
	for _, b := range []*models.Block{source, target} {
		if b != nil {
			for _, s := range []string{string(b.Kind), b.Text, b.Source, b.URL, b.Alt} {
				h.Write([]byte(s))
				h.Write([]byte{0})
			}
		}
		h.Write([]byte{1})
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// FingerprintOf is Fingerprint of a unit in two contents, null for none.
func FingerprintOf(source, target *models.Content, key models.Key) [sha256.Size]byte {
	return Fingerprint(unitOf(source, key), unitOf(target, key))
}

func unitOf(c *models.Content, key models.Key) *models.Block {
	if c == nil {
		return nil
	}
	units := unitsOf(c)
	if i := slices.IndexFunc(units, func(b models.Block) bool { return b.Key == key }); i >= 0 {
		return &units[i]
	}
	return nil
}

// mend is a finding that knows what is to stand in its place.
func mend(start, end int, fix, message string, args errs.Args) Finding {
	return Finding{Start: start, End: end, Mends: true, Fix: fix, Message: message, Args: args}
}

// say is a finding about the whole unit.
func say(message string, args errs.Args) []Finding {
	return []Finding{{Message: message, Args: args}}
}

// Errors counts the errors that nobody has dismissed.
func Errors(found []Finding) int {
	n := 0
	for i := range found {
		if found[i].Severity == Error && !found[i].Dismissed {
			n++
		}
	}
	return n
}
