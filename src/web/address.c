#include "web/address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"

struct range4 {
	uint8_t bytes[4];
	int bits;
};

/* clang-format off */
static const struct range4 special4[] = {
	{ {   0,   0,   0, 0 },  8 },	/* this network */
	{ {  10,   0,   0, 0 },  8 },	/* private */
	{ { 100,  64,   0, 0 }, 10 },	/* shared by carriers */
	{ { 127,   0,   0, 0 },  8 },	/* loopback */
	{ { 169, 254,   0, 0 }, 16 },	/* link-local: where clouds keep their secrets */
	{ { 172,  16,   0, 0 }, 12 },	/* private */
	{ { 192,   0,   0, 0 }, 24 },	/* protocol assignments */
	{ { 192,   0,   2, 0 }, 24 },	/* documentation */
	{ { 192,  88,  99, 0 }, 24 },	/* 6to4 relays, gone */
	{ { 192, 168,   0, 0 }, 16 },	/* private */
	{ { 198,  18,   0, 0 }, 15 },	/* benchmarks */
	{ { 198,  51, 100, 0 }, 24 },	/* documentation */
	{ { 203,   0, 113, 0 }, 24 },	/* documentation */
	{ { 224,   0,   0, 0 },  4 },	/* multicast */
	{ { 240,   0,   0, 0 },  4 },	/* reserved, and broadcast */
};
/* clang-format on */

static bool starts_with(const uint8_t *address, const uint8_t *prefix, int bits)
{
	int whole = bits / 8, rest = bits % 8;
	uint8_t mask = (uint8_t)(0xFF00 >> rest);

	return memcmp(address, prefix, (size_t)whole) == 0 &&
	       (!rest || (address[whole] & mask) == (prefix[whole] & mask));
}

static bool is_public4(const uint8_t bytes[4])
{
	for (int i = 0; i < COUNT(special4); i++)
		if (starts_with(bytes, special4[i].bytes, special4[i].bits))
			return false;
	return true;
}

/* Of IPv6 only 2000::/3 is out in the world, and not all of that. */
static bool is_public6(const uint8_t bytes[16])
{
	static const uint8_t mapped[12] = { [10] = 0xFF, [11] = 0xFF },
			     nat64[12] = { 0, 0x64, 0xFF, 0x9B }, global[1] = { 0x20 },
			     protocols[3] = { 0x20, 0x01, 0x00 },
			     documentation[4] = { 0x20, 0x01, 0x0D, 0xB8 },
			     six_to_four[2] = { 0x20, 0x02 },
			     documentation3[3] = { 0x3F, 0xFF, 0x00 };

	if (starts_with(bytes, mapped, 96) || starts_with(bytes, nat64, 96))
		return is_public4(bytes + 12);
	return starts_with(bytes, global, 3) && !starts_with(bytes, protocols, 23) &&
	       !starts_with(bytes, documentation, 32) && !starts_with(bytes, six_to_four, 16) &&
	       !starts_with(bytes, documentation3, 20);
}

bool address_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		uint8_t bytes[4];

		memcpy(bytes, &((const struct sockaddr_in *)(const void *)address)->sin_addr,
		       sizeof(bytes));
		return is_public4(bytes);
	}
	if (address->sa_family == AF_INET6)
		return is_public6(
			((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
	return false;
}
