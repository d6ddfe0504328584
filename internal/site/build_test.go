package site_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/site"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/locales"
	"github.com/qalam-cms/qalam/models"
)

const (
	en, az, kk, ru = locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian

	baseURL = "https://news.example"
)

func tags() []locale.Tag { return []locale.Tag{en, az, kk, ru} }

// builder makes a newsroom with a site in front of it.
type builder struct {
	t        testing.TB
	clock    *testkit.Clock
	store    *store.Store
	newsroom *cms.Newsroom
	// open makes another newsroom over the same database and clock.
	open func() *cms.Newsroom
	by   cms.Actor
	log  *logBuffer
	// plain is the site without its cache.
	handler, plain http.Handler
	// made counts the requests that the cache left to be answered.
	made   atomic.Int64
	server *httptest.Server

	economy, culture, sport *models.Section
	transport, empty        *models.Tag
	desk, silent            *models.Author

	// port is live in all languages; missing[L] in all but L, where it has a
	// draft; gone[L] has been withdrawn in L.
	port, page, urgent, links, draft, withdrawn int64
	missing, gone                               map[locale.Tag]int64
	// races are more English stories than a page of a list holds.
	races []int64
}

// logBuffer collects a log that many requests write.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write is part of io.Writer.
func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String returns what has been logged.
func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// morning is the moment at which the site is read: 09:00 in Baku.
func morning() time.Time {
	return time.Date(2026, time.March, 12, 9, 0, 0, 0, time.FixedZone("+04", 4*60*60))
}

// newSite returns a site with sections, a tag and bylines, and no stories.
func newSite(t testing.TB) *builder {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "kk:ru,en;az:en,ru;ru:en;en:ru")
	must(t, err)
	zone, err := time.LoadLocation("Asia/Baku")
	must(t, err)
	passwords := auth.New()
	base, err := url.Parse(baseURL)
	must(t, err)
	b := &builder{
		t: t, clock: testkit.NewClock(morning()), store: testkit.SQLite(t), by: rights.Operator("test"),
		log: &logBuffer{}, missing: map[locale.Tag]int64{}, gone: map[locale.Tag]int64{},
	}
	log := slog.New(slog.NewTextHandler(b.log, nil))
	messages, err := i18n.Load(locales.FS, log)
	must(t, err)
	files := testkit.Files(t)
	b.open = func() *cms.Newsroom {
		return cms.New(cms.Options{Store: b.store, Now: b.clock.Now, Locales: set, Zone: zone, Passwords: passwords, Files: files})
	}
	b.newsroom = b.open()
	readers, err := site.New(site.Options{
		Newsroom: b.newsroom, Messages: messages, BaseURL: base, Log: log, Travellers: editorsOnly,
	})
	must(t, err)
	o := web.Options{Log: log, BaseURL: base, Ready: b.newsroom.Ready, Fronts: map[string]web.Front{"": breakable{readers}}}
	b.plain = web.New(o)
	o.Ahead = func(next http.Handler) http.Handler {
		return readers.Ahead(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b.made.Add(1)
			next.ServeHTTP(w, r)
		}))
	}
	b.handler = web.New(o)
	b.server = httptest.NewServer(b.handler)
	t.Cleanup(b.server.Close)
	b.names()
	return b
}

// editorsOnly lets those pass who say that they are editors.
func editorsOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get(editorHeader) == "" {
			return errs.New("test", errs.Forbidden, "error.forbidden", nil)
		}
		return next(c)
	}
}

const editorHeader = "X-Editor"

// breakable is the site with a page that panics.
type breakable struct{ *site.Site }

