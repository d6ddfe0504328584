package cms

import "time"

const (
	// runTime is how long before the newest save of a run another belongs to it.
	runTime = time.Hour
	// runReach is how many revisions are looked at for a page of runs.
	runReach = 10 * PageSize
)

// PastRun is a revision in the history of a version with the smaller saves that led
// to it.
type PastRun struct {
	Past

	// Folded are the revisions that the same person saved in the hour before it, the
	// newest first. Each can be compared and restored as every other.
	Folded []Past
}

// FoldHistory gathers revisions, the newest first, into runs: what one person saved
// within an hour stands under the newest of it, so that somebody who confirms
// paragraph by paragraph leaves one line. What is approved, was or will be public, or
// merged the words of others begins a run of its own and is never folded away; nor is
// what the command line saved, where nobody knows whether it was one.
func FoldHistory(list []Past) []PastRun {
	var runs []PastRun
	for i := range list {
		p := &list[i]
		if n := len(runs); n > 0 && p.foldsUnder(&runs[n-1].Past) {
			runs[n-1].Folded = append(runs[n-1].Folded, *p)
			continue
		}
		runs = append(runs, PastRun{Past: *p})
	}
	return runs
}

// foldsUnder reports whether the revision is one of the smaller saves that led to a
// newer one.
func (p *Past) foldsUnder(newest *Past) bool {
	if p.Approved || p.Live || p.Published || p.Merged {
		return false
	}
	mine, theirs := p.Revision.UserID, newest.Revision.UserID
	return mine != nil && theirs != nil && *mine == *theirs && newest.Revision.CreatedAt.Sub(p.Revision.CreatedAt) <= runTime
}

// pageOfRuns returns the first runs of revisions and where the next page begins; more
// says that there are revisions after these.
func pageOfRuns(list []Past, more bool) ([]PastRun, int) {
	runs := FoldHistory(list)
	if len(runs) > PageSize {
		runs, more = runs[:PageSize], true
	}
	if !more {
		return runs, 0
	}
	last := &runs[len(runs)-1]
	if n := len(last.Folded); n > 0 {
		return runs, last.Folded[n-1].Revision.Number
	}
	return runs, last.Revision.Number
}
