package text

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/qalam-cms/qalam/models"
)

// embedClass marks the paragraph that stands for an embed.
const embedClass = "embed"

// FromHTML turns an HTML document or fragment into clean blocks without keys.
//
// A blockquote becomes one quote, its paragraphs lines of it; its source is
// taken from a cite or footer at its end, from the caption of its figure, or
// from a last line that begins with a dash. Lists are flattened. A figure or
// img becomes an image, hr a rule, pre a paragraph of code; h5 and h6 become
// heading4 and h1 becomes heading2. Other frames, videos and forms are dropped.
//
// What programs say in their own ways is read as what it means: marks given by
// styles, the paragraphs that Word makes lists, headings and quotations of, a
// second line break in text without paragraphs, tables that only arrange a
// page. A frame that shows a video or a post becomes an embed, links through a
// redirect lead to their end, and images that load later are found. Left out
// are changes marked as deleted, comments of editors, what is hidden, and what
// is beside the story: nav, aside and links that share it. In text that has a
// look at all, no-break spaces that only pad are plain ones, and a heading that
// is bold or italic from end to end is just a heading.
//
// Any input will do, and takes time in proportion to its length.
func FromHTML(src string) models.Body {
	r := bodyReader{words: inlineReader{between: gapLine}}
	f := foreignReader{next: &r}
	scan(src, &f)
	f.finish()
	return r.out
}

// bodyReader reads blocks. A block ends wherever the next one begins, so
// missing and misplaced end tags do no harm.
type bodyReader struct {
	out   models.Body
	words inlineReader // the block being read

	heading models.BlockKind   // of the heading being read, or ""
	lists   []models.BlockKind // Bullet or Number for every open list
	quotes  int                // open quotations
	pre     int                // open preformatted elements
	embed   bool               // the paragraph may be an embed
	table   *tableReader       // the table being read, or nil
	figure  figure
}

// figure is what is known of the open figure.
type figure struct {
	depth     int
	first     int // index of the first block inside
	inCaption bool
	caption   []run
}

func (r *bodyReader) text(s string) {
	switch {
	case r.table != nil:
		r.table.text(s)
	case r.pre > 0:
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				r.words.gap(gapBreak)
			}
			r.words.text(line)
		}
	default:
		r.words.text(s)
	}
}

func (r *bodyReader) open(t html.Token) {
	if t.DataAtom == atom.Img {
		r.image(t)
		return
	}
	if r.table != nil {
		r.table.open(t)
		return
	}
	if r.figure.inCaption {
		r.words.open(t)
		return
	}
	switch t.DataAtom {
	case atom.Table:
		r.flush()
		r.table = newTableReader()
		r.table.inline.words.laidOut = r.words.words.laidOut
		r.table.open(t)
	case atom.Figure:
		r.openFigure()
	case atom.Figcaption:
		r.flush()
		r.figure.inCaption = r.figure.depth > 0
	case atom.Hr:
		if r.end(); r.quotes == 0 {
			r.out = append(r.out, models.Block{Kind: models.Rule})
		}
	case atom.P:
		r.endLine()
		r.embed = attribute(t, "class") == embedClass
	default:
		r.openText(t)
	}
}

// openText takes the start tags that say what the text after them is.
func (r *bodyReader) openText(t html.Token) {
	a := t.DataAtom
	if kind := headingKind(a); kind != "" {
		r.end()
		r.heading = kind
		return
	}
	switch a {
	case atom.Ul, atom.Menu, atom.Dir:
		r.end()
		r.lists = append(r.lists, models.Bullet)
	case atom.Ol:
		r.end()
		r.lists = append(r.lists, models.Number)
	case atom.Li:
		r.end()
	case atom.Blockquote:
		r.end()
		r.quotes++
	case atom.Cite:
		r.words.format.begin(credit)
	case atom.Footer:
		r.endLine()
		r.words.format.begin(credit)
	case atom.Pre:
		r.endLine()
		r.words.format.begin(code)
		r.pre++
	default:
		if isBlockLevel(a) {
			r.endLine()
			return
		}
		r.words.open(t)
	}
}

func (r *bodyReader) close(a atom.Atom) {
	if r.table != nil {
		if r.table.close(a); r.table.depth == 0 {
			r.endTable()
		}
		return
	}
	if r.figure.inCaption && a != atom.Figcaption && a != atom.Figure {
		r.words.close(a)
		return
	}
	switch a {
	case atom.Figcaption:
		r.endCaption()
	case atom.Figure:
		r.closeFigure()
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		r.end()
		r.lists = r.lists[:max(len(r.lists)-1, 0)]
	case atom.Li:
		r.end()
	default:
		r.closeText(a)
	}
}

// closeText takes the end tags of openText.
func (r *bodyReader) closeText(a atom.Atom) {
	if headingKind(a) != "" {
		r.end()
		r.heading = ""
		return
	}
	switch a {
	case atom.Blockquote:
		if r.quotes > 1 {
			r.endLine()
		} else {
			r.flush()
		}
		r.quotes = max(r.quotes-1, 0)
	case atom.Cite:
		r.words.format.end(credit)
	case atom.Footer:
		r.endLine()
		r.words.format.end(credit)
	case atom.Pre:
		r.endLine()
		if r.pre > 0 {
			r.words.format.end(code)
			r.pre--
		}
	default:
		if isBlockLevel(a) {
			r.endLine()
			return
		}
		r.words.close(a)
	}
}

