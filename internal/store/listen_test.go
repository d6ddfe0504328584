package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestOtherNodesHearOfAnEventWhenItIsThrough(t *testing.T) {
	t.Parallel()
	dsn := testkit.PostgresDSN(t)
	writer := testkit.Open(t, dsn)
	if _, err := writer.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	heard := make(chan struct{}, 100)
	ctx, stop := context.WithCancel(t.Context())
	var listening sync.WaitGroup
	listener := testkit.Open(t, dsn)
	listening.Go(func() { listener.Listen(ctx, func() { heard <- struct{}{} }) })
	defer listening.Wait()
	defer stop()
	write := func() {
		err := writer.Write(ctx, func(tx *store.Tx) error {
			if err := tx.AppendEvent(ctx, &models.Event{At: now(), Kind: models.TagCreated}); err != nil {
				return err
			}
			for len(heard) > 0 {
				<-heard
			}
			time.Sleep(10 * time.Millisecond) // long enough to be heard too early
			if len(heard) > 0 {
				t.Error("heard of before it is through")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 100 { // until the other has begun to listen
		write()
		select {
		case <-heard:
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Error("nothing is heard")
}
