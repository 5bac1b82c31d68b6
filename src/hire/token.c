#include "hire/token.h"

#include "base/text.h"
#include "language/words.h"

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

	/* Latin script is read as English whatever it is, so that all texts compare with each other. */
	struct words words = words_read(arena, text, TONGUE_english);

	for (int i = 0; i < words.count && out->count < most; i++) {
		int64_t token = (int64_t)words.list[i].stem;

		if (word_is_content(&words.list[i]) && !holds(out, token))
			out->list[out->count++] = token;
	}
}

/* The title and what is required say most; the prompt fills the rest. */
const char *token_list(struct arena *arena, const struct order *order)
{
	struct tokens tokens = { .count = 0 };
	struct text list = text_start(arena, 512);

	tokens_read(arena, order->title, JOB_TOKENS, &tokens);
	tokens_read(arena, order->requirements, JOB_TOKENS, &tokens);
	tokens_read(arena, order->prompt, JOB_TOKENS, &tokens);
	text_add_char(&list, '[');
	for (int i = 0; i < tokens.count; i++) {
		if (i > 0)
			text_add_char(&list, ',');
		text_add_int(&list, tokens.list[i]);
	}
	text_add_char(&list, ']');
	return list.bytes;
}

#define TOKENS_OF_JOB "JSON_TABLE(j.tokens, '$[*]' COLUMNS (token BIGINT PATH '$')) w"

void token_show(struct db *db, struct id job)
{
	db_queue(db, "INSERT INTO job_tokens (token, job_id) SELECT w.token, j.id "
		     "FROM jobs j, " TOKENS_OF_JOB " WHERE j.id = ?", job);
}

/* By primary key: an index by job would cost more to keep than all the rest. */
void token_hide(struct db *db, struct id job)
{
	db_queue(db, "DELETE t FROM jobs j STRAIGHT_JOIN " TOKENS_OF_JOB " STRAIGHT_JOIN job_tokens t "
		     "ON t.token = w.token AND t.job_id = j.id WHERE j.id = ?", job);
}
