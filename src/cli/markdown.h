/* Markdown as text on a terminal: what it marks is shown by ink, and lines are broken where they fit. */
#pragma once

#include "cli/screen.h"

/* The text must be safe already; between fences it stays as it is. */
const char *markdown_shown(struct arena *, const struct screen *, const char *safe);
