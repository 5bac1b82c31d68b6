#include "base/instant.h"

#include <stdio.h>
#include <time.h>

struct instant instant_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (struct instant){ (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 };
}

int64_t monotonic_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Days since 1970-01-01 to a civil date, and back: the proleptic Gregorian calendar in eras of 400 years. */
static void civil(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

static int64_t days(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void put(char *out, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		out[i] = (char)('0' + number % 10);
}

/* By hand, not by strftime: a page of rows prints a hundred of these. */
void instant_sql(struct instant t, char out[INSTANT_TEXT])
{
	static const char form[] = "0000-00-00 00:00:00.000";
	int year, month, day;
	int64_t seconds = t.ms / 1000, rest = seconds % 86400;

	civil(seconds / 86400, &year, &month, &day);
	for (unsigned i = 0; i < sizeof(form); i++)
		out[i] = form[i];
	put(out, year, 4);
	put(out + 5, month, 2);
	put(out + 8, day, 2);
	put(out + 11, (int)(rest / 3600), 2);
	put(out + 14, (int)(rest / 60 % 60), 2);
	put(out + 17, (int)(rest % 60), 2);
	put(out + 20, (int)(t.ms % 1000), 3);
}

void instant_wire(struct instant t, char out[INSTANT_TEXT])
{
	instant_sql(t, out);
	out[10] = 'T';
	out[23] = 'Z';
	out[24] = '\0';
}

static bool number(const char **at, int digits, int *out)
{
	*out = 0;
	for (int i = 0; i < digits; i++, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*out = *out * 10 + (**at - '0');
	}
	return true;
}

static bool mark(const char **at, char c)
{
	return *(*at)++ == c;
}

bool instant_read(const char *text, struct instant *out)
{
	int year, month, day, hour, minute, second, ms = 0;

	if (!number(&text, 4, &year) || !mark(&text, '-') || !number(&text, 2, &month) ||
	    !mark(&text, '-') || !number(&text, 2, &day) || !mark(&text, ' ') ||
	    !number(&text, 2, &hour) || !mark(&text, ':') || !number(&text, 2, &minute) ||
	    !mark(&text, ':') || !number(&text, 2, &second))
		return false;
	if (*text == '.') {
		text++;
		for (int scale = 100; *text >= '0' && *text <= '9'; text++, scale /= 10)
			ms += (*text - '0') * scale;
	}
	*out = (struct instant){
		(days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second) * 1000 + ms
	};
	return true;
}
