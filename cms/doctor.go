package cms

import (
	"context"
	"fmt"
	"time"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Problem is something that must not be. It is for operators and in English.
type Problem struct {
	// Check names what was looked at: database, publications, revisions,
	// deliveries, media or journal.
	Check string `json:"check"`
	Text  string `json:"text"`
}

// Health is what an examination of the newsroom's data found.
type Health struct {
	Problems []Problem `json:"problems"`
	// Events is how many events of the journal are as they were written.
	Events int64 `json:"events"`
}

// maxProblems is how many problems of one kind are listed.
const maxProblems = 20

// Examine looks for what must not be: damage of the database, publications that
// overlap or that lists and search do not know, heads that are lost, pictures without a file, a journal with gaps or changed events. It needs
// the right to administer.
func (n *Newsroom) Examine(ctx context.Context, by Actor) (*Health, error) {
	const op = "cms.Examine"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	h := &Health{Problems: []Problem{}}
	damage, err := n.store.Integrity(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, s := range damage {
		h.add("database", s)
	}
	r := n.store.Read()
	pairs, err := r.Overlaps(ctx, maxProblems)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, p := range pairs {
		h.add("publications", fmt.Sprintf("publications %d and %d overlap", p[0], p[1]))
	}
	orphans, err := r.Orphans(ctx, maxProblems)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, s := range orphans {
		h.add("publications", s)
	}
	lost, err := r.LostHeads(ctx, maxProblems)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, id := range lost {
		h.add("revisions", fmt.Sprintf("the head of translation %d is not its newest revision", id))
	}
	late, err := overdue(ctx, r, n.Now(), maxProblems)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, d := range late {
		h.add("deliveries", fmt.Sprintf("delivery %d (publication %d of story %d in %s, %s) was due at %s", d.ID, d.PublicationID,
			d.Publication.ArticleID, d.Publication.Locale, d.Kind, d.DueAt.Time().Format(time.RFC3339)))
	}
	if err := n.examineMedia(ctx, r, h); err != nil {
		return nil, errs.Wrap(op, err)
	}
	good, fault, err := r.VerifyJournal(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if h.Events = good; fault != "" {
		h.add("journal", fault)
	}
	return h, nil
}

// examineMedia looks for pictures whose file is not there.
func (n *Newsroom) examineMedia(ctx context.Context, r store.Reader, h *Health) error {
	missing, q := 0, store.MediaQuery{Limit: mediaBatch}
	for {
		list, err := r.Media(ctx, q)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			there, err := n.files.Has(ctx, masterKey(&list[i]))
			if err != nil {
				return err
			}
			if missing < maxProblems && !there {
				missing++
				h.add("media", fmt.Sprintf("picture %d has no file %s", list[i].ID, masterKey(&list[i])))
			}
		}
		q.Before = list[len(list)-1].ID
	}
}

// mediaBatch is how many pictures are looked at in one go.
const mediaBatch = 500

func (h *Health) add(check, text string) { h.Problems = append(h.Problems, Problem{check, text}) }

// ArticleState is how one story stands in all its languages.
type ArticleState struct {
	Article  models.Article
	Versions []ArticleVersion
	// Now is the moment at which it stands so.
	Now models.Instant
}

// ArticleVersion is one language of a story.
type ArticleVersion struct {
	Locale      locale.Tag
	Translation models.Translation
	// Report holds the version against the head of its source; empty for the
	// source itself.
	Report       staleness.Report
	Findings     []checks.Finding
	Publications []models.Publication
}

// ArticleState returns how a story stands: its blocks, findings and
// publications in every language that has been begun, the source first. It
// needs the right to read drafts.
func (n *Newsroom) ArticleState(ctx context.Context, by Actor, id int64) (*ArticleState, error) {
	const op = "cms.ArticleState"
	r := n.store.Read()
	a, err := r.Article(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if allow(by, rights.ReadDrafts, a, a.SourceLocale) != nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	state := &ArticleState{Article: *a, Now: n.Now()}
	source, err := r.Translation(ctx, id, a.SourceLocale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for _, l := range sourceFirst(n.locales.Tags(), a.SourceLocale) {
		t, err := r.Translation(ctx, id, l)
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		if t == nil || t.Head == nil {
			continue
		}
		v := ArticleVersion{Locale: l, Translation: *t}
		var head *models.Revision
		if source != nil && l != a.SourceLocale {
			head = source.Head
		}
		if v.Report, err = compare(ctx, r, a.SourceLocale, head, t.Head); err != nil {
			return nil, errs.Wrap(op, err)
		}
		if v.Findings, err = n.findings(ctx, r, a, t, head); err != nil {
			return nil, errs.Wrap(op, err)
		}
		if v.Publications, err = r.Publications(ctx, t.ID); err != nil {
			return nil, errs.Wrap(op, err)
		}
		state.Versions = append(state.Versions, v)
	}
	return state, nil
}

// sourceFirst returns the languages with the source at their head.
func sourceFirst(tags []locale.Tag, source locale.Tag) []locale.Tag {
	list := []locale.Tag{source}
	for _, t := range tags {
		if t != source {
			list = append(list, t)
		}
	}
	return list
}
