package media

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

// alphabets are the letters of the languages, in the order of each, and the marks and
// figures between them.
func alphabets() map[string]string {
	return map[string]string{
		"en":      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
		"az":      "abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ",
		"kk":      "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ",
		"kk-Latn": "aäbdefgğhıijklmnñŋoöpqrsştuūüvyzéńóúÁáÍíAÄBDEFGĞHIİJKLMNÑŊOÖPQRSŞTUŪÜVYZ",
		"ru":      "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
		"marks":   "0123456789 \u00a0.,;:!?…-–—()[]«»“”„‘’'\"%№§&/+=°·•€₼₸₽$@#*×\u0301",
	}
}

func TestTheFontHasEveryLetterOfTheLanguages(t *testing.T) {
	t.Parallel()
	letters, err := newLettering()
	if err != nil {
		t.Fatal(err)
	}
	for name, alphabet := range alphabets() {
		for _, r := range alphabet {
			if !letters.has(r) {
				t.Errorf("%s: no %q", name, r)
			}
		}
	}
	for text, want := range map[string]string{
		"Řeka ŵ":   "Reka w", // letters that it has only without their marks
		"7\u202f%": "7 %", "a\u2011b": "a-b", "🚢 порт": " порт", "И\u0306": "Й",
	} {
		if got := letters.spell(text); got != want {
			t.Errorf("%q is spelt %q, want %q", text, got, want)
		}
	}
}

// longTitles are longer than any that a newsroom should write.
func longTitles() map[locale.Tag]string {
	return map[locale.Tag]string{
		locale.English:     "Ferry operators on both shores of the Caspian agree on a common timetable, shared tickets and one waiting room for passengers who change ships at night",
		locale.Azerbaijani: "Xəzərin hər iki sahilindəki bərə operatorları ümumi cədvəl, vahid bilet və gecə gəmi dəyişən sərnişinlər üçün bir gözləmə zalı barədə razılığa gəliblər",
		locale.Kazakh:      "Каспийдің екі жағалауындағы паром операторлары ортақ кесте, бірыңғай билет және түнде кеме ауыстыратын жолаушыларға арналған күту залы туралы келісті",
		locale.Russian:     "Паромные операторы на обоих берегах Каспия договорились об общем расписании, едином билете и зале ожидания для пассажиров, которые пересаживаются ночью",
	}
}

func TestLinesEndWhereTheLanguageLetsThem(t *testing.T) {
	t.Parallel()
	letters, err := newLettering()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"Порт\u00a0— 12\u00a0км":     {"Порт\u00a0—", "12\u00a0км"},
		"Санкт-Петербург кто-то":     {"Санкт-", "Петербург", "кто-то"},
		"7\u202f% a\u2007b c\u2009d": {"7\u202f%", "a\u2007b", "c", "d"},
		"Qızıl-Orda x-ray 5-ci":      {"Qızıl-", "Orda", "x-ray", "5-ci"},
	} {
		var got []string
		for _, p := range letters.pieces(text) {
			got = append(got, p.text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is made of %q, want %q", text, got, want)
		}
	}
}

func TestATitleFillsItsRoomInLinesOfOneLength(t *testing.T) {
	t.Parallel()
	letters, err := newLettering()
	if err != nil {
		t.Fatal(err)
	}
	in := room{width: 1072, height: 380, largest: 92, smallest: 40, lines: 5}
	for tag, title := range longTitles() {
		loc, _ := locale.Lookup(tag)
		words := strings.Fields(loc.NoBreak(title))
		for n := 1; n <= len(words); n++ {
			text := strings.Join(words[:n], " ")
			s := letters.set(text, in)
			if got := strings.Join(s.lines, " "); got != text {
				t.Errorf("%q became %q", text, got)
			}
			if s.height() > in.height || s.size > in.largest || s.size < in.smallest {
				t.Errorf("%q is %.0f high, in %.0f", text, s.height(), s.size)
			}
			var widths []float64
			for _, line := range s.lines {
				widths = append(widths, letters.width(line, s.size))
			}
			if slices.Max(widths) > in.width+0.5 {
				t.Errorf("%q is %.0f wide", text, slices.Max(widths))
			}
			// No word of the longest line would make another one fuller without being longer.
			if len(s.lines) > 1 {
				narrower := wrap(letters.pieces(text), (slices.Max(widths)-2)/s.size*emSize)
				if len(narrower) <= len(s.lines) && widest(narrower) <= (slices.Max(widths)-2)/s.size*emSize {
					t.Errorf("%q is in lines of %.0f", s.lines, widths)
				}
			}
		}
	}
	tooLong := strings.Repeat(longTitles()[locale.Russian]+" ", 3)
	s := letters.set(tooLong, in)
	if last := s.lines[len(s.lines)-1]; !strings.HasSuffix(last, "…") || s.height() > in.height || letters.width(last, s.size) > in.width {
		t.Errorf("what is too long becomes %q", s.lines)
	}
	s = letters.set(strings.Repeat("Днепро", 20), in)
	if len(s.lines) != 1 || !strings.HasSuffix(s.lines[0], "…") || letters.width(s.lines[0], s.size) > in.width {
		t.Errorf("a word that is too long becomes %q", s.lines)
	}
	if s := letters.set("", in); len(s.lines) != 0 {
		t.Errorf("nothing becomes %q", s.lines)
	}
}

