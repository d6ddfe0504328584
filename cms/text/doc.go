// Package text does the pure work on bodies: it sanitises them, reads them
// from HTML and Markdown and writes them as such, aligns a new version of a
// text with the one before, pairs a translation with its source, compares two
// versions word by word and merges three.
//
// Every package may import it, except models, internal/locale and
// internal/errs, which it builds on itself. It touches no database, network,
// file or clock; only NewKey asks the system for something, for randomness.
//
// Its invariant: markup leaves this package only through one closed list of
// elements (strong em a code sub sup s br span, and tr th td in tables), with
// no attribute but the href of a link and the lang of a span. What comes in is
// never copied: it is read into runs of text with marks, and the markup that
// goes out is written anew from those. For the same reason everything here is
// canonical: one content has one spelling, so texts can be compared as
// strings.
package text
