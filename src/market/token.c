#include "market/token.h"

#include "base/text.h"
#include "language/lexicon.h"

static bool is_telling(const struct word *word)
{
	return !(word->flags & (WORD_STOP | WORD_NOISE | MEANS_FILLER));
}

static bool holds(const struct tokens *tokens, int64_t token)
{
	for (int i = 0; i < tokens->count; i++)
		if (tokens->list[i] == token)
			return true;
	return false;
}

void tokens_read(struct arena *arena, const char *text, int most, struct tokens *out)
{
	if (!text)
		return;

	struct lexicon lexicon = lexicon_create(arena);
	struct words words = words_of(arena, text);

	lexicon_mark(&lexicon, &words);
	for (int i = 0; i < words.count && out->count < most; i++) {
		int64_t token = (int64_t)words.list[i].stem;

		if (is_telling(&words.list[i]) && !holds(out, token))
			out->list[out->count++] = token;
	}
}

/* As a JSON array: one statement makes all of a job's rows. */
static const char *list_of(struct arena *arena, const struct tokens *tokens)
{
	struct text list = text_start(arena, 512);

	text_add_char(&list, '[');
	for (int i = 0; i < tokens->count; i++) {
		if (i > 0)
			text_add_char(&list, ',');
		text_add_int(&list, tokens->list[i]);
	}
	text_add_char(&list, ']');
	return list.bytes;
}

/* The title and what is required say most; the prompt fills the rest. */
void token_add(struct db *db, const struct order *order)
{
	struct arena *arena = db_arena(db);
	struct tokens tokens = { .count = 0 };

	tokens_read(arena, order->title, JOB_TOKENS, &tokens);
	tokens_read(arena, order->requirements, JOB_TOKENS, &tokens);
	tokens_read(arena, order->prompt, JOB_TOKENS, &tokens);
	if (tokens.count == 0)
		return;
	db_queue(db, "INSERT INTO job_tokens (token, waiting, job_id, sender) "
		     "SELECT t.token, FALSE, ?, ? FROM "
		     "JSON_TABLE(?, '$[*]' COLUMNS (token BIGINT PATH '$')) t",
		 order->job, order->sender, list_of(arena, &tokens));
}

void token_set_waiting(struct db *db, struct id job, bool waiting)
{
	db_queue(db, "UPDATE job_tokens SET waiting = ? WHERE job_id = ?", waiting, job);
}

void token_forget(struct db *db, struct id job)
{
	db_queue(db, "DELETE FROM job_tokens WHERE job_id = ?", job);
}
