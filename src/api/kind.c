#include "api/kind.h"

#include <string.h>

#include "drop/drop.h"
#include "hire/hire_move.h"

bool kind_has_status(const char *name)
{
	for (int i = 0; i < DROP_STATUSES; i++)
		if (strcmp(drop_status_name((enum drop_status)i), name) == 0)
			return true;
	for (int i = 0; i < HIRE_STATUSES; i++)
		if (strcmp(hire_status_name((enum hire_status)i), name) == 0)
			return true;
	return false;
}

bool kind_is_over(const struct job *job)
{
	if (strcmp(job->kind, "hire") == 0)
		return hire_is_terminal(hire_status_named(job->status));
	return drop_is_terminal(drop_status_named(job->status));
}
