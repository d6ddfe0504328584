package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// WriteMarkdown writes a story as a bundle below dir: a folder with one file a
// language, from which Markdown reads the same blocks. id makes the folder's
// name unique where the story did not come from a bundle.
func WriteMarkdown(ctx context.Context, dir string, id int64, s *cms.PortableStory, zone *time.Location) error {
	folder := filepath.Join(dir, folderName(id, s))
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	for i := range s.Versions {
		data, err := markdownFile(s, &s.Versions[i], zone)
		if err != nil {
			return err
		}
		file := filepath.Join(folder, "index."+string(s.Versions[i].Locale)+".md")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			return err
		}
	}
	return WritePictures(ctx, folder, s)
}

// WritePictures writes the pictures of a story as files of a folder, which is made
// where there are any.
func WritePictures(ctx context.Context, folder string, s *cms.PortableStory) error {
	for _, p := range s.Pictures {
		data, err := p.Read(ctx)
		if err == nil {
			err = os.MkdirAll(folder, 0o750)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, p.File), data, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// folderName is the name under which the story came in, so that it is found
// again, or its source slug and id.
func folderName(id int64, s *cms.PortableStory) string {
	if name, ok := strings.CutPrefix(s.Key, "markdown:"); ok && filepath.IsLocal(name) {
		return filepath.FromSlash(name)
	}
	slug := "story"
	for _, v := range s.Versions {
		if v.Locale == s.Source {
			slug = v.Content.Slug
		}
	}
	return fmt.Sprintf("%s-%d", slug, id)
}

func markdownFile(s *cms.PortableStory, v *cms.PortableVersion, zone *time.Location) ([]byte, error) {
	front := frontMatter{
		Title: v.Content.Title, Slug: v.Content.Slug, Summary: v.Content.Summary,
		Date: v.Date.In(zone).Format(time.RFC3339), Place: s.Place[v.Locale], Aliases: v.Aliases,
	}
	if v.Content.SEO != (models.SEO{}) {
		front.SEO = &v.Content.SEO
	}
	if v.Translator.Key != "" {
		l := authorLabel(v.Translator, v.Locale)
		front.Translator = &l
	}
	if s.Section.Key != "" {
		front.Section = &label{Key: s.Section.Key, Name: s.Section.Names[v.Locale]}
	}
	for _, a := range s.Authors {
		front.Authors = append(front.Authors, authorLabel(a, v.Locale))
	}
	for _, t := range s.Tags {
		front.Tags = append(front.Tags, label{Key: t.Key, Name: t.Names[v.Locale]})
	}
	for _, p := range s.Pictures {
		t := p.Texts[v.Locale]
		entry := picture{p.File, t.Alt, t.Caption, t.Credit, p.Licence}
		if p.File == s.Cover {
			front.Cover = &entry
		} else {
			front.Pictures = append(front.Pictures, entry)
		}
	}
	if v.Locale == s.Source {
		front.Source, front.Kind, front.Urgent = true, s.Kind, s.Urgent
	}
	var b bytes.Buffer
	b.WriteString("---\n")
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(front); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	b.WriteString("---\n\n")
	b.WriteString(strings.TrimRight(text.ToMarkdown(v.Content.Body), "\n"))
	b.WriteString("\n")
	return b.Bytes(), nil
}

func authorLabel(a cms.AuthorInput, lang locale.Tag) label {
	n := a.Names[lang]
	return label{Key: a.Key, Name: n.Name, Role: n.Title, Social: a.Handle}
}
