#include "judge/exam.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/body.h"
#include "judge/kin.h"
#include "language/vocabulary.h"

/* Different words of its own that a text of that kind has at the least. */
enum { MATERIAL_WORDS = 8, MATERIAL_REACH = 12 };
enum { SIZE_LONG = 18, SIZE_MIDDLE = 8, SIZE_CODE = 2, SIZE_SHORT = 1 };

/* clang-format off */
static const struct vocabulary_row sizes[] = {
	{ SIZE_MIDDLE, "recipe explain describe compare email reply description message biography instructions overview faq "
	  "rezept erkläre beschreibe vergleiche recette explique décris receta explica describe рецепт объясни опиши story poem limerick dialogue dialog song sonnet routine itinerary "
	  "geschichte gedicht dialog conte poème cuento poema рассказ стихотворение" },
	{ SIZE_LONG, "letter article essay report guide blog research plan proposal policy tutorial documentation review "
	  "comparison analysis speech script artikel aufsatz bericht lettre rapport artículo informe carta статья отчет письмо" },
};
/* clang-format on */

static void demands_find(struct exam *exam, struct arena *arena, const char *text, int words)
{
	struct words read = words_of(arena, text);

	lexicon_mark(&exam->lexicon, &read);
	exam->count_count += counts_of(arena, &read, words < 0 ? read.count : words, text,
				       exam->counts + exam->count_count);
}

/* Who asks for one sentence gets no essay: as many words of its own as one of a unit may lack. */
static int size_per_unit(enum unit unit)
{
	return unit == UNIT_SENTENCES ? 4 : unit == UNIT_LINES ? 2 : 0;
}

static int smaller(int size, const struct count *count)
{
	int most = count->unit == UNIT_WORDS ? count->most / 4
					     : count->most * size_per_unit(count->unit);

	return most && most < size ? most : size;
}

static int size_of(const struct exam *exam, struct arena *arena, int lead)
{
	struct table table = vocabulary_of(arena, sizes, COUNT(sizes));
	int size = SIZE_SHORT;

	if (exam->format == FORMAT_CODE)
		return SIZE_CODE;
	if (exam->format != FORMAT_TEXT || exam->works_on)
		return SIZE_SHORT;
	for (int i = 0; i < lead; i++) {
		int wanted = (int)table_find(&table, exam->task.words.list[i].stem);

		size = wanted > size ? wanted : size;
	}
	for (int i = 0; i < exam->count_count; i++)
		size = smaller(size, &exam->counts[i]);
	return size;
}

/* Names and the like say little, and short questions have short answers. */
static bool is_tiny(struct arena *arena, const struct task *task, int lead)
{
	static const struct vocabulary_row row = {
		1,
		"tagline slogan haiku name nickname title headline joke pun caption motto couplet "
		"hook punchline oneliner emoji acronym hashtag witz titel spruch nom titre blague "
		"nombre título chiste lema название имя слоган заголовок хокку"
	};
	struct table tiny = vocabulary_of(arena, &row, 1);

	for (int i = 0; i < lead; i++)
		if (table_find(&tiny, task->words.list[i].stem))
			return true;
	return task->asks && task->words.count <= QUESTION_MAX;
}

enum { ROLE_POINTS = 1, ROLE_ARRANGES, ROLE_EXTRACTS };

/* clang-format off */
static const struct vocabulary_row handing[] = {
	{ ROLE_POINTS, "this these following below notes note data facts given diese dieser folgende "
	  "folgenden ces suivant estos siguiente эти следующие" },
	{ ROLE_ARRANGES, "clean tidy merge join combine order sort rank group split format number capitalize dedupe deduplicate remove "
	  "delete replace count put fill bereinige ordne sortiere gruppiere entferne nettoie trie classe range supprime "
	  "limpia ordena agrupa elimina" },
	{ ROLE_EXTRACTS, "pull extract pick find filter get list which copy finde extrahiere liste extrais trouve relève extrae saca encuentra" },
};
/* clang-format on */

/* Does the lead say so, not too far before the material? */
static bool says(const struct task *task, const struct table *table, uint32_t role)
{
	for (int i = task->material - 1; i >= 0 && i >= task->material - MATERIAL_REACH; i--)
		if (table_find(table, task->words.list[i].stem) == role)
			return true;
	return false;
}

/* "from these notes: ..." gives material without a word for editing. Who is to clean up, order or
 * pick out what is given may repeat its words. */
