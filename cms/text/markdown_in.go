package text

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// FromMarkdown turns Markdown (CommonMark with tables and strikethrough) into
// clean blocks without keys. HTML in it is read as by FromHTML. A paragraph
// that is nothing but an address in angle brackets is an embed; the title of
// an image is its caption; a last line of a quotation that begins with a dash
// is its source.
//
// Text that is not UTF-8 is errs.Invalid with the key text.invalid_utf8; text
// nested so deep, or so full of brackets and asterisks, that only an attack
// looks like it is errs.TooLarge with the key text.too_complex. Both say the
// number of the line.
func FromMarkdown(src string) (models.Body, error) {
	const op = "text.FromMarkdown"
	if !utf8.ValidString(src) {
		return nil, errs.New(op, errs.Invalid, "text.invalid_utf8", errs.Args{"line": invalidLine(src)})
	}
	src = strings.TrimPrefix(src, "\uFEFF")
	if line := tooComplex(src); line > 0 {
		return nil, errs.New(op, errs.TooLarge, "text.too_complex", errs.Args{"line": line})
	}
	var b bytes.Buffer
	if err := markdown().Convert([]byte(src), &b); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return FromHTML(b.String()), nil
}

// invalidLine returns the number of the first line that is not UTF-8.
func invalidLine(src string) int {
	n := 1
	for line := range strings.SplitSeq(src, "\n") {
		if !utf8.ValidString(line) {
			return n
		}
		n++
	}
	return n
}

// markdown returns the converter. It lets HTML through, because what comes out
// is read by FromHTML and not shown.
func markdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(conventions{}, 500))),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// conventions carries what a newsroom writes in Markdown, and HTML has no
// plain element for, over to FromHTML.
type conventions struct{}

// Transform implements parser.ASTTransformer.
func (conventions) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph:
			markEmbed(n)
		case *ast.Blockquote:
			breakBeforeSource(n, reader.Source())
		}
	}
}

// markEmbed gives a paragraph that is nothing but an autolink the class of
// embeds.
func markEmbed(p *ast.Paragraph) {
	link, ok := p.FirstChild().(*ast.AutoLink)
	if ok && p.ChildCount() == 1 && link.AutoLinkType == ast.AutoLinkURL {
		p.SetAttributeString("class", []byte(embedClass))
	}
}

// breakBeforeSource keeps a last line that begins with a dash a line of its
// own: in Markdown, the lines of a paragraph are otherwise one.
func breakBeforeSource(quote *ast.Blockquote, source []byte) {
	p, ok := quote.LastChild().(*ast.Paragraph)
	if !ok {
		return
	}
	for n := p.LastChild(); n != nil; n = n.PreviousSibling() {
		t, ok := n.(*ast.Text)
		if !ok || !t.SoftLineBreak() {
			continue
		}
		if next, ok := n.NextSibling().(*ast.Text); ok && beginsWithDash(string(next.Segment.Value(source))) {
			t.SetHardLineBreak(true)
		}
		return
	}
}
