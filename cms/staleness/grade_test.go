package staleness_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func TestTheGravestGradeSinceItWasConfirmedCounts(t *testing.T) {
	t.Parallel()
	then, now := block("Then.", models.Confirmation{}), block("Now then.", models.Confirmation{})
	edit := func(id int64, g models.Grade) staleness.Edit {
		return staleness.Edit{Revision: id, Grades: map[models.Key]models.Grade{"k": g}}
	}
	for _, test := range []struct {
		name  string
		from  int64
		edits []staleness.Edit
		state staleness.State
		grade models.Grade
	}{
		{"typos only", 5, []staleness.Edit{edit(7, models.Typo), edit(head, models.Typo)}, staleness.Current, models.Typo},
		{"wording", 5, []staleness.Edit{edit(7, models.Typo), edit(head, models.Wording)}, staleness.Stale, models.Wording},
		{"fact, then wording", 5, []staleness.Edit{edit(7, models.Fact), edit(head, models.Wording)}, staleness.Stale, models.Fact},
		{"before it was confirmed", 5, []staleness.Edit{edit(4, models.Fact), edit(5, models.Fact), edit(head, models.Typo)}, staleness.Current, models.Typo},
		{"of another block", 5, []staleness.Edit{{Revision: 7, Grades: map[models.Key]models.Grade{"x": models.Fact}}, edit(head, models.Typo)}, staleness.Current, models.Typo},
		{"confirmed against what came after", 20, []staleness.Edit{edit(head, models.Fact), edit(15, models.Wording), edit(30, models.Fact)}, staleness.Stale, models.Wording},
		{"no grade: the texts decide", 5, nil, staleness.Stale, models.Wording},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := compare(body(now), body(block("Тогда.", from(test.from))), map[int64]*models.Content{test.from: body(then)}, test.edits...)
			if len(got) != 1 || got[0].State != test.state || got[0].Grade != test.grade {
				t.Fatalf("got %+v, want %s %s", got, test.state, test.grade)
			}
			if got[0].Then.Text != "Then." || got[0].Now.Text != "Now then." || got[0].Mine.Text != "Тогда." {
				t.Errorf("the unit has %+v, %+v, %+v", got[0].Then, got[0].Now, got[0].Mine)
			}
		})
	}
}

func TestADeletionIsFactUnlessSaidOtherwise(t *testing.T) {
	t.Parallel()
	then := map[int64]*models.Content{old: body(block("Then.", models.Confirmation{}))}
	mine := body(block("Тогда.", from(old)))
	if got := compare(body(), mine, then); got[0].State != staleness.Orphan || got[0].Grade != models.Fact || len(got.Blocking()) != 1 {
		t.Errorf("got %+v, want an orphan by a fact", got)
	}
	said := staleness.Edit{Revision: head, Grades: map[models.Key]models.Grade{"k": models.Wording}}
	if got := compare(body(), mine, then, said); got[0].Grade != models.Wording || len(got.Blocking()) != 0 {
		t.Errorf("got %+v, want an orphan by wording", got)
	}
}

func TestOnlyFactsAndGapsStopAPublication(t *testing.T) {
	t.Parallel()
	blocking := map[staleness.State][]models.Grade{
		staleness.Missing: {"", models.Typo, models.Wording, models.Fact}, staleness.Unconfirmed: {"", models.Typo, models.Wording, models.Fact},
		staleness.Stale: {models.Fact}, staleness.Orphan: {models.Fact},
	}
	for _, state := range staleness.States() {
		for _, grade := range append(models.Grades(), "") {
			want := 0
			for _, g := range blocking[state] {
				if g == grade {
					want = 1
				}
			}
			r := staleness.Report{{Key: "k", State: state, Grade: grade}}
			if got := len(r.Blocking()); got != want {
				t.Errorf("%s %s: %d units block, want %d", state, grade, got, want)
			}
		}
	}
}