// Routes is part of web.Front.
func (b breakable) Routes(e *echo.Echo) {
	e.GET("/:lang/test/panic/now", func(echo.Context) error { panic("the secret of the machine") })
	b.Site.Routes(e)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *builder) names() {
	b.t.Helper()
	ctx := b.t.Context()
	section := func(key string, names models.Names) *models.Section {
		s, err := b.newsroom.EnsureSection(ctx, b.by, cms.SectionInput{Key: key, Names: names})
		must(b.t, err)
		return s
	}
	b.economy = section("economy", models.Names{en: "Economy", az: "İqtisadiyyat", kk: "Экономика", ru: "Экономика"})
	b.culture = section("culture", models.Names{en: "Culture", az: "Mədəniyyət", kk: "Мәдениет", ru: "Культура"})
	b.sport = section("sport", models.Names{en: "Sport", az: "İdman", kk: "Спорт", ru: "Спорт"})
	tag := func(key string, names models.Names) *models.Tag {
		x, err := b.newsroom.EnsureTag(ctx, b.by, cms.TagInput{Key: key, Names: names})
		must(b.t, err)
		return x
	}
	b.transport = tag("transport", models.Names{en: "Transport", az: "Nəqliyyat", kk: "Көлік", ru: "Транспорт"})
	b.empty = tag("archive", models.Names{en: "From the archive", az: "Arxivdən"})
	author := func(key, handle string, names map[locale.Tag]cms.AuthorNameInput) *models.Author {
		a, err := b.newsroom.EnsureAuthor(ctx, b.by, cms.AuthorInput{Key: key, Handle: handle, Names: names})
		must(b.t, err)
		return a
	}
	b.desk = author("economy-desk", "@qalam_economy", map[locale.Tag]cms.AuthorNameInput{
		en: {Name: "Economy desk", Title: "Baku bureau"}, az: {Name: "İqtisadiyyat şöbəsi", Title: "Bakı bürosu"},
		kk: {Name: "Экономика бөлімі", Title: "Баку бюросы"}, ru: {Name: "Отдел экономики", Title: "бакинское бюро"},
	})
	b.silent = author("silent-desk", "", map[locale.Tag]cms.AuthorNameInput{en: {Name: "Silent desk"}})
}

// story says what to make.
type story struct {
	kind    models.ArticleKind
	section *models.Section
	source  locale.Tag
	urgent  bool
	tag     *models.Tag
	author  *models.Author
	ago     time.Duration
	// live and drafts are Markdown by language; the first line is the title,
	// the second the summary.
	live, drafts map[locale.Tag]string
	withdraw     []locale.Tag
}

// add makes a story as the desk would and returns its id.
func (b *builder) add(in story) int64 {
	b.t.Helper()
	b.clock.Set(morning().Add(-in.ago))
	defer b.clock.Set(morning())
	now := b.newsroom
	defer func() { b.newsroom = now }()
	b.newsroom = b.open() // whose clock has not been later yet
	defer now.Heard()
	return b.addNow(in)
}

func (b *builder) addNow(in story) int64 {
	b.t.Helper()
	ctx := b.t.Context()
	article := cms.ArticleInput{
		Kind: in.kind, Source: in.source, Urgent: in.urgent,
		Place: models.Names{en: "BAKU", az: "BAKI", kk: "БАКУ", ru: "БАКУ"},
	}
	if in.kind == "" {
		article.Kind = models.News
	}
	if in.section != nil {
		article.SectionID = &in.section.ID
	}
	if in.tag != nil {
		article.TagIDs = []int64{in.tag.ID}
	}
	if in.author != nil {
		article.AuthorIDs = []int64{in.author.ID}
	}
	a, err := b.newsroom.CreateArticle(ctx, b.by, article)
	must(b.t, err)
	var source int64
	for _, l := range append([]locale.Tag{in.source}, tags()...) {
		words, live := in.live[l]
		if !live {
			words = in.drafts[l]
		}
		if words == "" || l == in.source && source != 0 {
			continue
		}
		rev := b.save(a.ID, l, words, source)
		if l == in.source {
			source = rev
		}
		if live {
			b.publish(a.ID, l, rev)
		}
	}
	b.clock.Set(morning().Add(-in.ago / 2))
	for _, l := range in.withdraw {
		must(b.t, b.newsroom.Withdraw(ctx, b.by, a.ID, l))
	}
	return a.ID
}

// save stores the words of a version on top of its head and returns the
// revision.
func (b *builder) save(id int64, l locale.Tag, words string, source int64) int64 {
	b.t.Helper()
	title, rest, _ := strings.Cut(words, "\n")
	summary, rest, _ := strings.Cut(rest, "\n")
	body, err := text.FromMarkdown(rest)
	must(b.t, err)
	base := int64(0)
	tr, err := b.store.Read().Translation(b.t.Context(), id, l)
	must(b.t, err)
	if tr != nil && tr.HeadID != nil {
		base = *tr.HeadID
	}
	rev, err := b.newsroom.Save(b.t.Context(), b.by, cms.SaveInput{
		ArticleID: id, Locale: l, Base: base, Confirm: source,
		Content: models.Content{Title: title, Summary: summary, Body: body},
	})
	must(b.t, err)
	return rev.ID
}

func (b *builder) publish(id int64, l locale.Tag, rev int64) {
	b.t.Helper()
	ctx := b.t.Context()
	must(b.t, b.newsroom.ChangeStage(ctx, b.by, cms.StageInput{
		ArticleID: id, Locale: l, Revision: rev, To: models.Approved,
	}))
	_, err := b.newsroom.Publish(ctx, b.by, cms.PublishInput{
		ArticleID: id, Locale: l, Revision: rev, OverrideReason: "test",
	})
	must(b.t, err)
}

