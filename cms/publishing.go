package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Publishing is what of a story is public and prepared in every language, and what
// stands in the way of the rest.
type Publishing struct {
	Article *models.Article
	// Title is what the story is called at the desk that asked.
	Title Label
	// Versions are in the order of the site's languages.
	Versions []PublishingVersion
	// MayKill says that the actor may kill the story and set its embargo.
	MayKill bool
}

// Version returns the version in a language; null where the site does not have it.
func (p *Publishing) Version(l locale.Tag) *PublishingVersion {
	i := slices.IndexFunc(p.Versions, func(v PublishingVersion) bool { return v.Locale == l })
	if i < 0 {
		return nil
	}
	return &p.Versions[i]
}

// PublishingVersion is one language of a story in [Publishing].
type PublishingVersion struct {
	VersionState

	// Number is that of the newest revision; 0 where there is none.
	Number int
	// MayPublish and MayEdit say what the actor may do.
	MayPublish, MayEdit bool
	// Public is what is public now, with its revision; null where nothing is.
	// Planned is all that is ahead, the first coming first.
	Public  *Promise
	Planned []Promise
	// WasPublic says that something has been public by now.
	WasPublic bool
	// Alone is what stands in the way of publishing the newest words now, Together
	// the same where those of the source go out in the same moment.
	Alone, Together Obstacles
}

// Promise is a publication as the desk sees it.
type Promise struct {
	models.Publication

	// Number is that of its revision.
	Number int
	// Release is the armed release that made it or will end it; null where there is
	// none.
	Release *models.Release
}

// Publishing returns what of a story is public and prepared. A story that the actor
// may not see inside is errs.NotFound.
func (n *Newsroom) Publishing(ctx context.Context, by Actor, id int64, desk locale.Tag) (*Publishing, error) {
	const op = "cms.Publishing"
	r := n.store.Read()
	a, err := readable(ctx, r, by, id, "")
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if a.Translations, err = r.Translations(ctx, id); err != nil {
		return nil, errs.Wrap(op, err)
	}
	headings, err := r.Headings(ctx, []int64{id}, desk)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	p := &Publishing{Article: a, MayKill: allow(by, rights.Kill, a, "") == nil}
	p.Title = Label{Text: headings[id].Title, Lang: headings[id].TitleLocale}
	now := n.Now()
	promises, err := promisesOf(ctx, r, id, now)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	p.Versions = n.publishingVersions(by, a, promises, now)
	return p, errs.Wrap(op, n.hinder(ctx, r, p, now))
}

// promisesOf returns every publication of an article, those that are public now
// with their revisions.
func promisesOf(ctx context.Context, r store.Reader, id int64, now models.Instant) ([]Promise, error) {
	list, err := r.PublicationsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	armed, err := r.ArmedReleases(ctx, id, "", now)
	if err != nil {
		return nil, err
	}
	releases := map[int64]*models.Release{}
	for i := range armed {
		for _, item := range armed[i].Items {
			if item.PublicationID != nil {
				releases[*item.PublicationID] = &armed[i]
			}
		}
	}
	var live, ahead []int64
	for i := range list {
		switch p := &list[i]; {
		case p.LiveAt(now):
			live = append(live, p.RevisionID)
		case p.LiveFrom > now:
			ahead = append(ahead, p.RevisionID)
		}
	}
	revisions, err := r.Revisions(ctx, live)
	if err != nil {
		return nil, err
	}
	numbers, err := r.Numbers(ctx, ahead)
	promises := make([]Promise, len(list))
	for i, p := range list {
		promises[i] = Promise{p, numbers[p.RevisionID], releases[p.ID]}
		if p.LiveAt(now) {
			j := slices.IndexFunc(revisions, func(rev models.Revision) bool { return rev.ID == p.RevisionID })
			promises[i].Revision, promises[i].Number = &revisions[j], revisions[j].Number
		}
	}
	return promises, err
}

// publishingVersions says how every language stands.
func (n *Newsroom) publishingVersions(by Actor, a *models.Article, promises []Promise, now models.Instant) []PublishingVersion {
	var live, ahead []models.Publication
	for _, p := range promises {
		switch {
		case p.LiveAt(now):
			live = append(live, p.Publication)
		case p.LiveFrom > now && p.LiveFrom < p.LiveUntil:
			ahead = append(ahead, p.Publication)
		}
	}
	var versions []PublishingVersion
	for _, state := range n.storyRow(a, live, ahead).Versions {
		v := PublishingVersion{VersionState: state}
		v.MayPublish = allow(by, rights.Publish, a, v.Locale) == nil
		v.MayEdit = allow(by, rights.Edit(a, v.Locale), a, v.Locale) == nil
		for i := range promises {
			p := &promises[i]
			if p.Locale != v.Locale || p.LiveFrom == p.LiveUntil {
				continue
			}
			if p.LiveFrom > now {
				v.Planned = append(v.Planned, *p)
				continue
			}
			v.WasPublic = true
			if p.LiveAt(now) {
				v.Public = p
			}
		}
		versions = append(versions, v)
	}
	return versions
}

// hinder fills in what stands in the way: of a translation beside the source that is
// public now, and beside the newest words of the source, which it is held against
// where both go out in the same moment.
func (n *Newsroom) hinder(ctx context.Context, r store.Reader, p *Publishing, now models.Instant) error {
	a, heads := p.Article, map[locale.Tag]*models.Translation{}
	for i := range a.Translations {
		if t := &a.Translations[i]; t.Head != nil {
			heads[t.Locale] = t
		}
	}
	var public, newest *models.Revision
	if source := heads[a.SourceLocale]; source != nil {
		public, newest = source.Head, source.Head
	}
	if v := p.Version(a.SourceLocale); v != nil && v.Public != nil {
		public = v.Public.Revision
	}
	var list []beside
	var places []*Obstacles
	for i := range p.Versions {
		v := &p.Versions[i]
		t := heads[v.Locale]
		if t == nil {
			v.Alone.Unwritten, v.Together.Unwritten = true, true
			continue
		}
		v.Number = t.Head.Number
		if v.Locale == a.SourceLocale {
			list, places = append(list, beside{t, nil}), append(places, &v.Alone)
			continue
		}
		list, places = append(list, beside{t, public}), append(places, &v.Alone)
		if newest != public {
			list, places = append(list, beside{t, newest}), append(places, &v.Together)
		}
	}
	found, err := n.obstacles(ctx, r, a, now, list, false)
	if err != nil {
		return err
	}
	for i, o := range found {
		*places[i] = o
	}
	for i := range p.Versions {
		if v := &p.Versions[i]; newest == public || v.Locale == a.SourceLocale {
			v.Together = v.Alone
		}
	}
	return nil
}
