#include "picture/axis.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

const char *share_text(struct arena *arena, struct share s)
{
	return arena_printf(arena, "%" PRId64 ".%02" PRId64 "%%", s.parts / 100, s.parts % 100);
}

/* Of amounts as large as the type holds the product is not one of it any more. */
static int64_t proportion(int64_t value, int64_t whole, int64_t length)
{
	return whole > 0 ? (int64_t)((__int128)value * length / whole) : 0;
}

static int64_t within(int64_t n, int64_t most)
{
	return n < 0 ? 0 : n > most ? most : n;
}

struct share axis_share(int64_t value, int64_t least, int64_t most)
{
	if (most <= least)
		return share(WHOLE / 2);
	return share(within(proportion(value - least, most - least, WHOLE), WHOLE));
}

int axis_pixels(int64_t value, int64_t most, int length)
{
	return (int)within(proportion(value, most, length), length);
}

int64_t axis_end(int64_t value)
{
	static const int64_t digits[] = { 1, 2, 3, 4, 5, 6, 8 };

	for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10)
		for (int i = 0; i < COUNT(digits); i++)
			if (value <= digits[i] * power)
				return digits[i] * power;
	return INT64_MAX;
}

struct share axis_slot(int i, int count)
{
	return share(count > 0 ? (int64_t)i * WHOLE / count : 0);
}

const char *axis_number(struct arena *arena, int64_t n)
{
	struct text out = text_start(arena, 32);

	if (n < 0)
		text_add_char(&out, '-');
	text_add_grouped(&out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, ",");
	return out.bytes;
}

const char *axis_percent(struct arena *arena, int64_t part, int64_t whole)
{
	return arena_printf(arena, "%" PRId64 " %%", proportion(part, whole, 100));
}

const char *axis_day(struct arena *arena, struct instant time)
{
	char text[INSTANT_TEXT];

	instant_sql(time, text);
	return arena_printf(arena, "%.10s", text);
}

const char *axis_time(struct arena *arena, struct instant time)
{
	char text[INSTANT_TEXT];

	instant_sql(time, text);
	return arena_printf(arena, "%.19s UTC", text);
}

const char *axis_duration(struct arena *arena, int64_t ms)
{
	int64_t seconds = ms > 0 ? ms / 1000 : 0;

	if (ms > 0 && seconds == 0)
		return arena_printf(arena, "%" PRId64 " ms", ms);
	if (seconds >= 3600)
		return arena_printf(arena, "%" PRId64 ":%02d:%02d", seconds / 3600,
				    (int)(seconds / 60 % 60), (int)(seconds % 60));
	return arena_printf(arena, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

const char *axis_count(struct arena *arena, int64_t n, const char *one, const char *many)
{
	if (n == 0)
		return arena_printf(arena, "no %s", many);
	return arena_printf(arena, "%s %s", axis_number(arena, n), n == 1 ? one : many);
}
