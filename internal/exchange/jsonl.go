package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// maxLine is how long one line of JSON may be.
const maxLine = 8 << 20

// jsonStory is one line of a JSONL file. docs/jsonl.md describes it.
type jsonStory struct {
	Key      string             `json:"key"`
	Kind     models.ArticleKind `json:"kind,omitempty"`
	Source   locale.Tag         `json:"source"`
	Urgent   bool               `json:"urgent,omitempty"`
	Place    models.Names       `json:"place,omitempty"`
	Section  *jsonLabel         `json:"section,omitempty"`
	Authors  []jsonAuthor       `json:"authors,omitempty"`
	Tags     []jsonLabel        `json:"tags,omitempty"`
	Versions []jsonVersion      `json:"versions"`
	Cover    string             `json:"cover,omitempty"`
	Pictures []jsonPicture      `json:"pictures,omitempty"`
}

// jsonPicture is a picture that blocks and the cover name by its file, which is in
// the folder beside the lines.
type jsonPicture struct {
	File    string                         `json:"file"`
	Licence string                         `json:"licence,omitempty"`
	Texts   map[locale.Tag]jsonPictureText `json:"texts,omitempty"`
}

type jsonPictureText struct {
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
}

type jsonLabel struct {
	Key   string       `json:"key"`
	Names models.Names `json:"names,omitempty"`
}

type jsonAuthor struct {
	Key    string                        `json:"key"`
	Handle string                        `json:"handle,omitempty"`
	Names  map[locale.Tag]jsonAuthorName `json:"names,omitempty"`
}

type jsonAuthorName struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
}

// jsonVersion has its body as blocks, as Markdown or as HTML.
type jsonVersion struct {
	Locale     locale.Tag  `json:"locale"`
	Title      string      `json:"title"`
	Slug       string      `json:"slug,omitempty"`
	Summary    string      `json:"summary,omitempty"`
	SEO        models.SEO  `json:"seo,omitzero"`
	Date       *time.Time  `json:"date,omitempty"`
	Translator *jsonAuthor `json:"translator,omitempty"`
	Aliases    []string    `json:"aliases,omitempty"`
	Blocks     models.Body `json:"blocks,omitempty"`
	Markdown   string      `json:"markdown,omitempty"`
	HTML       string      `json:"html,omitempty"`
}

// JSONL reads one story a line. name is the file's, for refusals; media has the
// pictures that stories name, null for none.
func JSONL(r io.Reader, name string, media fs.FS) Source {
	return func(yield func(Item) bool) {
		buffered := bufio.NewReaderSize(r, 1<<16)
		for line := 1; ; line++ {
			data, err := readLine(buffered)
			switch {
			case errors.Is(err, io.EOF) && len(data) == 0:
				return
			case (err == nil || errors.Is(err, io.EOF)) && len(bytes.TrimSpace(data)) == 0:
				continue
			}
			broken := err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLineTooLong)
			if !yield(lineItem(name, line, data, media, err)) || broken {
				return
			}
		}
	}
}

// lineItem is the story of one line, or why it is refused; err is what reading
// the line came to.
func lineItem(name string, line int, data []byte, media fs.FS, err error) Item {
	item := Item{File: name, Line: line}
	if err == nil || errors.Is(err, io.EOF) {
		item.Story, err = parseStory(data, media)
	}
	if err != nil {
		item.Refusal = &Refusal{name, line, err}
	}
	return item
}

var errLineTooLong = fmt.Errorf("a line longer than %d MiB", maxLine>>20)

// readLine returns the next line. One that is too long is read to its end and
// refused, so that the next begins where it should.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := r.ReadSlice('\n')
		if !tooLong {
			line = append(line, part...)
			tooLong = len(line) > maxLine
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if tooLong {
			return nil, errLineTooLong
		}
		return line, err
	}
}

