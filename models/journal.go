package models

import "strings"

// EventArea is what a kind of event is about: what stands before the dot of its
// name.
type EventArea string

// EventAreas lists the areas in the order in which the journal offers them.
func EventAreas() []EventArea {
	return []EventArea{
		"article", "translation", "comment", "finding", "publication", "delivery", "release", "preview",
		"front", "section", "tag", "author", "medium", "user", "settings", "clock",
	}
}

// Area returns what the kind is about.
func (k EventKind) Area() EventArea {
	area, _, _ := strings.Cut(string(k), ".")
	return EventArea(area)
}
