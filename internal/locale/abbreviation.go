package locale

import "strings"

// afterStop is what may follow the full stop of an abbreviation within one
// sentence. Small letters always may.
type afterStop int

const (
	nothingFollows  afterStop = iota // "etc.": a capital or a figure begins a sentence
	figuresFollow                    // "No. 5", "21 ч. 30 мин."
	acronymsFollow                   // "5 mln. ABŞ dolları", "2 тыс. МВт"
	capitalsFollow                   // "2026 г. Баку"
	anythingFollows                  // "Dr. Ali", "ул. 5"
)

// prose is what a language's running text is like: what tells whether a full
// stop ends a sentence.
type prose struct {
	// abbreviations are by what stands before their last full stop, without
	// spaces: "т.е" for т. е., but "и др" for one that a word belongs to.
	abbreviations map[string]afterStop

	// units are those abbreviations that mean something else after a number,
	// where they are units and end sentences: "5 см." is no "see".
	units map[string]bool

	// starters are words that are capitalised only where they begin a
	// sentence: prepositions, pronouns and the like, never names. After one of
	// them even "2026 г." has ended a sentence.
	starters map[string]bool

	// yearFirst tells that dates begin with the year: after "2026 ж. 5" a
	// month follows.
	yearFirst bool
}

// makeProse reads the lists of a language; each is of words between spaces,
// with _ for a space within.
func makeProse(anything, capitals, acronyms, figures, none, units, starters string) prose {
	p := prose{abbreviations: map[string]afterStop{}, units: wordSet(units), starters: wordSet(starters)}
	for follows, list := range [...]string{
		anythingFollows: anything, capitalsFollow: capitals, acronymsFollow: acronyms,
		figuresFollow: figures, nothingFollows: none,
	} {
		for word := range wordSet(list) {
			p.abbreviations[word] = afterStop(follows)
		}
	}
	return p
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[strings.ReplaceAll(word, "_", " ")] = true
	}
	return set
}

func englishProse() prose {
	return makeProse(
		`Mr Mrs Ms Mx Messrs Dr Drs Prof St Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Capt Cmdr Sgt Cpl Pvt Adm Rev
		Hon Pres Supt Insp Mt Ft Amb Assoc Asst Dep vs v c ca cf approx e.g i.e viz a.k.a
		Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Tel tel Ref ref`,
		`U.S U.K U.N E.U U.S.A U.S.S.R U.A.E D.C N.Y L.A Inc Ltd Co Corp Bros Jr Sr Ph.D M.D B.A M.A LL.B
		Ave Blvd Rd Dept Univ Inst Assn`,
		``,
		`No Nos Art Arts Fig Figs fig figs Vol Vols vol vols Sec Ch p pp para Par`,
		`etc a.m p.m A.M P.M al`,
		``,
		`The This That These Those There Then They Their It Its He His She Her We Our You Your My Who What When Where
		Why How But And So Or Yet If In On At By For From With Without After Before During Since Until While Although
		Though Because However Meanwhile Also According Among Under Over As Some Many Most Several Few All Both Each
		Another Other Such No Not Now Today Yesterday Tomorrow Later Earlier Instead Nearly About Around More Only Even
		Once Here Between Through Despite Nobody Nothing Everyone Asked Still Thus`)
}

func azerbaijaniProse() prose {
	return makeProse(
		`prof dos akad küç pr prosp ş şəh şək səh mad təxm məs vil ray r-n qəs k bax müq ad red mün der cən tel dok
		kap leyt müəl t-n dr f.e.d f.e.n t.e.d i.e.d x.a
		yan fev mar apr iyn iyl avq sen sent okt noy dek`,
		``,
		`min mln mlrd trln`,
		`c h b`,
		`və_s və_b və_i.a və_sair b.e b.e.ə e.ə m.ö s.ə`,
		`m s k t c h d`,
		`Bu O Onun Ona Onu Onlar Onların Onlara Bunu Bunun Buna Bunlar Bundan Biz Bizim Bizi Siz Sizin Mən Mənim Sən Hər
		Həmin Belə Elə Lakin Amma Ancaq Fəqət Və Həm Həmçinin Habelə Eyni Artıq Hazırda İndi Sonra Əvvəl Əvvəlcə Daha Ən
		Bir Bəzi Bütün Heç Nə Necə Niyə Kim Harada Əgər Çünki Ona Üstəlik Bununla Bundan Beləliklə Nəticədə Qeyd Xatırladaq
		Yeni Yalnız Təkcə Hətta Digər Başqa İlk Ümumilikdə Ötən Keçən Gələn Dünən Bugün Sabah Burada Orada Oradan
		Bildirilir Məlumata Məlum Bəli Xeyr Çox Az Artım Növbəti Qalan Qalanı Ayrıca Hələ Yenə`)
}