static void material_take(struct exam *exam, struct arena *arena)
{
	struct task *task = &exam->task;
	struct table table = vocabulary_of(arena, handing, COUNT(handing));
	const struct word *last = &task->words.list[task->material - 1];
	char mark = exam->asked->prompt[last->at + last->length];

	if (task->words.count - task->material < MATERIAL_WORDS || mark != ':' ||
	    !says(task, &table, ROLE_POINTS))
		return;
	task_take_material(task, arena);
	exam->extracts = says(task, &table, ROLE_EXTRACTS);
	exam->edits = exam->extracts || says(task, &table, ROLE_ARRANGES);
}

static const char *lead_of(struct arena *arena, const struct task *task, const char *prompt)
{
	const struct word *last = &task->words.list[task->material - 1];

	return arena_copy(arena, prompt, (size_t)last->at + last->length);
}

static void task_read(struct exam *exam, struct arena *arena)
{
	const char *prompt = exam->asked->prompt;
	struct task *task = &exam->task;

	*task = task_of(arena, &exam->lexicon, prompt, "wild");
	exam->edits = task->edits;
	if (!task->edits && !task->translates && task->material > 0)
		material_take(exam, arena);
	exam->works_on = task->material < task->words.count && (task->edits || task->translates);

	int lead = exam->works_on ? task->material : task->words.count;

	exam->lead = exam->works_on ? lead_of(arena, task, prompt) : prompt;
	exam->format = format_asked(arena, &task->words, lead, prompt);
	exam->dialect = exam->format == FORMAT_CODE ? dialect_asked(&task->words, lead, prompt)
						    : NULL;
	exam->wanted = tongue_asked(arena, &task->words, lead, prompt);
	if (exam->wanted == TONGUE_UNKNOWN && !task->translates && exam->format == FORMAT_TEXT &&
	    !tongue_named(arena, &task->words))
		exam->wanted = tongue_of(arena, &task->words, prompt);
	demands_find(exam, arena, prompt, lead);
	demands_find(exam, arena, exam->asked->requirements, -1);
	exam->tiny = is_tiny(arena, task, lead);
	exam->size = size_of(exam, arena, lead);
}

static enum fault fault_against(struct exam *exam, struct arena *arena, const struct task *task,
				struct measure *out)
{
	struct entry entry = { .text = exam->body, .files = exam->given->files };
	struct seen seen = seen_create(arena, task, &exam->words, 1);
	struct overlap overlap = overlap_of(arena, &seen, &exam->words, 0);

	*out = measure_of(arena, task, &entry, &exam->words, overlap);
	return fault_of(out, task);
}

/* Who wants a program, or data that programs read, says so somewhere. */
static bool is_technical(struct arena *arena, const struct words *words)
{
	static const struct vocabulary_row row = {
		1, "json csv xml yaml toml data dataset database config configuration schema "
		   "spreadsheet payload api object array daten données datos данные"
	};
	struct table data = vocabulary_of(arena, &row, 1);

	for (int i = 0; i < words->count; i++)
		if ((words->list[i].flags & MEANS_CODE) || table_find(&data, words->list[i].stem))
			return true;
	return false;
}

/* The requirements are no answer either, nor is the description. */
static void whole_read(struct exam *exam, struct arena *arena)
{
	const struct assignment *a = exam->asked;
	const char *whole = arena_printf(arena, "%s\n%s\n%s", a->prompt,
					 strcmp(a->description, a->prompt) ? a->description : "",
					 a->requirements);
	struct task task = task_of(arena, &exam->lexicon, whole, "wild");
	struct measure measure;

	if (exam->edits)
		task_take_material(&task, arena);
	exam->technical = is_technical(arena, &task.words);
	exam->fault_whole = fault_against(exam, arena, &task, &measure);
}

/* Words of three letters or more, without grammar and numbers; two characters make one where no
 * spaces do. */
static int meaty_count(const struct exam *exam, struct arena *arena)
{
	struct table seen = table_create(arena, exam->words.count);
	int meaty = 0;

	for (int i = 0; i < exam->words.count; i++) {
		const struct word *word = &exam->words.list[i];

		meaty += word_is_content(word) && !(word->flags & WORD_NUMBER) &&
			 (word->length >= 3 || (word->flags & WORD_IDEOGRAPH)) &&
			 !(*table_at(&seen, word->stem))++;
	}
	return exam->measure.ideographs * 2 > exam->measure.words ? meaty / 2 : meaty;
}

