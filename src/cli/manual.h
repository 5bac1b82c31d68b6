/* The lists of clorp(1), made from the tables in scdoc's language. */
#pragma once

#include "cli/cli.h"

enum ending manual_print(struct cli *) MUST_USE;
