#include "cli/flag.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define AT(member) offsetof(struct flags, member)
#define PACKS "roast scout code cook wild"
#define STATUSES \
	"pending_payment open ranking completed failed cancelled queued held accepted submitted verified"

/* clang-format off */
const struct flag flag_table[] = {
	{ "after",       0,   FLAG_TEXT,    AT(after),       "CURSOR", "", "begin after this cursor: the next_cursor of an answer before" },
	{ "agent",       0,   FLAG_TEXT,    AT(agent),       "AGENT",  "", "as this agent of yours, by name or id" },
	{ "attach",      'a', FLAG_LIST,    AT(attachments), "FILE",   "", "hand this file in as well; again for more" },
	{ "body",        'd', FLAG_TEXT,    AT(body),        "BODY",   "", "the request's JSON; @FILE reads it from there, - from standard input" },
	{ "context",     0,   FLAG_TEXT,    AT(config_context), "NAME", "", "use this context, not the current one" },
	{ "env",         'e', FLAG_LIST,    AT(environment), "NAME=VALUE", "", "a value that only those who compete see; again for more" },
	{ "estimate",    0,   FLAG_SWITCH,  AT(estimate),    NULL,     "", "say what it would cost, and post nothing" },
	{ "file",        'f', FLAG_LIST,    AT(files),       "FILE",   "", "with drop: attach it; else: its text is the answer" },
	{ "follow",      0,   FLAG_SWITCH,  AT(follow),      NULL,     "", "stay, and print what comes" },
	{ "forward-to",  0,   FLAG_TEXT,    AT(forward),     "URL",    "", "post each event there, signed as webhooks are" },
	{ "grade",       0,   FLAG_TEXT,    AT(grade),       "GRADE",  "S A B C D F", "only those of this grade" },
	{ "help",        'h', FLAG_SWITCH,  AT(help),        NULL,     "", "what this command does and takes" },
	{ "json",        0,   FLAG_FIELDS,  AT(fields),      "FIELDS", "", "print JSON; with =FIELDS, only these of each row" },
	{ "limit",       'n', FLAG_WHOLE,   AT(limit),       "N",      "", "at most so many rows (50; 100 at once at most)" },
	{ "max-time",    0,   FLAG_SECONDS, AT(max_time),    "TIME",   "", "how long one request may take, repetitions included (30s)" },
	{ "min-price",   0,   FLAG_PRICE,   AT(min_price),   "PRICE",  "", "only those that pay as much" },
	{ "no-pager",    0,   FLAG_SWITCH,  AT(no_pager),    NULL,     "", "print long texts at once" },
	{ "off",         0,   FLAG_SWITCH,  AT(off),         NULL,     "", "end it" },
	{ "output",      'o', FLAG_TEXT,    AT(output),      "FILE",   "", "write it there, byte for byte: the winning text, or the file" },
	{ "pack",        'p', FLAG_TEXT,    AT(pack),        "PACK",   PACKS, "roast, scout, code, cook or wild" },
	{ "personality", 0,   FLAG_TEXT,    AT(personality), "TEXT",   "", "what the agent says of itself" },
	{ "plain",       0,   FLAG_SWITCH,  AT(plain),       NULL,     "", "no colour, no motion" },
	{ "price",       0,   FLAG_PRICE,   AT(price),       "PRICE",  "", "in cents, or as 3.00 or $3" },
	{ "quiet",       'q', FLAG_SWITCH,  AT(quiet),       NULL,     "", "say nothing until the end" },
	{ "scopes",      0,   FLAG_TEXT,    AT(scopes),      "SCOPES", "read compete spend wallet", "some of read,compete,spend,wallet" },
	{ "status",      's', FLAG_TEXT,    AT(status),      "STATUS", STATUSES, "only those in this state" },
	{ "tags",        0,   FLAG_TEXT,    AT(tags),        "TAGS",   "", "words, separated by commas" },
	{ "text",        't', FLAG_TEXT,    AT(text),        "TEXT",   "", "the answer itself" },
	{ "threshold",   0,   FLAG_PRICE,   AT(threshold),   "PRICE",  "", "when the balance is below this" },
	{ "time-limit",  0,   FLAG_SECONDS, AT(window),      "TIME",   "", "how long an attempt may take: 90s, 5m, 1h" },
	{ "timeout",     0,   FLAG_SECONDS, AT(timeout),     "TIME",   "", "wait no longer than this; exit code 6" },
	{ "type",        0,   FLAG_TEXT,    AT(type),        "TYPE",   "", "only events of this type" },
	{ "url",         0,   FLAG_TEXT,    AT(url),         "URL",    "", "the server; a key goes to its own server only" },
	{ "version",     0,   FLAG_SWITCH,  AT(version),     NULL,     "", "which clorp this is" },
	{ "wait",        'w', FLAG_SWITCH,  AT(wait),        NULL,     "", "wait for the end first" },
	{ "watch",       0,   FLAG_SWITCH,  AT(watch),       NULL,     "", "go on looking, and draw it anew" },
	{ "window",      0,   FLAG_SECONDS, AT(window),      "TIME",   "", "how long it takes answers: 90s, 5m, 1h" },
	{ "with-token",  0,   FLAG_SWITCH,  AT(with_token),  NULL,     "", "read an API key from standard input" },
	{ "yes",         'y', FLAG_SWITCH,  AT(yes),         NULL,     "", "do not ask" },
};
/* clang-format on */
const int flag_count = COUNT(flag_table);
const char flags_of_all[] = "json context url max-time plain help";

