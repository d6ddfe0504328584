// Package mail sends letters through a mail server.
//
// Only cmd/qalam uses it and hands it to whoever writes letters; what they say is
// made there. Its invariants: no address or subject can add a header of its own, and
// nothing is sent over a network in the clear unless the operator asks for it.
package mail

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"net/url"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
)

// timeout is how long one letter may take.
const timeout = 20 * time.Second

// Sender sends letters through one server.
type Sender struct {
	host, port string
	// tls is what the conversation is wrapped in: from the first byte on, after
	// STARTTLS, or not at all.
	tls            security
	user, password string
	from           mail.Address
	// config are settings of the encryption; null for the usual ones.
	config *tls.Config
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
	now    func() time.Time
}

type security int

const (
	startTLS security = iota
	fromStart
	inTheClear
)

// Options are what a sender is made of.
type Options struct {
	// Server is smtp://user@host:587, smtps://user@host:465, or smtp+insecure://
	// for a server that is spoken to in the clear.
	Server string
	// Password belongs to the user of the server.
	Password string
	// From is the address that letters come from, with a name or without.
	From string
	Now  func() time.Time
	// TLS are settings of the encryption; null for the usual ones.
	TLS *tls.Config
	// Dial reaches the server; null for the usual way.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// New returns a sender, or an error for the operator where the options make no
// sense. It does not speak to the server yet.
func New(o Options) (*Sender, error) {
	u, err := url.Parse(o.Server)
	if err != nil || u.Hostname() == "" || u.Path != "" || u.RawQuery != "" {
		return nil, errors.New("want smtp://user@host:port") // the text may hold a password
	}
	if _, has := u.User.Password(); has {
		return nil, errors.New("the password has a setting of its own")
	}
	s := &Sender{
		host: u.Hostname(), port: u.Port(), user: u.User.Username(), password: o.Password,
		now: o.Now, config: o.TLS, dial: o.Dial,
	}
	if s.dial == nil {
		s.dial = (&net.Dialer{}).DialContext
	}
	port := ""
	switch u.Scheme {
	case "smtp":
		port = "587"
		if loopback(s.host) {
			s.tls = inTheClear
		}
	case "smtps":
		s.tls, port = fromStart, "465"
	case "smtp+insecure":
		s.tls, port = inTheClear, "25"
	default:
		return nil, errors.New("want smtp://, smtps:// or smtp+insecure://")
	}
	if s.port == "" {
		s.port = port
	}
	from, err := mail.ParseAddress(o.From)
	if err != nil {
		return nil, fmt.Errorf("the address that letters come from: %w", err)
	}
	s.from = *from
	return s, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send sends a letter of plain text to one address. Where the server does not take
// it the error is errs.Unavailable, with the reason for the log.
func (s *Sender) Send(ctx context.Context, to, subject, text string) error {
	const op = "mail.Send"
	letter, err := s.letter(to, subject, text)
	if err != nil {
		return errs.Wrap(op, err)
	}
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	if err := s.deliver(ctx, to, letter); err != nil {
		return &errs.Error{Op: op, Kind: errs.Unavailable, Key: "error.mail", Err: err}
	}
	return nil
}

// letter writes headers and text. What is to be one line and is not is errs.Invalid.
func (s *Sender) letter(to, subject, text string) ([]byte, error) {
	address, err := mail.ParseAddress(to)
	if err != nil || address.Address != to || strings.ContainsAny(to+subject, "\r\n\x00") {
		return nil, errs.New("mail", errs.Invalid, "error.email_invalid", nil)
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	var b strings.Builder
	for _, h := range [][2]string{
		{"From", s.from.String()},
		{"To", address.String()},
		{"Subject", mime.QEncoding.Encode("utf-8", subject)},
		{"Date", s.now().Format(time.RFC1123Z)},
		{"Message-ID", "<" + strings.ToLower(rand.Text()) + "@" + domain + ">"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "base64"},
		{"Auto-Submitted", "auto-generated"},
	} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n")
	const line = 76
	body := base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
	for len(body) > line {
		b.WriteString(body[:line] + "\r\n")
		body = body[line:]
	}
	b.WriteString(body + "\r\n")
	return []byte(b.String()), nil
}

// deliver has the conversation with the server.
func (s *Sender) deliver(ctx context.Context, to string, letter []byte) error {
	c, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }() // again after Quit, which does no harm
	if s.tls == startTLS {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return errors.New("the server offers no encryption (STARTTLS)")
		}
		if err := c.StartTLS(s.secure()); err != nil {
			return err
		}
	}
	if s.user != "" {
		if err := c.Auth(s.auth()); err != nil {
			return err
		}
	}
	if err := c.Mail(s.from.Address); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(letter); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

// connect dials the server; the conversation ends with ctx.
func (s *Sender) connect(ctx context.Context) (*smtp.Client, error) {
	conn, err := s.dial(ctx, "tcp", net.JoinHostPort(s.host, s.port))
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			_ = conn.Close()
			return nil, err
		}
	}
	if s.tls == fromStart {
		secured := tls.Client(conn, s.secure())
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, err
		}
		conn = secured
	}
	c, err := smtp.NewClient(conn, s.host)
	if err != nil {
		_ = conn.Close()
	}
	return c, err
}

func (s *Sender) secure() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.config != nil {
		config = s.config.Clone()
	}
	config.ServerName = s.host
	return config
}

// auth logs in with the password as it is: what is around it is encrypted, or the
// operator wants it so.
func (s *Sender) auth() smtp.Auth {
	if s.tls == inTheClear {
		return clearAuth{s.user, s.password}
	}
	return smtp.PlainAuth("", s.user, s.password, s.host)
}

// clearAuth is smtp.PlainAuth for servers that it takes for untrustworthy.
type clearAuth struct{ user, password string }

// Start is part of smtp.Auth.
func (a clearAuth) Start(*smtp.ServerInfo) (string, []byte, error) {
	return "PLAIN", []byte("\x00" + a.user + "\x00" + a.password), nil
}

// Next is part of smtp.Auth.
func (a clearAuth) Next(_ []byte, more bool) ([]byte, error) {
	if more {
		return nil, errors.New("the server asks for more than a password")
	}
	return nil, nil
}
