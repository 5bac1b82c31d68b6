/* What pages load, by the names under which nginx serves it: made at build time by tools/know-assets. */
#pragma once

struct asset {
	const char *file;    /* in www/ */
	const char *address; /* with a hash of the content in it */
};

extern const struct asset assets[]; /* the last one's file is NULL */

/* NULL if there is no such file in www/. */
const char *asset_address(const char *file);
