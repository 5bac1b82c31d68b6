#include "page/say.h"

#include <time.h>

const char *say_count(struct arena *arena, int64_t n, const char *noun)
{
	return arena_printf(arena, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
}

struct markup say_time(struct arena *arena, struct instant time)
{
	time_t seconds = (time_t)(time.ms / 1000);
	char wire[INSTANT_TEXT], words[64];
	struct tm parts;

	instant_wire(time, wire);
	(void)gmtime_r(&seconds, &parts);
	(void)strftime(words, sizeof(words), "%-d %B %Y, %H:%M:%S UTC", &parts);
	return markup(arena, MARKUP("<time datetime=\""), wire, MARKUP("\">"), words,
		      MARKUP("</time>"));
}
