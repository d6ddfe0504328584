package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// freePort is an address on which nothing listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// server is a program that serves.
type server struct {
	url  string
	out  *buffer
	stop context.CancelFunc
	done chan error
}

// serve starts the program and waits until it answers. It is stopped at the
// end of the test.
func (s *shell) serve(t *testing.T, args ...string) *server {
	t.Helper()
	addr := freePort(t)
	ctx, cancel := context.WithCancel(t.Context())
	srv := &server{"http://" + addr, &buffer{}, cancel, make(chan error, 1)}
	var stderr buffer
	go func() {
		srv.done <- s.run(ctx, strings.NewReader(""), srv.out, &stderr, append([]string{"serve", "--addr", addr}, args...)...)
	}()
	t.Cleanup(cancel)
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-srv.done:
			t.Fatalf("serve ended: %v\n%s", err, stderr.String())
		default:
		}
		if status, _, err := srv.try(t.Context(), t, "/readyz"); err == nil && status == http.StatusOK {
			return srv
		}
	}
	t.Fatalf("serve does not answer\n%s", stderr.String())
	return nil
}

func (s *server) try(ctx context.Context, t *testing.T, path string) (int, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	return res.StatusCode, string(b), err
}

func (s *server) get(t *testing.T, path string, want int) string {
	t.Helper()
	status, body, err := s.try(t.Context(), t, path)
	if err != nil {
		t.Fatal(err)
	}
	if status != want {
		t.Errorf("%s: status %d, want %d", path, status, want)
	}
	return body
}

