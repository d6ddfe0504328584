package staleness

import "github.com/qalam-cms/qalam/cms/text"

// Progress says how far the work on a translation is.
type Progress struct {
	// Units counts what is to be looked at, Done what needs nothing any more: it
	// is current, left out on purpose or exists only in the translation.
	Units, Done int
	// Words and WordsDone count the words of the source in the same way: the work
	// is as much as there is to read and say again, whatever was said so far.
	// What the source does not have counts as no words.
	Words, WordsDone int
}

// Left returns how many words of the source are still to do.
func (p Progress) Left() int { return p.Words - p.WordsDone }

// Progress counts how far the work is.
func (r Report) Progress() Progress {
	var p Progress
	for i := range r {
		u, words := &r[i], 0
		if u.Now != nil {
			words = text.BlockWords(u.Now)
		}
		p.Units++
		p.Words += words
		switch u.State {
		case Current, Omitted, Added:
			p.Done++
			p.WordsDone += words
		case Missing, Unconfirmed, Stale, Orphan:
		}
	}
	return p
}
