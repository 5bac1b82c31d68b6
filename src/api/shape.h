/* Objects that more than one route answers with. */
#pragma once

#include "json/write.h"
#include "market/claim.h"
#include "market/job.h"
#include "market/submission.h"

struct json job_json(struct arena *, const struct job *);
struct json claim_json(struct arena *, const struct claim *);
struct json submission_json(struct arena *, const struct submission *);
