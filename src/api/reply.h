/* Building replies. */
#pragma once

#include "api/request.h"
#include "html/markup.h"
#include "json/write.h"

/* The usual end of a handler: return reply(req, 201, claim_json(...)). */
enum error reply(struct request *, int status, struct json body) MUST_USE;

/*
 * A page that loads nothing from elsewhere, and whose forms go here and to `forms_to` ("" if
 * nowhere else: browsers hold a form's redirects to it as well). And a way to another
 * address (303: it is asked for by GET).
 */
enum error reply_page(struct request *, int status, const char *forms_to,
		      struct markup page) MUST_USE;
enum error reply_redirect(struct request *, const char *url) MUST_USE;

void reply_header(struct request *, const char *name, const char *value);

/* Turn a failure into the contract's error body. */
void reply_error(struct request *, enum error);

/* {"<name>":[items],"next_cursor":cursor}; the cursor may be NULL. */
enum error reply_list(struct request *, const char *name, struct json items,
		      const char *cursor) MUST_USE;
