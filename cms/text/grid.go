package text

// grid finds the pairs of two lists, in order, with the largest sum of scores
// less costs.
type grid struct {
	rows, columns int
	costs         costs
	scores        []float64
	total         []float64 // at x, y: the largest sum from there to the end
}

// costs are what it costs to leave something without a pair.
type costs struct {
	skip float64 // a row or a column
	tail float64 // a row after the last column
}

// pair is a row and a column that belong together.
type pair struct{ x, y int }

// newGrid computes the sums, in time and space rows × columns. A pair whose
// score is not above 0 is never made.
func newGrid(rows, columns int, c costs, score func(x, y int) float64) *grid {
	g := &grid{rows: rows, columns: columns, costs: c}
	g.scores = make([]float64, rows*columns)
	g.total = make([]float64, (rows+1)*(columns+1))
	for x := rows - 1; x >= 0; x-- {
		g.total[x*(columns+1)+columns] = g.at(x+1, columns) - c.tail
	}
	for y := columns - 1; y >= 0; y-- {
		g.total[rows*(columns+1)+y] = g.at(rows, y+1) - c.skip
	}
	for x := rows - 1; x >= 0; x-- {
		for y := columns - 1; y >= 0; y-- {
			s := score(x, y)
			g.scores[x*columns+y] = s
			best := max(g.at(x+1, y), g.at(x, y+1)) - c.skip
			if s > 0 {
				best = max(best, s+g.at(x+1, y+1))
			}
			g.total[x*(columns+1)+y] = best
		}
	}
	return g
}

// at returns the largest sum for the rows from x and the columns from y.
func (g *grid) at(x, y int) float64 { return g.total[x*(g.columns+1)+y] }

// score returns the score of a pair.
func (g *grid) score(x, y int) float64 { return g.scores[x*g.columns+y] }

// best returns the pairs. Where two choices are equal, it makes a pair rather
// than not.
func (g *grid) best() []pair {
	var pairs []pair
	for x, y := 0, 0; x < g.rows && y < g.columns; {
		s := g.score(x, y)
		switch {
		case s > 0 && g.at(x, y) == s+g.at(x+1, y+1):
			pairs = append(pairs, pair{x, y})
			x++
			y++
		case g.at(x, y) == g.at(x+1, y)-g.costs.skip:
			x++
		default:
			y++
		}
	}
	return pairs
}
