/* Markup that is XML: what HTML lets pass and XML does not. */
#pragma once

#include "html/markup.h"

/*
 * The text without what XML 1.0 has no way to write: control characters and noncharacters become
 * U+FFFD. It is escaped where it is put in, as any text is.
 */
const char *xml_text(struct arena *, const char *);
