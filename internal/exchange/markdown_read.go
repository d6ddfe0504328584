package exchange

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// maxFile is how large one Markdown file may be.
const maxFile = 4 << 20

// MarkdownOptions are what the reader needs to know of the site.
type MarkdownOptions struct {
	Locales *locale.Set
	// Zone is that of dates without one.
	Zone *time.Location
	// Name is what the folder itself is called, for a folder that is a
	// bundle.
	Name string
	// Only, where set, is the one language taken, and that of files without
	// one in their name (index.md).
	Only locale.Tag
}

// defaultSection is where stories go that name none.
const defaultSection = "news"

// Markdown reads Hugo-style bundles: every folder with files index.LANG.md is
// a story. Folders and files are taken in alphabetical order.
func Markdown(files fs.FS, o MarkdownOptions) Source {
	return func(yield func(Item) bool) {
		// The function below answers every error itself, so none comes back.
		_ = fs.WalkDir(files, ".", func(dir string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				return nil
			}
			var names []string
			if err == nil {
				names, err = indexFiles(files, dir)
			}
			var item Item
			var after error
			switch {
			case err != nil:
				item, after = refuse(bundleName(dir, o), err), fs.SkipDir
			case len(names) == 0:
				return nil
			default:
				item = readBundle(files, dir, names, o)
			}
			if !yield(item) {
				return fs.SkipAll
			}
			return after
		})
	}
}

// indexFiles lists the files of a bundle. It does not glob, because the name of
// a folder may have brackets in it.
func indexFiles(files fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(files, dir)
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "index") && strings.HasSuffix(e.Name(), ".md") {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names, err
}

// part is one language's file of a bundle.
type part struct {
	file string
	lang locale.Tag
	*document
	content models.Body
}

// bundleName is the path of a folder, or its own name where it is all there is.
func bundleName(dir string, o MarkdownOptions) string {
	if dir == "." {
		return o.Name
	}
	return dir
}

