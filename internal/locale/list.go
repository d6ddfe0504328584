package locale

import "strings"

// ListKind is what a list means.
type ListKind int

// The kinds of lists.
const (
	ListAnd  ListKind = iota // Baku, Astana, and Almaty
	ListOr                   // Baku, Astana, or Almaty
	ListUnit                 // 5 hours, 30 minutes

	listKinds  = 3
	listStyles = int(widths)
)

// listMarks is what stands between the items of a list: two items, the last
// two of more, and all others.
type listMarks struct{ two, middle, last string }

// List joins items as the language does, each item as it is: Bakı, Astana və
// Almatı. Kazakh joins two by a word and more by commas alone. No item gives
// the empty text.
func (l *Locale) List(items []string, kind ListKind, w Width) string {
	marks := l.cldr.lists[kind][w]
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + marks.two + items[1]
	}
	size := 0
	for _, item := range items {
		size += len(item) + len(marks.last)
	}
	var list strings.Builder
	list.Grow(size)
	last := len(items) - 1
	for i, item := range items {
		switch i {
		case 0:
		case last:
			list.WriteString(marks.last)
		default:
			list.WriteString(marks.middle)
		}
		list.WriteString(item)
	}
	return list.String()
}

// And is [Locale.List] for the most frequent kind: a, b and c.
func (l *Locale) And(items ...string) string {
	return l.List(items, ListAnd, Wide)
}
