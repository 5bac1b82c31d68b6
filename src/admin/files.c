/* Whether what people uploaded is there, and nothing else. */
#include <string.h>

#include "admin/verb.h"
#include "base/config.h"
#include "base/hash.h"
#include "files/sweep.h"
#include "json/write.h"

static void tell(void *arg, const struct file_finding *finding)
{
	struct call *call = arg;
	struct hex hex = digest_hex(finding->sha256);
	const char *sha256 = hex.text;

	say(js_object(call->arena, "finding", finding->what, "sha256", sha256, "count", finding->count));
}

enum error admin_files_check(struct call *call)
{
	bool bytes = call->count > 0 && strcmp(call->words[0], "--bytes") == 0;
	int findings = 0;

	if (call->count > 0 && !bytes)
		return failure(ERR_INVALID, "files check takes --bytes, or nothing");
	TRY(files_check(call->db, bytes, tell, call, &findings));
	say(js_object(call->arena, "files_dir", settings()->files_dir, "findings", findings));
	call->failed = findings > 0;
	return OK;
}
