package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// pictures finds the pictures that a bundle has beside its texts and that these
// show: at the head of the story, or as an image whose address is the name of a
// file.
func pictures(files fs.FS, dir string, parts []part, source part, s *cms.PortableStory) error {
	named := func(p picture, lang locale.Tag) error {
		if err := addPicture(files, dir, p.Src, s); err != nil {
			return err
		}
		at := &s.Pictures[slices.IndexFunc(s.Pictures, func(x cms.PortablePicture) bool { return x.File == p.Src })]
		if t := (cms.MediumText{Alt: p.Alt, Caption: p.Caption, Credit: p.Credit}); t != (cms.MediumText{}) {
			at.Texts[lang] = t
		}
		if p.Licence != "" {
			at.Licence = p.Licence
		}
		return nil
	}
	for _, p := range parts {
		all := p.front.Pictures
		if p.front.Cover != nil {
			all = append(slices.Clone(all), *p.front.Cover)
		}
		for _, x := range all {
			if err := named(x, p.lang); err != nil {
				return err
			}
		}
		for i := range p.content {
			b := &p.content[i]
			if b.Kind != models.Image || !fs.ValidPath(b.URL) { // it is elsewhere
				continue
			}
			if err := addPicture(files, dir, b.URL, s); err != nil {
				return err
			}
		}
	}
	if source.front.Cover != nil {
		s.Cover = source.front.Cover.Src
	}
	return nil
}

// addPicture adds a file of the bundle to the pictures of a story, once.
func addPicture(files fs.FS, dir, name string, s *cms.PortableStory) error {
	if slices.ContainsFunc(s.Pictures, func(p cms.PortablePicture) bool { return p.File == name }) {
		return nil
	}
	folder, err := fs.Sub(files, dir)
	if err != nil {
		return err
	}
	p, err := pictureFile(folder, name)
	s.Pictures = append(s.Pictures, p)
	return err
}

// pictureFile is a picture of a folder, which has to be there.
func pictureFile(folder fs.FS, name string) (cms.PortablePicture, error) {
	p := cms.PortablePicture{File: name, Texts: map[locale.Tag]cms.MediumText{}}
	if folder == nil || !fs.ValidPath(name) || path.Base(name) == "." {
		return p, fmt.Errorf("no picture %q", name)
	}
	if info, err := fs.Stat(folder, name); err != nil || !info.Mode().IsRegular() {
		return p, fmt.Errorf("no picture %q", name)
	}
	p.Read = func(context.Context) (data []byte, err error) {
		f, err := folder.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		return io.ReadAll(io.LimitReader(f, cms.MaxUpload+1))
	}
	return p, nil
}
