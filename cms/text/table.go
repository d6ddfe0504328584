package text

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cell is a cell of a table.
type cell struct {
	header bool
	runs   []run
}

// parseTable reads the text of a table block into rows. Rows without any text
// are left out; cells without are kept, for they hold the columns in place.
func parseTable(text string) [][]cell {
	r := newTableReader()
	scan(text, r)
	rows, caption := r.finish()
	if len(caption) > 0 {
		rows = append([][]cell{{{runs: caption}}}, rows...)
	}
	return rows
}

// tableHTML writes rows as the text of a table block.
func tableHTML(rows [][]cell) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString("<tr>")
		for _, c := range row {
			name := "td"
			if c.header {
				name = "th"
			}
			b.WriteString("<" + name + ">" + inlineHTML(c.runs) + "</" + name + ">")
		}
		b.WriteString("</tr>")
	}
	return b.String()
}

// tableReader reads the rows of one table. A table inside it becomes lines of
// the cell it is in; text outside of cells gets cells of its own.
type tableReader struct {
	inline  inlineReader
	depth   int // of tables
	rows    [][]cell
	row     []cell
	caption []run
	inCell  bool
	header  bool // the cell is a header
}

func newTableReader() *tableReader {
	return &tableReader{inline: inlineReader{between: gapLine}}
}

func (r *tableReader) text(s string) { r.inline.text(s) }

func (r *tableReader) open(t html.Token) {
	if t.DataAtom == atom.Table {
		r.depth++
	}
	if r.depth > 1 {
		r.inline.open(t)
		return
	}
	switch t.DataAtom {
	case atom.Tr, atom.Caption:
		r.endRow()
	case atom.Td, atom.Th:
		r.endCell()
		r.inCell, r.header = true, t.DataAtom == atom.Th
	default:
		r.inline.open(t)
	}
}

func (r *tableReader) close(a atom.Atom) {
	nested := r.depth > 1
	if a == atom.Table {
		r.depth--
	}
	switch {
	case nested:
		r.inline.close(a)
	case a == atom.Tr:
		r.endRow()
	case a == atom.Td || a == atom.Th:
		r.endCell()
	case a == atom.Caption:
		r.endCaption()
	default:
		r.inline.close(a)
	}
}

func (r *tableReader) endCell() {
	runs := r.inline.words.runs()
	if r.inCell || len(runs) > 0 {
		r.row = append(r.row, cell{header: r.header, runs: runs})
	}
	r.inCell, r.header = false, false
}

func (r *tableReader) endRow() {
	r.endCell()
	if slices.ContainsFunc(r.row, func(c cell) bool { return len(c.runs) > 0 }) {
		r.rows = append(r.rows, r.row)
	}
	r.row = nil
}

func (r *tableReader) endCaption() {
	runs := r.inline.words.runs()
	if len(r.caption) == 0 {
		r.caption = runs
	}
}

// finish returns the rows and the caption.
func (r *tableReader) finish() (rows [][]cell, caption []run) {
	r.endRow()
	return r.rows, r.caption
}
