// Package i18n prints messages in the language of the person who reads them.
//
// The fronts use it; package cms does not, it returns message keys. A language
// of the interface (Lang) is another type than a language of content
// (locale.Tag), because an Azerbaijani editor may well work on Kazakh stories.
// The package's invariant: a message comes from the language asked for or not
// at all; English never stands in.
package i18n

import (
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"path"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
)

// Lang is a language of the interface, as a bundle's file names it.
type Lang string

// For returns the interface language that goes with a page in a language of
// content: readers see labels in the language they read.
func For(t locale.Tag) Lang { return Lang(t) }

// Bundle holds the messages of every interface language.
type Bundle struct {
	printers map[Lang]*Printer
}

// Load reads active.LANG.toml files. Each language stands alone: the library's
// own fall-back to another language is shut out by giving it no other.
func Load(files fs.FS, log *slog.Logger) (*Bundle, error) {
	names, err := fs.Glob(files, "active.*.toml")
	if err != nil {
		return nil, err
	}
	b := &Bundle{printers: map[Lang]*Printer{}}
	for _, name := range names {
		code := strings.TrimSuffix(strings.TrimPrefix(path.Base(name), "active."), ".toml")
		tag, err := language.Parse(code)
		if err != nil {
			return nil, fmt.Errorf("message bundle %s: %w", name, err)
		}
		one := goi18n.NewBundle(tag)
		one.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		if _, err := one.LoadMessageFileFS(files, name); err != nil {
			return nil, fmt.Errorf("message bundle %s: %w", name, err)
		}
		known, ok := locale.Lookup(locale.Tag(code))
		if !ok {
			return nil, fmt.Errorf("message bundle %s: package locale does not know the language", name)
		}
		b.printers[Lang(code)] = &Printer{Lang(code), known, goi18n.NewLocalizer(one, code), log}
	}
	if len(b.printers) == 0 {
		return nil, fmt.Errorf("no message bundles")
	}
	return b, nil
}

// Langs returns the interface languages in alphabetical order.
func (b *Bundle) Langs() []Lang { return slices.Sorted(maps.Keys(b.printers)) }

// Printer returns the printer of a language; false where there is no bundle
// for it.
func (b *Bundle) Printer(l Lang) (*Printer, bool) {
	p, ok := b.printers[l]
	return p, ok
}

// Printer prints messages in one language. Values of placeholders are written
// as the language writes them: numbers with its marks, a slice of strings as a
// list.
type Printer struct {
	lang  Lang
	knows *locale.Locale
	loc   *goi18n.Localizer
	log   *slog.Logger
}

// Lang returns the printer's language.
func (p *Printer) Lang() Lang { return p.lang }

// Locale returns what is known of the printer's language: how it writes dates,
// numbers and lists, and how it sorts. The text of the page may be in another.
func (p *Printer) Locale() *locale.Locale { return p.knows }

// T prints a message. args are the names and values of its placeholders in
// turn: T("site.article.by", "name", n).
func (p *Printer) T(key string, args ...any) string {
	return p.print(&goi18n.LocalizeConfig{MessageID: key, TemplateData: p.named(args)})
}

// N prints a message in the plural form that n asks for; {{.n}} is the number.
func (p *Printer) N(key string, n int, args ...any) string {
	data := p.named(args)
	data["n"] = p.value(n)
	return p.print(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

// Error prints what may be told of an error, in the plural form that its value n asks
// for.
func (p *Printer) Error(err error) string {
	_, key, args := errs.Public(err)
	if key == "" {
		key = "error.internal"
	}
	data := make(map[string]any, len(args))
	for name, value := range args {
		data[name] = p.value(value)
	}
	return p.print(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: args["n"]})
}

// Known returns the message, or false where the bundle has none under the
// key. It is for keys that data make up, such as names of known sections.
func (p *Printer) Known(key string) (string, bool) {
	s, err := p.loc.Localize(&goi18n.LocalizeConfig{MessageID: key})
	return s, err == nil
}

// print never fails a page: a missing message shows as its key, which tests
// find, and is logged.
func (p *Printer) print(c *goi18n.LocalizeConfig) string {
	s, err := p.loc.Localize(c)
	if err == nil && strings.Contains(s, "<no value>") {
		err = fmt.Errorf("a placeholder has no value")
	}
	if err != nil {
		p.log.Error("message", slog.String("key", c.MessageID), slog.String("lang", string(p.lang)), slog.Any("error", err))
		return "⟦" + c.MessageID + "⟧"
	}
	return s
}

// named turns name, value, name, value … into a map.
func (p *Printer) named(args []any) map[string]any {
	m := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = p.value(args[i+1])
	}
	return m
}

// value writes the value of a placeholder in the printer's language.
func (p *Printer) value(v any) any {
	const decimals = 3 // as many as anybody reads
	switch v := v.(type) {
	case int:
		return p.knows.Integer(v)
	case int64:
		return p.knows.Integer(int(v))
	case float64:
		return p.knows.Number(v, locale.Figures{Most: decimals})
	case []string:
		return p.knows.And(v...)
	}
	return v
}
