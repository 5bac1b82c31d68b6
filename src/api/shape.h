/* Objects that more than one route answers with. */
#pragma once

#include "api/request.h"
#include "drop/claim.h"
#include "drop/submission.h"
#include "json/write.h"
#include "market/job.h"

struct json job_json(struct arena *, const struct job *);
struct json claim_json(struct arena *, const struct claim *);
struct json submission_json(struct arena *, const struct submission *);

/* The usual end of what changed a job: the job as the caller may see it. */
enum error reply_job(struct request *, int status, struct id) MUST_USE;
