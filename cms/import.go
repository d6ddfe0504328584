package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// OverrideImported is the reason that stands in the journal where an import
// publishes versions with missing or unconfirmed blocks.
const OverrideImported = "imported as published"

// PortableStory is a story on its way in or out, in all its languages and with
// nothing in it that only this database knows.
type PortableStory struct {
	// Key says where it comes from; importing the same key again finds the
	// story.
	Key     string
	Kind    models.ArticleKind
	Source  locale.Tag
	Urgent  bool
	Place   models.Names
	Section SectionInput // Key empty for a standing page
	Authors []AuthorInput
	Tags    []TagInput
	// Versions has the source and any translations.
	Versions []PortableVersion
	// Pictures are those that image blocks and Cover name by their files. Cover is
	// empty where the story has none at its head.
	Pictures []PortablePicture
	Cover    string
}

// arriving is a story whose pictures are in the library.
type arriving struct {
	*PortableStory

	cover *int64
}

// PortableVersion is one language of a portable story.
type PortableVersion struct {
	Locale  locale.Tag
	Content models.Content
	// Date is when it was first public; 0 for now.
	Date models.Instant
	// Translator is credited; Key empty for nobody.
	Translator AuthorInput
	// Aliases are old addresses that lead to it from now on: paths, which begin with a
	// slash, or whole addresses, whose hosts do not count; either with a query where the
	// story was known by one.
	Aliases []string
}

// ImportOptions say what happens to stories besides being stored.
type ImportOptions struct {
	// Publish makes every version public since its date, as it was where it
	// came from. It is a journaled override of the publishing conditions.
	Publish bool
	// Confirm takes the translations as confirmed against their source, for
	// stories whose versions are known to say the same.
	Confirm bool
}

// Outcome is what an import did to a story.
type Outcome int

// The outcomes.
const (
	Unchanged Outcome = iota
	Created
	Updated
)

// Imported is the outcome of one story of an import.
type Imported struct {
	ArticleID int64
	Outcome   Outcome
	// Err is why the story was refused; nothing of it was stored then.
	Err error
}

