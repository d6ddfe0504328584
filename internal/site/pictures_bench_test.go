package site_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
)

// BenchmarkPageWhilePicturesAreMade measures how long a story's page takes to come
// while nothing else happens, and while ten photos of twelve megapixels are being
// added one after another: the median, and what one reader in a hundred waits
// longer than. Compare the two lines of one run.
func BenchmarkPageWhilePicturesAreMade(b *testing.B) {
	site := newFullSite(b)
	page := site.follow(b, web.ArticleIDPath(en, site.port))
	photos := make([][]byte, 10)
	for i := range photos {
		photos[i] = photo(b, i)
	}
	b.Run("quiet", func(b *testing.B) { latency(b, site.handler, page) })
	b.Run("ten photos", func(b *testing.B) {
		ctx, stop := context.WithCancel(b.Context())
		done := make(chan error)
		go func() {
			for i := 0; ctx.Err() == nil; i++ {
				// Another file each time: the same one is there already.
				file := append(slices.Clone(photos[i%len(photos)]), byte(i), byte(i>>8))
				_, _, err := site.newsroom.AddMedium(ctx, site.by, cms.UploadInput{Name: "photo.jpg", Data: file})
				if err != nil && !errors.Is(err, context.Canceled) {
					done <- err
					return
				}
			}
			done <- nil
		}()
		latency(b, site.handler, page)
		stop()
		must(b, <-done)
	})
}

// latency asks for a page again and again.
func latency(b *testing.B, handler http.Handler, page string) {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		began := time.Now() //nolint:forbidigo // how long it takes is what is measured
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, page, http.NoBody))
		took = append(took, time.Since(began)) //nolint:forbidigo // see above
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
	slices.Sort(took)
	milliseconds := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(milliseconds(took[len(took)-1]), "max-ms")
}

// photo is a picture of 4000 × 3000 pixels that is as hard to store as a photo.
func photo(b *testing.B, seed int) []byte {
	b.Helper()
	m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for _, plane := range [][]byte{m.Y, m.Cb, m.Cr} {
		v := uint32(seed + 1)
		for i := range plane {
			v = v*1664525 + 1013904223
			plane[i] = byte(i/97+seed*31) + byte(v>>28)
		}
	}
	var out bytes.Buffer
	must(b, jpeg.Encode(&out, m, &jpeg.Options{Quality: 85}))
	return out.Bytes()
}
