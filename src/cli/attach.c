#include "cli/attach.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/id.h"
#include "cli/phrase.h"
#include "cli/wire.h"

struct progress {
	struct cli *cli;
	const char *name;
	int64_t told_at;
};

static void tell_progress(void *arg, int64_t done, int64_t all)
{
	struct progress *progress = arg;
	struct cli *cli = progress->cli;
	int64_t now = monotonic_ms();
	struct arena_mark mark = arena_mark(cli->arena);

	if (now - progress->told_at < 100 && done < all)
		return;
	progress->told_at = now;
	(void)fprintf(stderr, "\r%s  %s of %s\033[K", progress->name, phrase_size(cli->arena, done),
		      phrase_size(cli->arena, all));
	arena_rewind(cli->arena, mark);
}

/* Without the folders before it. */
static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static enum ending open_file(const char *path, FILE **file, int64_t *bytes)
{
	struct stat facts;

	*file = fopen(path, "rbe");
	if (!*file)
		return refuse(END_MISUSED, "unreadable", "%s: %s", path, strerror(errno));
	if (fstat(fileno(*file), &facts) == 0 && S_ISREG(facts.st_mode)) {
		*bytes = facts.st_size;
		return END_WELL;
	}
	(void)fclose(*file);
	return refuse(END_MISUSED, "unreadable", "%s is no file", path);
}

/* Refused before its bytes are sent, a file is refused in words; else a connection that closes is all there is. */
static enum ending check(struct cli *cli, const struct api_upload *upload)
{
	const char *path = arena_printf(cli->arena, "/api/uploads/check?size=%lld&name=%s",
					(long long)upload->bytes,
					wire_escape(cli->arena, upload->name));
	const struct question question = {
		.method = "POST", .path = path, .body = "{}", .reads = true
	};
	struct json_object *answer;

	return api_ask(cli, &question, &answer);
}

static enum ending hand_over(struct cli *cli, const struct api_upload *upload,
			     struct json_object **out)
{
	TRY(check(cli, upload));
	return api_upload(cli, upload, out);
}

static enum ending upload(struct cli *cli, const char *path, struct json_object **out)
{
	struct progress progress = { cli, screen_line(cli->arena, name_of(path)), 0 };
	bool drawn = cli->screen.motion && !cli->flags.quiet;
	struct api_upload upload = { .name = name_of(path) };

	TRY(open_file(path, &upload.file, &upload.bytes));
	upload.progress = drawn ? tell_progress : NULL;
	upload.progress_arg = &progress;

	enum ending end = hand_over(cli, &upload, out);

	(void)fclose(upload.file);
	if (drawn)
		(void)fputs("\r\033[K", stderr);
	return end;
}

enum ending attach_files(struct cli *cli, const struct flag_list *files, struct json_object *body,
			 const char *member)
{
	struct json_object *keys;

	if (files->count == 0)
		return END_WELL;
	keys = json_object_new_array();
	json_object_object_add(body, member, keys);
	for (int i = 0; i < files->count; i++) {
		struct json_object *file, *one = json_object_new_object();

		json_object_array_add(keys, one);
		TRY(upload(cli, files->list[i], &file));
		part_set(one, "key", part_text(file, "key"));
		part_set(one, "name", part_text(file, "name"));
	}
	return END_WELL;
}