// end ends the block being read; in a quotation only the line.
func (r *bodyReader) end() {
	if r.quotes > 0 {
		r.words.gap(gapLine)
		return
	}
	r.flush()
}

// endLine ends the paragraph being read; in a quotation or a list item only
// the line.
func (r *bodyReader) endLine() {
	if len(r.lists) > 0 {
		r.words.gap(gapLine)
		return
	}
	r.end()
}

// flush makes a block of the words read so far, if there are any.
func (r *bodyReader) flush() {
	runs := r.words.words.runs()
	embed := r.embed
	r.embed = false
	if isBlank(joinText(runs)) {
		return
	}
	b := models.Block{Kind: r.kind()}
	if r.heading != "" && r.words.words.laidOut {
		runs = withoutOwnLook(runs)
	}
	if b.Kind == models.Quote {
		runs, b.Source = splitSource(runs)
	}
	runs = withoutCredit(runs)
	if embed && b.Kind == models.Paragraph && len(runs) == 1 && isExternal(runs[0].marks.href) {
		b.Kind, b.URL = models.Embed, runs[0].marks.href
	} else {
		b.Text = inlineHTML(runs)
	}
	r.out = append(r.out, b)
}

// kind returns what the text being read is.
func (r *bodyReader) kind() models.BlockKind {
	switch {
	case r.quotes > 0:
		return models.Quote
	case r.heading != "":
		return r.heading
	case len(r.lists) > 0:
		return r.lists[len(r.lists)-1]
	}
	return models.Paragraph
}

// laidOut says that the text is from a program or a page that gives it a look:
// it pads with no-break spaces and makes its headings bold.
func (r *bodyReader) laidOut() {
	r.words.words.laidOut = true
	if r.table != nil {
		r.table.inline.words.laidOut = true
	}
}

// isLoose reports whether the text is in no element that makes a block of it.
func (r *bodyReader) isLoose() bool {
	return r.table == nil && r.pre == 0 && !r.figure.inCaption && r.kind() == models.Paragraph
}

// image adds an image. One in a table comes before the table.
func (r *bodyReader) image(t html.Token) {
	if r.table == nil && !r.figure.inCaption {
		r.flush()
	}
	b := models.Block{Kind: models.Image, URL: mediaURL(attribute(t, "src"))}
	if b.URL == "" {
		return
	}
	b.Alt = plainField(attribute(t, "alt"))
	b.Text = escapeText(plainField(attribute(t, "title")))
	r.out = append(r.out, b)
}

func (r *bodyReader) openFigure() {
	r.flush()
	if r.figure.depth == 0 {
		r.figure = figure{first: len(r.out)}
	}
	r.figure.depth++
}

func (r *bodyReader) closeFigure() {
	r.endCaption()
	r.flush()
	if r.figure.depth == 0 {
		return
	}
	if r.figure.depth--; r.figure.depth == 0 {
		r.placeCaption()
	}
}

// endCaption keeps the words read as the caption of the figure.
func (r *bodyReader) endCaption() {
	if !r.figure.inCaption {
		return
	}
	r.figure.inCaption = false
	if runs := r.words.words.runs(); len(r.figure.caption) == 0 {
		r.figure.caption = withoutCredit(runs)
	}
}

// placeCaption gives the caption to the last image or quotation of the figure;
// without either it is a paragraph.
func (r *bodyReader) placeCaption() {
	if len(r.figure.caption) == 0 {
		return
	}
	source := trimDash(plainRuns(r.figure.caption))
	for i := len(r.out) - 1; i >= r.figure.first; i-- {
		b := &r.out[i]
		switch {
		case b.Kind == models.Image:
			b.Text = inlineHTML(r.figure.caption)
			return
		case b.Kind == models.Quote && b.Source == "" && source != "":
			b.Source = source
			return
		}
	}
	r.out = append(r.out, models.Block{Kind: models.Paragraph, Text: inlineHTML(r.figure.caption)})
}

// endTable adds the table being read.
func (r *bodyReader) endTable() {
	rows, caption := r.table.finish()
	r.table = nil
	if len(caption) > 0 {
		r.out = append(r.out, models.Block{Kind: models.Paragraph, Text: inlineHTML(caption)})
	}
	if len(rows) > 0 {
		r.out = append(r.out, models.Block{Kind: models.Table, Text: tableHTML(rows)})
	}
}

// finish ends whatever is still open.
func (r *bodyReader) finish() {
	if r.table != nil {
		r.endTable()
	}
	r.endCaption()
	r.flush()
	if r.figure.depth > 0 {
		r.placeCaption()
	}
}

// headingKind returns the kind of heading that an element makes, or "".
func headingKind(a atom.Atom) models.BlockKind {
	switch a {
	case atom.H1, atom.H2:
		return models.Heading2
	case atom.H3:
		return models.Heading3
	case atom.H4, atom.H5, atom.H6:
		return models.Heading4
	}
	return ""
}
