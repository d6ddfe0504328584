package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Obstacles are what stands in the way of publishing the newest words of a version
// at a moment. The zero value is nothing at all.
type Obstacles struct {
	// Unwritten says that there are no words yet, Unapproved that the newest ones
	// are not approved.
	Unwritten, Unapproved bool
	// Embargo is when the embargo of the story ends, where that is later than the
	// moment; null where none is in the way.
	Embargo *models.Instant
	// Findings counts the errors that checks find and nobody has dismissed.
	Findings int
	// Missing, Unconfirmed, Stale and Orphan count the blocks that are not
	// translated, not confirmed, or behind by a fact that the source has changed or
	// dropped.
	Missing, Unconfirmed, Stale, Orphan int
}

// Blocks reports whether blocks are in the way: a written reason passes over them.
func (o *Obstacles) Blocks() bool { return o.Missing+o.Unconfirmed+o.Stale+o.Orphan > 0 }

// Words reports whether something about the words is in the way that no reason
// passes over, at whatever moment they were to be published.
func (o *Obstacles) Words() bool { return o.Unwritten || o.Unapproved || o.Findings > 0 }

// Any reports whether anything is in the way.
func (o *Obstacles) Any() bool { return o.Words() || o.Embargo != nil || o.Blocks() }

// refusal says the first thing that is in the way, null where nothing is. A reason
// passes over blocks.
func (o *Obstacles) refusal(reason string) error {
	switch {
	case o.Unwritten || o.Unapproved:
		return errs.New("cms", errs.Invalid, "error.publish_not_approved", nil)
	case o.Embargo != nil:
		return errs.New("cms", errs.Invalid, "error.embargoed", nil)
	case o.Findings > 0:
		return errs.New("cms", errs.Invalid, "error.publish_findings", errs.Args{"count": o.Findings})
	case o.Blocks() && reason == "":
		return errs.New("cms", errs.Invalid, "error.publish_blocked", errs.Args{
			"missing": o.Missing, "unconfirmed": o.Unconfirmed, "stale": o.Stale + o.Orphan,
		})
	}
	return nil
}

// obstacles returns what stands in the way of publishing the heads of versions of an
// article at a moment, each beside a revision of its source, with as many questions
// as for one. People mend or dismiss the errors that checks find; what was public
// elsewhere is taken as it is.
func (n *Newsroom) obstacles(ctx context.Context, r store.Reader, a *models.Article, at models.Instant, versions []beside, imported bool) ([]Obstacles, error) {
	list := make([]Obstacles, len(versions))
	found := make([][]checks.Finding, len(versions))
	var err error
	if !imported {
		if found, err = n.findingsOf(ctx, r, a, versions); err != nil {
			return nil, err
		}
	}
	var pairs []pair
	var paired []int
	for i, v := range versions {
		list[i] = plainObstacles(a, v.version, at)
		list[i].Findings = checks.Errors(found[i])
		if v.source != nil {
			pairs, paired = append(pairs, pair{a.SourceLocale, v.source, v.version.Head}), append(paired, i)
		}
	}
	reports, err := compareAll(ctx, r, pairs)
	if err != nil {
		return nil, err
	}
	for i, report := range reports {
		report, o := report.Blocking(), &list[paired[i]]
		o.Missing, o.Unconfirmed = report.Count(staleness.Missing), report.Count(staleness.Unconfirmed)
		o.Stale, o.Orphan = report.Count(staleness.Stale), report.Count(staleness.Orphan)
	}
	return list, nil
}

// plainObstacles are those that can be told without reading any words.
func plainObstacles(a *models.Article, t *models.Translation, at models.Instant) Obstacles {
	o := Obstacles{Unapproved: t.Stage != models.Approved || t.ApprovedID == nil || *t.ApprovedID != headID(t)}
	if a.EmbargoUntil != nil && at < *a.EmbargoUntil {
		o.Embargo = a.EmbargoUntil
	}
	return o
}