// Import stores stories, several in one transaction, and says of each what
// came of it. Where one cannot be stored the others still are. Importing the
// same again changes nothing.
func (n *Newsroom) Import(ctx context.Context, by Actor, stories []PortableStory, o ImportOptions) ([]Imported, error) {
	const op = "cms.Import"
	results := make([]Imported, len(stories))
	// Null where the pictures of a story were refused, and so the story is.
	taken := make([]*arriving, len(stories))
	for i := range stories {
		if taken[i], results[i].Err = n.takePictures(ctx, by, &stories[i]); ctx.Err() != nil {
			return results, errs.Wrap(op, ctx.Err())
		}
	}
	err := n.write(ctx, op, by, func(w *work) (err error) {
		for i, story := range taken {
			if story == nil {
				continue
			}
			if results[i], err = w.importStory(ctx, story, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil || ctx.Err() != nil {
		return results, err
	}
	// One of them failed and took the others along: store each alone.
	for i, story := range taken {
		if story == nil {
			continue
		}
		results[i].Err = n.write(ctx, op, by, func(w *work) (err error) {
			results[i], err = w.importStory(ctx, story, o)
			return err
		})
		if ctx.Err() != nil {
			return results, errs.Wrap(op, ctx.Err())
		}
	}
	return results, nil
}

func (w *work) importStory(ctx context.Context, in *arriving, o ImportOptions) (Imported, error) {
	a, outcome, err := w.importArticle(ctx, in)
	if err != nil {
		return Imported{}, err
	}
	// The source comes first, because translations are paired with it.
	versions := slices.Clone(in.Versions)
	slices.SortStableFunc(versions, func(x, y PortableVersion) int {
		return b2i(y.Locale == a.SourceLocale) - b2i(x.Locale == a.SourceLocale)
	})
	for i := range versions {
		changed, err := w.importVersion(ctx, a, &versions[i], o)
		if err != nil {
			return Imported{}, err
		}
		if changed && outcome == Unchanged {
			outcome = Updated
		}
	}
	return Imported{ArticleID: a.ID, Outcome: outcome}, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// importMeta makes the section, authors and tags that the story names, where
// they are not there, and returns the article's input.
func (w *work) importMeta(ctx context.Context, in *arriving) (ArticleInput, error) {
	a := ArticleInput{Kind: in.Kind, Source: in.Source, Place: in.Place, Urgent: in.Urgent, ImportKey: &in.Key, CoverID: in.cover}
	if in.Section.Key != "" {
		s, err := w.ensureSection(ctx, in.Section)
		if err != nil {
			return a, err
		}
		a.SectionID = &s.ID
	}
	for _, author := range in.Authors {
		v, err := w.ensureAuthor(ctx, author)
		if err != nil {
			return a, err
		}
		if !slices.Contains(a.AuthorIDs, v.ID) {
			a.AuthorIDs = append(a.AuthorIDs, v.ID)
		}
	}
	for _, tag := range in.Tags {
		v, err := w.ensureTag(ctx, tag)
		if err != nil {
			return a, err
		}
		if !slices.Contains(a.TagIDs, v.ID) {
			a.TagIDs = append(a.TagIDs, v.ID)
		}
	}
	return a, nil
}

// importArticle finds or makes the story's article. What an article has besides
// its words comes with the source: translations that arrive alone leave it.
func (w *work) importArticle(ctx context.Context, in *arriving) (*models.Article, Outcome, error) {
	a, err := w.ArticleByImportKey(ctx, in.Key)
	if err != nil {
		return nil, Unchanged, err
	}
	if a != nil {
		if err := w.LockArticle(ctx, a.ID); err != nil {
			return nil, Unchanged, err
		}
		if !slices.ContainsFunc(in.Versions, func(v PortableVersion) bool { return v.Locale == a.SourceLocale }) {
			return a, Unchanged, nil
		}
	}
	meta, err := w.importMeta(ctx, in)
	if err != nil {
		return nil, Unchanged, err
	}
	if a == nil {
		a, err = w.createArticle(ctx, meta)
		return a, Created, err
	}
	if meta.CoverID == nil { // one that was chosen here stays
		meta.CoverID = a.CoverID
	}
	changed, err := w.updateArticle(ctx, a, meta)
	if changed {
		return a, Updated, err
	}
	return a, Unchanged, err
}

func (w *work) importVersion(ctx context.Context, a *models.Article, v *PortableVersion, o ImportOptions) (changed bool, err error) {
	in := SaveInput{ArticleID: a.ID, Locale: v.Locale, Content: v.Content, imported: true}
	if v.Translator.Key != "" {
		credit, err := w.ensureAuthor(ctx, v.Translator)
		if err != nil {
			return false, err
		}
		in.TranslatorID = &credit.ID
	}
	t, err := w.Translation(ctx, a.ID, v.Locale)
	if err != nil {
		return false, err
	}
	if t != nil {
		in.Base = headID(t)
	}
	source, err := w.sourceHead(ctx, a, v.Locale)
	if err != nil {
		return false, err
	}
	if o.Confirm && source != nil {
		in.Confirm = source.ID
	}
	saved, err := w.save(ctx, a, in)
	if err != nil {
		return false, err
	}
	led, err := w.leadOld(ctx, a.ID, v)
	if err != nil || !o.Publish {
		return saved.changed || led, err
	}
	published, err := w.publishImported(ctx, a, saved.translation, v.Date)
	return saved.changed || led || published, err
}

// publishImported publishes a version whose head is not public: since its date
// when it never was, from now on when it is public with other words. What was
// taken down here stays down.
func (w *work) publishImported(ctx context.Context, a *models.Article, t *models.Translation, date models.Instant) (bool, error) {
	list, err := w.Publications(ctx, t.ID)
	if err != nil {
		return false, err
	}
	from := w.now
	if len(list) == 0 {
		if date != 0 && date < from {
			from = date
		}
	} else {
		i := slices.IndexFunc(list, func(p models.Publication) bool { return p.LiveAt(w.now) })
		if i < 0 || list[i].RevisionID == *t.HeadID {
			return false, nil
		}
	}
	if err := w.changeStage(ctx, a, t, models.Approved, ""); err != nil {
		return false, err
	}
	_, err = w.publish(ctx, a, t, publicationPlan{from: w.moment(from), reason: OverrideImported, imported: true})
	return true, err
}
