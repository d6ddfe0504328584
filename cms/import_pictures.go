package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// PortablePicture is a picture on its way in or out with a story. Image blocks and
// the cover name it by its file.
type PortablePicture struct {
	// File is its name, unique among the pictures of the story.
	File string
	// Read returns the file. It is called once, when it is needed.
	Read    func(ctx context.Context) ([]byte, error)
	Texts   map[locale.Tag]MediumText
	Licence string
}

// takePictures adds the pictures of a story to the library, outside of any
// transaction because that is slow, and makes the story name them as the library
// does. in itself stays as it is.
func (n *Newsroom) takePictures(ctx context.Context, by Actor, in *PortableStory) (*arriving, error) {
	if len(in.Pictures) == 0 {
		return &arriving{PortableStory: in}, nil
	}
	out := *in
	ids := map[string]int64{}
	for i := range in.Pictures {
		p := &in.Pictures[i]
		data, err := p.Read(ctx)
		if err != nil {
			return nil, err
		}
		m, _, err := n.addMedium(ctx, by, UploadInput{Name: in.nameOf(p), Data: data, Texts: in.textsOf(p), Licence: p.Licence}, noPrints)
		if err != nil {
			return nil, errs.Wrap(p.File, err)
		}
		ids[p.File] = m.ID
	}
	var cover *int64
	if id, ok := ids[in.Cover]; ok {
		cover = &id
	}
	out.Versions = slices.Clone(in.Versions)
	for i := range out.Versions {
		v := &out.Versions[i]
		v.Content.Body = slices.Clone(v.Content.Body)
		for j := range v.Content.Body {
			b := &v.Content.Body[j]
			if id, ok := ids[b.URL]; ok && b.Kind == models.Image {
				b.URL = text.MediumURL(id)
			}
		}
	}
	return &arriving{&out, cover}, nil
}

// noPrints leaves all prints for later: nobody waits for thousands of pictures.
func noPrints(int, int) []Rendition { return nil }

// nameOf is what the file of a picture is called from now on. That at the head is
// often just called so: the story's own name says more.
func (s *PortableStory) nameOf(p *PortablePicture) string {
	if p.File == s.Cover {
		for i := range s.Versions {
			if loc, ok := locale.Lookup(s.Source); ok && s.Versions[i].Locale == s.Source {
				return loc.Slug(s.Versions[i].Content.Title)
			}
		}
	}
	return p.File
}

// textsOf is what a picture says: what comes with it, or else what the texts that
// show it say of it.
func (s *PortableStory) textsOf(p *PortablePicture) map[locale.Tag]MediumText {
	texts := map[locale.Tag]MediumText{}
	for i := range s.Versions {
		v := &s.Versions[i]
		for j := range v.Content.Body {
			if b := &v.Content.Body[j]; b.Kind == models.Image && b.URL == p.File {
				texts[v.Locale] = MediumText{Alt: b.Alt, Caption: text.Plain(b.Text)}
				break
			}
		}
	}
	maps.Copy(texts, p.Texts)
	return texts
}

// givePictures puts the pictures that a story shows into it, under names that no
// other picture has.
func (n *Newsroom) givePictures(ctx context.Context, r store.Reader, a *models.Article, s *PortableStory) error {
	var ids []int64
	if a.CoverID != nil {
		ids = append(ids, *a.CoverID)
	}
	for i := range s.Versions {
		ids = append(ids, text.Media(s.Versions[i].Content.Body)...)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	list, err := r.MediaByID(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	names := map[string]string{}
	for i := range list {
		m := &list[i]
		file := m.Name + "-" + m.Digest[:8] + "." + m.Format
		names[text.MediumURL(m.ID)] = file
		s.Pictures = append(s.Pictures, PortablePicture{
			File: file, Licence: m.Licence, Texts: textsOfMedium(m),
			Read: func(ctx context.Context) ([]byte, error) { return n.files.Get(ctx, masterKey(m)) },
		})
	}
	if a.CoverID != nil {
		s.Cover = names[text.MediumURL(*a.CoverID)]
	}
	for i := range s.Versions {
		body := s.Versions[i].Content.Body
		for j := range body {
			if file, ok := names[body[j].URL]; ok && body[j].Kind == models.Image {
				body[j].URL = file
			}
		}
	}
	return nil
}

func textsOfMedium(m *models.Medium) map[locale.Tag]MediumText {
	texts := map[locale.Tag]MediumText{}
	for _, t := range m.Texts {
		texts[t.Locale] = textOf(m, t.Locale)
	}
	return texts
}
