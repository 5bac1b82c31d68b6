#include "people/secret.h"

#include <string.h>

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static const char *const prefixes[SECRETS] = {
	[SECRET_KEY] = "clorp_",     [SECRET_SESSION] = "clorps_", [SECRET_INVITE] = "clorpi_",
	[SECRET_ACCESS] = "clorpa_", [SECRET_REFRESH] = "clorpr_", [SECRET_CODE] = "clorpc_",
	[SECRET_DEVICE] = "clorpd_", [SECRET_MAIL] = "clorpm_",
};

enum { DRAWN = 30, CHECKSUM = 6, BASE = 62 };

/* CRC-32 as of ISO-HDLC (the one of zip): over forty bytes a table would not pay. */
static uint32_t crc32(const char *bytes, size_t length)
{
	uint32_t crc = 0xFFFFFFFFu;

	for (size_t i = 0; i < length; i++) {
		crc ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

static void write_checksum(const char *text, size_t length, char out[CHECKSUM])
{
	uint32_t crc = crc32(text, length);

	for (int i = CHECKSUM - 1; i >= 0; i--, crc /= BASE)
		out[i] = digits[crc % BASE];
}

/* Bytes that would make some digits likelier than others are drawn again. */
static char draw_digit(void)
{
	unsigned char byte;

	do
		random_bytes(&byte, 1);
	while (byte >= 256 / BASE * BASE);
	return digits[byte % BASE];
}

void secret_draw(enum secret kind, char out[SECRET_TEXT])
{
	size_t length = strlen(prefixes[kind]);

	memcpy(out, prefixes[kind], length);
	for (int i = 0; i < DRAWN; i++)
		out[length++] = draw_digit();
	write_checksum(out, length, out + length);
	out[length + CHECKSUM] = '\0';
}

bool secret_is(enum secret kind, const char *text)
{
	size_t prefix = strlen(prefixes[kind]);
	char checksum[CHECKSUM];

	if (strlen(text) != prefix + DRAWN + CHECKSUM || strncmp(text, prefixes[kind], prefix) != 0 ||
	    strspn(text + prefix, digits) != DRAWN + CHECKSUM)
		return false;
	write_checksum(text, prefix + DRAWN, checksum);
	return memcmp(checksum, text + prefix + DRAWN, CHECKSUM) == 0;
}

struct digest secret_hash(const char *text)
{
	return digest_of(text, strlen(text));
}
