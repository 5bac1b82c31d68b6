#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

enum { LINE_BYTES = 2000 };

static enum { SINK_STDERR, SINK_FILE, SINK_SYSLOG, SINK_NONE } sink;

struct line {
	char bytes[LINE_BYTES];
	size_t length;
};

/* A file keeps what it is given; journald, or whoever reads a pipe, adds the time itself. */
static bool is_file(int fd)
{
	struct stat about;

	return fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
}

void log_open(const char *name, const char *program)
{
	sink = strcmp(name, "syslog") == 0 ? SINK_SYSLOG
	       : strcmp(name, "none") == 0 ? SINK_NONE
	       : is_file(STDERR_FILENO)	   ? SINK_FILE
					   : SINK_STDERR;
	if (sink == SINK_SYSLOG)
		openlog(program, LOG_PID, LOG_DAEMON);
}

/* What does not fit is cut: a line is one write, so that those of several workers do not mix. */
static void add(struct line *line, const char *text)
{
	size_t room = sizeof(line->bytes) - 2 - line->length, length = strlen(text);

	if (length > room)
		length = room;
	memcpy(line->bytes + line->length, text, length);
	line->length += length;
}

static bool needs_quotes(const char *text)
{
	if (!*text)
		return true;
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || *text == '"' || *text == '=' || *text == '\\' ||
		    *text == 0x7F)
			return true;
	return false;
}

/* A text from outside must not be able to end the line or to forge a field. */
static void add_text(struct line *line, const char *text)
{
	bool quoted = needs_quotes(text);

	if (quoted)
		add(line, "\"");
	for (; *text; text++) {
		char escaped[5] = { *text, '\0' };

		if ((unsigned char)*text < ' ' || *text == 0x7F)
			(void)snprintf(escaped, sizeof(escaped), "\\x%02x", (unsigned char)*text);
		else if (*text == '"' || *text == '\\')
			(void)snprintf(escaped, sizeof(escaped), "\\%c", *text);
		add(line, escaped);
	}
	if (quoted)
		add(line, "\"");
}

static void add_value(struct line *line, const struct value *value)
{
	char buffer[INSTANT_TEXT];

	switch (value->kind) {
	case VALUE_NULL: add(line, "-"); break;
	case VALUE_BOOL: add(line, value->number ? "true" : "false"); break;
	case VALUE_INT:
		(void)snprintf(buffer, sizeof(buffer), "%lld", (long long)value->number);
		add(line, buffer);
		break;
	case VALUE_TEXT: add_text(line, value->text); break;
	case VALUE_ID: add(line, value->id.text); break;
	case VALUE_TIME:
		instant_wire(value->time, buffer);
		add(line, buffer);
		break;
	case VALUE_DIGEST: add(line, "(digest)"); break;
	case VALUE_JSON: add_text(line, value->json.text); break;
	}
}

void log_values(enum log_level level, const char *event, struct values fields)
{
	struct line line = { .length = 0 };

	if (sink == SINK_NONE)
		return;
	add(&line, event);
	for (int i = 0; i + 1 < fields.count; i += 2) {
		add(&line, " ");
		add(&line, fields.list[i].text);
		add(&line, "=");
		add_value(&line, &fields.list[i + 1]);
	}
	if (sink == SINK_SYSLOG) {
		syslog((int)level, "%.*s", (int)line.length, line.bytes);
		return;
	}

	char prefixed[LINE_BYTES + INSTANT_TEXT + 8], now[INSTANT_TEXT] = "";

	if (sink == SINK_FILE)
		instant_wire(instant_now(), now);
	int length = snprintf(prefixed, sizeof(prefixed), "%s%s<%d>%.*s\n", now, *now ? " " : "",
			      (int)level, (int)line.length, line.bytes);
	/* A log that cannot be written must not stop the work. */
	ssize_t written = write(STDERR_FILENO, prefixed, (size_t)length);

	(void)written;
}
