package text

import (
	"slices"

	"github.com/qalam-cms/qalam/models"
)

// Sanitise returns the body with every block made clean and canonical: texts
// as by Inline (tables with their tr, th and td besides), plain fields without
// control characters, addresses of allowed schemes only, no field that the
// kind of the block does not have. A kind that does not exist becomes a
// paragraph.
//
// A block that shows nothing is left out, unless it is marked as omitted: that
// one stays, without text. Keys that are missing, malformed, reserved or taken
// by an earlier block are replaced by new ones from newKey (nil: NewKey), which
// has to return another key each time.
//
// Sanitise changes nothing in what it has returned.
func Sanitise(body models.Body, newKey func() models.Key) models.Body {
	keys := newKeyring(newKey)
	kept := make([]bool, 0, len(body)) // whether the block's key is good
	out := make(models.Body, 0, len(body))
	for i := range body {
		b := cleanBlock(body[i])
		if !b.HasContent() && b.Mark != models.Omitted {
			continue
		}
		out = append(out, b)
		kept = append(kept, keys.take(b.Key))
	}
	for i := range out {
		if !kept[i] {
			out[i].Key = keys.fresh()
		}
	}
	return out
}

// shown returns the blocks that a reader sees, clean.
func shown(body models.Body) models.Body {
	out := make(models.Body, 0, len(body))
	for i := range body {
		if b := cleanBlock(body[i]); isShown(&b) {
			out = append(out, b)
		}
	}
	return out
}

// isShown reports whether a reader sees anything of the block.
func isShown(b *models.Block) bool { return b.Mark != models.Omitted && b.HasContent() }

// cleanBlock returns a block with only what its kind has, clean.
func cleanBlock(b models.Block) models.Block {
	if !slices.Contains(models.BlockKinds(), b.Kind) {
		b.Kind = models.Paragraph
	}
	clean := models.Block{Key: b.Key, Kind: b.Kind, Confirmation: cleanConfirmation(b.Confirmation)}
	if clean.Mark == models.Omitted {
		return clean
	}
	switch b.Kind {
	case models.Rule:
	case models.Embed:
		clean.URL = embedURL(b.URL)
	case models.Table:
		clean.Text = tableHTML(parseTable(b.Text))
	case models.Quote:
		cleanQuote(&clean, b)
	case models.Image:
		cleanImage(&clean, b)
	default:
		clean.Text = visibleHTML(parseInline(b.Text))
	}
	return clean
}

// visibleHTML writes runs as the text of a block, or nothing where they are
// only spaces, such as the no-break space that editors put in empty paragraphs.
func visibleHTML(runs []run) string {
	if isBlank(joinText(runs)) {
		return ""
	}
	return inlineHTML(runs)
}

// cleanImage fills in the fields of an image. Without an address only the
// caption is left of it, and that is a paragraph.
func cleanImage(clean *models.Block, b models.Block) {
	clean.Text = Inline(b.Text)
	clean.URL = mediaURL(b.URL)
	if clean.URL == "" {
		clean.Kind = models.Paragraph
		return
	}
	clean.Alt = plainField(b.Alt)
}

// cleanQuote fills in the fields of a quotation. A quotation has its source in
// one place only, so that both ways of writing it are the same text.
func cleanQuote(clean *models.Block, b models.Block) {
	runs := parseInline(b.Text)
	clean.Source = trimDash(plainField(b.Source))
	if clean.Source == "" {
		runs, clean.Source = splitSource(runs)
	}
	clean.Text = visibleHTML(runs)
	if clean.Text == "" {
		clean.Source = ""
	}
}

// cleanConfirmation keeps what has a meaning.
func cleanConfirmation(c models.Confirmation) models.Confirmation {
	c.From = max(c.From, 0)
	switch c.Origin {
	case "", models.OriginHuman, models.OriginMachine, models.OriginMemory, models.OriginImport:
	default:
		c.Origin = ""
	}
	switch c.Mark {
	case "", models.Omitted, models.Added:
	default:
		c.Mark = ""
	}
	return c
}
