/* The winning answer as a page of its own, for the drop's sender and its author: to read, to print, without the module. */
#pragma once

#include "html/markup.h"
#include "market/job.h"

struct markup answer_page(struct arena *, const struct job *);
