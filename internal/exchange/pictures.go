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
	for _, p := range parts {
		if err := p.pictures(files, dir, s); err != nil {
			return err
		}
	}
	if source.front.Cover != nil {
		s.Cover = source.front.Cover.Src
	}
	return nil
}

// pictures adds those of one language's file, with what it says of them.
func (p *part) pictures(files fs.FS, dir string, s *cms.PortableStory) error {
	var all []picture
	if p.front.Cover != nil {
		all = append(all, *p.front.Cover)
	}
	all = append(all, p.front.Pictures...)
	for i := range p.content {
		// An image whose address is no name of a file is elsewhere.
		if b := &p.content[i]; b.Kind == models.Image && fs.ValidPath(b.URL) {
			all = append(all, picture{Src: b.URL})
		}
	}
	for _, x := range all {
		found, err := addPicture(files, dir, x.Src, s)
		if err != nil {
			return err
		}
		if t := (cms.MediumText{Alt: x.Alt, Caption: x.Caption, Credit: x.Credit}); t != (cms.MediumText{}) {
			found.Texts[p.lang] = t
		}
		if x.Licence != "" {
			found.Licence = x.Licence
		}
	}
	return nil
}

// addPicture adds a file of the bundle to the pictures of a story, once, and
// returns it.
func addPicture(files fs.FS, dir, name string, s *cms.PortableStory) (*cms.PortablePicture, error) {
	at := slices.IndexFunc(s.Pictures, func(p cms.PortablePicture) bool { return p.File == name })
	if at >= 0 {
		return &s.Pictures[at], nil
	}
	folder, err := fs.Sub(files, dir)
	if err != nil {
		return nil, err
	}
	p, err := pictureFile(folder, name)
	s.Pictures = append(s.Pictures, p)
	return &s.Pictures[len(s.Pictures)-1], err
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
