#include "language/plain.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

bool utf8_is_sound(const char *bytes, size_t length)
{
	return !memchr(bytes, '\0', length) && !u8_check((const uint8_t *)bytes, length);
}

static bool is_plain(ucs4_t c)
{
	return !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cs |
							    UC_CATEGORY_MASK_Zl |
							    UC_CATEGORY_MASK_Zp) &&
	       !uc_is_property_bidi_control(c);
}

bool name_is_plain(const char *name)
{
	size_t length = strlen(name);
	ucs4_t c;

	if (!utf8_is_sound(name, length))
		return false;
	for (size_t at = 0; at < length;
	     at += (size_t)u8_mblen((const uint8_t *)name + at, length - at)) {
		(void)u8_mbtouc(&c, (const uint8_t *)name + at, length - at);
		if (!is_plain(c))
			return false;
	}
	return true;
}
