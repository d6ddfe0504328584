package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestAPictureIsDrawnAsItIsKept(t *testing.T) {
	t.Parallel()
	const name = "voice-corpus-read-aloud"
	for file, draw := range map[string]func(*canvas){"cover.png": covers()[name], "chart.png": charts()[name]} {
		c := newCanvas()
		draw(c)
		data, err := c.encode()
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join("..", stories, name, file))
		if err != nil || !bytes.Equal(data, kept) {
			t.Errorf("%s is not what go generate draws (%v)", file, err)
		}
	}
}

func TestAShapeCoversWhatItEncloses(t *testing.T) {
	t.Parallel()
	c := newCanvas()
	c.fill(rect(10.5, 20, 2, 1.5), 0xffffff)
	for _, tc := range []struct{ x, y, want int }{
		{9, 20, 0}, {10, 20, 128}, {11, 20, 255}, {12, 20, 128}, {13, 20, 0}, {11, 21, 128}, {10, 21, 64}, {11, 22, 0},
	} {
		if got := c.pixels[tc.y][tc.x][0]; got != tc.want {
			t.Errorf("at %d, %d: %d, want %d", tc.x, tc.y, got, tc.want)
		}
	}
	c.fill(ring(100, 100, 20, 10), 0xffffff)
	if in, hole := c.pixels[100][115][0], c.pixels[100][100][0]; in != 255 || hole != 0 {
		t.Errorf("a ring has %d, its hole %d", in, hole)
	}
}
