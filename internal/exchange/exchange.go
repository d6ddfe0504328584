// Package exchange reads and writes stories in other formats: Markdown bundles
// and JSON lines.
//
// Codecs turn files into portable stories and back; Import and the exporters
// move them through package cms, in which all rules live. The command line and
// the demo use it. Its invariant: a file that cannot be read is refused alone,
// with its name, line and reason, and takes nothing else along.
package exchange

import (
	"context"
	"fmt"
	"iter"
	"maps"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// Refusal is something that could not be taken in.
type Refusal struct { //nolint:errname // it is a thing in a list as much as an error
	File string
	// Line is counted from 1; 0 where the whole file is meant.
	Line int
	Err  error
}

// Error names the place and the reason.
func (r *Refusal) Error() string {
	if r.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", r.File, r.Line, r.Err)
	}
	return fmt.Sprintf("%s: %v", r.File, r.Err)
}

// Unwrap returns the reason.
func (r *Refusal) Unwrap() error { return r.Err }

// Item is one story of a source, or why it was refused.
type Item struct {
	// File and Line say where the story stands.
	File    string
	Line    int
	Story   cms.PortableStory
	Refusal *Refusal
}

// Source yields stories one by one, so that any number of them fits in memory.
type Source = iter.Seq[Item]

// NameSections gives the sections of a source the names that known returns for
// their keys, in the languages in which the source itself names none.
func NameSections(from Source, known func(key string) models.Names) Source {
	return func(yield func(Item) bool) {
		for item := range from {
			if key := item.Story.Section.Key; key != "" {
				names := models.Names{}
				maps.Copy(names, known(key))
				maps.Copy(names, item.Story.Section.Names)
				item.Story.Section.Names = names
			}
			if !yield(item) {
				return
			}
		}
	}
}

// Summary says what an import came to.
type Summary struct {
	Created, Updated, Unchanged int
	Refused                     []*Refusal
}

// Stories is how many stories were looked at.
func (s *Summary) Stories() int { return s.Created + s.Updated + s.Unchanged + len(s.Refused) }

// importBatch is how many stories share a transaction: enough to spare the
// disk, few enough to let others write in between.
const importBatch = 50

// Import moves every story of a source into the newsroom. progress is called
// after each batch; nil for none. Interrupted, it leaves whole batches behind
// and can simply be run again.
func Import(ctx context.Context, n *cms.Newsroom, by cms.Actor, from Source, o cms.ImportOptions, progress func(*Summary)) (*Summary, error) {
	sum := &Summary{}
	var batch []Item
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := importItems(ctx, n, by, batch, o, sum)
		batch = batch[:0]
		if progress != nil {
			progress(sum)
		}
		return err
	}
	for item := range from {
		if item.Refusal != nil {
			sum.Refused = append(sum.Refused, item.Refusal)
			continue
		}
		if batch = append(batch, item); len(batch) == importBatch {
			if err := flush(); err != nil {
				return sum, err
			}
		}
	}
	return sum, flush()
}

func importItems(ctx context.Context, n *cms.Newsroom, by cms.Actor, items []Item, o cms.ImportOptions, sum *Summary) error {
	stories := make([]cms.PortableStory, len(items))
	for i := range items {
		stories[i] = items[i].Story
	}
	results, err := n.Import(ctx, by, stories, o)
	if err != nil {
		return err
	}
	for i, r := range results {
		switch {
		case r.Err != nil:
			sum.Refused = append(sum.Refused, &Refusal{items[i].File, items[i].Line, r.Err})
		case r.Outcome == cms.Created:
			sum.Created++
		case r.Outcome == cms.Updated:
			sum.Updated++
		case r.Outcome == cms.Unchanged:
			sum.Unchanged++
		}
	}
	return nil
}
