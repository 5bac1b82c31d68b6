#include "language/plain.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/text.h"

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

const char *name_made_plain(struct arena *arena, const char *name)
{
	struct text out = text_start(arena, strlen(name));

	if (!utf8_is_sound(name, strlen(name)))
		return "";
	for (size_t length; *name; name += length)
		if (is_plain(text_code_point(name, &length)))
			text_add(&out, name, length);
	return out.bytes;
}

bool name_is_plain(const char *name)
{
	size_t length;

	if (!utf8_is_sound(name, strlen(name)))
		return false;
	for (; *name; name += length)
		if (!is_plain(text_code_point(name, &length)))
			return false;
	return true;
}
