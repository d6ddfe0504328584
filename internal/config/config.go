// Package config reads the settings of the program: flags win over the
// environment, the environment over a TOML file, the file over defaults.
//
// Only cmd/qalam imports it; everything else receives the values it needs. Its
// invariant: a configuration that Load returns is valid as a whole.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/qalam-cms/qalam/internal/locale"
)

// Setting is one setting as the operator writes it.
type Setting struct {
	// Name is the environment variable, and in lower case without the prefix
	// the name in the file: QALAM_ADDR, addr.
	Name string
	// Default is the value where nothing is set.
	Default string
	// Secret values are printed as ***, of an address only the password in it; they
	// may also come from a file named by the variable with _FILE behind it.
	Secret, Address bool
	// Doc is one line on what the setting means.
	Doc string
}

// Settings lists every setting in the order of the documentation.
func Settings() []Setting {
	return []Setting{
		{Name: "QALAM_ADDR", Default: "127.0.0.1:8080", Doc: "listen address"},
		{Name: "QALAM_BASE_URL", Doc: "the only source of absolute URLs; `http://` and the address where not set"},
		{Name: "QALAM_DATA", Default: "./data", Doc: "folder for database, media and secrets"},
		{Name: "QALAM_DATABASE", Default: "sqlite:qalam.db", Secret: true, Address: true, Doc: "`sqlite:` and a path in the data folder, or `postgres://…`"},
		{Name: "QALAM_MEDIA", Default: "file:media", Doc: "`file:` and the folder for pictures, in the data folder"},
		{Name: "QALAM_LOCALES", Default: "en,az,kk,ru", Doc: "enabled languages, the first is the default"},
		{Name: "QALAM_FALLBACKS", Default: "kk:ru,en;az:en,ru;ru:en;en:ru", Doc: "reading order when a translation is missing"},
		{Name: "QALAM_TIMEZONE", Default: "Asia/Baku", Doc: "the newsroom's zone"},
		{Name: "QALAM_TRUSTED_PROXIES", Doc: "CIDRs whose forwarding headers count"},
		{Name: "QALAM_METRICS_ADDR", Doc: "listen address for `/metrics`, for Prometheus; off where not set"},
		{Name: "QALAM_SMTP", Doc: "mail server, `smtp://user@host:587` (encrypted by STARTTLS, but to the machine itself), `smtps://…`, or `smtp+insecure://…` in the clear; no letters where not set"},
		{Name: "QALAM_SMTP_PASSWORD", Secret: true, Doc: "password of the user of the mail server"},
		{Name: "QALAM_MAIL_FROM", Doc: "address that letters come from, `Qalam <desk@news.example>`; goes with `QALAM_SMTP`"},
		{Name: "QALAM_TEST_CLOCK", Doc: "a file holding the RFC 3339 moment that the program takes for now; only with `serve --demo`"},
		{Name: "QALAM_LOG", Default: "info", Doc: "level: debug, info, warn, error"},
		{Name: "QALAM_LOG_FORMAT", Default: "text", Doc: "text or json"},
	}
}

// Config is the effective configuration.
type Config struct {
	Addr     string
	BaseURL  *url.URL
	Data     string
	Database string
	// Media is the folder of the media library's files.
	Media          string
	Locales        *locale.Set
	Zone           *time.Location
	TrustedProxies []netip.Prefix
	// SMTP is the mail server, empty for none; MailFrom goes with it.
	SMTP, SMTPPassword, MailFrom string

	TestClock string
	// MetricsAddr is where metrics are served; empty for nowhere.
	MetricsAddr string
	LogLevel    slog.Level
	LogJSON     bool

	values map[string]string
}

// Load reads the configuration. flags holds what the command line set, by
// setting name; file is the TOML file, "" for none. All problems are reported
// at once.
func Load(getenv func(string) string, file string, flags map[string]string) (*Config, error) {
	if file == "" {
		file = getenv("QALAM_CONFIG")
	}
	fromFile, err := readFile(file)
	if err != nil {
		return nil, err
	}
	c := &Config{values: map[string]string{}}
	var problems []error
	for _, s := range Settings() {
		v, err := lookup(s, getenv, fromFile, flags)
		if err != nil {
			problems = append(problems, err)
		}
		c.values[s.Name] = v
	}
	problems = append(problems, c.parse()...)
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("the configuration is wrong: %w", err)
	}
	return c, nil
}

// fileName is a setting's name in the file.
func fileName(s Setting) string {
	return strings.ToLower(strings.TrimPrefix(s.Name, "QALAM_"))
}

func readFile(path string) (map[string]string, error) {
	values := map[string]string{}
	if path == "" {
		return values, nil
	}
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err == nil {
		err = toml.Unmarshal(text, &values)
	}
	if err != nil {
		return nil, fmt.Errorf("configuration file %s: %w", path, err)
	}
	known := map[string]bool{}
	for _, s := range Settings() {
		known[fileName(s)] = true
	}
	for name := range values {
		if !known[name] {
			return nil, fmt.Errorf("configuration file %s: unknown setting %q", path, name)
		}
	}
	return values, nil
}

func lookup(s Setting, getenv func(string) string, file, flags map[string]string) (string, error) {
	if v, ok := flags[s.Name]; ok && v != "" {
		return v, nil
	}
	if v := getenv(s.Name); v != "" {
		return v, nil
	}
	if path := getenv(s.Name + "_FILE"); s.Secret && path != "" {
		b, err := os.ReadFile(path) //nolint:gosec // the operator names the file
		if err != nil {
			return "", fmt.Errorf("%s_FILE: %w", s.Name, err)
		}
		return strings.TrimSpace(string(b)), nil
	}
	if v, ok := file[fileName(s)]; ok {
		return v, nil
	}
	return s.Default, nil
}

