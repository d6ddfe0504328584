package admin

import (
	"context"
	"log/slog"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// Mailer sends a letter of plain text to one address.
type Mailer interface {
	Send(ctx context.Context, to, subject, text string) error
}

// forgottenAtOnce is how many requests for a new password may wait for their letter.
const forgottenAtOnce = 64

// welcomeURL is the address of a one-time link.
func (a *Admin) welcomeURL(token string) string {
	return web.Absolute(a.base, web.WelcomePrefix+"/"+token)
}

// send writes to the user of a one-time link, in the language of their desk. What
// goes wrong is logged.
func (a *Admin) send(ctx context.Context, link *cms.NewLink) error {
	p := a.printer(link.User.Interface)
	subject, text := p.T("admin.mail.reset_subject"), p.T("admin.mail.reset_text", "site", a.base.Host)
	if link.Kind == models.InviteLink {
		subject, text = p.T("admin.mail.invite_subject", "site", a.base.Host), p.T("admin.mail.invite_text", "site", a.base.Host)
	}
	until := p.Locale().DateTime(link.ExpiresAt.In(a.newsroom.Zone()))
	body := strings.Join([]string{
		p.T("admin.mail.greeting", "name", link.User.Name), text, a.welcomeURL(link.Token),
		p.T("admin.mail.until", "time", until), p.T("admin.mail.unasked"),
	}, "\n\n") + "\n"
	err := a.mailer.Send(ctx, link.User.Email, subject, body)
	if err != nil {
		a.log.WarnContext(ctx, "letter not sent", slog.Int64("user", link.UserID), slog.Any("error", err))
	}
	return err
}

// Run writes to those who forgot their passwords, until the context ends. It is done
// aside, so that the answer to them takes as long for an account as for none.
func (a *Admin) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case email := <-a.forgotten:
			link, err := a.newsroom.ResetLink(ctx, email)
			if err != nil {
				a.log.ErrorContext(ctx, "link for a forgotten password", slog.Any("error", err))
			}
			if link != nil {
				_ = a.send(ctx, link) // logged there
			}
		}
	}
}
