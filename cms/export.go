package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// exportBatch is how many stories are in memory at a time.
const exportBatch = 100

// Export hands every story to fn in order of id: the newest words of every
// version, whether public or not. It stops at fn's first error.
func (n *Newsroom) Export(ctx context.Context, by Actor, fn func(id int64, s *PortableStory) error) error {
	const op = "cms.Export"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return errs.Wrap(op, err)
	}
	r := n.store.Read()
	for after := int64(0); ; {
		articles, err := r.ArticlesAfter(ctx, after, exportBatch)
		if err != nil || len(articles) == 0 {
			return errs.Wrap(op, err)
		}
		for i := range articles {
			s, err := portable(ctx, r, &articles[i])
			if err == nil {
				err = n.givePictures(ctx, r, &articles[i], s)
			}
			if err == nil {
				err = fn(articles[i].ID, s)
			}
			if err != nil {
				return errs.Wrap(op, err)
			}
		}
		after = articles[len(articles)-1].ID
	}
}

func portable(ctx context.Context, r store.Reader, a *models.Article) (*PortableStory, error) {
	s := &PortableStory{Kind: a.Kind, Source: a.SourceLocale, Urgent: a.Urgent, Place: a.Place}
	if a.ImportKey != nil {
		s.Key = *a.ImportKey
	}
	if a.Section != nil {
		s.Section = SectionInput{Key: a.Section.Key, Names: models.Names{}}
		for _, n := range a.Section.Names {
			s.Section.Names[n.Locale] = n.Name
		}
	}
	for _, x := range a.Authors {
		s.Authors = append(s.Authors, portableAuthor(x.Author))
	}
	for _, x := range a.Tags {
		tag := TagInput{Key: x.Tag.Key, Names: models.Names{}}
		for _, n := range x.Tag.Names {
			tag.Names[n.Locale] = n.Name
		}
		s.Tags = append(s.Tags, tag)
	}
	for i := range a.Translations {
		t := &a.Translations[i]
		if t.Head == nil {
			continue
		}
		v, err := portableVersion(ctx, r, t)
		if err != nil {
			return nil, err
		}
		s.Versions = append(s.Versions, v)
	}
	return s, nil
}

func portableVersion(ctx context.Context, r store.Reader, t *models.Translation) (PortableVersion, error) {
	v := PortableVersion{Locale: t.Locale, Content: t.Head.Content, Date: t.CreatedAt}
	v.Content.Confirmed = models.Confirmed{}
	v.Content.Body = make(models.Body, len(t.Head.Content.Body))
	for i, b := range t.Head.Content.Body {
		b.From = 0 // the id of a revision means nothing elsewhere
		v.Content.Body[i] = b
	}
	if t.Translator != nil {
		v.Translator = portableAuthor(t.Translator)
	}
	list, err := r.Publications(ctx, t.ID)
	for _, p := range list {
		if p.LiveFrom < p.LiveUntil {
			v.Date = p.PublishedAt
			break
		}
	}
	return v, err
}

func portableAuthor(a *models.Author) AuthorInput {
	in := AuthorInput{Key: a.Key, Handle: a.Handle, Names: map[locale.Tag]AuthorNameInput{}}
	for _, n := range a.Names {
		in.Names[n.Locale] = AuthorNameInput{n.Name, n.Title}
	}
	return in
}
