package locale

import (
	"regexp"
	"strings"
)

// negation is how a language says no.
type negation struct {
	words wordTable[bool]
	// verb matches a verb with a negative suffix; exempt are words that only
	// look so. Null where the language has no such suffix.
	verb   *regexp.Regexp
	exempt wordTable[bool]
}

// Negations returns the words of a text that deny something: not, deyil,
// getməyəcək, емес, бармады, никогда. It finds rather too many than too few: a
// changed sentence with one of them is looked at.
func (l *Locale) Negations(text string) []string {
	var found []string
	for _, word := range Words(text) {
		lower := strings.ReplaceAll(l.Lower(word), "’", "'")
		if _, ok := l.negation.words.find(lower); ok || l.Tag == English && strings.HasSuffix(lower, "n't") {
			found = append(found, lower)
			continue
		}
		if l.negation.verb != nil && l.negation.verb.MatchString(lower) {
			if _, exempt := l.negation.exempt.find(lower); !exempt {
				found = append(found, lower)
			}
		}
	}
	return found
}

func englishNegation() negation {
	return negation{words: newWordTable(map[string]bool{
		"not no never none nobody nothing nowhere neither nor without cannot unable failed fails fail denied denies deny refuse*": true,
	})}
}

func azerbaijaniNegation() negation {
	return negation{
		words: newWordTable(map[string]bool{"deyil* yox yoxdur yoxdu heç nə əsla qətiyyən olmaz": true}),
		verb: regexp.MustCompile(`(?:(?:m[aə])(?:d[ıiuü]|m[ıiuü]ş|y[ıiuü]b|yacaq|yəcək|yac|yəc|yan|yən|z$|zlar$|zlər$|s[ıiuü]n|malı|məli)` +
			`|m[ıiuü]r(?:$|am$|əm$|san|sən|[ıiuü]q$|[ıiuü]k$|lar$|lər$|d[ıiuü]))`),
		exempt: newWordTable(map[string]bool{"dəmir* əmir* təmir* kömür* ömür* xəmir* mömin məmur* almaz namaz": true}),
	}
}

func kazakhNegation() negation {
	return negation{
		words:  newWordTable(map[string]bool{"емес* жоқ* ешқашан ешкім* ештеңе* ешбір ешқандай мүмкін емес": true}),
		verb:   regexp.MustCompile(`(?:ма|ме|ба|бе|па|пе)(?:ды|ді|ған|ген|йды|йді|й$|йтын|йтін|с$|стан$|стен$|уы|уі|уға|уге|ңыз|ңіз)`),
		exempt: newWordTable(map[string]bool{"кеме* алма* тоқтама*": true}),
	}
}

func russianNegation() negation {
	return negation{words: newWordTable(map[string]bool{
		"не нет ни никогда никто никого никому ничто ничего ничем нигде никак никакой никаких никакого без нельзя невозможно " +
			"отказал* опроверг* отрица*": true,
	})}
}
