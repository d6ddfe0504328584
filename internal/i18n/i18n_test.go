package i18n_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
)

// small is a bundle whose Azerbaijani file lacks a message.
func small() fstest.MapFS {
	return fstest.MapFS{
		"active.en.toml": {Data: []byte(`
["error.internal"]
description = "d"
other = "A fault"
["site.only.english"]
description = "d"
other = "English only"
["site.greeting.text"]
description = "d"
other = "Hello {{.name}} {{.place}}"
["site.count.stories"]
description = "d"
one = "{{.n}} story {{.where}}"
other = "{{.n}} stories {{.where}}"
`)},
		"active.az.toml": {Data: []byte(`
["error.internal"]
description = "d"
other = "Nasazlıq"
`)},
	}
}

func TestAMissingMessageShowsItsKeyAndNeverEnglish(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	p := printer(t, load(t, small(), slog.New(slog.NewTextHandler(&logged, nil))), "az")
	const key = "site.only.english"
	if got, want := p.T(key), "⟦"+key+"⟧"; got != want {
		t.Errorf("T: got %q, want %q", got, want)
	}
	if got, want := p.N(key, 3), "⟦"+key+"⟧"; got != want {
		t.Errorf("N: got %q, want %q", got, want)
	}
	if got, ok := p.Known(key); ok {
		t.Errorf("Known: got %q, want nothing", got)
	}
	for _, want := range []string{"key=" + key, "lang=az"} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("log %q lacks %q", logged.String(), want)
		}
	}
}

func TestAnUnknownKeyShowsItselfInEveryLanguage(t *testing.T) {
	t.Parallel()
	bundle := product(t)
	for _, lang := range langs() {
		p := printer(t, bundle, lang)
		if got, want := p.T("site.no.such"), "⟦site.no.such⟧"; got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
		if got := p.Lang(); got != lang {
			t.Errorf("Lang: got %q, want %q", got, lang)
		}
	}
}

func TestAPlaceholderWithoutValueIsCaught(t *testing.T) {
	t.Parallel()
	for name, print := range map[string]func(*i18n.Printer) string{
		"no value":       func(p *i18n.Printer) string { return p.T("site.greeting.text") },
		"one of two":     func(p *i18n.Printer) string { return p.T("site.greeting.text", "name", "Aygün") },
		"name alone":     func(p *i18n.Printer) string { return p.T("site.greeting.text", "name", "Aygün", "place") },
		"another name":   func(p *i18n.Printer) string { return p.T("site.greeting.text", "name", "a", "Place", "b") },
		"beside number":  func(p *i18n.Printer) string { return p.N("site.count.stories", 2) },
		"of an error":    func(p *i18n.Printer) string { return p.Error(errs.New("", errs.Invalid, "site.greeting.text", nil)) },
		"without number": func(p *i18n.Printer) string { return p.T("site.count.stories", "where", "b") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var logged bytes.Buffer
			p := printer(t, load(t, small(), slog.New(slog.NewTextHandler(&logged, nil))), "en")
			if got := print(p); !strings.HasPrefix(got, "⟦") {
				t.Errorf("got %q, want the key", got)
			}
			if logged.Len() == 0 {
				t.Error("nothing was logged")
			}
		})
	}
}

func TestValuesArePrintedAsTheyAre(t *testing.T) {
	t.Parallel()
	p := printer(t, load(t, small(), slog.New(slog.DiscardHandler)), "en")
	for _, tc := range []struct{ name, got, want string }{
		{"text", p.T("site.greeting.text", "name", "Aygün", "place", "Bakı"), "Hello Aygün Bakı"},
		{"a value that looks like a placeholder", p.T("site.greeting.text", "name", "{{.place}}", "place", "b"), "Hello {{.place}} b"},
		{"markup is the template's affair", p.T("site.greeting.text", "name", "<b>", "place", "&"), "Hello <b> &"},
		{"one", p.N("site.count.stories", 1, "where", "here"), "1 story here"},
		{"many", p.N("site.count.stories", 21, "where", "here"), "21 stories here"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, tc.got, tc.want)
		}
	}
}

func TestValuesAreWrittenAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	p := printer(t, load(t, small(), slog.New(slog.DiscardHandler)), "en")
	for _, tc := range []struct{ name, got, want string }{
		{"a count", p.N("site.count.stories", 12345, "where", 1.5), "12,345 stories 1.5"},
		{"numbers", p.T("site.greeting.text", "name", 1234, "place", int64(1_000_000)), "Hello 1,234 1,000,000"},
		{"a list", p.T("site.greeting.text", "name", []string{"a", "b", "c"}, "place", "here"), "Hello a, b, and c here"},
		{
			"of an error", p.Error(errs.New("", errs.Invalid, "site.greeting.text", errs.Args{"name": 50_000, "place": "b"})),
			"Hello 50,000 b",
		},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, tc.got, tc.want)
		}
	}
	if got := p.Locale().Tag; got != locale.English {
		t.Errorf("Locale is %q", got)
	}
}

func TestALanguageThatNobodyKnowsIsRefused(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"active.tlh.toml": {Data: []byte("[\"a.b.c\"]\nother = \"x\"\n")}}
	if _, err := i18n.Load(files, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a bundle of an unknown language was loaded")
	}
}

func TestErrorPrintsOnlyWhatMayBeTold(t *testing.T) {
	t.Parallel()
	p := printer(t, load(t, small(), slog.New(slog.DiscardHandler)), "en")
	secret := errors.New("pq: password of qalam is wrong")
	for _, tc := range []struct {
		name string
		err  error
		want string
	}{
		{"an error of another package", secret, "A fault"},
		{"a wrapped one", errs.Wrap("cms.Save", secret), "A fault"},
		{"a key with values", errs.Wrap("cms.Save", &errs.Error{
			Key: "site.greeting.text", Args: errs.Args{"name": "a", "place": "b"}, Err: secret,
		}), "Hello a b"},
	} {
		if got := p.Error(tc.err); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestAMessageThatCannotBeReadShowsItsKey(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"active.en.toml": {Data: []byte("[\"site.broken.text\"]\nother = \"{{.n\"\n")}}
	p := printer(t, load(t, files, slog.New(slog.DiscardHandler)), "en")
	if got, want := p.T("site.broken.text", "n", 1), "⟦site.broken.text⟧"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLoadRefusesWhatIsNoBundle(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, want string
		files      fstest.MapFS
	}{
		{"no file", "no message bundles", fstest.MapFS{}},
		{"no language", "active.!!.toml", fstest.MapFS{"active.!!.toml": {Data: []byte("")}}},
		{"no TOML", "active.en.toml", fstest.MapFS{"active.en.toml": {Data: []byte("[[")}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := i18n.Load(tc.files, slog.New(slog.DiscardHandler))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error that names %q", err, tc.want)
			}
		})
	}
}

func TestAReaderSeesLabelsInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	if got := i18n.For(locale.Kazakh); got != "kk" {
		t.Errorf("For(kk) = %q", got)
	}
	if _, ok := product(t).Printer("fr"); ok {
		t.Error("there is a printer for a language without a bundle")
	}
}