func parseStory(data []byte, media fs.FS) (cms.PortableStory, error) {
	var in jsonStory
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if line := invalidUTF8(data); line > 0 {
		return cms.PortableStory{}, errors.New("invalid UTF-8")
	}
	if err := dec.Decode(&in); err != nil {
		return cms.PortableStory{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return cms.PortableStory{}, errors.New("more than one story on the line")
	}
	if in.Key == "" || in.Source == "" || len(in.Versions) == 0 {
		return cms.PortableStory{}, errors.New("want key, source and at least one version")
	}
	s := cms.PortableStory{Key: in.Key, Kind: in.Kind, Source: in.Source, Urgent: in.Urgent, Place: in.Place}
	if s.Kind == "" {
		s.Kind = models.News
	}
	if s.Kind != models.Page {
		s.Section = cms.SectionInput{Key: defaultSection}
		if in.Section != nil {
			s.Section = cms.SectionInput(*in.Section)
		}
	}
	for _, a := range in.Authors {
		s.Authors = append(s.Authors, a.input())
	}
	for _, t := range in.Tags {
		s.Tags = append(s.Tags, cms.TagInput(t))
	}
	for i := range in.Versions {
		v, err := in.Versions[i].version()
		if err != nil {
			return s, fmt.Errorf("version %q: %w", in.Versions[i].Locale, err)
		}
		s.Versions = append(s.Versions, v)
	}
	s.Cover = in.Cover
	for _, p := range in.Pictures {
		texts := map[locale.Tag]cms.MediumText{}
		for l, t := range p.Texts {
			texts[l] = cms.MediumText(t)
		}
		found, err := pictureFile(media, p.File)
		if err != nil {
			return s, err
		}
		found.Texts, found.Licence = texts, p.Licence
		s.Pictures = append(s.Pictures, found)
	}
	return s, nil
}

func (a *jsonAuthor) input() cms.AuthorInput {
	in := cms.AuthorInput{Key: a.Key, Handle: a.Handle, Names: map[locale.Tag]cms.AuthorNameInput{}}
	for l, n := range a.Names {
		in.Names[l] = cms.AuthorNameInput(n)
	}
	return in
}

func (v *jsonVersion) version() (cms.PortableVersion, error) {
	out := cms.PortableVersion{
		Locale: v.Locale, Aliases: v.Aliases,
		Content: models.Content{Title: v.Title, Slug: v.Slug, Summary: v.Summary, SEO: v.SEO},
	}
	if v.Title == "" {
		return out, errors.New("no title")
	}
	if v.Date != nil {
		out.Date = models.At(*v.Date)
	}
	if v.Translator != nil {
		out.Translator = v.Translator.input()
	}
	var err error
	switch {
	case v.Blocks != nil:
		out.Content.Body = v.Blocks
	case v.HTML != "":
		out.Content.Body = text.FromHTML(v.HTML)
	default:
		out.Content.Body, err = text.FromMarkdown(v.Markdown)
	}
	return out, err
}

// WriteJSONL writes a story as one line, from which JSONL reads the same
// blocks with the same keys.
func WriteJSONL(w io.Writer, id int64, s *cms.PortableStory) error {
	out := jsonStory{Key: s.Key, Kind: s.Kind, Source: s.Source, Urgent: s.Urgent, Place: s.Place}
	if out.Key == "" {
		out.Key = fmt.Sprintf("qalam:%d", id)
	}
	if s.Section.Key != "" {
		l := jsonLabel(s.Section)
		out.Section = &l
	}
	for _, a := range s.Authors {
		out.Authors = append(out.Authors, jsonAuthorOf(a))
	}
	for _, t := range s.Tags {
		out.Tags = append(out.Tags, jsonLabel(t))
	}
	for i := range s.Versions {
		v := &s.Versions[i]
		date := v.Date.Time()
		line := jsonVersion{
			Locale: v.Locale, Title: v.Content.Title, Slug: v.Content.Slug, Summary: v.Content.Summary,
			SEO: v.Content.SEO, Date: &date, Aliases: v.Aliases, Blocks: v.Content.Body,
		}
		if v.Translator.Key != "" {
			a := jsonAuthorOf(v.Translator)
			line.Translator = &a
		}
		out.Versions = append(out.Versions, line)
	}
	out.Cover = s.Cover
	for _, p := range s.Pictures {
		texts := map[locale.Tag]jsonPictureText{}
		for l, t := range p.Texts {
			texts[l] = jsonPictureText(t)
		}
		out.Pictures = append(out.Pictures, jsonPicture{p.File, p.Licence, texts})
	}
	return json.NewEncoder(w).Encode(out)
}

func jsonAuthorOf(a cms.AuthorInput) jsonAuthor {
	out := jsonAuthor{Key: a.Key, Handle: a.Handle, Names: map[locale.Tag]jsonAuthorName{}}
	for l, n := range a.Names {
		out.Names[l] = jsonAuthorName(n)
	}
	return out
}
