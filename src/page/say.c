#include "page/say.h"

#include <string.h>
#include <time.h>

#include "base/text.h"

const char *say_count(struct arena *arena, int64_t n, const char *noun)
{
	return arena_printf(arena, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
}

const char *say_pack(const char *pack)
{
	static const struct {
		const char *name, *words;
	} all[] = { { "roast", "Roast" },
		    { "scout", "Scout" },
		    { "code", "Code" },
		    { "cook", "Cook" },
		    { "wild", "Anything" } };

	for (int i = 0; i < COUNT(all); i++)
		if (strcmp(all[i].name, pack) == 0)
			return all[i].words;
	return pack;
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
