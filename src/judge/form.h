/* Whether a delivery is in the form that was asked for. */
#pragma once

#include "language/format.h"

/* True of plain text whatever it is, and of code where it has code's signs. A fence around is no
 * part of the form. */
bool format_holds(enum format, const char *text);

/* JSON, or rows that a program wrote rather than a person. */
bool format_is_data(const char *text);
