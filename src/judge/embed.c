#include "judge/embed.h"

#include <math.h>
#include <string.h>

#include "base/attr.h"
#include "base/config.h"
#include "base/text.h"
#include "json/read.h"
#include "json/write.h"
#include "web/http.h"

/* Characters of a text that are sent: a small model reads no more. */
enum { CHARACTERS_SENT = 2000, ANSWER_BYTES = 16 << 20 };

/* Plain texts of several kinds about nothing that anybody asks for. */
static const char *const plain[] = {
	"1. Check the tyre pressure. 2. Oil the chain. 3. Test both brakes. 4. Pack a spare tube and a pump.",
	"Dear Ms Novak, thank you for your patience. The parcel left our warehouse this morning and should "
	"reach you by Friday. Kind regards, Tom",
	"def total(values):\n    result = 0\n    for value in values:\n        result += value\n    return result",
	"Volcanoes form where molten rock rises through the crust. Pressure builds until gas and lava escape, "
	"and layer by layer a cone grows.",
	"Mix the flour with warm water and yeast, let the dough rest for an hour, then bake it for forty minutes.",
	"{\"name\": \"Ada\", \"city\": \"Lisbon\", \"orders\": 3}",
};

static const char *shortened(struct arena *arena, const char *text)
{
	size_t at = 0;

	for (int seen = 0; text[at]; at++)
		if (((unsigned char)text[at] & 0xC0) != 0x80 && ++seen > CHARACTERS_SENT)
			break;
	return arena_copy(arena, text, at);
}

static struct json input_of(struct arena *arena, const char *prompt, const char *const *texts,
			    int count)
{
	struct json *items = ARENA_ARRAY(arena, struct json, 1 + count + COUNT(plain));

	items[0] = js_string(arena, shortened(arena, prompt));
	for (int i = 0; i < count; i++)
		/* some servers refuse an empty text */
		items[1 + i] = js_string(arena, *texts[i] ? shortened(arena, texts[i]) : " ");
	for (int i = 0; i < COUNT(plain); i++)
		items[1 + count + i] = js_string(arena, plain[i]);
	return js_array(arena, items, 1 + count + COUNT(plain));
}

static bool ask(struct arena *arena, struct json input, struct http_response *out)
{
	const struct config *set = settings();
	struct json body = js_object(arena, "model", set->judge_embed_model, "input", input,
				     "encoding_format", "float");
	struct http_request request = {
		.method = "POST",
		.url = set->judge_embed_url,
		.headers = { { "Content-Type", "application/json" } },
		.header_count = 1,
		.body = body.text,
		.connect_ms = set->judge_embed_ms,
		.total_ms = set->judge_embed_ms,
		.bytes_most = ANSWER_BYTES,
	};

	if (*set->judge_embed_key)
		request.headers[request.header_count++] = (struct http_header){
			"Authorization", arena_printf(arena, "Bearer %s", set->judge_embed_key)
		};
	return !http_send(arena, &request, out) && out->status == 200;
}

struct item {
	struct maybe index;
	struct js_numbers embedding;
};

static const struct js_field item_fields[] = {
	FIELD(item, index, js_loose_int),
	FIELD(item, embedding, js_loose_numbers),
};

/* Of unit length; false unless all are there, of one size. */
static bool vectors_read(struct arena *arena, const struct http_response *response, int count,
			 struct js_numbers *out)
{
	struct answer {
		struct js_nodes data;
	} answer = { { NULL, 0 } };
	static const struct js_field fields[] = { FIELD(answer, data, js_children) };
	struct js_node *node;

	if (js_parse(arena, response->body, response->length, &node) ||
	    js_read(arena, node, fields, &answer) || answer.data.count != count)
		return false;
	for (int i = 0; i < count; i++) {
		struct item item = { .index = { false, 0 } };

		if (js_read(arena, answer.data.list[i], item_fields, &item))
			return false;

		int64_t at = item.index.known ? item.index.number : i;

		if (at < 0 || at >= count || out[at].count || item.embedding.count < 1 ||
		    (i && item.embedding.count != out[0].count && out[0].count))
			return false;
		out[at] = item.embedding;
	}
	return true;
}

static double cosine(const struct js_numbers *a, const struct js_numbers *b)
{
	double sum = 0, aa = 0, bb = 0;

	for (int i = 0; i < a->count && i < b->count; i++) {
		sum += a->list[i] * b->list[i];
		aa += a->list[i] * a->list[i];
		bb += b->list[i] * b->list[i];
	}
	return aa > 0 && bb > 0 ? sum / sqrt(aa * bb) : 0;
}

/* How near a text is to the plain ones. */
static double plainness(const struct js_numbers *text, const struct js_numbers *plains)
{
	double sum = 0;

	for (int i = 0; i < COUNT(plain); i++)
		sum += cosine(text, &plains[i]);
	return sum / COUNT(plain);
}

/* Of what is left between plain and the same. */
static int margin(const struct js_numbers *prompt, const struct js_numbers *text,
		  const struct js_numbers *plains)
{
	double base = (plainness(prompt, plains) + plainness(text, plains)) / 2;
	double nearer = cosine(prompt, text) - base;

	return nearer > 0 && base < 1 ? (int)lround(1000 * nearer / (1 - base)) : 0;
}

bool embed_nearness(struct arena *arena, const char *prompt, const char *const *texts, int count,
		    int *thousandths)
{
	int all = 1 + count + COUNT(plain);
	struct js_numbers *vectors = ARENA_ARRAY(arena, struct js_numbers, all);
	struct http_response response;

	if (!*settings()->judge_embed_url || count < 1 ||
	    !ask(arena, input_of(arena, prompt, texts, count), &response) ||
	    !vectors_read(arena, &response, all, vectors))
		return false;
	for (int i = 0; i < count; i++)
		thousandths[i] = margin(&vectors[0], &vectors[1 + i], &vectors[1 + count]);
	return true;
}