// judged are changes of a source with the grade to propose; an exclamation mark
// says that a person may not call it a typo.
const judged = `
	en | The port handled 7.4 million tonnes. | The port handled 7.6 million tonnes. | fact!
	en | The port handled 7.4 million tonnes. | The port handled 7,400,000 tonnes. | wording
	en | Three ships left the port. | 3 ships left the port. | wording
	en | Three ships left the port. | Four ships left the port. | fact!
	en | The talks were held on 5 March. | The talks were held on 5 April. | fact!
	en | It opens at 9:30. | It opens at 10:30. | fact!
	en | Prices rose by 5 percent. | Prices rose by 5 dollars. | fact!
	en | The minister said he would resign. | The minister said he would not resign. | fact!
	en | The talks with Kassym Tokayev ended. | The talks with Kassym Tokaev ended. | fact!
	en | Officials said the port had closed. | Authorities said the port had closed. | wording!
	en | In May the port closed | In May, the port closed. | typo
	en | The goverment met on Friday. | The government met on Friday. | typo
	en | The port has recieved new cranes. | The port has received new cranes. | typo
	en | The <em>old</em> port closed. | The old port closed. | typo
	en | The old port closed. | The ancient port closed. | wording
	en | The ministry closes the port. | The ministry closed the port. | wording
	en | See <a href="article:1">the report</a>. | See <a href="article:2">the report</a>. | typo
	en | The port closed. | The port closed. | none
	en | The port closed. | The  port   closed. | none
	az | Liman 7,4 milyon ton yük aşırıb. | Liman 7,6 milyon ton yük aşırıb. | fact!
	az | Görüş martın 5-də keçirilib. | Görüş aprelin 5-də keçirilib. | fact!
	az | Nazir istefa verəcək. | Nazir istefa verməyəcək. | fact!
	az | Danışıqlar Bakıda başa çatıb. | Danışıqlar Astanada başa çatıb. | fact!
	az | Danışıqlar Bakıda başa çatıb. | Danışıqlar, Bakıda başa çatıb | typo
	az | Yük daşmaları artıb. | Yük daşımaları artıb. | typo
	az | Köhnə liman bağlanıb. | Qədim liman bağlanıb. | wording!
	az | Liman köhnə binada yerləşir. | Liman qədim binada yerləşir. | wording
	kk | Порт 7,4 миллион тонна жүк өткізді. | Порт 7,6 миллион тонна жүк өткізді. | fact!
	kk | Кездесу 5 наурызда өтті. | Кездесу 5 сәуірде өтті. | fact!
	kk | Министр отставкаға кетеді. | Министр отставкаға кетпейді. | fact!
	kk | Келіссөз Астанада аяқталды. | Келіссөз Бакуде аяқталды. | fact!
	kk | Келіссөз Астанада аяқталды | Келіссөз Астанада аяқталды. | typo
	kk | Порт жаңа ғимратта орналасқан. | Порт жаңа ғимаратта орналасқан. | typo
	kk | Порт жаңа ғимаратта орналасқан. | Порт үлкен ғимаратта орналасқан. | wording
	ru | Порт перевалил 7,4 млн тонн. | Порт перевалил 7,6 млн тонн. | fact!
	ru | Порт перевалил 7,4 млн тонн. | Порт перевалил 7 400 000 тонн. | wording
	ru | Встреча прошла 5 марта. | Встреча прошла 5 апреля. | fact!
	ru | Министр уйдёт в отставку. | Министр не уйдёт в отставку. | fact!
	ru | Переговоры с Касымовым завершены. | Переговоры с Каримовым завершены. | fact!
	ru | Переговоры, завершены. | Переговоры завершены. | typo
	ru | Построен новый учасок дороги. | Построен новый участок дороги. | typo
	ru | Открыт ещё один порт. | Открыт еще один порт. | typo
	ru | Открыт большой порт. | Открыт крупный порт. | wording
	ru | Порт открывают. | Порт открыли. | wording
`

func TestTheProposedGrade(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(strings.TrimSpace(judged)) {
		f := strings.Split(strings.TrimSpace(line), " | ")
		l, _ := locale.Lookup(locale.Tag(f[0]))
		then := models.Block{Key: "k", Kind: models.Paragraph, Text: f[1]}
		now := models.Block{Key: "k", Kind: models.Paragraph, Text: f[2]}
		grade, mayBeTypo := staleness.Judge(l, then, &now)
		got := string(grade)
		if got == "" {
			got = "none"
		}
		if !mayBeTypo {
			got += "!"
		}
		if got != f[3] {
			t.Errorf("%s: %s -> %s: got %s, want %s", f[0], f[1], f[2], got, f[3])
		}
	}
}

