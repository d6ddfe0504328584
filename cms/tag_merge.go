package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// MergeTag gives every story of a tag another in its place and forgets the tag, whose
// addresses lead to the other from now on. In languages in which the other has no
// name it takes over the tag's. It returns how many stories there were.
func (n *Newsroom) MergeTag(ctx context.Context, by Actor, id int64, version int, into int64) (stories int, err error) {
	err = n.write(ctx, "cms.MergeTag", by, func(w *work) error {
		from, err := w.tagFor(ctx, id, version)
		if err != nil {
			return err
		}
		target, err := w.TagByID(ctx, into)
		if errs.Is(err, errs.NotFound) || err == nil && into == id {
			return errs.New("cms", errs.Invalid, "error.tag_target", nil)
		}
		if err != nil {
			return err
		}
		if stories, err = w.MergeTags(ctx, id, into); err != nil {
			return err
		}
		if err := w.DeleteTag(ctx, id, version); err != nil {
			return err
		}
		before := *target
		if err := w.takeNames(ctx, target, from); err != nil {
			return err
		}
		if err := w.moveTagSlugs(ctx, &before, target); err != nil {
			return err
		}
		if err := w.inherit(ctx, from, target); err != nil {
			return err
		}
		data := tagChanges(&before, target)
		data["tag"], data["key"], data["stories"] = id, from.Key, stories
		data["into"], data["into_key"] = target.ID, target.Key
		return w.event(ctx, models.TagMerged, 0, "", data)
	})
	return stories, err
}

// takeNames gives a tag the names of another in languages in which it has none.
func (w *work) takeNames(ctx context.Context, t, from *models.Tag) error {
	names := slices.Clone(t.Names)
	for _, x := range from.Names {
		if TagTextOf(t, x.Locale).Name == "" {
			names = append(names, x)
		}
	}
	t.Names = names
	return w.UpdateTag(ctx, t)
}

// inherit leads all addresses of a tag that is gone to the one that stands in its
// place.
func (w *work) inherit(ctx context.Context, from, into *models.Tag) error {
	if err := w.MoveFormerSlugs(ctx, models.TagSlug, from.ID, into.ID); err != nil {
		return err
	}
	if err := w.KeepFormerSlug(ctx, models.TagSlug, inNoLanguage, from.Key, into.ID); err != nil {
		return err
	}
	for _, l := range w.n.locales.Tags() {
		if slug := TagSlug(from, l); slug != TagSlug(into, l) && slug != from.Key {
			if err := w.KeepFormerSlug(ctx, models.TagSlug, l, slug, into.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
