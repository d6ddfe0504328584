// The command postgres runs another command beside a throw-away PostgreSQL
// server:
//
//	go run ./internal/testkit/postgres -- go test ./...
//
// The server is new and empty, listens on the loopback address only, trusts
// everyone there and gives up safety for speed. The command finds it in the
// environment variable QALAM_TEST_POSTGRES. When the command ends the server
// is stopped and its files are removed; the exit code is the command's own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/qalam-cms/qalam/internal/testkit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, os.Args[1:], os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "postgres:", err)
	}
	os.Exit(code)
}

// run starts the server, runs the command and stops the server. It returns the
// command's exit code, or 1 with the reason why there is none.
func run(ctx context.Context, args []string, log io.Writer) (code int, err error) {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return 1, errors.New("usage: postgres -- COMMAND ARGS…")
	}
	s, err := start(ctx, log)
	if err != nil {
		return 1, err
	}
	defer func() {
		if stopErr := s.stop(); stopErr != nil {
			code, err = 1, errors.Join(err, stopErr)
		}
	}()
	return command(ctx, args, s.url())
}

// patience is how long the command and the server get to end by themselves.
const patience = 15 * time.Second

// command runs the command with our input and output. When ctx ends it is
// asked to end too.
func command(ctx context.Context, args []string, url string) (int, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), testkit.ServerVariable+"="+url)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = patience
	err := cmd.Run()
	if ctx.Err() != nil {
		return 1, errors.New("interrupted")
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