/* Shuffled material has its words, but hardly two in a row. */
static void pairs_count(struct exam *exam, struct arena *arena)
{
	const struct words *prompt = &exam->task.words, *words = &exam->words;
	struct table pairs = table_create(arena, prompt->count),
		     singles = table_create(arena, prompt->count);
	int known = 0;

	for (int i = 0; i < prompt->count; i++)
		(*table_at(&singles, prompt->list[i].stem))++;
	for (int i = 0; i + 1 < prompt->count; i++)
		(*table_at(&pairs, words_shingle(prompt->list + i, 2)))++;
	for (int i = 0; i < words->count; i++)
		known += table_find(&singles, words->list[i].stem) != 0;
	for (int i = 0; i + 1 < words->count; i++)
		exam->pairs_kept += table_find(&pairs, words_shingle(words->list + i, 2)) != 0;
	exam->pairs = words->count - 1;
	exam->known = share_of(known, words->count);
}

/* Names and numbers outlast a translation. */
static void anchors_count(struct exam *exam, struct arena *arena)
{
	const struct words *prompt = &exam->task.words;
	struct table theirs = table_create(arena, exam->words.count),
		     seen = table_create(arena, prompt->count);

	for (int i = 0; i < exam->words.count; i++)
		(*table_at(&theirs, exam->words.list[i].stem))++;
	for (int i = exam->task.material + 1; i < prompt->count; i++) {
		const struct word *word = &prompt->list[i];
		const char *at = exam->asked->prompt + word->at;
		bool name = isupper((unsigned char)*at) && word->length > 1 &&
			    !strchr(".!?\n\"", at[-1]) && !(at[-1] == ' ' && strchr(".!?:", at[-2]));

		if (!(name || (word->flags & WORD_NUMBER)) || (*table_at(&seen, word->stem))++)
			continue;
		exam->anchors.of++;
		exam->anchors.met += table_find(&theirs, word->stem) != 0;
	}
}

/* A plea is looked for in the whole; what stands in for an answer, where the answer should be. */
static struct phrases phrases_find(const struct exam *exam, struct arena *arena)
{
	struct words all = words_of(arena, exam->given->text);
	struct phrases in_all = phrases_of(arena, &all, exam->given->text, &exam->task.words);
	struct phrases phrases = phrases_of(arena, &exam->words, exam->body, &exam->task.words);

	phrases.has[PHRASE_PLEA] = in_all.has[PHRASE_PLEA];
	phrases.has[PHRASE_OVERRIDE] = in_all.has[PHRASE_OVERRIDE];
	return phrases;
}

static void delivery_read(struct exam *exam, struct arena *arena)
{
	exam->body = body_of(arena, &exam->lexicon, &exam->task.words, exam->given->text);
	exam->words = words_of(arena, exam->body);
	lexicon_mark(&exam->lexicon, &exam->words);
	exam->tally = tally_of(exam->body);
	exam->fault = fault_against(exam, arena, &exam->task, &exam->measure);
	whole_read(exam, arena);
	exam->phrases = phrases_find(exam, arena);
	exam->tongue = tongue_of(arena, &exam->words, exam->body);
	exam->meaty = meaty_count(exam, arena);
	pairs_count(exam, arena);
	if (exam->works_on && exam->task.translates)
		anchors_count(exam, arena);
}

struct exam exam_of(struct arena *arena, const struct assignment *asked,
		    const struct delivery *given)
{
	struct exam exam = { .asked = asked, .given = given, .lexicon = lexicon_create(arena) };

	task_read(&exam, arena);
	delivery_read(&exam, arena);

	struct reading task = { .text = asked->prompt, .words = exam.task.words };
	struct reading delivery = { exam.body, exam.words, exam.measure.overlap.marks };

	exam.keys = cover_of(arena, &task, &delivery);
	exam.kin = kin_weight(arena, &exam.task.words, &exam.words);
	exam.requirements = cover_parts(arena, &exam.lexicon, asked->requirements, &delivery,
					&exam.tally);
	mentions_add(arena, &exam.lexicon, exam.lead, &delivery, &exam.mentions);
	mentions_add(arena, &exam.lexicon, asked->requirements, &delivery, &exam.mentions);
	return exam;
}
