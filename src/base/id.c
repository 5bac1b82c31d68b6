#include "base/id.h"

#include <string.h>

#include "base/instant.h"
#include "base/random.h"

static const char hex[] = "0123456789abcdef";

static int64_t ahead; /* of this machine's clock: the one that ids go by */

void id_clock(int64_t ms)
{
	ahead = ms;
}

static struct id id_of(int64_t ms, unsigned char bytes[16])
{
	struct id id;
	char *at = id.text;

	for (int i = 0; i < 6; i++)
		bytes[i] = (unsigned char)((uint64_t)ms >> (40 - 8 * i));
	bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0F)); /* version 7 */
	bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F)); /* variant 10 */

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = hex[bytes[i] >> 4];
		*at++ = hex[bytes[i] & 15];
	}
	*at = '\0';
	return id;
}

/* The twelve bits after the time count within a millisecond (RFC 9562, 6.2, method 1), from a start by chance. */
static void count(int64_t ms, unsigned char bytes[16])
{
	enum { COUNT_MOST = 0xFFF, START_MOST = 0x7FF };
	static int64_t last_ms;
	static int last;
	bool goes_on = ms == last_ms && last < COUNT_MOST;

	last = goes_on ? last + 1 : (bytes[6] << 8 | bytes[7]) & START_MOST;
	last_ms = ms;
	bytes[6] = (unsigned char)(last >> 8);
	bytes[7] = (unsigned char)last;
}

struct id id_new(void)
{
	unsigned char bytes[16];
	int64_t ms = instant_now().ms + ahead;

	random_bytes(bytes, sizeof(bytes));
	count(ms, bytes);
	return id_of(ms, bytes);
}

struct id id_at(struct instant time)
{
	unsigned char bytes[16] = { 0 };

	return id_of(time.ms, bytes);
}

bool id_read(const char *text, struct id *out)
{
	struct id id = ID_NONE;

	if (strlen(text) != ID_TEXT - 1)
		return false;
	for (int i = 0; i < ID_TEXT - 1; i++) {
		char c = text[i];
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? c != '-' : !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
		id.text[i] = c;
	}
	*out = id;
	return true;
}

bool id_equal(struct id a, struct id b)
{
	return strcmp(a.text, b.text) == 0;
}

bool id_newer(struct id a, struct id b)
{
	return strcmp(a.text, b.text) > 0;
}

bool id_is_none(struct id id)
{
	return !id.text[0];
}
