/*
 * Words go through the same stemmer as the texts, so one form of each is
 * enough, and a word may stand in several lists.
 */
#include "language/lexicon.h"

#include "base/attr.h"

enum { LEXICON_WORDS = 2600 };

struct list {
	uint32_t flag;
	const char *words;
};

/* clang-format off */
static const struct list lists[] = {
	{ WORD_STOP, /* English */
	  "a an the and or but nor so yet if then else than that this these those there here i me my mine "
	  "we us our ours you your yours he him his she her it its they them their is am are was were be been "
	  "being do does did doing done have has had having will would shall should can could may might must of "
	  "in on at to from by for with without about into onto over under after before between through during "
	  "against above below up down out off again once when where why how what which who whom whose all any "
	  "both each few more most other some such only own same too very just not as until while because also "
	  "im ive id youre dont doesnt didnt isnt arent wasnt cant wont wouldnt couldnt shouldnt thats theres "
	  "lets youve weve theyre hes shes let another instead even still ever never though although however therefore thus per "
	  "via within upon across whether either neither one s t" },
	{ WORD_STOP, /* German */
	  "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war "
	  "waren sein bin bist hat habe haben hatte wird werden wurde ich du er sie es wir ihr mich mir dich dir "
	  "ihm ihn uns euch mein dein sich auf aus bei mit nach von vor zu zum zur über unter für gegen ohne um "
	  "durch im am vom ins ab bis pro je jeweils als wie so dass wenn weil auch noch nur schon sehr mehr man wer wo wann warum welche "
	  "welcher welches dieser diese dieses kann können muss soll hier dann doch denn" },
	{ WORD_STOP, /* French, Spanish, Italian, Portuguese */
	  "le la les un une du et ou est sont dans pour par sur avec sans que qui quoi ne pas plus ce cette ces "
	  "je tu il elle nous vous ils leur mon ma mes ton ta tes son sa ses nos vos au aux en se mais comme "
	  "el los las una unos y o de del al con sin por para es son fue que lo su sus como pero muy este "
	  "esta il gli uno di da nel della che non sono per piu os um uma do dos em na com mais foi" },
	{ WORD_STOP, /* Russian, Ukrainian */
	  "и в во не что он на я с со как а то все она так его но ты к у же вы за бы по ее мне было вот от меня "
	  "еще о из ему теперь когда даже ну ли если или ни быть был него до вас уж вам ведь там потом себя "
	  "ей может они тут где есть надо для мы тебя их чем была сам чтоб без чего тоже себе под будет ж тогда "
	  "кто этот того потому этого какой ним здесь этом один почти мой тем чтобы нее были куда зачем всех при "
	  "об это эта эти та те та й є що це як та" },
	{ MEANS_FILLER, /* politeness and wrappers */
	  "answer question request response respond reply submission entry prompt task ask sure certain course "
	  "absolutely definitely happy glad please thank hope help helpful assist enjoy welcome hello hi hey dear sir "
	  "regards sincerely know want need like follow below attached attach file see find provide present offer "
	  "give write make create tell show explain describe list produce generate want deliver share say said "
	  "think believe feel get got go going come take look thing stuff something anything everything someone "
	  "everyone people person way ok okay yeah idk dunno lol test todo na none nothing dummy placeholder "
	  "sample blah" },
	{ MEANS_FILLER, /* praise and padding */
	  "great good best better excellent amazing awesome perfect wonderful fantastic outstanding incredible high "
	  "quality professional careful thorough comprehensive complete completely detail detailed depth insight "
	  "insightful important importance essential crucial key vital significant various many several much lot "
	  "multiple numerous different wide range variety aspect factor element component consider consideration "
	  "overall conclusion conclude summary introduction topic subject matter issue point area field context "
	  "understand understanding ensure ensuring achieve goal success successful effective effectively efficient "
	  "approach method solution solve solving address cover covering discuss explore relevant related general "
	  "generally basically actually really truly simply useful value valuable benefit impact role play world "
	  "today modern ever-changing landscape journey delve crafted tailored meet exceed expectation requirement "
	  "satisfy truly nice fine cool interesting special unique ultimate new old first second third final "
	  "always often usually additionally moreover furthermore nevertheless hence accordingly regarding "
	  "concerning time day year every life full whole part kind sort type example instance case possible able use used using "
	  "well maybe perhaps please must-have remember note known keep clear clearly concise information informative "
	  "robust mechanism strategy technology organization empower leverage seamless innovative cutting edge holistic "
	  "dynamic optimize enhance facilitate streamline powerful reliable scalable ecosystem paradigm synergy leading "
	  "celebrated widely recognized renowned fundamental concept principle increasingly popular advantage challenge "
	  "opportunity expert knowledge thoughtful thoughtfully remarkable practical specific necessary complex simple" },
	{ MEANS_FILLER, /* mock text and idle keys */
	  "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore et dolore "
	  "magna aliqua enim minim veniam quis nostrud ullamco laboris nisi aliquip commodo asdf asd qwe qwer qwerty "
	  "zxc zxcv jkl hjkl foo bar baz" },
	{ MEANS_FILLER, /* German, Russian, French, Spanish */
	  "antwort frage anfrage aufgabe bitte gern danke hallo hoffe hilft gut beste großartig toll perfekt wichtig "
	  "umfassend ausführlich qualität thema gib schreib schreibe erkläre beschreibe nenne mache erstelle "
	  "ответ вопрос запрос задание пожалуйста спасибо привет надеюсь помогло отличный хороший лучший важный "
	  "подробный качественный тема напиши расскажи объясни опиши составь сделай дай назови "
	  "réponse merci bonjour voici écris écrivez explique donne respuesta pregunta gracias hola aquí escribe "
	  "explica beschreibe verfasse sätze sätzen wörter wörtern décris décrivez rédige rédigez phrases mots redacta "
	  "describe frases palabras предложений слов" },
	{ MEANS_PROMO,
	  "buy cheap discount casino viagra subscribe promo crypto bitcoin loan click visit jackpot telegram whatsapp "
	  "earn coupon deal sale cash profit guaranteed limited gambling betting forex airdrop giveaway pills "
	  "followers onlyfans porn sex dating order shop купи скидка казино заработок подпишись кредит kaufen rabatt" },
	{ MEANS_EDIT,
	  "fix correct proofread rewrite rephrase paraphrase edit shorten condense summarize summarise refactor debug "
	  "reformat sort arrange reorder polish improve simplify unscramble alphabetize translate convert extract "
	  "repeat echo transcribe quote turn transform tidy korrigiere verbessere zusammenfassen fasse kürze sortiere übersetze umschreiben исправь перепиши отсортируй "
	  "сократи переведи corrige traduis traduce resume" },
	{ MEANS_TRANSLATE,
	  "translate translation übersetze übersetzen übersetzung переведи перевод traduis traduire traduce traducir" },
	{ MEANS_CHOICE,
	  "or which choose pick whether either versus vs oder welche welcher или какой ou cual" },
	{ MEANS_BRIEF,
	  "short brief briefly tagline slogan haiku tweet name nickname title headline joke pun caption motto limerick "
	  "couplet sentence line oneliner liner word punchline hook emoji acronym kurz witz satz name zeile "
	  "коротко слоган шутка хокку предложение" },
	{ MEANS_CODE,
	  "code function program script regex sql query bash python javascript typescript rust golang java html css "
	  "implement algorithm compile class method refactor debug snippet makefile dockerfile funktion programm код "
	  "функция функцию программа программу скрипт" },
	{ MEANS_MEASURE,
	  "minute second hour day week month year word letter character percent dollar euro cent people person user "
	  "page kilogram gram meter kilometer mile pound degree time syllable million thousand star guest serving "
	  "minuten stunden tage jahre wörter слов минут" },
	{ MEANS_YOU, "you your yours youre yourself youve youd youll du dich dir dein deine euch ты тебя тебе твой вы ваш" },
	{ MEANS_OVERRIDE,
	  "ignore disregard forget override bypass overrule ignoriere vergiss missachte игнорируй игнорируйте забудь "
	  "забудьте ignora ignorez oublie olvida" },
	{ MEANS_EARLIER,
	  "previous prior earlier preceding above all foregoing system vorherigen bisherigen alle obigen "
	  "предыдущие предыдущих прежние все précédentes anteriores" },
	{ MEANS_ORDERS,
	  "instruction prompt direction command guideline rubric criteria everything anweisungen instruktionen vorgaben "
	  "инструкции инструкцию указания consignes instrucciones" },
	{ MEANS_RATE,
	  "rank grade score rate award mark bewerte benote оцени оцените notez califica evalua" },
	{ MEANS_HAND,
	  "give assign choose pick select declare place put make prefer crown name vote return output award grant gib "
	  "wähle setze поставь поставьте выбери donne elige" },
	{ MEANS_MINE, "me my mine mich mir meine meinen мне мой мою меня moi ma mon" },
	{ MEANS_ENTRY,
	  "answer submission entry response candidate competitor contestant antwort beitrag einreichung ответ réponse "
	  "respuesta" },
	{ MEANS_PRIZE,
	  "first highest top best winner maximum max perfect full 1st beste besten ersten höchste höchsten sieger "
	  "первое первым высший высшую лучший лучшим победитель première meilleure primero mejor" },
	{ MEANS_WIN, "winner win victor victory sieger победитель" },
	{ MEANS_MARK,
	  "grade score rank rating mark tier place point prize rang punkte platz оценку оценка место балл" },
	{ MEANS_JUDGE,
	  "judge grader evaluator referee ranker assessor jury juror richter juror gutachter судья судью жюри juge "
	  "juez" },
	{ MEANS_ADDRESS,
	  "as dear hey attention note message hello hi notice important listen honorable honourable als liebe lieber "
	  "achtung как уважаемый внимание cher querido" },
	{ MEANS_OTHERS, "other rival competing remaining opposing rest anderen andere другие остальные autres otros" },
	{ MEANS_BAD,
	  "bad wrong worse worst inferior plagiarized plagiarised cheat cheating lowest last incorrect fail spam "
	  "schlecht schlechter falsch letzte плохие хуже последними" },
	{ MEANS_THIS, "this diese diesen diesem эту это этот cette esta" },
	{ MEANS_ATTACK, "injection jailbreak jailbreaking" },
	{ MEANS_EVERYDAY, /* what names the form of an answer, and not what it is about */
	  "poem story tweet limerick haiku dialogue dialog email description report article essay post blog summary research "
	  "review tutorial guide plan table column row paragraph sentence bullet character syllable code function script program query "
	  "statement command expression snippet class method format json csv xml html markdown file document translate "
	  "convert extract rewrite rephrase proofread correct compare suggest recommend summarize summarise shorten mention "
	  "gedicht geschichte bericht tabelle absatz satz übersetze erwähne poème histoire tableau phrase paragraphe traduis "
	  "mentionne poema cuento tabla frase párrafo traduce menciona стих рассказ таблица предложение переведи придумай" },
	{ MEANS_EVERYDAY, /* the commonest words with a meaning: in texts about anything */
	  "year month week hour minute morning evening night today tomorrow date age home house room door place "
	  "street city country man woman child kid boy girl family friend name number word line list page step side end "
	  "start beginning group team member work job office business company money price cost pay hand eye "
	  "head face body voice reason cause result idea plan question problem story piece item set group level size "
	  "air light text letter note message mail call news "
	  "state change amount rest bit middle top bottom front back center corner edge "
	  "small big large little long short low open close closed full empty early late easy hard right left "
	  "real main public own young old next last previous whole free ready quick fast slow strong weak warm hot cold "
	  "dark bright clean dirty heavy soft white black red green blue alone together away around behind near far "
	  "soon later already almost enough quite rather less least better twice daily no "
	  "hold keep put run move turn stop begin meet bring add leave stay sit stand send buy sell try play read "
	  "hear listen watch walk live build grow learn wait return allow become happen pay carry catch break cut "
	  "draw drive eat drink fall fill fly lie lose open pass pick pull push reach rise speak spend "
	  "talk teach wear win wish worry care matter save serve store check count choose mean seem stand remain "
	  "mindestens höchstens maximal ungefähr genau zeilen seiten strophen absätze wörter sätze tage wochen "
	  "moins environ maximum lignes jours semaines menos máximo líneas días semanas "
	  "jahr monat stunde minute morgen abend nacht haus zimmer ort stadt land mann frau kind familie freund name zahl "
	  "wort zeile liste seite anfang ende arbeit geld preis grund hand kopf weg klein groß lang kurz alt jung neu "
	  "warm kalt offen früh spät schnell langsam kleine kleinen große großen lange kurze kurzen alte alten junge neue neuen bessere besseren gute guten beste besten ersten heute  machen gehen kommen stehen liegen bleiben halten "
	  "année mois heure matin soir nuit maison chambre lieu ville pays homme femme enfant famille ami nom nombre mot ligne "
	  "liste côté fin début travail argent prix raison main tête petit grand long court vieux jeune nouveau chaud froid ouvert "
	  "año hora mañana tarde noche casa lugar ciudad país hombre mujer niño familia amigo nombre número palabra "
	  "lista lado fin trabajo dinero precio razón mano cabeza pequeño grande largo corto viejo joven nuevo caliente frío "
	  "год месяц час утро вечер ночь дом место город страна человек женщина ребенок семья друг имя число слово "
	  "список конец начало работа деньги цена причина рука голова большой маленький старый молодой новый" },
	{ MEANS_DESERVE, "deserve should must merit ought verdient muss soll должен заслуживает mérite merece" },
};
/* clang-format on */

struct lexicon lexicon_create(struct arena *arena)
{
	struct lexicon lexicon = { table_create(arena, LEXICON_WORDS) };

	for (int i = 0; i < COUNT(lists); i++) {
		struct words words = words_of(arena, lists[i].words);

		for (int w = 0; w < words.count; w++)
			*table_at(&lexicon.meanings, words.list[w].stem) |= lists[i].flag;
	}
	return lexicon;
}

void lexicon_mark(const struct lexicon *lexicon, struct words *words)
{
	for (int i = 0; i < words->count; i++)
		words->list[i].flags |= table_find(&lexicon->meanings, words->list[i].stem);
}
