package main

import (
	"io"
	"testing"
	"time"
)

// maxLate is far more than any answer is late: whether one is depends on when it was
// asked for, not on how fast the machine is.
const maxLate = time.Second

func TestReadersAcrossAPublicationSeeItNeitherEarlyNorLateNorInAnotherLanguage(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	env := &environment{getenv: func(name string) string { return s.vars[name] }, flags: map[string]string{}}
	a, err := env.open(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	got, err := a.probe(t.Context(), 40, time.Second, 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Faults {
		t.Error(f)
	}
	if got.Pages != 60 || got.Answers < got.Pages || got.Unchanged == 0 {
		t.Errorf("%d pages, %d answers, %d of them unchanged: nothing is proven", got.Pages, got.Answers, got.Unchanged)
	}
	if got.Begin > maxLate || got.End > maxLate {
		t.Errorf("the story came %s late and went %s late", got.Begin, got.End)
	}
	t.Logf("%d answers on %d pages, %d unchanged; the story came %s late and went %s late", got.Answers, got.Pages, got.Unchanged, got.Begin, got.End)
}
