package text

import (
	"html/template"
	"strings"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Target is where a link to an own story leads on the page being rendered.
type Target struct {
	// URL is the address of the story.
	URL string
	// Lang is the language the reader will find there, if it is not that of
	// the page; otherwise empty.
	Lang locale.Tag
}

// Options say what a body needs from outside to be rendered.
type Options struct {
	// Resolve finds a story for the reader, and says false where there is none
	// that may be seen. Without it no story is found.
	Resolve func(articleID int64) (Target, bool)
	// Picture finds what an image block shows by the block's address, which is
	// that of a picture of the media library (see MediumID), and says false for
	// what the page may not show. Without it no image is shown.
	Picture func(url string) (*Picture, bool)
	// Locale is the language of the page, whose no-break spaces the text gets.
	// Without it all spaces are plain, as they are stored.
	Locale *locale.Locale
	// Keyed says that every block tells its key, as data-key.
	Keyed bool
	// Table is what a table is called for who does not see it. Its box is then a region
	// that the keyboard stops at and scrolls; without it the box is none.
	Table string
}

// HTML renders a body for readers. It sanitises every block again by the same
// closed list that Sanitise uses, so that nothing stored, by whatever way, can
// put more than text on a page.
//
// Links to stories that Resolve does not find become text; images that
// Picture does not find become a link where they are on another site. Blocks that show nothing or are
// omitted are left out.
func HTML(body models.Body, o Options) template.HTML {
	w := htmlWriter{options: o}
	blocks := shown(body)
	for i := range blocks {
		b := &blocks[i]
		if !isListItem(b.Kind) {
			w.keyed(b.Key, func(w *htmlWriter) { w.block(b) })
			continue
		}
		if i == 0 || blocks[i-1].Kind != b.Kind {
			w.write("<" + listName(b.Kind) + ">\n")
		}
		w.keyed(b.Key, func(w *htmlWriter) { w.line("li", b.Text) })
		if i == len(blocks)-1 || blocks[i+1].Kind != b.Kind {
			w.write("</" + listName(b.Kind) + ">\n")
		}
	}
	markup := w.b.String()
	if o.Locale != nil {
		markup = o.Locale.NoBreakHTML(markup)
	}
	return template.HTML(markup) //nolint:gosec // written from parsed text by the closed list
}

// UnitHTML renders the words of one unit without the element around them: a block's as
// HTML does, and those of title and summary, which are plain.
func UnitHTML(b *models.Block, o Options) template.HTML {
	switch {
	case b.Key.IsPlain():
		return template.HTML(escapeText(b.Text)) //nolint:gosec // escaped
	case b.Kind == models.Table:
		return HTML(models.Body{*b}, o)
	}
	w := htmlWriter{options: o}
	w.inline(parseInline(b.Text))
	return template.HTML(w.b.String()) //nolint:gosec // written from parsed text by the closed list
}

// isListItem reports whether blocks of the kind make a list together.
func isListItem(kind models.BlockKind) bool {
	return kind == models.Bullet || kind == models.Number
}

// listName returns the element that holds the items of a kind.
func listName(kind models.BlockKind) string {
	if kind == models.Number {
		return "ol"
	}
	return "ul"
}

// htmlWriter writes clean blocks.
type htmlWriter struct {
	b       strings.Builder
	options Options
}

func (w *htmlWriter) write(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// keyed writes a block, with its key in the element that it begins with where that is
// asked for.
func (w *htmlWriter) keyed(key models.Key, block func(w *htmlWriter)) {
	if !w.options.Keyed {
		block(w)
		return
	}
	inner := htmlWriter{options: w.options}
	block(&inner)
	markup := inner.b.String()
	if name := strings.IndexAny(markup, " >"); name > 0 {
		markup = markup[:name] + ` data-key="` + escapeAttribute(string(key)) + `"` + markup[name:]
	}
	w.write(markup)
}

// element writes a fragment of a clean block in an element. It is markup of
// ours, in which only links are still to be resolved.
func (w *htmlWriter) element(name, fragment string) {
	w.write("<", name, ">", w.fragment(fragment), "</", name, ">")
}

// fragment returns a fragment of a clean block with its links resolved.
func (w *htmlWriter) fragment(fragment string) string {
	if !strings.Contains(fragment, "<a ") {
		return fragment
	}
	inner := htmlWriter{options: w.options}
	inner.inline(parseInline(fragment))
	return inner.b.String()
}

// line writes a fragment in an element on a line of its own.
func (w *htmlWriter) line(name, fragment string) {
	w.element(name, fragment)
	w.write("\n")
}

// block writes any block but a list item.
func (w *htmlWriter) block(b *models.Block) {
	switch b.Kind {
	case models.Heading2:
		w.line("h2", b.Text)
	case models.Heading3:
		w.line("h3", b.Text)
	case models.Heading4:
		w.line("h4", b.Text)
	case models.Quote:
		w.quote(b)
	case models.Image:
		w.image(b)
	case models.Embed:
		url := escapeAttribute(b.URL)
		w.write(`<p class="`, embedClass, `"><a href="`, url, `" rel="noopener">`, url, "</a></p>\n")
	case models.Table:
		w.table(b)
	case models.Rule:
		w.write("<hr>\n")
	default:
		w.line("p", b.Text)
	}
}

func (w *htmlWriter) quote(b *models.Block) {
	if b.Source == "" {
		w.write("<blockquote>")
		w.element("p", b.Text)
		w.write("</blockquote>\n")
		return
	}
	w.write(`<figure class="quote"><blockquote>`)
	w.element("p", b.Text)
	w.write("</blockquote><figcaption>", escapeText(b.Source), "</figcaption></figure>\n")
}

// image writes an image. One that the page may not show is a link to it where
// it is on another site, and no more than its caption where it is not.
func (w *htmlWriter) image(b *models.Block) {
	if w.options.Picture == nil {
		w.hiddenImage(b)
		return
	}
	found, ok := w.options.Picture(b.URL)
	if !ok {
		w.hiddenImage(b)
		return
	}
	p := *found
	if b.Alt != "" {
		p.Alt, p.AltLang = b.Alt, ""
	}
	caption := escapeText(p.Caption)
	if b.Text != "" {
		caption = w.fragment(b.Text)
	}
	w.figure(&p, caption)
}

func (w *htmlWriter) hiddenImage(b *models.Block) {
	label := Plain(b.Text)
	if label == "" {
		label = b.Alt
	}
	if !isExternal(b.URL) {
		if label != "" {
			w.write(`<figure class="image"><figcaption>`, escapeText(label), "</figcaption></figure>\n")
		}
		return
	}
	if label == "" {
		label = b.URL
	}
	w.write(`<figure class="image"><a href="`, escapeAttribute(b.URL), `" rel="noopener">`, escapeText(label),
		"</a></figure>\n")
}

// table writes a table in a box that scrolls by itself, by keyboard too. Its
// header cells say what they are the headers of: those of a row of headers of
// their columns, others of their rows.
func (w *htmlWriter) table(b *models.Block) {
	w.write(`<div class="table-scroll"`)
	if name := w.options.Table; name != "" {
		w.write(` role="region" tabindex="0" aria-label="`, escapeAttribute(name), `"`)
	}
	w.write("><table>\n")
	for _, row := range parseTable(b.Text) {
		w.write("<tr>")
		scope := "row"
		if isHeaderRow(row) {
			scope = "col"
		}
		for _, c := range row {
			open, end := "<td>", "</td>"
			if c.header {
				open, end = `<th scope="`+scope+`">`, "</th>"
			}
			w.write(open)
			w.inline(c.runs)
			w.write(end)
		}
		w.write("</tr>\n")
	}
	w.write("</table></div>\n")
}

// isHeaderRow reports whether a row is nothing but headers.
func isHeaderRow(row []cell) bool {
	for _, c := range row {
		if !c.header {
			return false
		}
	}
	return true
}

// inline writes runs, with the links to own stories resolved.
func (w *htmlWriter) inline(runs []run) {
	targets := make(map[string]string) // the attributes of every link
	for i := range runs {
		href := runs[i].marks.href
		if href == "" {
			continue
		}
		if _, ok := targets[href]; !ok {
			targets[href] = w.linkAttributes(href)
		}
		if targets[href] == "" {
			runs[i].marks.href = ""
		}
	}
	writeNodes(&w.b, nest(mergeRuns(runs)), func(href string) string { return targets[href] })
}

// linkAttributes returns the attributes of a link, or "" for one that leads
// nowhere.
func (w *htmlWriter) linkAttributes(href string) string {
	id, own := articleID(href)
	if !own {
		attributes := ` href="` + escapeAttribute(href) + `"`
		if isExternal(href) {
			attributes += ` rel="noopener"`
		}
		return attributes
	}
	if w.options.Resolve == nil {
		return ""
	}
	target, ok := w.options.Resolve(id)
	url := pageURL(target.URL)
	if !ok || url == "" {
		return ""
	}
	attributes := ` href="` + escapeAttribute(url) + `"`
	if target.Lang != "" {
		attributes += ` hreflang="` + escapeAttribute(string(target.Lang)) + `"`
	}
	return attributes
}