// secret stands in everything that is not public.
const secret = "EMBARGO"

func without(words map[locale.Tag]string, l locale.Tag) map[locale.Tag]string {
	rest := map[locale.Tag]string{}
	for tag, w := range words {
		if tag != l {
			rest[tag] = w
		}
	}
	return rest
}

// newFullSite returns a site with a story of every sort.
func newFullSite(t testing.TB) *builder {
	t.Helper()
	b := newSite(t)
	b.introduce(b.desk)
	b.port = b.add(story{
		section: b.economy, source: en, ago: 3 * time.Hour, tag: b.transport, author: b.desk,
		live: map[locale.Tag]string{
			en: "Port counts wagons by camera\nThe ferry yard now knows every wagon.\nThe **first** camera began on Monday.\n\n## What changes\n\n- less waiting\n- fewer errors",
			az: "Liman vaqonları kamera ilə sayır\nBərə meydançası indi hər vaqonu tanıyır.\n**İlk** kamera bazar ertəsi işə düşdü.\n\n## Nə dəyişir\n\n- daha az gözləmə\n- daha az səhv",
			kk: "Порт вагондарды камерамен санайды\nПаром алаңы енді әр вагонды біледі.\n**Алғашқы** камера дүйсенбіде іске қосылды.\n\n## Не өзгереді\n\n- күту азаяды\n- қате азаяды",
			ru: "Порт считает вагоны камерами\nПаромная площадка знает теперь каждый вагон.\n**Первая** камера заработала в понедельник.\n\n## Что меняется\n\n- меньше ожидания\n- меньше ошибок",
		},
	})
	solar := map[locale.Tag]string{
		en: "Schools get solar roofs\nA third of the power comes from above.\nThe panels were fitted in autumn.",
		az: "Məktəblərin damında günəş panelləri\nEnerjinin üçdə biri damdan gəlir.\nPanellər payızda quraşdırılıb.",
		kk: "Мектептер шатырына күн панелі орнатылды\nҚуаттың үштен бірі шатырдан келеді.\nПанельдер күзде орнатылды.",
		ru: "На крышах школ появились солнечные панели\nТреть энергии приходит с крыши.\nПанели установили осенью.",
	}
	museum := map[locale.Tag]string{
		en: "Museum opens its store\nVisitors see what was hidden.\nThe store opens on Saturdays.",
		az: "Muzey anbarını açır\nZiyarətçilər gizli qalanları görəcək.\nAnbar şənbə günləri açıqdır.",
		kk: "Мұражай қоймасын ашады\nКелушілер жасырын тұрғанды көреді.\nҚойма сенбіде ашық.",
		ru: "Музей открывает хранилище\nПосетители увидят скрытое.\nХранилище открыто по субботам.",
	}
	for i, l := range tags() {
		source := en
		if l == en {
			source = ru
		}
		b.missing[l] = b.add(story{
			section: b.culture, source: source, ago: time.Duration(10+i) * time.Hour,
			live: without(solar, l), drafts: map[locale.Tag]string{l: secret + " " + string(l) + "\nSummary.\nText."},
		})
		b.gone[l] = b.add(story{
			section: b.culture, source: source, ago: time.Duration(20+i) * time.Hour,
			live: museum, withdraw: []locale.Tag{l},
		})
	}
	b.page = b.add(story{
		kind: models.Page, source: en, ago: 1000 * time.Hour,
		live: map[locale.Tag]string{
			en: "About us\nWho we are.\nWe write in four languages.", az: "Haqqımızda\nBiz kimik.\nDörd dildə yazırıq.",
			kk: "Біз туралы\nБіз кімбіз.\nТөрт тілде жазамыз.", ru: "О нас\nКто мы.\nМы пишем на четырёх языках.",
		},
	})
	b.urgent = b.add(story{
		section: b.economy, source: ru, urgent: true, ago: time.Hour, author: b.desk,
		live: map[locale.Tag]string{
			en: "Ferries stop for the storm\nThe port is closed until evening.\nThe wind reached 30 m/s.",
			az: "Fırtına bərələri dayandırdı\nLiman axşama qədər bağlıdır.\nKüləyin sürəti 30 m/s-ə çatıb.",
			kk: "Дауыл паромдарды тоқтатты\nПорт кешке дейін жабық.\nЖел 30 м/с жетті.",
			ru: "Шторм остановил паромы\nПорт закрыт до вечера.\nВетер достиг 30 м/с.",
		},
	})
	b.draft = b.add(story{
		section: b.culture, source: en, ago: 5 * time.Hour, tag: b.empty, author: b.silent,
		drafts: map[locale.Tag]string{en: secret + " draft\nSummary.\nText."},
	})
	link := func(title, a, c, d string) string {
		return fmt.Sprintf("%s\n%s\n[%s](article:%d), [%s](article:%d), [%s](article:%d).",
			title, a, a, b.port, c, b.missing[az], d, b.draft)
	}
	b.links = b.add(story{
		section: b.economy, source: en, ago: 2 * time.Hour, tag: b.transport,
		live: map[locale.Tag]string{
			en: link("What we wrote before", "on the port", "on the roofs", "on the rest"),
			az: link("Əvvəl nə yazmışıq", "liman haqqında", "damlar haqqında", "qalanı haqqında"),
			kk: link("Бұған дейін не жаздық", "порт туралы", "шатырлар туралы", "қалғаны туралы"),
			ru: link("О чём мы писали", "о порте", "о крышах", "об остальном"),
		},
	})
	b.withdrawn = b.add(story{
		section: b.culture, source: en, ago: 30 * time.Hour, withdraw: []locale.Tag{en},
		live: map[locale.Tag]string{en: secret + " withdrawn\nSummary.\nText."},
	})
	for i := range 2*cms.PageSize + 5 {
		b.races = append(b.races, b.add(story{
			// Three at a time begin at the same moment, so that the order needs
			// more than the moment.
			section: b.sport, source: en, ago: 100*time.Hour + time.Duration(i/3)*time.Hour,
			live: map[locale.Tag]string{en: fmt.Sprintf("Race %d\nThe result.\nThey ran.", i+1)},
		}))
	}
	b.clock.Set(morning())
	return b
}

