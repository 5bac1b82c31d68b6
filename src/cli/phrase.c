#include "cli/phrase.h"

#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"

const char *phrase_price(struct arena *arena, int64_t cents)
{
	const struct lconv *locale = localeconv();
	bool after = locale->p_cs_precedes == 0, apart = locale->p_sep_by_space == 1;
	uint64_t number = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
	const char *point = *locale->mon_decimal_point ? locale->mon_decimal_point : ".";
	const char *mark = *locale->mon_decimal_point ? locale->mon_thousands_sep : ",";
	const char *sign = cents < 0 ? "-" : "", *blank = apart ? " " : "";
	struct text amount = text_start(arena, 32);

	text_add_grouped(&amount, number / 100, mark);
	text_add_string(&amount, arena_printf(arena, "%s%02d", point, (int)(number % 100)));
	return after ? arena_printf(arena, "%s%s%s$", sign, amount.bytes, blank)
		     : arena_printf(arena, "%s$%s%s", sign,
				    locale->p_sep_by_space == CHAR_MAX ? "" : blank, amount.bytes);
}

const char *phrase_when(struct arena *arena, struct instant time, struct instant now)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {
		{ 86400 * 365, "years" }, { 86400, "d" }, { 3600, "h" }, { 60, "min" }, { 1, "s" }
	};
	int64_t seconds = (time.ms - now.ms) / 1000, distance = seconds < 0 ? -seconds : seconds;

	if (!time.ms)
		return "-";
	for (int i = 0; i < COUNT(units); i++)
		if (distance >= units[i].seconds)
			return arena_printf(arena, seconds < 0 ? "%lld %s ago" : "in %lld %s",
					    (long long)(distance / units[i].seconds), units[i].name);
	return "now";
}

const char *phrase_clock(struct arena *arena, int64_t ms)
{
	long long seconds = ms > 0 ? (ms + 999) / 1000 : 0;

	if (seconds >= 3600)
		return arena_printf(arena, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
				    seconds % 60);
	return arena_printf(arena, "%lld:%02lld", seconds / 60, seconds % 60);
}

const char *phrase_count(struct arena *arena, int64_t count, const char *one, const char *many)
{
	return arena_printf(arena, "%lld %s", (long long)count, count == 1 ? one : many);
}

const char *phrase_size(struct arena *arena, int64_t bytes)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
	int64_t tenths = bytes * 10 / 1024;
	int unit = 0;

	if (bytes < 1024)
		return arena_printf(arena, "%lld B", (long long)bytes);
	for (; tenths >= 10240 && unit < COUNT(units) - 1; unit++)
		tenths /= 1024;
	return arena_printf(arena, "%lld.%lld %s", (long long)(tenths / 10),
			    (long long)(tenths % 10), units[unit]);
}