func TestOtherWordsOfAnImageOrAQuotation(t *testing.T) {
	t.Parallel()
	en, _ := locale.Lookup(locale.English)
	quote := models.Block{Key: "k", Kind: models.Quote, Text: "So it is.", Source: "Leyla Aliyeva, minister"}
	other := quote
	other.Source = "Aygul Nazarova, minister"
	image := models.Block{Key: "k", Kind: models.Image, Text: "The port.", URL: "/a.jpg", Alt: "a port"}
	replaced := image
	replaced.URL = "/b.jpg"
	for name, test := range map[string]struct {
		then, now models.Block
		want      models.Grade
	}{
		"another speaker": {quote, other, models.Fact}, "another picture": {image, replaced, models.Wording},
	} {
		if got, mayBeTypo := staleness.Judge(en, test.then, &test.now); got != test.want || mayBeTypo {
			t.Errorf("%s: %s, may be a typo %v; want %s", name, got, mayBeTypo, test.want)
		}
	}
}

func TestATypoThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	en, _ := locale.Lookup(locale.English)
	p := func(key models.Key, text string) models.Block {
		return models.Block{Key: key, Kind: models.Paragraph, Text: text}
	}
	before := body(p("a", "It cost 5 manats."), p("b", "The port closed"), p("c", "Gone."))
	after := body(p("a", "It cost 6 manats."), p("b", "The port closed."), p("new", "New."))
	_, err := staleness.GradeChanges(en, before, after, staleness.Wish{All: models.Typo})
	kind, key, args := errs.Public(err)
	if kind != errs.Invalid || key != "error.grade_not_typo" || args["text"] != "It cost 5 manats." {
		t.Errorf("got %s %q %v", kind, key, args)
	}
	for name, test := range map[string]struct {
		wish staleness.Wish
		want map[models.Key]models.Grade
	}{
		"nothing said":  {staleness.Wish{}, map[models.Key]models.Grade{"a": models.Fact, "b": models.Typo, "c": models.Fact}},
		"for the save":  {staleness.Wish{All: models.Wording}, map[models.Key]models.Grade{"a": models.Wording, "b": models.Wording, "c": models.Wording}},
		"per block":     {staleness.Wish{All: models.Typo, Units: map[models.Key]models.Grade{"a": models.Wording}}, map[models.Key]models.Grade{"a": models.Wording, "b": models.Typo, "c": models.Typo}},
		"block unknown": {staleness.Wish{Units: map[models.Key]models.Grade{"x": models.Typo}}, map[models.Key]models.Grade{"a": models.Fact, "b": models.Typo, "c": models.Fact}},
	} {
		got, err := staleness.GradeChanges(en, before, after, test.wish)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: grades (-want +got):\n%s", name, diff)
		}
	}
}

func TestConfirmingSomeUnitsLeavesTheOthers(t *testing.T) {
	t.Parallel()
	c := models.Content{Title: "T", Body: models.Body{
		{Key: "a", Kind: models.Paragraph, Text: "a"}, {Key: "b", Kind: models.Paragraph, Text: "b"},
	}}
	got := staleness.Confirm(c, head, []models.Key{"b"})
	if got.Confirmed.Title.From != 0 || got.Body[0].From != 0 || got.Body[1].From != head {
		t.Errorf("got %+v", got)
	}
}

// BenchmarkCompare60Blocks compares a story of which a fifth has changed, with
// the grades that were given, and without any, so that the texts decide.
func BenchmarkCompare60Blocks(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	en, _ := locale.Lookup(locale.English)
	var then, now, mine models.Content
	for i := range 60 {
		var words []string
		for range 60 {
			words = append(words, strings.Repeat(string(rune('a'+r.IntN(20))), 2)+"tion"+string(rune('a'+r.IntN(20))))
		}
		p := models.Block{Key: models.Key(fmt.Sprint("k", i)), Kind: models.Paragraph, Text: strings.Join(words, " ") + "."}
		then.Body = append(then.Body, p)
		if i%5 == 0 {
			p.Text += " It grew by 5 percent in March."
		}
		now.Body = append(now.Body, p)
		p.From = old
		mine.Body = append(mine.Body, p)
	}
	source := &staleness.Source{Revision: head, Content: &now, Locale: en, Then: map[int64]*models.Content{old: &then, head: &now}}
	grades := map[models.Key]models.Grade{}
	for _, p := range now.Body {
		grades[p.Key] = models.Wording
	}
	for name, edits := range map[string][]staleness.Edit{"graded": {{Revision: head, Grades: grades}}, "judged": nil} {
		b.Run(name, func(b *testing.B) {
			source.Edits = edits
			for b.Loop() {
				staleness.Compare(source, &mine)
			}
		})
	}
}