// end stops the server and expects it to end well.
func (s *server) end(t *testing.T) {
	t.Helper()
	s.stop()
	select {
	case err := <-s.done:
		if err != nil {
			t.Errorf("serve ended with %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("serve does not end")
	}
}

func TestTheDemonstrationStartsAndStops(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	srv := s.serve(t, "--demo")
	for _, tc := range []struct {
		path, want string
		status     int
	}{
		{"/", "", http.StatusFound},
		{"/en/", `lang="en"`, http.StatusOK},
		{"/az/", `lang="az"`, http.StatusOK},
		{"/kk/", `lang="kk"`, http.StatusOK},
		{"/ru/", `lang="ru"`, http.StatusOK},
		{"/healthz", "", http.StatusOK},
		{"/readyz", "", http.StatusOK},
		{"/admin/login", `name="password"`, http.StatusOK},
		{"/admin/setup", "", http.StatusNotFound},
		{"/kk/no-such", "", http.StatusMovedPermanently}, // to the one with a slash
		{"/kk/no-such/", `lang="kk"`, http.StatusNotFound},
		{"/xx/", "", http.StatusNotFound},
	} {
		body := srv.get(t, tc.path, tc.status)
		if !strings.Contains(body, tc.want) {
			t.Errorf("%s lacks %q", tc.path, tc.want)
		}
		if strings.Contains(body, "⟦") {
			t.Errorf("%s shows a message key", tc.path)
		}
	}
	for _, want := range []string{"Site   " + srv.url + "/\n", "Admin  " + srv.url + "/admin/\n", "admin@demo.example"} {
		if !strings.Contains(srv.out.String(), want) {
			t.Errorf("printed %q, want %q in it", srv.out, want)
		}
	}
	srv.end(t)
	if got := strings.Count(s.do(t, "", "user", "list"), "\n"); got < 5 {
		t.Errorf("%d users in the data folder that was named, want 5 or more", got)
	}
}

func TestServingWithoutAdministratorOffersToMakeOne(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	srv := s.serve(t)
	_, link, ok := strings.Cut(srv.out.String(), srv.url+"/admin/setup?token=")
	if !ok {
		t.Fatalf("printed %q, want a link", srv.out)
	}
	token, _, _ := strings.Cut(link, "\n")
	srv.get(t, "/admin/setup?token="+token, http.StatusOK)
	srv.get(t, "/admin/setup?token=guess", http.StatusNotFound)
	srv.end(t)
	s.do(t, "correct horse battery\n", "init", "--email", "boss@qalam.example", "--password-stdin")
	again := s.serve(t)
	if strings.Contains(again.out.String(), "setup") {
		t.Errorf("printed %q though there is an administrator", again.out)
	}
	again.end(t)
}

func TestTheSiteShowsWhatIsImportedWhileItServes(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	srv := s.serve(t)
	const title = "A port in the fog"
	if strings.Contains(srv.get(t, "/en/", http.StatusOK), title) {
		t.Fatal("the story is there before it was imported")
	}
	write(t, dir, port()...)
	for i := range 120 {
		write(t, dir, fmt.Sprintf("more-%03d/index.en.md", i), fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-01-01\n---\n\nText.\n", i))
	}
	// Readers keep coming meanwhile.
	ctx, stop := context.WithCancel(t.Context())
	failures := make(chan string, 1)
	go func() {
		defer close(failures)
		for ctx.Err() == nil {
			if status, _, err := srv.try(ctx, t, "/en/"); ctx.Err() == nil && (err != nil || status != http.StatusOK) {
				failures <- fmt.Sprintf("status %d, %v", status, err)
				return
			}
		}
	}()
	out := s.do(t, "", "import", "markdown", dir, "--publish")
	end := time.Now()
	if want := "121 stories: 121 created, 0 updated, 0 unchanged, 0 refused\n"; out != want {
		t.Errorf("import: %q, want %q", out, want)
	}
	for !strings.Contains(srv.get(t, "/en/", http.StatusOK), title) {
		if time.Since(end) > time.Second {
			t.Error("the front page does not show the story a second after the import's end")
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for path, want := range map[string]string{"/az/": "Dumanda liman", "/kk/": "Тұмандағы порт", "/ru/": "Порт в тумане"} {
		if !strings.Contains(srv.get(t, path, http.StatusOK), want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
	srv.get(t, "/old/port", http.StatusMovedPermanently)
	stop()
	if f, failed := <-failures; failed {
		t.Errorf("a reader got: %s", f)
	}
	srv.end(t)
}

func TestTheTestClockIsForTheDemonstration(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, "now", "2026-11-20T09:00:00Z\n")
	s.vars["QALAM_TEST_CLOCK"] = filepath.Join(dir, "now")
	r := s.try(t, "", "serve", "--addr", freePort(t))
	if r.code != exitUsage || !strings.Contains(r.err, "QALAM_TEST_CLOCK") {
		t.Errorf("without --demo: code %d, %q, want code 2 and the name", r.code, r.err)
	}
	if _, err := os.Stat(s.vars["QALAM_DATA"]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the data folder was touched: %v", err)
	}
	srv := s.serve(t, "--demo")
	if got, want := srv.get(t, "/en/", http.StatusOK), "2026-11-20"; !strings.Contains(got, want) {
		t.Errorf("the front page has no story of %s, the day that the clock shows", want)
	}
	srv.end(t)
}

func TestTheDemonstrationNeedsAnEmptyFolder(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	write(t, s.vars["QALAM_DATA"], "precious.txt", "x")
	r := s.try(t, "", "serve", "--demo", "--addr", freePort(t))
	if r.code == exitDone || !strings.Contains(r.err, s.vars["QALAM_DATA"]) {
		t.Errorf("code %d, %q, want the folder refused by name", r.code, r.err)
	}
	if got := tree(t, s.vars["QALAM_DATA"]); len(got) != 1 {
		t.Errorf("the folder now has %d files", len(got))
	}
}

func TestATakenAddressStopsASecondServerBeforeItTouchesAnything(t *testing.T) {
	t.Parallel()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	s := newShell(t)
	if r := s.try(t, "", "serve", "--addr", l.Addr().String()); r.code != exitFailed || !strings.Contains(r.err, l.Addr().String()) {
		t.Errorf("code %d, %q, want code 1 and the address", r.code, r.err)
	}
	if _, err := os.Stat(s.vars["QALAM_DATA"]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the data folder was touched: %v", err)
	}
}

func TestWhatReadersSeeWaitsForNoWorker(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "now", "2026-11-20T09:00:00Z\n")
	srv := &server{url: bootDemoAt(t, filepath.Join(dir, "now"), false)}
	const headline = "сейсмостанции: найдено"
	if strings.Contains(srv.get(t, "/ru/", http.StatusOK), headline) {
		t.Fatal("the story is there before its moment")
	}
	write(t, dir, "now", "2026-11-20T10:00:00Z\n")
	if !strings.Contains(srv.get(t, "/ru/", http.StatusOK), headline) {
		t.Error("without workers the story is not there at its moment")
	}
}
