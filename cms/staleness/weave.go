package staleness

import "github.com/qalam-cms/qalam/models"

// InOrder returns the report as a translator reads it: in the order of the source,
// with each unit that only the translation has behind the unit that it follows there.
func (r Report) InOrder(translation *models.Content) Report {
	at := make(map[models.Key]int, len(r))
	for i := range r {
		at[r[i].Key] = i
	}
	behind := map[models.Key]Report{} // by the unit of the source before
	before := models.KeySummary
	for _, b := range translation.Units() {
		i, known := at[b.Key]
		switch {
		case known && r[i].Now != nil:
			before = b.Key
		case known:
			behind[before] = append(behind[before], r[i])
		}
	}
	out := make(Report, 0, len(r))
	out = append(out, behind[models.KeySummary]...)
	for i := range r {
		if r[i].Now == nil {
			continue
		}
		out = append(out, r[i])
		if r[i].Key != models.KeySummary {
			out = append(out, behind[r[i].Key]...)
		}
	}
	return out
}
