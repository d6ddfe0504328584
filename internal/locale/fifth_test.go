package locale

import (
	"slices"
	"testing"
	"time"
)

// turkish is a fifth language, as one entry of the registry would add it. It
// has no tables but its calendar: all else comes from Unicode's data.
func turkish() *Locale {
	l := &Locale{
		Tag: "tr", Name: "Türkçe", Script: "Latn", Fallbacks: []Tag{Azerbaijani, English},
		letters:  slugTable(""),
		calendar: calendar{patterns: [dateStyles]string{DateLong: "{day} {month} {year}"}},
		cldr:     &cldr{decimal: ",", group: ".", minimumGroup: 1, percent: "%"},
	}
	l.cldr.inDate[Wide] = [12]string{
		"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
		"Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
	}
	l.complete()
	return l
}

func TestAFifthLanguageIsOneEntryOfTheRegistry(t *testing.T) {
	t.Parallel()
	known := append(slices.Clone(registry()), turkish())
	set, err := newSet(known, []Tag{English, "tr", Azerbaijani, Russian}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := set.Negotiate("", "tr-TR,tr;q=0.9,en;q=0.5")
	if l.Tag != "tr" || l.Direction != "ltr" {
		t.Fatalf("negotiated %q (%s)", l.Tag, l.Direction)
	}
	if got, want := set.Order("tr"), []Tag{"tr", Azerbaijani, English, Russian}; !slices.Equal(got, want) {
		t.Errorf("Order = %v, want %v", got, want)
	}
	day := time.Date(2026, time.March, 5, 12, 5, 0, 0, time.UTC)
	words := []string{"zeytin", "ılıca", "İzmir", "çay", "Ankara"}
	SortBy(l, words, func(s string) string { return s })
	for name, is := range map[string][2]string{
		"Date":     {l.DateTime(day), "5 Mart 2026, 12:05"},
		"Number":   {l.Number(1234.5, Figures{Most: 1}), "1.234,5"},
		"Upper":    {l.Upper("izmir ışık"), "İZMİR IŞIK"},
		"Lower":    {l.Lower("IŞIK"), "ışık"},
		"Slug":     {l.Slug("Iğdır'da güneşli gün"), "igdir-da-gunesli-gun"},
		"Sorted 0": {words[0], "Ankara"},
		"Sorted 2": {words[2], "ılıca"},
		"Sorted 3": {words[3], "İzmir"},
	} {
		if is[0] != is[1] {
			t.Errorf("%s = %q, want %q", name, is[0], is[1])
		}
	}
}
