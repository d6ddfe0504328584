package testkit

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BrowserVariable is the environment variable that names the Chromium to use
// where none of the usual names is in the PATH.
const BrowserVariable = "QALAM_TEST_CHROMIUM"

// browserTime is how long a test may use its browser: enough for the longest
// journey, and much less than the whole run may take.
const browserTime = 10 * time.Minute

// Browser starts a headless Chromium with an empty profile and returns the
// context of its first tab, for chromedp.Do and chromedp.Run. The browser and
// its profile are gone when the test has ended.
func Browser(t testing.TB) context.Context {
	t.Helper()
	path, err := findBrowser()
	if err != nil {
		missing(t, "browser: set "+BrowserVariable+" or install Chromium: "+err.Error())
	}
	// The test's own context ends before its cleanup, which would kill the
	// browser instead of closing it.
	ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), browserTime)
	ctx, stopAllocator := chromedp.NewExecAllocator(ctx, browserOptions(path)...)
	ctx, stopTab := chromedp.NewContext(ctx, chromedp.WithErrorf(t.Logf), chromedp.WithLogf(t.Logf))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Logf("close the browser: %v", err)
		}
		stopTab()
		stopAllocator()
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// browserOptions keep the browser to the test: no profile but a fresh one
// (chromedp makes it and removes it), and no traffic of its own.
func browserOptions(path string) []chromedp.ExecAllocatorOption {
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(path))
	for _, flag := range []string{
		"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	return options
}

func findBrowser() (string, error) {
	if path := os.Getenv(BrowserVariable); path != "" {
		return exec.LookPath(path)
	}
	var all []error
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err == nil {
			return path, nil
		}
		all = append(all, err)
	}
	return "", errors.Join(all...)
}
