// Command qalam is the whole of Qalam: server, importer, exporter and tools.
//
// This package is the only wiring: it reads the configuration, opens the
// database and puts the parts together. One file holds one command.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes: done, failed, wrong usage.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code(err, os.Stderr))
}

// code prints a failure as one clear line and returns the exit code.
func code(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "qalam: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "qalam: %s\n", explain(err))
		return exitFailed
	}
}

// usageError is a command line that makes no sense.
type usageError struct{ error }

// commands are what the program does.
type commands struct {
	Config string `help:"TOML file with settings." type:"path" placeholder:"FILE"`
	Data   string `help:"Folder for database and secrets (QALAM_DATA)." placeholder:"DIR"`

	Serve   serveCommand   `cmd:"" help:"Serve the site and its admin."`
	Init    initCommand    `cmd:"" help:"Create the data folder and the first administrator."`
	Import  importCommand  `cmd:"" help:"Take stories in."`
	Export  exportCommand  `cmd:"" help:"Write stories out."`
	User    userCommand    `cmd:"" help:"Manage people and their roles."`
	Migrate migrateCommand `cmd:"" help:"Look after the database schema."`
	Doctor  doctorCommand  `cmd:"" help:"Look for what is wrong with the data, or print how one story stands."`
	Bench   benchCommand   `cmd:"" help:"Measure the main operations on a scratch database."`
	Show    configCommand  `cmd:"" name:"config" help:"Print the effective configuration, secrets masked."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run is the program, with everything it touches given to it.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	return runIn(ctx, args, &environment{getenv: getenv}, &streams{stdin, stdout, stderr})
}

// runIn is run in an environment that a test has prepared.
func runIn(ctx context.Context, args []string, env *environment, std *streams) error {
	var cli commands
	exited := false
	parser, err := kong.New(&cli, kong.Name("qalam"),
		kong.Description("A newsroom in four languages. Settings: QALAM_* variables, see the README."),
		kong.Writers(std.out, std.err), kong.Exit(func(int) { exited = true }), kong.UsageOnError())
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited {
		return nil
	}
	if err != nil {
		return usageError{fmt.Errorf("%w; see qalam --help", err)}
	}
	env.configFile, env.flags = cli.Config, map[string]string{"QALAM_DATA": cli.Data}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(env, std)
}
