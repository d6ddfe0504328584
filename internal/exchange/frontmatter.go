package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/qalam-cms/qalam/models"
)

// frontMatter is the YAML at the head of a Markdown file, as Hugo has it, with
// a few names of our own. Unknown names are passed over: other programs keep
// theirs there too.
type frontMatter struct {
	Title      string             `yaml:"title"`
	Slug       string             `yaml:"slug,omitempty"`
	Date       string             `yaml:"date,omitempty"`
	Source     bool               `yaml:"source,omitempty"`
	Kind       models.ArticleKind `yaml:"kind,omitempty"`
	Section    *label             `yaml:"section,omitempty"`
	Authors    []label            `yaml:"authors,omitempty"`
	Translator *label             `yaml:"translator,omitempty"`
	Tags       []label            `yaml:"tags,omitempty"`
	Place      string             `yaml:"place,omitempty"`
	Urgent     bool               `yaml:"urgent,omitempty"`
	Summary    string             `yaml:"summary,omitempty"`
	SEO        *models.SEO        `yaml:"seo,omitempty"`
	Aliases    []string           `yaml:"aliases,omitempty"`
	Cover      *picture           `yaml:"cover,omitempty"`
	// Pictures say of those in the text what the text itself does not.
	Pictures []picture `yaml:"pictures,omitempty"`
}

// picture names a file of the bundle and says what it shows: a plain string, or a
// mapping.
type picture struct {
	Src     string `yaml:"src"`
	Alt     string `yaml:"alt,omitempty"`
	Caption string `yaml:"caption,omitempty"`
	Credit  string `yaml:"credit,omitempty"`
	Licence string `yaml:"licence,omitempty"`
}

// UnmarshalYAML takes both forms.
func (p *picture) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		p.Src = strings.TrimSpace(node.Value)
		return nil
	}
	type plain picture
	return node.Decode((*plain)(p))
}

// label names a section, a tag or an author: a plain string, or a mapping of
// key, name, role and social name.
type label struct {
	Key    string `yaml:"key,omitempty"`
	Name   string `yaml:"name,omitempty"`
	Role   string `yaml:"role,omitempty"`
	Social string `yaml:"social,omitempty"`
}

// UnmarshalYAML takes both forms. A plain string that looks like a key is one;
// any other is a name.
func (l *label) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		s := strings.TrimSpace(node.Value)
		if keyShape.MatchString(s) {
			l.Key = s
		} else {
			l.Name = s
		}
		return nil
	}
	type plain label
	return node.Decode((*plain)(l))
}

var keyShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// document is a Markdown file taken apart.
type document struct {
	front frontMatter
	body  string
	// bodyLine is the line on which the body begins.
	bodyLine int
	date     models.Instant
}

// placed is a reason with the line it belongs to.
type placed struct {
	line int
	err  error
}

func (p *placed) Error() string { return p.err.Error() }
func (p *placed) Unwrap() error { return p.err }

// fence is the line before and after the front matter.
const fence = "---"

// parseDocument takes a file apart. Dates without a zone are in the given one.
func parseDocument(data []byte, zone *time.Location) (*document, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if line := invalidUTF8(data); line > 0 {
		return nil, &placed{line, errors.New("invalid UTF-8")}
	}
	front, body, line, err := split(data)
	if err != nil {
		return nil, err
	}
	d := &document{body: string(body), bodyLine: line}
	var root yaml.Node
	if err := yaml.Unmarshal(front, &root); err != nil {
		return nil, yamlError(err)
	}
	if err := root.Decode(&d.front); err != nil {
		return nil, yamlError(err)
	}
	if strings.TrimSpace(d.front.Title) == "" {
		return nil, &placed{lineOf(&root, "title"), errors.New("no title")}
	}
	if d.front.Date != "" {
		if d.date, err = parseDate(d.front.Date, zone); err != nil {
			return nil, &placed{lineOf(&root, "date"), err}
		}
	}
	return d, nil
}

// split finds the front matter between two lines of three hyphens and returns
// it, the body, and the body's first line.
func split(data []byte) (front, body []byte, bodyLine int, err error) {
	lines := bytes.SplitAfter(data, []byte("\n"))
	if string(bytes.TrimRight(lines[0], " \r\n")) != fence {
		return nil, nil, 0, &placed{1, errors.New("no front matter: the first line is not ---")}
	}
	size := len(lines[0])
	for i, l := range lines[1:] {
		if string(bytes.TrimRight(l, " \r\n")) == fence {
			return data[len(lines[0]):size], data[size+len(l):], i + 3, nil
		}
		size += len(l)
	}
	return nil, nil, 0, &placed{1, errors.New("the front matter does not end: no second ---")}
}

func invalidUTF8(data []byte) (line int) {
	if utf8.Valid(data) {
		return 0
	}
	line = 1
	for l := range bytes.SplitSeq(data, []byte("\n")) {
		if !utf8.Valid(l) {
			return line
		}
		line++
	}
	return line
}

var yamlLine = regexp.MustCompile(`line (\d+): ?`)

// yamlError keeps the line that the YAML library names inside its text and
// counts the line of hyphens in.
func yamlError(err error) error {
	var types *yaml.TypeError
	text := err.Error()
	if errors.As(err, &types) && len(types.Errors) > 0 {
		text = types.Errors[0]
	}
	line := 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		line = n + 1
	}
	text = strings.TrimPrefix(yamlLine.ReplaceAllString(text, ""), "yaml: ")
	return &placed{line, fmt.Errorf("front matter: %s", text)}
}

// lineOf returns the file's line of a name in the front matter, 1 where it is
// not there.
func lineOf(root *yaml.Node, name string) int {
	if len(root.Content) == 0 {
		return 1
	}
	fields := root.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i].Value == name {
			return fields[i].Line + 1
		}
	}
	return 1
}

// parseDate reads the forms that Hugo writes.
func parseDate(s string, zone *time.Location) (models.Instant, error) {
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02",
	} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return models.At(t), nil
		}
	}
	return 0, fmt.Errorf("no date: %q", s)
}