func readBundle(files fs.FS, dir string, names []string, o MarkdownOptions) Item {
	name := bundleName(dir, o)
	var parts []part
	for _, file := range names {
		lang, err := fileLanguage(file, o)
		if errors.Is(err, errOtherLanguage) {
			continue
		}
		p := part{file: file, lang: lang}
		if slices.ContainsFunc(parts, func(other part) bool { return other.lang == lang }) {
			err = fmt.Errorf("a second file in the language %q", lang)
		}
		if err == nil {
			err = p.read(files, o.Zone)
		}
		if err != nil {
			return refuse(file, err)
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return refuse(name, errors.New("no file in the language asked for"))
	}
	source := sourcePart(parts, o.Locales)
	s := cms.PortableStory{
		Key: "markdown:" + name, Kind: source.front.Kind, Source: source.lang, Urgent: source.front.Urgent,
		Place: models.Names{},
	}
	if s.Kind == "" {
		s.Kind = models.News
	}
	if !slices.Contains(models.ArticleKinds(), s.Kind) {
		return refuse(source.file, fmt.Errorf("unknown kind %q", s.Kind))
	}
	if s.Kind != models.Page {
		s.Section = section(parts, source)
	}
	s.Authors = authors(parts, source)
	s.Tags = tags(parts, source)
	for _, p := range parts {
		s.Versions = append(s.Versions, p.version())
		if p.front.Place != "" {
			s.Place[p.lang] = p.front.Place
		}
	}
	if err := pictures(files, dir, parts, source, &s); err != nil {
		return refuse(source.file, err)
	}
	return Item{File: source.file, Story: s}
}

func refuse(file string, err error) Item {
	r := &Refusal{File: file, Err: err}
	if at, ok := errors.AsType[*placed](err); ok {
		r.Line, r.Err = at.line, at.err
	}
	return Item{File: file, Refusal: r}
}

var errOtherLanguage = errors.New("another language than the one asked for")

// fileLanguage reads the language in a file's name.
func fileLanguage(file string, o MarkdownOptions) (locale.Tag, error) {
	code := strings.TrimPrefix(strings.TrimSuffix(path.Base(file), ".md"), "index")
	tag := locale.Tag(strings.TrimPrefix(code, "."))
	switch {
	case code == "" && o.Only == "":
		return "", errors.New("no language in the file's name: want index.LANG.md, or say which with --locale")
	case code == "":
		tag = o.Only
	case o.Only != "" && tag != o.Only:
		return "", errOtherLanguage
	}
	if _, ok := o.Locales.Lookup(tag); !ok {
		return "", fmt.Errorf("unknown language %q", tag)
	}
	return tag, nil
}

func (p *part) read(files fs.FS, zone *time.Location) error {
	info, err := fs.Stat(files, p.file)
	if err != nil {
		return err
	}
	if info.Size() > maxFile {
		return fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	data, err := fs.ReadFile(files, p.file)
	if err != nil {
		return err
	}
	if p.document, err = parseDocument(data, zone); err != nil {
		return err
	}
	p.content, err = text.FromMarkdown(p.body)
	return p.inFile(err)
}

// inFile turns a body's line into the file's.
func (p *part) inFile(err error) error {
	kind, key, args := errs.Public(err)
	line, ok := args["line"].(int)
	if !ok {
		return errs.Wrap("body", err)
	}
	line += p.bodyLine - 1
	return &placed{line, errs.New("body", kind, key, errs.Args{"line": line})}
}

// sourcePart picks the version that the story was written in: the one that
// says so, else the first in the site's order.
func sourcePart(parts []part, set *locale.Set) part {
	order := set.Tags()
	best := parts[0]
	for _, p := range parts {
		if p.front.Source {
			return p
		}
		if slices.Index(order, p.lang) < slices.Index(order, best.lang) {
			best = p
		}
	}
	return best
}

func (p *part) version() cms.PortableVersion {
	v := cms.PortableVersion{
		Locale: p.lang, Date: p.date, Aliases: p.front.Aliases,
		Content: models.Content{Title: p.front.Title, Slug: p.front.Slug, Summary: p.front.Summary, Body: p.content},
	}
	if p.front.SEO != nil {
		v.Content.SEO = *p.front.SEO
	}
	if p.front.Translator != nil {
		v.Translator = author(*p.front.Translator, p.lang)
	}
	return v
}

// section takes the source's section and its names in all versions.
func section(parts []part, source part) cms.SectionInput {
	in := cms.SectionInput{Key: defaultSection, Names: models.Names{}}
	if l := source.front.Section; l != nil {
		in.Key = keyOf(*l)
	}
	for _, p := range parts {
		if l := p.front.Section; l != nil && l.Name != "" {
			in.Names[p.lang] = l.Name
		}
	}
	return in
}

// keyOf is the key that a label gives or, by the rules of slugs, its name.
func keyOf(l label) string {
	if l.Key != "" {
		return l.Key
	}
	english, _ := locale.Lookup(locale.English)
	return english.Slug(l.Name)
}

func author(l label, lang locale.Tag) cms.AuthorInput {
	in := cms.AuthorInput{Key: keyOf(l), Handle: l.Social, Names: map[locale.Tag]cms.AuthorNameInput{}}
	if l.Name != "" {
		in.Names[lang] = cms.AuthorNameInput{Name: l.Name, Title: l.Role}
	}
	return in
}

// authors takes the source's byline; the other versions add names in their
// languages, matched by key or, where they give none, by place in the line.
func authors(parts []part, source part) []cms.AuthorInput {
	list := make([]cms.AuthorInput, len(source.front.Authors))
	for i, l := range source.front.Authors {
		list[i] = author(l, source.lang)
	}
	for _, p := range parts {
		for i, l := range p.front.Authors {
			at := i
			if l.Key != "" {
				at = slices.IndexFunc(list, func(a cms.AuthorInput) bool { return a.Key == l.Key })
			}
			if at >= 0 && at < len(list) && l.Name != "" {
				list[at].Names[p.lang] = cms.AuthorNameInput{Name: l.Name, Title: l.Role}
			}
		}
	}
	return list
}

// tags takes the source's tags; the other versions add names in their
// languages, matched by key.
func tags(parts []part, source part) []cms.TagInput {
	list := make([]cms.TagInput, len(source.front.Tags))
	for i, l := range source.front.Tags {
		list[i] = cms.TagInput{Key: keyOf(l), Names: models.Names{}}
	}
	for _, p := range parts {
		for _, l := range p.front.Tags {
			at := slices.IndexFunc(list, func(t cms.TagInput) bool { return t.Key == keyOf(l) })
			if at >= 0 && l.Name != "" {
				list[at].Names[p.lang] = l.Name
			}
		}
	}
	return list
}
