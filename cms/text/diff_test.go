package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes segments as [-deleted-]{+inserted+}.
func show(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		switch s.Change {
		case Deleted:
			b.WriteString("[-" + s.HTML + "-]")
		case Inserted:
			b.WriteString("{+" + s.HTML + "+}")
		case Same:
			b.WriteString(s.HTML)
		}
	}
	return b.String()
}

func TestDiffIsByWords(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, fresh, want string }{
		{"nothing", "One two.", "One two.", "One two."},
		{"both empty", "", "", ""},
		{"all new", "", "One.", "{+One.+}"},
		{"all gone", "One.", "", "[-One.-]"},
		{"a number", "It grew by 7.4% last year.", "It grew by 7.6% last year.", "It grew by [-7.4-]{+7.6+}% last year."},
		{"a comma", "In May the port closed.", "In May, the port closed.", "In May{+,+} the port closed."},
		{"a word inserted", "The port closed.", "The old port closed.", "The {+old +}port closed."},
		{"a Kazakh suffix is another word", "Ақтау портында жүк артты.", "Ақтау портынан жүк артты.", "Ақтау [-портында-]{+портынан+} жүк артты."},
		{"neighbours are one change", "a big red house stood", "a small blue house stood", "a [-big red-]{+small blue+} house stood"},
		{"markup is a change", "the <em>old</em> port", "the <strong>old</strong> port", "the [-<em>old</em>-]{+<strong>old</strong>+} port"},
		{"a link that leads elsewhere", `see <a href="article:1">this</a>`, `see <a href="article:2">this</a>`, `see [-<a href="article:1">this</a>-]{+<a href="article:2">this</a>+}`},
		{"a line break", "one<br>two", "one two", "one[-<br>-]{+ +}two"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := show(Diff(test.old, test.fresh)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestDiffPlainEscapes(t *testing.T) {
	t.Parallel()
	got := show(DiffPlain("A < B", "A < <em>C</em>"))
	if want := "A &lt; [-B-]{+&lt;em&gt;C&lt;/em&gt;+}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// changed reports whether a comparison found any change.
func changed(segments []Segment) bool {
	return slices.ContainsFunc(segments, func(s Segment) bool { return s.Change != Same })
}

// joinSegments returns one side of a comparison: the old fragment where without
// is Inserted, the new one where it is Deleted.
func joinSegments(segments []Segment, without Change) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Change != without {
			b.WriteString(s.HTML)
		}
	}
	return Inline(b.String())
}

func TestDiffAppliedGivesEitherText(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(21, 22))
	fragments := []string{
		"one ", "two ", "three", ", ", ". ", "қазақ ", "dənizi ", "<em>four</em>", "<strong> five </strong>",
		`<a href="/x">six</a>`, "<br>", "7.4", " 1 250,5", "<em><s>a</s> b</em>", "&amp;", "«", "»", "\u00a0", "é",
	}
	text := func() string {
		var b strings.Builder
		for range r.IntN(30) {
			b.WriteString(fragments[r.IntN(len(fragments))])
		}
		return Inline(b.String())
	}
	for range 5000 {
		old, fresh := text(), text()
		segments := Diff(old, fresh)
		if got := joinSegments(segments, Deleted); got != fresh {
			t.Fatalf("from %q to %q gives %q by %s", old, fresh, got, show(segments))
		}
		if got := joinSegments(segments, Inserted); got != old {
			t.Fatalf("back from %q to %q gives %q by %s", fresh, old, got, show(segments))
		}
		if changed(segments) != (old != fresh) {
			t.Fatalf("from %q to %q: changed is %v", old, fresh, changed(segments))
		}
	}
}

func TestALongTextIsComparedInBoundedSpace(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(23, 24))
	old, fresh := "same "+randomProse(r, 4000)+" end", "same "+randomProse(r, 4000)+" end"
	got := Diff(old, fresh)
	var changes []Change
	for _, s := range got {
		changes = append(changes, s.Change)
	}
	if diff := cmp.Diff([]Change{Same, Deleted, Inserted, Same}, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func BenchmarkDiffParagraph(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	old := randomProse(r, 120)
	fresh := strings.Replace(old, " ", " inserted ", 1) + " and more"
	for b.Loop() {
		Diff(old, fresh)
	}
}
