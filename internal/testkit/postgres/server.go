package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a running PostgreSQL server and the directory that it lives in.
type server struct {
	dir  string
	port int
	cmd  *exec.Cmd
	// ended is closed when the server has ended; end then says how.
	ended chan struct{}
	end   error
}

// startTime is how long a server may take to answer.
const startTime = 60 * time.Second

// start makes a database cluster in a directory of its own and starts it. Where
// that fails nothing is left behind.
func start(ctx context.Context, log io.Writer) (s *server, err error) {
	bin, err := findBinaries()
	if err != nil {
		return nil, err
	}
	s = &server{ended: make(chan struct{})}
	if s.dir, err = os.MkdirTemp("", "qalam-postgres-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.explain(log)
			err = errors.Join(err, s.stop())
		}
	}()
	as, err := serverUser()
	if err != nil {
		return nil, err
	}
	if err := as.own(s.dir); err != nil {
		return nil, err
	}
	if err := s.initialise(ctx, bin.initdb, as); err != nil {
		return nil, err
	}
	if err := s.launch(bin.postgres, as); err != nil {
		return nil, err
	}
	return s, s.wait(ctx)
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }
func (s *server) log() string  { return filepath.Join(s.dir, "log") }

// url names the server as its one user.
func (s *server) url() string {
	return "postgres://postgres@127.0.0.1:" + strconv.Itoa(s.port) + "/postgres?sslmode=disable"
}

// initialise makes the cluster's files. Locale C: the tests must not depend on
// the languages that a machine has installed.
func (s *server) initialise(ctx context.Context, initdb string, as owner) error {
	cmd := exec.CommandContext(ctx, initdb, "--pgdata", s.data(), "--username", "postgres",
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
	cmd.Dir = s.dir
	as.run(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// launch starts the server on a free port of the loopback address. It is not
// bound to a context: it has to outlive the interrupted command.
func (s *server) launch(postgres string, as owner) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	s.port = port
	log, err := os.Create(s.log())
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	args := []string{"-D", s.data()}
	for _, setting := range []string{
		"listen_addresses=127.0.0.1", "port=" + strconv.Itoa(port), "unix_socket_directories=",
		"max_connections=300", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
	} {
		args = append(args, "-c", setting)
	}
	cmd := exec.Command(postgres, args...) //nolint:noctx // See above.
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	as.run(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	s.cmd = cmd
	go func() {
		s.end = cmd.Wait()
		close(s.ended)
	}()
	return nil
}

// wait returns when the server answers.
func (s *server) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.url())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-tick.C:
		case <-s.ended:
			return fmt.Errorf("the server ended before it answered: %w", s.end)
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w", err)
		}
	}
}

// stop ends the server, whoever is still connected, and removes its files.
func (s *server) stop() error {
	if s.cmd != nil {
		_ = s.cmd.Process.Signal(os.Interrupt) // PostgreSQL's "fast" shutdown
		select {
		case <-s.ended:
		case <-time.After(patience):
			_ = s.cmd.Process.Kill()
			<-s.ended
		}
	}
	return os.RemoveAll(s.dir)
}

// explain copies the end of the server's log, if there is one.
func (s *server) explain(w io.Writer) {
	log, err := os.ReadFile(s.log())
	if err != nil {
		return
	}
	lines := bytes.SplitAfter(log, []byte("\n"))
	_, _ = w.Write(bytes.Join(lines[max(0, len(lines)-20):], nil))
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0") //nolint:noctx // It does not wait.
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port //nolint:errcheck // A TCP listener has a TCP address.
	return port, l.Close()
}
