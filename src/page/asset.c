#include "page/asset.h"

#include <stddef.h>
#include <string.h>

const char *asset_address(const char *file)
{
	for (const struct asset *asset = assets; asset->file; asset++)
		if (strcmp(asset->file, file) == 0)
			return asset->address;
	return NULL;
}
