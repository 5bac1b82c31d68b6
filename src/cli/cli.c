#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "base/id.h"
#include "base/text.h"

enum { TEXT_BYTES_MOST = 4 << 20 };

struct instant cli_now(const struct cli *cli)
{
	return instant_plus(instant_now(), cli->ahead_ms);
}

const char *cli_word(const struct cli *cli, int at)
{
	return at < cli->count ? cli->words[at] : NULL;
}

enum ending cli_id(const struct cli *cli, int at, const char **out)
{
	const char *word = cli_word(cli, at);
	struct id id;

	if (!word || !id_read(word, &id))
		return refuse(END_MISUSED, "invalid_id",
			      "%s is no id: it has 36 characters, as in %s",
			      word ? word : "nothing", "01934a2f-6c00-7000-8000-000000000000");
	*out = word;
	return END_WELL;
}

static enum ending read_stream(struct cli *cli, FILE *file, const char *name, const char **out)
{
	struct text text = text_start(cli->arena, 4096);
	char part[8192];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), file)) > 0) {
		text_add(&text, part, n);
		if (text.length > TEXT_BYTES_MOST)
			return refuse(END_MISUSED, "too_long", "%s is longer than any text may be",
				      name);
	}
	if (ferror(file))
		return refuse(END_FAILED, "unreadable", "%s: %s", name, strerror(errno));
	if (strlen(text.bytes) != text.length ||
	    u8_check((const uint8_t *)text.bytes, text.length) != NULL)
		return refuse(END_MISUSED, "not_text", "%s is no text in UTF-8", name);
	*out = text.bytes;
	return END_WELL;
}

enum ending cli_read_text(struct cli *cli, const char *name, const char **out)
{
	if (strcmp(name, "-") == 0)
		return read_stream(cli, stdin, "standard input", out);

	FILE *file = fopen(name, "rbe");

	if (!file)
		return refuse(END_MISUSED, "unreadable", "%s: %s", name, strerror(errno));
	enum ending end = read_stream(cli, file, name, out);

	(void)fclose(file);
	return end;
}

enum ending cli_text_of(struct cli *cli, const char *word, const char **out)
{
	if (word && strcmp(word, "-") == 0)
		return cli_read_text(cli, word, out);
	*out = word;
	return END_WELL;
}

enum ending cli_ask(struct cli *cli, const char *question, bool *out)
{
	char line[16] = "";

	if (cli->flags.json || !cli->screen.asks)
		return refuse(END_MISUSED, "confirmation_required",
			      "nobody is asked here: say --yes if you mean it");
	(void)fprintf(stderr, "%s [y/N] ", question);
	if (!fgets(line, sizeof(line), stdin))
		(void)fputc('\n', stderr);
	*out = *line == 'y' || *line == 'Y';
	return END_WELL;
}

void cli_tell(const struct cli *cli, const char *format, ...)
{
	char text[2048];
	va_list list;

	if (cli->flags.quiet || cli->flags.json)
		return;
	va_start(list, format);
	(void)vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	(void)fprintf(stderr, "%s\n", screen_safe(cli->arena, text));
}