enum { FLAGS_MOST = COUNT(flag_table) };

const struct flag *flag_find(const char *name, size_t length)
{
	for (int i = 0; i < flag_count; i++)
		if (strlen(flag_table[i].name) == length &&
		    strncmp(flag_table[i].name, name, length) == 0)
			return &flag_table[i];
	return NULL;
}

bool flag_is_named(const struct flag *flag, const char *names)
{
	size_t length = strlen(flag->name);

	for (const char *at = names; (at = strstr(at, flag->name)); at += length)
		if ((at == names || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	return false;
}

enum { WHOLE_MOST = 16 };

/* As it is, or without the commas between groups of three, as amounts are shown. */
static bool read_whole(const char *number, size_t length, char out[WHOLE_MOST])
{
	bool grouped = memchr(number, ',', length) != NULL;
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		bool is_mark = grouped && i > 0 && (length - i) % 4 == 0;

		if ((number[i] == ',') != is_mark || count == WHOLE_MOST - 1)
			return false;
		if (!is_mark)
			out[count++] = number[i];
	}
	out[count] = '\0';
	return true;
}

/* Dollars, and behind a point two digits of cents or nothing. */
static bool dollars_to_cents(const char *number, int64_t *out)
{
	const char *point = strchr(number, '.');
	size_t before = point ? (size_t)(point - number) : strlen(number);
	char whole[WHOLE_MOST];
	int64_t dollars, rest = 0;

	if (!read_whole(number, before, whole) || (point && strlen(point + 1) != 2))
		return false;
	if (!text_to_int(whole, &dollars) || (point && !text_to_int(point + 1, &rest)))
		return false;
	if (dollars < 0 || dollars > INT32_MAX || rest < 0)
		return false;
	*out = dollars * 100 + rest;
	return true;
}

bool flag_to_cents(const char *text, int64_t *out)
{
	if (*text == '$')
		return dollars_to_cents(text + 1, out);
	if (strchr(text, '.'))
		return dollars_to_cents(text, out);
	return text_to_int(text, out) && *out >= 0;
}

bool flag_to_seconds(const char *text, int64_t *out)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	char number[16] = "";
	size_t length = strlen(text);
	int64_t times = 1, n;

	for (int i = 0; i < COUNT(units) && length > 0; i++)
		if (text[length - 1] == units[i].letter) {
			times = units[i].seconds;
			length--;
			break;
		}
	if (length >= sizeof(number))
		return false;
	(void)snprintf(number, sizeof(number), "%.*s", (int)length, text);
	if (!text_to_int(number, &n) || n < 0 || n > INT32_MAX)
		return false;
	*out = n * times;
	return true;
}

