package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/qalam-cms/qalam/cms"
)

type initCommand struct {
	Email string `help:"E-mail of the first administrator; asked for where not given."`
	Name  string `help:"Their name."`
	credentials
}

// Run creates the data folder, the database and the first administrator.
func (c *initCommand) Run(ctx context.Context, env *environment, std *streams) error {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	if c.Email == "" {
		if c.PasswordStdin {
			return usageError{errors.New("--password-stdin goes with --email")}
		}
		fmt.Fprint(std.err, "E-mail of the first administrator: ")
		line, err := bufio.NewReader(std.in).ReadString('\n')
		if err != nil {
			return err
		}
		c.Email = strings.TrimSpace(line)
	}
	password, err := c.password(std)
	if err != nil {
		return err
	}
	if err := a.ensureSection(ctx); err != nil {
		return err
	}
	u, err := a.newsroom.AddFirstAdmin(ctx, cms.UserInput{
		Email: c.Email, Name: c.Name, Password: password, Interface: string(a.cfg.Locales.Default().Tag),
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s administers the newsroom in %s\n", u.Email, a.cfg.Data)
	return nil
}
