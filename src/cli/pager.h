/* Long texts, a page at a time: $CLORP_PAGER, else $PAGER, else less; on a terminal only. */
#pragma once

#include "cli/cli.h"

/* From here on standard output goes through it, if so many lines are more than the screen holds. */
void pager_open(struct cli *, int lines);

/* Wait until whoever reads has read; nothing if there is no pager. */
void pager_close(void);

int pager_lines(const char *text);