// parse turns the texts into values and lists what is wrong.
func (c *Config) parse() (problems []error) {
	fail := func(name string, err error) {
		if err != nil {
			problems = append(problems, fmt.Errorf("  %s: %w", name, err))
		}
	}
	var err error
	c.Addr, c.Data, c.TestClock = c.values["QALAM_ADDR"], c.values["QALAM_DATA"], c.values["QALAM_TEST_CLOCK"]
	c.MetricsAddr = c.values["QALAM_METRICS_ADDR"]
	c.BaseURL, err = parseBaseURL(c.values["QALAM_BASE_URL"], c.Addr)
	fail("QALAM_BASE_URL", err)
	c.Database, err = parseDatabase(c.values["QALAM_DATABASE"], c.Data)
	fail("QALAM_DATABASE", err)
	c.Media, err = parseMedia(c.values["QALAM_MEDIA"], c.Data)
	fail("QALAM_MEDIA", err)
	c.Locales, err = locale.ParseSet(c.values["QALAM_LOCALES"], c.values["QALAM_FALLBACKS"])
	fail("QALAM_LOCALES, QALAM_FALLBACKS", err)
	c.Zone, err = time.LoadLocation(c.values["QALAM_TIMEZONE"])
	fail("QALAM_TIMEZONE", err)
	c.TrustedProxies, err = parsePrefixes(c.values["QALAM_TRUSTED_PROXIES"])
	fail("QALAM_TRUSTED_PROXIES", err)
	c.SMTP, c.SMTPPassword, c.MailFrom = c.values["QALAM_SMTP"], c.values["QALAM_SMTP_PASSWORD"], c.values["QALAM_MAIL_FROM"]
	fail("QALAM_SMTP", checkSMTP(c.SMTP))
	fail("QALAM_MAIL_FROM", checkFrom(c.MailFrom, c.SMTP != ""))
	fail("QALAM_LOG", c.LogLevel.UnmarshalText([]byte(c.values["QALAM_LOG"])))
	format := c.values["QALAM_LOG_FORMAT"]
	if !slices.Contains([]string{"text", "json"}, format) {
		fail("QALAM_LOG_FORMAT", fmt.Errorf("want text or json, got %q", format))
	}
	c.LogJSON = format == "json"
	return problems
}

func parseBaseURL(s, addr string) (*url.URL, error) {
	if s == "" {
		s = "http://" + addr
	}
	u, err := url.Parse(strings.TrimSuffix(s, "/"))
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" {
		return nil, fmt.Errorf("want http(s)://host without a path, got %q", s)
	}
	return u, nil
}

// parseDatabase puts a relative SQLite path into the data folder.
func parseDatabase(s, data string) (string, error) {
	if path, ok := strings.CutPrefix(s, "sqlite:"); ok {
		if path == "" {
			return "", errors.New("want sqlite:PATH, got no path")
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(data, path)
		}
		return "sqlite:" + path, nil
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		return s, nil
	}
	return "", errors.New("want sqlite:PATH or postgres://…")
}

// parseMedia puts a relative folder into the data folder.
func parseMedia(s, data string) (string, error) {
	path, ok := strings.CutPrefix(s, "file:")
	if !ok || path == "" {
		return "", errors.New("want file:PATH")
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(data, path)
	}
	return path, nil
}

func checkSMTP(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || !slices.Contains([]string{"smtp", "smtps", "smtp+insecure"}, u.Scheme) || u.Host == "" || u.Path != "" {
		return errors.New("want smtp://user@host:port, smtps://… or smtp+insecure://…") // the text may hold a password
	}
	if _, has := u.User.Password(); has {
		return errors.New("the password goes into QALAM_SMTP_PASSWORD")
	}
	return nil
}

func checkFrom(s string, needed bool) error {
	if s == "" {
		if needed {
			return errors.New("QALAM_SMTP needs an address that letters come from")
		}
		return nil
	}
	_, err := mail.ParseAddress(s)
	return err
}

func parsePrefixes(s string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// MakeData creates the data folder where it is missing, for its owner only.
func (c *Config) MakeData() error { return os.MkdirAll(c.Data, 0o700) }

// HasData reports whether the data folder holds anything.
func (c *Config) HasData() (bool, error) {
	entries, err := os.ReadDir(c.Data)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return len(entries) > 0, err
}

// Value is a setting's effective value.
type Value struct{ Name, Value string }

// Values returns every setting in the order of the documentation, secrets masked.
func (c *Config) Values() []Value {
	var list []Value
	for _, s := range Settings() {
		v := c.values[s.Name]
		switch {
		case s.Address:
			v = mask(v)
		case s.Secret && v != "":
			v = "***"
		}
		list = append(list, Value{s.Name, v})
	}
	return list
}

// Print returns every setting as NAME=value lines, secrets masked.
func (c *Config) Print() string {
	var b strings.Builder
	for _, v := range c.Values() {
		fmt.Fprintf(&b, "%s=%s\n", v.Name, v.Value)
	}
	return b.String()
}

// mask hides the password inside a URL and leaves the rest readable. The query
// is left out, because a password may stand there as well. The name of a file
// is no secret.
func mask(v string) string {
	u, err := url.Parse(v)
	if err != nil {
		return "***"
	}
	if u.Scheme == "sqlite" {
		return v
	}
	user := u.User.Username()
	if _, has := u.User.Password(); has {
		user += ":***"
	}
	if user != "" {
		user += "@"
	}
	return u.Scheme + "://" + user + u.Host + u.Path
}
