/* The Tasks extension: a drop that was posted by a call is a task, and its id the job's. */
#pragma once

#include "mcp/message.h"

/* The answer to a call that has posted the job: a task in the result's place. */
struct rpc_answer task_begun(const struct exchange *, struct json job);