// answer is what the site sent.
type answer struct {
	status int
	header http.Header
	body   []byte
	doc    *goquery.Document
}

// do sends a request and follows no redirect.
func (b *builder) do(t testing.TB, method, path string, header map[string]string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, b.server.URL+path, http.NoBody)
	must(t, err)
	req.Header.Set("Accept-Encoding", "identity") // whatever the method, of which Go's client would make a difference
	for k, v := range header {
		req.Header.Set(k, v)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	must(t, err)
	return answer{res.StatusCode, res.Header, body, doc}
}

func (b *builder) get(t testing.TB, path string) answer {
	t.Helper()
	return b.do(t, http.MethodGet, path, nil)
}

// follow is the address that a path is answered at, "" where it is not a
// redirect for good.
func (b *builder) follow(t testing.TB, path string) string {
	t.Helper()
	a := b.get(t, path)
	if a.status != http.StatusMovedPermanently {
		return ""
	}
	return a.header.Get("Location")
}

// path is the address of a story in a language where it is live.
func (b *builder) path(t testing.TB, l locale.Tag, id int64) string {
	t.Helper()
	p := b.follow(t, web.ArticleIDPath(l, id))
	if p == "" {
		t.Fatalf("story %d has no address in %s", id, l)
	}
	return p
}

// publicPaths are all kinds of page in a language, by name.
func (b *builder) publicPaths(t testing.TB, l locale.Tag) map[string]string {
	t.Helper()
	return map[string]string{
		"front":         web.FrontPath(l),
		"section":       web.SectionPath(l, cms.SectionSlug(b.economy, l)),
		"article":       b.path(t, l, b.port),
		"linking story": b.path(t, l, b.links),
		"urgent story":  b.path(t, l, b.urgent),
		"page":          b.path(t, l, b.page),
		"day":           web.ArchivePath(l, morning()),
		"tag":           web.TagPath(l, cms.TagSlug(b.transport, l)),
		"author":        web.AuthorPath(l, cms.AuthorSlug(b.desk, l)),
		"empty section": web.SectionPath(l, cms.SectionSlug(b.sport, l)),
		"empty tag":     web.TagPath(l, cms.TagSlug(b.empty, l)),
		"empty author":  web.AuthorPath(l, cms.AuthorSlug(b.silent, l)),
	}
}

// failurePaths are the pages that say no, by name.
func (b *builder) failurePaths(l locale.Tag) map[string]string {
	return map[string]string{
		"missing": web.ArticleIDPath(l, b.missing[l]),
		"gone":    web.ArticleIDPath(l, b.gone[l]),
		"nothing": web.FrontPath(l) + "nothing/at/all",
	}
}

// attrs returns an attribute of everything that matches.
func attrs(doc *goquery.Document, selector, name string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr(name, "") })
}
