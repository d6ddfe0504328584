package staleness

import "github.com/qalam-cms/qalam/models"

// Impact is what a change of the source adds to what has to be done with a
// translation. What waited before is counted again only where it has become graver: a
// fact on top of a wording.
type Impact struct {
	// Facts and Wordings count what has become stale or has lost its source, by the
	// gravest grade; Missing what the source has now besides.
	Facts, Wordings, Missing int
	// Typos counts what was changed and stays valid.
	Typos int
}

// Asks reports whether anything has to be done.
func (i Impact) Asks() bool { return i.Facts+i.Wordings+i.Missing > 0 }

// ImpactOf compares how a translation stood to its source before a change with how it
// stands after it; grades are those of the change.
func ImpactOf(before, after Report, grades map[models.Key]models.Grade) Impact {
	was := make(map[models.Key]*Unit, len(before))
	for i := range before {
		was[before[i].Key] = &before[i]
	}
	var impact Impact
	for i := range after {
		u := &after[i]
		old := was[u.Key]
		if old == nil {
			old = &Unit{}
		}
		switch u.State {
		case Stale, Orphan:
			impact.behind(old, u)
		case Missing:
			if old.State != Missing {
				impact.Missing++
			}
		case Current, Omitted:
			if grades[u.Key] == models.Typo {
				impact.Typos++
			}
		case Unconfirmed, Added:
		}
	}
	return impact
}

// behind counts a unit that is behind, unless it was as much before.
func (i *Impact) behind(old, now *Unit) {
	waited := old.State == Stale || old.State == Orphan
	switch {
	case waited && models.Gravest(old.Grade, now.Grade) == old.Grade:
	case now.Grade == models.Fact:
		i.Facts++
	default:
		i.Wordings++
	}
}
