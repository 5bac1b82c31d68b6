/* Files that go along: uploaded first, then named by their keys. */
#pragma once

#include "cli/api.h"

/* Upload them, with their progress on a terminal, and put their keys into the body's member of that name. */
enum ending attach_files(struct cli *, const struct flag_list *, struct json_object *body,
			 const char *member) MUST_USE;
