package testkit

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/npm"
)

// axeCore is the engine that looks for barriers in pages, pinned to the byte.
const axeCore = "axe-core 4.14.1 sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="

// Axe returns the script that makes axe in a page, to be evaluated through the
// browser's protocol, which the page's content security policy does not hold
// back.
func Axe(t testing.TB) string {
	t.Helper()
	files, err := npm.Load(t.Context(), axeCore, func(path string) bool { return path == "axe.min.js" })
	if err != nil {
		missing(t, "axe: "+err.Error())
	}
	return string(files["axe-core/axe.min.js"])
}
