package mail_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/mail"
	"github.com/qalam-cms/qalam/internal/testkit"
)

// server is a mail server that takes one letter.
type server struct {
	addr string
	// offers is what the server says it can do before and after encryption.
	offers string
	config *tls.Config
	// refuses is the command that it refuses.
	refuses string
	// got is the conversation, said by the client, one line each.
	got chan []string
	// pool trusts the server.
	pool *x509.CertPool
}

func newServer(t *testing.T, offers, refuses string, fromStart bool) *server {
	t.Helper()
	s := &server{offers: offers, refuses: refuses, got: make(chan []string, 1)}
	s.certify(t)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		if fromStart {
			conn = tls.Server(conn, s.config)
		}
		s.got <- s.talk(conn)
	}()
	return s
}

// certify makes a certificate for the machine itself that the client is told of.
func (s *server) certify(t *testing.T) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: testkit.Moment(), NotAfter: testkit.Moment().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, DNSNames: []string{"mail.example"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.pool = x509.NewCertPool()
	s.pool.AddCert(certificate)
	s.config = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// talk is the server's side of the conversation.
func (s *server) talk(conn net.Conn) (got []string) {
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) //nolint:forbidigo // for the network, not for the newsroom
	say := func(line string) { _, _ = io.WriteString(conn, line+"\r\n") }
	r := bufio.NewReader(conn)
	say("220 mail.example")
	data := false
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return got
		}
		line = strings.TrimRight(line, "\r\n")
		got = append(got, line)
		verb, _, _ := strings.Cut(line, " ")
		switch {
		case data && line != ".":
		case data:
			data = false
			say("250 taken")
		case verb == s.refuses:
			say("550 no")
		case verb == "EHLO":
			say("250-mail.example")
			for offer := range strings.FieldsSeq(s.offers) {
				say("250-" + strings.ReplaceAll(offer, "_", " "))
			}
			say("250 8BITMIME")
		case verb == "STARTTLS":
			say("220 go on")
			secured := tls.Server(conn, s.config)
			conn, r = secured, bufio.NewReader(secured)
		case verb == "AUTH":
			say("235 welcome")
		case verb == "DATA":
			data = true
			say("354 go on")
		case verb == "QUIT":
			say("221 bye")
			return got
		default:
			say("250 fine")
		}
	}
}

// sender speaks to the server, which goes by the name of a host elsewhere or by its
// own.
func (s *server) sender(t *testing.T, scheme, user, host string) *mail.Sender {
	t.Helper()
	if host == "" {
		host = s.addr
	}
	sender, err := mail.New(mail.Options{
		Server: scheme + "://" + user + host, Password: "secret", From: "Qalam <desk@news.example>", Now: testkit.Moment,
		TLS: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: s.pool, Time: testkit.Moment},
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, s.addr)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	t.Parallel()
	const subject, text = "Құпиясөз бен шақыру: өзіңіз таңдаңыз", "Сәлем!\n\nhttps://news.example/admin/welcome/abc\n.\n"
	for _, test := range []struct{ name, scheme, user, host, says, offers string }{
		{"in the clear to the machine itself", "smtp", "", "", "", ""},
		{"in the clear, as told", "smtp+insecure", "desk@", "mail.example", "AUTH PLAIN", "AUTH_PLAIN"},
		{"encrypted when asked", "smtp", "desk@", "mail.example", "STARTTLS\nEHLO localhost\nAUTH PLAIN", "STARTTLS AUTH_PLAIN"},
		{"encrypted from the start", "smtps", "desk@", "mail.example", "AUTH PLAIN", "AUTH_PLAIN"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, test.offers, "", test.scheme == "smtps")
			if err := s.sender(t, test.scheme, test.user, test.host).Send(t.Context(), "reader@news.example", subject, text); err != nil {
				t.Fatal(err)
			}
			got := <-s.got
			all := strings.Join(got, "\n")
			for _, want := range []string{"MAIL FROM:<desk@news.example>", "RCPT TO:<reader@news.example>", test.says} {
				if !strings.Contains(all, want) {
					t.Errorf("the conversation lacks %q:\n%s", want, all)
				}
			}
			wantLetter(t, got, subject, text)
		})
	}
}