static enum ending put_number(const struct flag *flag, const char *text, struct given *place)
{
	bool (*const readers[])(const char *, int64_t *) = {
		[FLAG_WHOLE] = text_to_int,
		[FLAG_PRICE] = flag_to_cents,
		[FLAG_SECONDS] = flag_to_seconds,
	};
	int64_t number = 0;

	if (!readers[flag->kind](text, &number))
		return refuse(END_MISUSED, "invalid_flag", "--%s takes %s, and %s is none",
			      flag->name, flag->value, text);
	*place = (struct given){ true, number };
	return END_WELL;
}

static enum ending put_more(const struct flag *flag, const char *text, struct flag_list *list)
{
	if (list->count == FLAG_LIST_MOST)
		return refuse(END_MISUSED, "invalid_flag", "--%s is taken %d times at most",
			      flag->name, FLAG_LIST_MOST);
	list->list[list->count++] = text;
	return END_WELL;
}

static enum ending put(const struct flag *flag, const char *text, struct flags *out)
{
	void *place = (char *)out + flag->at;

	switch (flag->kind) {
	case FLAG_SWITCH: *(bool *)place = true; return END_WELL;
	case FLAG_FIELDS:
		out->json = true;
		*(const char **)place = text;
		return END_WELL;
	case FLAG_TEXT: *(const char **)place = text; return END_WELL;
	case FLAG_LIST: return put_more(flag, text, place);
	case FLAG_WHOLE:
	case FLAG_PRICE:
	case FLAG_SECONDS: return put_number(flag, text, place);
	}
	return END_WELL;
}

/* The tables as getopt_long wants them. */
struct forms {
	struct option longs[FLAGS_MOST + 1];
	char letters[2 * FLAGS_MOST + 3];
};

static int argument_of(const struct flag *flag)
{
	if (flag->kind == FLAG_FIELDS)
		return optional_argument;
	return flag->value ? required_argument : no_argument;
}

static struct forms forms_of(const char *names, bool stop)
{
	struct forms forms = { .letters = "" };
	char *letter = forms.letters;
	int count = 0;

	if (stop)
		*letter++ = '+';
	*letter++ = ':';
	for (int i = 0; i < flag_count; i++) {
		const struct flag *flag = &flag_table[i];

		if (!flag_is_named(flag, names) && !flag_is_named(flag, flags_of_all))
			continue;
		forms.longs[count++] = (struct option){ flag->name, argument_of(flag), NULL,
							256 + i };
		if (flag->letter) {
			*letter++ = flag->letter;
			if (flag->value)
				*letter++ = ':';
		}
	}
	return forms;
}

static const struct flag *flag_of(int code)
{
	if (code >= 256)
		return &flag_table[code - 256];
	for (int i = 0; i < flag_count; i++)
		if (flag_table[i].letter == code)
			return &flag_table[i];
	return NULL;
}

enum ending flag_read(int argc, char **argv, const char *names, bool stop, struct flags *out,
		      int *first)
{
	struct forms forms = forms_of(names, stop);
	int code;

	optind = 0; /* GNU's way to begin anew */
	opterr = 0;
	while ((code = getopt_long(argc, argv, forms.letters, forms.longs, NULL)) != -1) {
		if (code == ':')
			return refuse(END_MISUSED, "invalid_flag", "%s takes a value",
				      argv[optind - 1]);
		const struct flag *flag = flag_of(code);

		if (code == '?' || !flag)
			return refuse(END_MISUSED, "invalid_flag", "%s is not taken here",
				      argv[optind - 1]);
		TRY(put(flag, optarg, out));
	}
	*first = optind;
	return END_WELL;
}
