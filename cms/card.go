package cms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/media"
)

// The size of a card, in pixels.
const (
	CardWidth  = media.CardWidth
	CardHeight = media.CardHeight
)

// CardWords are what a card says: see media.Card.
type CardWords = media.Card

// Card is the image that stands for a page where somebody passes it on.
type Card struct {
	CardWords

	// Cover is the picture behind the words; null for none.
	Cover *Picture
}

// File names the card by all that can be seen on it, with the ending of its format: a file
// of that name never changes.
func (c *Card) File() string {
	seen := fmt.Sprintf("%d %q", media.CardDesign, c.CardWords)
	ext := "png"
	if c.Cover != nil {
		ext = "jpg"
		seen += printKey(c.Cover.Medium, c.print(), ext)
	}
	sum := sha256.Sum256([]byte(seen))
	return hex.EncodeToString(sum[:8]) + "." + ext
}

// print is the print of the cover that the card is drawn over: the widest of its shape.
func (c *Card) print() Rendition {
	all := Renditions(c.Cover.Medium, WideCut)
	return all[len(all)-1]
}

// DrawCard returns the file of a card. It is drawn when it is first asked for; those who ask
// at the same time wait for the same work.
func (n *Newsroom) DrawCard(ctx context.Context, c *Card) ([]byte, error) {
	name := c.File()
	if data, ok := n.cards.get(name); ok {
		return data, nil
	}
	data, err, _ := n.printing.Do("card/"+name, func() (any, error) {
		// Others wait for it, so it goes on when the first one has gone.
		data, err := n.drawCard(context.WithoutCancel(ctx), c)
		if err == nil {
			n.cards.put(name, data)
		}
		return data, err
	})
	drawn, _ := data.([]byte)
	return drawn, errs.Wrap("cms.DrawCard", err)
}

func (n *Newsroom) drawCard(ctx context.Context, c *Card) ([]byte, error) {
	if c.Cover == nil {
		return n.studio.DrawCard(ctx, c.CardWords, nil)
	}
	picture, err := n.printFile(ctx, c.Cover.Medium, c.print(), "jpg")
	if err != nil {
		return nil, err
	}
	return n.studio.DrawCard(ctx, c.CardWords, picture)
}

// maxCards is how many cards are kept in memory, of about a tenth of a megabyte each: when a
// story is new, many ask for its card within minutes.
const maxCards = 64

// cards are those that were drawn last.
type cards struct {
	mu    sync.Mutex
	files map[string][]byte
	names []string // the oldest first
}

func (c *cards) get(name string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data, ok := c.files[name]
	return data, ok
}

func (c *cards) put(name string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, there := c.files[name]; there {
		return
	}
	if len(c.names) == maxCards {
		delete(c.files, c.names[0])
		c.names = c.names[1:]
	}
	if c.files == nil {
		c.files = map[string][]byte{}
	}
	c.files[name], c.names = data, append(c.names, name)
}