// wantLetter reads what came after DATA.
func wantLetter(t *testing.T, got []string, subject, text string) {
	t.Helper()
	_, data, _ := strings.Cut(strings.Join(got, "\n"), "\nDATA\n")
	letter, err := netmail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%v:\n%s", err, data)
	}
	if s, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject")); s != subject || err != nil {
		t.Errorf("subject %q, error %v", s, err)
	}
	for name, want := range map[string]string{
		"From": `"Qalam" <desk@news.example>`, "To": "<reader@news.example>", "Date": "Thu, 12 Mar 2026 09:00:00 +0000",
		"Content-Type": "text/plain; charset=utf-8",
	} {
		if got := letter.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, letter.Body))
	if want := strings.ReplaceAll(text, "\n", "\r\n"); string(body) != want && err == nil {
		t.Errorf("got %q, want %q", body, want)
	}
}

func TestAServerElsewhereIsSpokenToEncryptedOrNotAtAll(t *testing.T) {
	t.Parallel()
	s := newServer(t, "AUTH_PLAIN", "", false)
	err := s.sender(t, "smtp", "desk@", "mail.example").Send(t.Context(), "reader@news.example", "Subject", "Text")
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "STARTTLS") {
		t.Errorf("got %v", err)
	}
	if got := <-s.got; len(got) != 1 {
		t.Errorf("the server was told more than a greeting: %q", got)
	}
}

func TestAServerThatIsAnotherIsNotTrusted(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"smtp", "smtps"} {
		s := newServer(t, "STARTTLS AUTH_PLAIN", "", scheme == "smtps")
		err := s.sender(t, scheme, "desk@", "other.example").Send(t.Context(), "reader@news.example", "Subject", "Text")
		if _, ok := errors.AsType[*tls.CertificateVerificationError](err); !ok {
			t.Errorf("%s: got %v", scheme, err)
		}
	}
}

func TestARefusalIsTold(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"MAIL", "RCPT", "DATA", "AUTH"} {
		s := newServer(t, "AUTH_PLAIN", verb, false)
		err := s.sender(t, "smtp+insecure", "desk@", "").Send(t.Context(), "reader@news.example", "Subject", "Text")
		if kind, key, _ := errs.Public(err); kind != errs.Unavailable || key != "error.mail" {
			t.Errorf("%s refused: got %v", verb, err)
		}
	}
}

func TestNoHeaderCanBeAdded(t *testing.T) {
	t.Parallel()
	s := newServer(t, "", "", false)
	sender := s.sender(t, "smtp", "", "")
	for _, try := range [][2]string{
		{"reader@news.example\r\nBcc: all@news.example", "Subject"},
		{"reader@news.example", "Subject\r\nBcc: all@news.example"},
		{"reader@news.example", "Subject\nX: y"},
		{"Reader <reader@news.example>", "Subject"},
		{"a@b.example, c@d.example", "Subject"},
		{"", "Subject"},
	} {
		if err := sender.Send(t.Context(), try[0], try[1], "Text"); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: got %v", try, err)
		}
	}
	select {
	case got := <-s.got:
		t.Errorf("the server was spoken to: %q", got)
	default:
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, o := range []mail.Options{
		{Server: "mail.example", From: "a@b.example"},
		{Server: "http://mail.example", From: "a@b.example"},
		{Server: "smtp://user:secret@mail.example", From: "a@b.example"},
		{Server: "smtp://mail.example/path", From: "a@b.example"},
		{Server: "smtp://mail.example", From: "nobody"},
		{Server: "smtp://mail.example"},
	} {
		if _, err := mail.New(o); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: got %v", o, err)
		}
	}
}
