package locale

import (
	"strings"
	"unicode"
)

// Detect returns the language that a text is in, of those given, and whether
// that is sure: by letters that others lack and by the most frequent words. A
// headline is mostly enough; a text of names alone, one in another script and
// one in two languages are not. Kazakh without any of its nine letters is taken
// for what its words say, and so is Azerbaijani that was typed without its own.
func Detect(text string, among []*Locale) (*Locale, bool) {
	var best, second float64
	var found *Locale
	latin, cyrillic := countScripts(text)
	for _, l := range among {
		score := l.evidence(text, latin, cyrillic)
		if score > best {
			best, second, found = score, best, l
		} else if score > second {
			second = score
		}
	}
	const least, times = 2, 1.5 // chosen on the texts in testdata/detect
	if best < least || best < times*second {
		return nil, false
	}
	return found, true
}

// evidence returns how much speaks for a language: two for a frequent word, one
// for a letter of its own, and against it what its alphabet lacks.
func (l *Locale) evidence(text string, latin, cyrillic int) float64 {
	if own, other := latin, cyrillic; (l.Script == "Cyrl") == (own > other) || own == other {
		return 0
	}
	score := 0.0
	for _, r := range text {
		r = unicode.ToLower(r)
		switch {
		case strings.ContainsRune(l.signs.letters, r):
			score++
		case strings.ContainsRune(l.signs.foreign, r):
			score--
		}
	}
	for _, word := range Words(text) {
		if l.signs.words[strings.ToLower(word)] {
			score += 2
		}
	}
	return score
}

// signs are what a language is told by.
type signs struct {
	letters string          // those that its neighbours lack
	foreign string          // those that it lacks itself
	words   map[string]bool // the most frequent ones, also as typed without its letters
}

func englishSigns() signs {
	return signs{"w", "əığşçöü", wordSet(`the of and to in for on with at by from as is are was were be been has have had it its
		that this which will would not but his her their they he she who after before over new says said into more than
		about up out no how why what when you your we our us all can may between during`)}
}

func azerbaijaniSigns() signs {
	return signs{"əığşçöü", "w", wordSet(`və bu ilə üçün də da bir ki olan olub edib edir olunub bildirib görə kimi daha onun o
		ildə il isə sonra ən hər həm üzrə yeni deyib haqqında ci cı cu cü ve ile ucun deyib gore ola olacaq edilib var
		yox çox cox amma lakin ölkə dövlət nazir nazirliyi azərbaycan azerbaycan bakı baki bakıda bakida min mln manat`)}
}

func kazakhSigns() signs {
	return signs{"әғқңөұүһі", "щъ", wordSet(`және мен бен пен бұл үшін деп деді бойынша туралы бар бір жаңа жылы ол оның да де
		болды болып болады тиіс кейін дейін астам көп осы сол еді екен жыл күні айтты алды берді келді жоқ емес бірақ
		халық алматыда астанада адам теңге былтыр бүгін кеше ертең арасында арналған қалай неге кім не ма ме ба бе`)}
}

func russianSigns() signs {
	return signs{"щёъэцф", "әғқңөұүһі", wordSet(`и в во на не с со что по к из за о об от для до это как его её их но при а у так
		он она они мы вы все был была было были будет уже или же года году год после также который которые которая более
		сообщили сообщил сообщает заявил рассказал между под над чтобы если без ещё еще новый новые новая первый где кто
		почему когда из-за стало стал станет будут`)}
}
