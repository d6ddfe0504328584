package media

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

func BenchmarkDevelop12MP(b *testing.B) {
	file := uploads.PhotoJPEG(4000, 3000, 85)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := develop(file); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPrints(b *testing.B) {
	p, err := develop(uploads.PhotoJPEG(2560, 1920, 85))
	if err != nil {
		b.Fatal(err)
	}
	studio, all := NewStudio(), AllRenditions(p.Width, p.Height)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := studio.Prints(b.Context(), p, all, Focus{500, 500}); err != nil {
			b.Fatal(err)
		}
	}
}
