package locale

// Facts are the numbers, the times of day and the dates that a text names: see
// [Locale.Quantities], [Locale.Clocks] and [Locale.Mentions].
type Facts struct {
	Quantities []Quantity
	Clocks     []int
	Mentions   []Mention
}

// Facts reads a text once for all three.
func (l *Locale) Facts(text string) Facts {
	r := l.readNumbers(text)
	r.combine()
	r.readSpelt()
	r.sort()
	return Facts{r.found, r.clocks, l.mentions(text, r.found)}
}
