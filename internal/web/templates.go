package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/qalam-cms/qalam/internal/i18n"
)

// Templates are the pages of one front in every language of the interface. All are
// read at start. A page is made ready in a language when it is first asked for: a
// newsroom does not use all of them in all languages, and each has its own copy of
// what pages share.
type Templates struct {
	common *template.Template
	pages  map[string]*template.Template // as they were read, without the common ones
	ready  map[i18n.Lang]map[string]func() (*template.Template, error)
}

// LoadTemplates parses layouts/*.html and partials/*.html, and every pages/*.html,
// which may use and replace them; funcs returns a language's own functions. A page
// begins with the template "layout".
func LoadTemplates(files fs.FS, langs []i18n.Lang, funcs func(i18n.Lang) template.FuncMap) (*Templates, error) {
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	t := &Templates{pages: map[string]*template.Template{}, ready: map[i18n.Lang]map[string]func() (*template.Template, error){}}
	// The functions of any language will do for reading: they have the same names.
	anyFuncs := funcs(langs[0])
	if t.common, err = template.New("").Funcs(anyFuncs).ParseFS(files, "layouts/*.html", "partials/*.html"); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	for _, file := range names {
		page, err := template.New("").Funcs(anyFuncs).ParseFS(files, file)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		t.pages[strings.TrimSuffix(path.Base(file), ".html")] = page
	}
	for _, lang := range langs {
		own := funcs(lang)
		t.ready[lang] = map[string]func() (*template.Template, error){}
		for name, page := range t.pages {
			t.ready[lang][name] = sync.OnceValues(func() (*template.Template, error) { return t.join(page, own) })
		}
	}
	return t, nil
}

// join puts the templates of a page over the common ones.
func (t *Templates) join(page *template.Template, funcs template.FuncMap) (*template.Template, error) {
	joined, err := t.common.Clone()
	if err != nil {
		return nil, err
	}
	joined.Funcs(funcs)
	for _, part := range page.Templates() {
		// Escaping writes into the tree.
		if _, err := joined.AddParseTree(part.Name(), part.Tree.Copy()); err != nil {
			return nil, err
		}
	}
	return joined, nil
}

// Render executes a page. Nothing of it leaves before all of it is there.
func (t *Templates) Render(lang i18n.Lang, page string, view any) ([]byte, error) {
	return t.Part(lang, page, "layout", view)
}

// Part executes one template of a page, for what is put into it later.
func (t *Templates) Part(lang i18n.Lang, page, name string, view any) ([]byte, error) {
	ready, ok := t.ready[lang][page]
	if !ok {
		return nil, fmt.Errorf("no page %s in language %s", page, lang)
	}
	tpl, err := ready()
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	var b bytes.Buffer
	if err := tpl.ExecuteTemplate(&b, name, view); err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	return b.Bytes(), nil
}
