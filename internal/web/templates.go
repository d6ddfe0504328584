package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"github.com/qalam-cms/qalam/internal/i18n"
)

// Templates are the pages of one front in every language of the interface, all
// parsed at start.
type Templates struct {
	pages map[i18n.Lang]map[string]*template.Template
}

// LoadTemplates parses layouts/*.html and partials/*.html with every
// pages/*.html, once for each language; funcs returns the language's own
// functions. A page begins with the template "layout".
func LoadTemplates(files fs.FS, langs []i18n.Lang, funcs func(i18n.Lang) template.FuncMap) (*Templates, error) {
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	t := &Templates{map[i18n.Lang]map[string]*template.Template{}}
	for _, lang := range langs {
		common, err := template.New("").Funcs(funcs(lang)).ParseFS(files, "layouts/*.html", "partials/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		t.pages[lang] = map[string]*template.Template{}
		for _, file := range names {
			page, err := common.Clone()
			if err == nil {
				_, err = page.ParseFS(files, file)
			}
			if err != nil {
				return nil, fmt.Errorf("templates: %w", err)
			}
			t.pages[lang][strings.TrimSuffix(path.Base(file), ".html")] = page
		}
	}
	return t, nil
}

// Render executes a page. Nothing of it leaves before all of it is there.
func (t *Templates) Render(lang i18n.Lang, page string, view any) ([]byte, error) {
	return t.Part(lang, page, "layout", view)
}

// Part executes one template of a page, for what is put into it later.
func (t *Templates) Part(lang i18n.Lang, page, name string, view any) ([]byte, error) {
	tpl, ok := t.pages[lang][page]
	if !ok {
		return nil, fmt.Errorf("no page %s in language %s", page, lang)
	}
	var b bytes.Buffer
	if err := tpl.ExecuteTemplate(&b, name, view); err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	return b.Bytes(), nil
}
