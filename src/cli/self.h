/* Who one is to the server. */
#pragma once

#include "cli/api.h"

/* {"user": {id, name, balance_cents}}: changes nothing. */
enum ending self_find(struct cli *, struct json_object **out) MUST_USE;