// white is a picture with nothing on it.
func white(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func drawn(t *testing.T, c Card, picture []byte) image.Image {
	t.Helper()
	data, err := NewStudio().DrawCard(t.Context(), c, picture)
	if err != nil {
		t.Fatal(err)
	}
	decode := png.Decode
	if picture != nil {
		decode = jpeg.Decode
	}
	m, err := decode(bytes.NewReader(data))
	if err != nil || m.Bounds().Size() != image.Pt(CardWidth, CardHeight) {
		t.Fatalf("it is %v: %v", m, err)
	}
	return m
}

func TestNoWordsOfACardComeNearItsEdges(t *testing.T) {
	t.Parallel()
	tall := "ÍĞӘҒЙЁ"
	for _, picture := range [][]byte{nil, white(t, 640, 360)} {
		for _, title := range []string{tall, longTitles()[locale.Kazakh], strings.Repeat(tall+"jgқpyщ ", 30), strings.Repeat("W", 300)} {
			c := Card{Kicker: strings.Repeat(tall, 40), Title: title, Foot: strings.Repeat("щgjyқ ", 40)}
			m := drawn(t, c, picture)
			for y := range CardHeight {
				for x := range CardWidth {
					if image.Pt(x, y).In(image.Rect(cardMargin-6, cardMargin-6, CardWidth-cardMargin+6, CardHeight-cardMargin+6)) {
						continue
					}
					// Beside the words a row is of one colour.
					if far(m.At(x, y), m.At(4, y)) {
						t.Fatalf("%.20q: something is at %d, %d", title, x, y)
					}
				}
			}
		}
	}
}

// far reports whether two colours differ by more than an encoder makes of one.
func far(a, b color.Color) bool { return math.Abs(luminance(a)-luminance(b)) > 0.03 }

// luminance is how light a colour is, as WCAG has it.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// over is a colour of which another one shows through.
func over(c color.NRGBA, below color.Color) color.Color {
	m := image.NewRGBA(image.Rect(0, 0, 1, 1))
	draw.Draw(m, m.Rect, image.NewUniform(below), image.Point{}, draw.Src)
	draw.Draw(m, m.Rect, image.NewUniform(c), image.Point{}, draw.Over)
	return m.At(0, 0)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Words can be read on the lightest picture that there is, wherever they begin.
func TestWordsOnAPictureHaveContrast(t *testing.T) {
	t.Parallel()
	ground, _, _, soft := cardColours()
	if got := contrast(over(soft, ground), ground); got < 4.5 {
		t.Errorf("without a picture: %.1f", got)
	}
	for _, title := range []string{"Порт", longTitles()[locale.Russian]} {
		blank := drawn(t, Card{Title: title}, white(t, 1280, 720))
		m := drawn(t, Card{Kicker: "Экономика", Title: title, Foot: "Qalam"}, white(t, 1280, 720))
		for y := range CardHeight {
			for x := cardMargin; x < CardWidth-cardMargin; x++ {
				if !far(m.At(x, y), m.At(4, y)) {
					continue
				}
				if got := contrast(over(soft, blank.At(4, y)), blank.At(4, y)); got < 4.5 {
					t.Fatalf("%q: something is written at %d, %d, with contrast %.1f", title, x, y, got)
				}
			}
		}
	}
}

func BenchmarkDrawCard(b *testing.B) {
	s := NewStudio()
	photo := uploads.PhotoJPEG(1280, 720, 80)
	for name, picture := range map[string][]byte{"words": nil, "picture": photo} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				data, err := s.DrawCard(b.Context(), Card{"Экономика", longTitles()[locale.Russian], "Qalam"}, picture)
				if err != nil {
					b.Fatal(err)
				}
				size = len(data)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
