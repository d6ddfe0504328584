package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Add a user."`
	List    userListCommand    `cmd:"" help:"List users."`
	Passwd  userPasswdCommand  `cmd:"" help:"Give a user a new password."`
	Disable userDisableCommand `cmd:"" help:"Take all access from a user."`
}

// credentials are how a command learns e-mail and password.
type credentials struct {
	PasswordStdin bool `help:"Read the password from standard input."`
}

// password reads a password: from standard input where told, else from the
// terminal, unseen.
func (c credentials) password(std *streams) (string, error) {
	if c.PasswordStdin {
		line, err := bufio.NewReader(std.in).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	f, ok := std.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", usageError{errors.New("no terminal to ask for the password on: use --password-stdin")}
	}
	fmt.Fprint(std.err, "Password: ")
	b, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(std.err)
	return string(b), err
}

type userAddCommand struct {
	Invite    bool     `help:"Print a link with which they choose a password, instead of asking for one."`
	Email     string   `arg:"" help:"E-mail, the log-in name."`
	Name      string   `help:"Name."`
	Grant     []string `help:"ROLE or ROLE:LANG,LANG; any number. Roles: author, translator, reviewer, editor, admin." required:"" sep:"none"`
	Interface string   `help:"Language of the admin for them." default:"en"`
	credentials
}

// Run adds the user.
func (c *userAddCommand) Run(ctx context.Context, env *environment, std *streams) error {
	grants, err := parseGrants(c.Grant)
	if err != nil {
		return err
	}
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	if _, ok := a.messages.Printer(i18n.Lang(c.Interface)); !ok {
		return usageError{fmt.Errorf("the admin has no language %q", c.Interface)}
	}
	in := cms.UserInput{Email: c.Email, Name: c.Name, Interface: c.Interface, Grants: grants}
	if c.Invite {
		return a.invite(ctx, in, std)
	}
	if in.Password, err = c.password(std); err != nil {
		return err
	}
	u, err := a.newsroom.AddUser(ctx, operator(), in)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s can log in\n", u.Email)
	return nil
}

// invite prints the link of somebody new.
func (a *app) invite(ctx context.Context, in cms.UserInput, std *streams) error {
	link, err := a.newsroom.InviteUser(ctx, operator(), in)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s is invited. This link works once, until %s:\n  %s%s/%s\n", link.User.Email,
		link.ExpiresAt.In(a.cfg.Zone).Format("2006-01-02 15:04 MST"), a.cfg.BaseURL, web.WelcomePrefix, link.Token)
	return nil
}

// parseGrants reads ROLE or ROLE:LANG,LANG.
func parseGrants(list []string) ([]models.Grant, error) {
	var grants []models.Grant
	for _, s := range list {
		role, langs, scoped := strings.Cut(s, ":")
		g := models.Grant{Role: models.Role(role)}
		if scoped && langs == "" {
			return nil, usageError{fmt.Errorf("no language behind %q", s)}
		}
		for l := range strings.SplitSeq(langs, ",") {
			if l != "" {
				g.Locales = append(g.Locales, locale.Tag(l))
			}
		}
		grants = append(grants, g)
	}
	return grants, nil
}

type userListCommand struct{}

// Run lists the users, one a line.
func (c *userListCommand) Run(ctx context.Context, env *environment, std *streams) error {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	users, err := a.newsroom.Users(ctx, operator())
	for _, u := range users {
		fmt.Fprintf(std.out, "%s\t%s\t%s\t%s\n", u.Email, u.Name, u.State(), grantList(u.Grants))
	}
	return err
}

func grantList(grants []models.Grant) string {
	parts := make([]string, len(grants))
	for i, g := range grants {
		parts[i] = string(g.Role)
		langs := make([]string, len(g.Locales))
		for j, l := range g.Locales {
			langs[j] = string(l)
		}
		if len(langs) > 0 {
			parts[i] += ":" + strings.Join(langs, ",")
		}
	}
	return strings.Join(parts, " ")
}

type userPasswdCommand struct {
	Email string `arg:"" help:"E-mail of the user."`
	credentials
}

// Run sets the password.
func (c *userPasswdCommand) Run(ctx context.Context, env *environment, std *streams) error {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	password, err := c.password(std)
	if err != nil {
		return err
	}
	u, err := a.newsroom.UserNamed(ctx, operator(), c.Email)
	if err != nil {
		return err
	}
	if err := a.newsroom.SetPassword(ctx, operator(), u.ID, password); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s has a new password\n", c.Email)
	return nil
}

type userDisableCommand struct {
	Email string `arg:"" help:"E-mail of the user."`
}

// Run disables the user.
func (c *userDisableCommand) Run(ctx context.Context, env *environment, std *streams) error {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	u, err := a.newsroom.UserNamed(ctx, operator(), c.Email)
	if err != nil {
		return err
	}
	if err := a.newsroom.DisableUser(ctx, operator(), u.ID); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s can no longer log in\n", c.Email)
	return nil
}
