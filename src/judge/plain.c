#include "judge/plain.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/phrase.h"

/* A control token is no longer than this, brackets and all. */
enum { TOKEN_MOST = 48 };

/* What stands between angle or square brackets in the templates of models that are about. */
static const char *const names[] = {
	"s",
	"bos",
	"eos",
	"pad",
	"unk",
	"sys",
	"inst",
	"think",
	"thinking",
	"start_of_turn",
	"end_of_turn",
	"start_of_image",
	"end_of_image",
	"tool_call",
	"tool_response",
	"tool_calls",
	"available_tools",
	"tool_results",
	"system_prompt",
	"gmask",
	"sop",
	"eop",
	"seed:bos",
	"seed:eos",
	"begin_of_text",
	"end_of_text",
	"extra_id_0",
	"extra_id_1",
	"function_calls",
	"answer",
};

static bool is_name(const char *start, size_t length)
{
	while (length && strchr("/<[", *start) && *start)
		start++, length--;
	while (length && strchr(">]", start[length - 1]))
		length--;
	for (int i = 0; i < COUNT(names); i++)
		if (strlen(names[i]) == length && !strncasecmp(start, names[i], length))
			return true;
	return false;
}

/* "<|im_end|>", "<start_of_turn>", "[/INST]": as the bracket that opens it; 0 if none begins here. */
static size_t token_here(const char *at)
{
	static const char wide[] = "\uFF5C"; /* some write <|...|> with a wide stroke */
	char closing = *at == '<' ? '>' : *at == '[' ? ']' : '\0';
	size_t length = 1;

	if (!closing)
		return 0;
	while (length < TOKEN_MOST && at[length] && at[length] != closing &&
	       !isspace((unsigned char)at[length]))
		length++;
	if (at[length] != closing)
		return 0;
	if (closing == '>' && (at[1] == '|' || !strncmp(at + 1, wide, sizeof(wide) - 1)))
		return 1;
	return is_name(at + 1, length - 1) ? 1 : 0;
}

static bool is_kept(uint32_t c)
{
	return c == '\n' || c == '\t' || !text_is_unseen(c);
}

/* A space behind the bracket, and it is a token no more; before the stroke as well, for "<||>". */
const char *plain_for_model(struct arena *arena, const char *text, size_t most, bool *cut)
{
	struct text out = text_start(arena, 256);

	for (size_t length; *text; text += length) {
		uint32_t c = text_code_point(text, &length);

		if (!is_kept(c))
			continue;
		if (out.length + length + 1 > most)
			break;
		text_add(&out, text, length);
	}
	if (cut)
		*cut = *text != '\0';

	/* Only now, when what was hidden between its letters is gone, is a token one. */
	struct text broken = text_start(arena, out.length + 16);

	for (const char *at = out.bytes; *at; at++) {
		text_add_char(&broken, *at);
		if (token_here(at))
			text_add_char(&broken, ' ');
	}
	return broken.bytes;
}

const char *plain_entry(struct arena *arena, const char *prompt, const char *text, size_t most,
			bool *cut)
{
	struct words words = words_read(arena, prompt, TONGUE_UNKNOWN);
	const char *plain = plain_for_model(arena, text, most, cut);

	if (phrase_between(&words, 0, words.count) == PHRASE_ORDER)
		return plain;
	words = words_read(arena, plain, TONGUE_UNKNOWN);
	return phrase_left_out(arena, &words, plain, PHRASE_ORDER);
}

const char *plain_for_people(struct arena *arena, const char *text, size_t most)
{
	struct text out = text_start(arena, 256);
	bool gap = false;

	for (size_t length; *text; text += length) {
		uint32_t c = text_code_point(text, &length);

		if (c <= ' ' || !is_kept(c) || c == 0x00A0) {
			gap = gap || c <= ' ' || c == 0x00A0;
			continue;
		}
		if (out.length + length + 1 > most - 3) {
			text_add_string(&out, "...");
			break;
		}
		if (gap && out.length)
			text_add_char(&out, ' ');
		gap = false;
		text_add(&out, text, length);
	}
	return out.bytes;
}
