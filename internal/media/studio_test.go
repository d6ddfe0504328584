package media

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

func TestOnePictureAtATime(t *testing.T) {
	t.Parallel()
	photo := uploads.PhotoJPEG(64, 48, 85)
	synctest.Test(t, func(t *testing.T) {
		studio := NewStudio()
		leave, err := studio.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 3)
		go func() {
			_, err := studio.Develop(t.Context(), photo)
			done <- err
		}()
		synctest.Wait()
		select {
		case err := <-done:
			t.Fatalf("developed beside another: %v", err)
		default:
		}
		leave()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestWhoGivesUpWaitingGetsNothing(t *testing.T) {
	t.Parallel()
	photo := uploads.PhotoJPEG(64, 48, 85)
	synctest.Test(t, func(t *testing.T) {
		studio := NewStudio()
		p, err := studio.Develop(t.Context(), photo)
		if err != nil {
			t.Fatal(err)
		}
		leave, err := studio.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, giveUp := context.WithCancel(t.Context())
		done := make(chan error, 3)
		go func() {
			_, err := studio.Develop(ctx, photo)
			done <- err
		}()
		go func() {
			_, err := studio.Open(ctx, p.Encoded)
			done <- err
		}()
		go func() {
			_, err := studio.Prints(ctx, p, AllRenditions(64, 48), Focus{})
			done <- err
		}()
		synctest.Wait()
		giveUp()
		for range 3 {
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		}
		leave()
		if _, err := studio.Develop(t.Context(), photo); err != nil {
			t.Errorf("the studio is not free again: %v", err)
		}
	})
}

func TestARefusedFileFreesTheStudio(t *testing.T) {
	t.Parallel()
	studio := NewStudio()
	for range 3 {
		if _, err := studio.Develop(t.Context(), []byte("no picture")); err == nil {
			t.Error("taken")
		}
		if _, err := studio.Open(t.Context(), []byte("no picture")); err == nil {
			t.Error("opened")
		}
	}
}

// What was kept may take more bytes than what was sent: noise with transparency.
func TestWhatIsKeptCanBeOpenedHoweverLargeItIs(t *testing.T) {
	t.Parallel()
	studio := NewStudio()
	p, err := studio.Develop(t.Context(), uploads.Noise())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Encoded) <= MaxFile {
		t.Fatalf("only %d bytes are kept: this tests nothing", len(p.Encoded))
	}
	if _, err := studio.Open(t.Context(), p.Encoded); err != nil {
		t.Error(err)
	}
}
