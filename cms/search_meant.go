package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
)

const (
	// mostSlips is how many words of a query may be others that were meant: of more
	// nobody can tell.
	mostSlips = 3
	// mostMeant is how many of the nearest words are tried for each.
	mostMeant = 8
	// mostWords is how many words are compared that begin, or end, as the slip does.
	mostWords = 5000
)

// SearchMeant returns the query that a reader probably meant with one that finds nothing:
// where no story of the language has a word of it, the nearest that one has. Every
// word is copied from a story that is live and has all words of the new query; it is
// empty where there is none.
func (n *Newsroom) SearchMeant(ctx context.Context, in SearchInput) (string, error) {
	const op = "cms.SearchMeant"
	in.After = nil
	q, err := n.inquire(ctx, in)
	if err != nil {
		return "", errs.Wrap(op, err)
	}
	known, slips, err := q.sift(ctx)
	if err != nil || len(slips) == 0 || len(slips) > mostSlips {
		return "", errs.Wrap(op, err)
	}
	instead := map[int]string{}
	for _, i := range slips {
		match, word, err := q.repair(ctx, known, i)
		if err != nil || word == "" {
			return "", errs.Wrap(op, err)
		}
		known, instead[i] = match, word
	}
	in.Query = q.words.Instead(instead)
	found, err := n.Search(ctx, in)
	if err != nil || len(found.Hits) == 0 {
		return "", errs.Wrap(op, err)
	}
	return in.Query, nil
}

// sift tells the words of a query that any live story of the language has from those
// that none has. Where they are looked for does not count: a word that another section
// has is no slip.
func (q *inquiry) sift(ctx context.Context) (known search.Match, slips []int, err error) {
	for i := range q.words.Len() {
		match := q.words.Word(i, q.names)
		found, err := q.store.Search(ctx, store.SearchQuery{At: q.At, Match: match, Limit: 1})
		switch {
		case err != nil:
			return nil, nil, err
		case len(found) == 0:
			slips = append(slips, i)
		default:
			known = append(known, match...)
		}
	}
	return known, slips, nil
}

// repair returns the word nearest to a slip that a live story has, as it spells it, and
// what finds that word besides what is known; empty for none.
func (q *inquiry) repair(ctx context.Context, known search.Match, i int) (search.Match, string, error) {
	slip, ok := q.words.Slip(i)
	if !ok {
		return nil, "", nil
	}
	var list []string
	for _, s := range slip.Stretches() {
		some, err := q.store.Words(ctx, store.WordQuery{From: s.From, Until: s.Until, Shortest: s.Shortest, Longest: s.Longest, Limit: mostWords})
		if err != nil {
			return nil, "", err
		}
		list = append(list, some...)
	}
	near := slip.Nearest(list)
	for _, m := range near[:min(len(near), mostMeant)] {
		match := slices.Concat(known, m.Match())
		found, err := q.find(ctx, search.Step{Match: match}, 0, 1)
		if err != nil {
			return nil, "", err
		}
		if len(found) == 0 {
			continue
		}
		if word, ok := m.In(&found[0].Publication.Revision.Content); ok {
			return match, word, nil
		}
	}
	return nil, "", nil
}
