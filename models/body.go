package models

import "slices"

// Body is a text as a flat list of blocks. It is flat so that alignment, diff,
// merge and exchange are loops.
type Body []Block

// Key names a block: short, random, given when the block is born, the same
// through every edit and in every language.
type Key string

// Reserved keys: title and summary take part in staleness, checks and merging
// as if they were blocks. The text of these two is plain, without markup.
const (
	KeyTitle   Key = "title"
	KeySummary Key = "summary"
)

// Reserved keys of what takes part in merging only. Plain text.
const (
	KeySlug           Key = "slug"
	KeySEOTitle       Key = "seo_title"
	KeySEODescription Key = "seo_description"
)

// ReservedKeys lists the keys that no block of a body may have.
func ReservedKeys() []Key {
	return []Key{KeyTitle, KeySummary, KeySlug, KeySEOTitle, KeySEODescription}
}

// IsReserved reports whether the key is of something beside the body.
func (k Key) IsReserved() bool { return slices.Contains(ReservedKeys(), k) }

// IsPlain reports whether the key is of title or summary, the units whose text has no
// markup.
func (k Key) IsPlain() bool { return k == KeyTitle || k == KeySummary }

// BlockKind says what a block is.
type BlockKind string

// The kinds of block. Consecutive bullets, and consecutive numbers, render as
// one list.
const (
	Paragraph BlockKind = "paragraph"
	Heading2  BlockKind = "heading2"
	Heading3  BlockKind = "heading3"
	Heading4  BlockKind = "heading4"
	Quote     BlockKind = "quote"
	Bullet    BlockKind = "bullet"
	Number    BlockKind = "number"
	Image     BlockKind = "image"
	Embed     BlockKind = "embed"
	Table     BlockKind = "table"
	Rule      BlockKind = "rule"
)

// BlockKinds lists every kind of block.
func BlockKinds() []BlockKind {
	return []BlockKind{
		Paragraph, Heading2, Heading3, Heading4, Quote, Bullet, Number, Image, Embed, Table, Rule,
	}
}

// Block is one paragraph, heading, quotation, list item, image, embed, table
// or rule.
type Block struct {
	Key  Key       `json:"key"`
	Kind BlockKind `json:"kind"`
	// Text is a fragment of sanitised inline HTML; for a table its tr, th and
	// td besides; for an image its caption; empty for an embed and a rule.
	Text string `json:"text,omitempty"`
	// Source says whose words a quotation is. Plain text.
	Source string `json:"source,omitempty"`
	// URL is where an image or an embed is found.
	URL string `json:"url,omitempty"`
	// Alt stands for an image where it cannot be seen. Plain text.
	Alt string `json:"alt,omitempty"`

	Confirmation
}

// Origin says where a block's words came from.
type Origin string

// The origins of a translated block.
const (
	OriginHuman   Origin = "human"
	OriginMachine Origin = "machine"
	OriginMemory  Origin = "memory"
	OriginImport  Origin = "import"
)

// Mark is a person's word that a block has no counterpart.
type Mark string

// The marks: left out of the translation on purpose, or only there.
const (
	Omitted Mark = "omitted"
	Added   Mark = "added"
)

// Confirmation is what a block of a translation remembers of its source. In
// the source version itself it is zero.
type Confirmation struct {
	// From is the id of the source revision that the block was last confirmed
	// against; 0 means never.
	From int64 `json:"from,omitempty"`
	// Origin says where the words came from; empty means a person.
	Origin Origin `json:"origin,omitempty"`
	// Mark says that the block has no counterpart on purpose.
	Mark Mark `json:"mark,omitempty"`
}

// Words is what a block says and shows, without its key and what it remembers.
type Words struct {
	Kind                   BlockKind
	Text, Source, URL, Alt string
	Mark                   Mark
}

// Words returns what the block says: two blocks with the same words differ in
// nothing that a person wrote.
func (b *Block) Words() Words {
	return Words{b.Kind, b.Text, b.Source, b.URL, b.Alt, b.Mark}
}

// Grade says how grave a change of a source text is for its translations.
type Grade string

// The grades, from least to gravest. A typo makes no translation stale, a fact
// is urgent.
const (
	Typo    Grade = "typo"
	Wording Grade = "wording"
	Fact    Grade = "fact"
)

// Grades lists every grade, the gravest last.
func Grades() []Grade { return []Grade{Typo, Wording, Fact} }

// Gravest returns the graver of two grades; an empty one is less than any.
func Gravest(a, b Grade) Grade {
	if slices.Index(Grades(), b) > slices.Index(Grades(), a) {
		return b
	}
	return a
}

// HasContent reports whether the block shows anything to a reader.
func (b *Block) HasContent() bool {
	return b.Kind == Rule || b.Text != "" || b.URL != ""
}