func kazakhProse() prose {
	p := makeProse(
		`проф доц акад обл ауд к-сі көш даңғ пр пр-т ш-ы мкр қараңыз тарм д-р м-р кап ред тел қ ғ.д ғ.к ф.ғ.д ф.ғ.к т.ғ.д т.ғ.к
		э.ғ.д э.ғ.к ақп нау сәу қыр желт`,
		`ж жж ғ ғғ б.з б.з.д`,
		`мың млн млрд трлн долл руб`,
		`сағ мин сек шам қар сур бет б мыс қаң мам мау шіл там қаз қара жел`,
		`т.б т.с.с т.с т.б.с және_т.б с.с тг тең`,
		`м с т г қ б`,
		`Бұл Бұлар Бұған Бұны Бұның Бұдан Ол Олар Оның Оған Оны Одан Олардың Оларға Осы Осыған Осыдан Осылайша Сол Соған
		Содан Сонда Сонымен Сондай-ақ Сондықтан Сонда-ақ Біз Біздің Бізге Сіз Сіздің Мен Менің Менде Сен Алайда Бірақ
		Дегенмен Әйтсе Және Ал Немесе Егер Өйткені Себебі Қазір Енді Кейін Бұрын Былтыр Биыл Келесі Өткен Алдағы Кеше
		Бүгін Ертең Бір Барлық Барша Кейбір Көп Көбі Тек Тіпті Басқа Өзге Алғаш Алғашқы Жаңа Әр Әрбір Ешкім Ештеңе Не
		Неге Қалай Қашан Қайда Кім Мұнда Мұндай Мұның Мұны Ондай Онда Сөйтіп Яғни Мысалы Айта Айтпақшы Тағы Әзірге
		Жалпы Негізінен Шамамен Осындай Сондай Қалған Бүкіл Иә Жоқ Сарапшылар Мамандар`)
	p.yearFirst = true
	return p
}

func russianProse() prose {
	return makeProse(
		`ул пр просп пр-т пер пл бул наб ш им д корп стр кв оф каб рис табл гл ст п пп подп см ср напр прил т.е т.к т.ч
		т.н ок обл зам проф доц акад ред д-р г-н г-жа гр тов тел пос с дер р-н окр респ о оз р-ка п-ов м-р кап лейт адм св преп о.с и.о врио янв фев февр мар апр июн июл авг
		сен сент окт ноя нояб дек англ рус лат нем фр каз азерб прим вып изд сост собр соч чл чл.-корр канд докт т N
		д.э.н к.э.н д.т.н к.т.н гор`,
		`г гг в вв н.э до_н.э`,
		`тыс млн млрд трлн долл руб`,
		`ч мин сек разд`,
		`и_т.д т.д и_т.п т.п и_др др и_пр тг тенге кг км чел шт с.г т.г н.ст р`,
		`см г с м т д р п гр ст`,
		`Он Она Оно Они Его Её Ее Их Ему Им Ей Мы Наш Наша Наши Вы Ваш Я Мой Ты Это Этот Эта Эти Этого Этому Этой Этих Тот
		Та Те То Того Тому Тех Так Также Там Тут Здесь Тогда Теперь Сейчас Сегодня Вчера Завтра Затем Потом После До
		Перед Во В На По С Со Из К Ко От У О Об За Под Над Для Без Через Между При Про Среди Около Кроме Вместо Если
		Когда Где Куда Откуда Как Что Чтобы Кто Почему Зачем Сколько Но А И Или Однако Зато Хотя Поэтому Потому Ведь
		Уже Ещё Еще Только Лишь Даже Все Всё Всего Всех Каждый Каждая Каждое Многие Некоторые Несколько Один Одна Одно
		Другой Другая Другие Ранее Раньше Позже Впервые Всего Не Ни Нет Да Вот Согласно Благодаря Несмотря Кстати
		Напомним Отметим Новый Новая Новое Новые Большинство Более Менее Больше Меньше Самый Самая Самое Самые Итого Следующий
		Следующая Следующее Первый Первая Второй Вторая`)
}
