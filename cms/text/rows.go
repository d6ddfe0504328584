package text

import "github.com/qalam-cms/qalam/models"

// Row is what two versions of a story say at one place. One of them may say nothing.
type Row struct{ Mine, Theirs models.Body }

// Rows sets two versions of a story side by side, by the keys of their blocks. The order
// is mine; what only theirs has gets a row behind the block that it follows there. The
// items of a list stay together. Every block that shows something is in one row.
func Rows(mine, theirs models.Body) []Row {
	rows, at := rowsOf(shown(mine))
	behind := map[int][]Row{} // rows of theirs alone, by the row that they follow; -1 for none
	last := -1
	for _, b := range shown(theirs) {
		if i, ok := at[b.Key]; ok {
			rows[i].Theirs = append(rows[i].Theirs, b)
			last = i
			continue
		}
		extra := behind[last]
		if n := len(extra); n > 0 && isListItem(b.Kind) && extra[n-1].Theirs[0].Kind == b.Kind {
			extra[n-1].Theirs = append(extra[n-1].Theirs, b)
		} else {
			behind[last] = append(extra, Row{Theirs: models.Body{b}})
		}
	}
	all := behind[-1]
	for i := range rows {
		all = append(append(all, rows[i]), behind[i]...)
	}
	return all
}

// rowsOf gives each block a row, and the items of a list one together; it says in which
// row each key is.
func rowsOf(blocks models.Body) (rows []Row, at map[models.Key]int) {
	at = make(map[models.Key]int, len(blocks))
	for i, b := range blocks {
		if i > 0 && isListItem(b.Kind) && blocks[i-1].Kind == b.Kind {
			rows[len(rows)-1].Mine = append(rows[len(rows)-1].Mine, b)
		} else {
			rows = append(rows, Row{Mine: models.Body{b}})
		}
		at[b.Key] = len(rows) - 1
	}
	return rows, at
}
