#include "cli/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_BYTES_MOST = 1 << 20 };

/* CLORP_x, or as the older product had it, CLAWRK_x. */
const char *store_environment(struct arena *arena, const char *name)
{
	static const char *const prefixes[] = { "CLORP_", "CLAWRK_" };

	for (int i = 0; i < COUNT(prefixes); i++) {
		const char *value = getenv(arena_printf(arena, "%s%s", prefixes[i], name));

		if (value && *value)
			return value;
	}
	return NULL;
}

static enum ending directory(struct arena *arena, const char **out)
{
	const char *own = store_environment(arena, "CONFIG_DIR"), *xdg = getenv("XDG_CONFIG_HOME"),
		   *home = getenv("HOME");

	if (own)
		*out = own;
	else if (xdg && *xdg == '/')
		*out = arena_printf(arena, "%s/clorp", xdg);
	else if (home && *home)
		*out = arena_printf(arena, "%s/.config/clorp", home);
	else
		return refuse(END_MISUSED, "no_home", "neither HOME nor CLORP_CONFIG_DIR is set");
	return END_WELL;
}

enum ending store_path(struct arena *arena, const char **out)
{
	const char *dir;

	TRY(directory(arena, &dir));
	*out = arena_printf(arena, "%s/contexts.json", dir);
	return END_WELL;
}

static enum ending make_directory(struct arena *arena)
{
	const char *dir;

	TRY(directory(arena, &dir));
	char *path = arena_printf(arena, "%s/", dir);

	for (char *slash = path + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			return refuse(END_FAILED, "no_directory", "%s: %s", path, strerror(errno));
	}
	return END_WELL;
}

/* Who may read it may act as its user: a file that came from elsewhere is closed first. */
struct json_object *store_read_file(struct arena *arena, const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat facts;
	struct json_object *object = NULL;

	if (file < 0)
		return NULL;
	if (fstat(file, &facts) == 0 && facts.st_size < FILE_BYTES_MOST) {
		char *bytes = arena_alloc(arena, (size_t)facts.st_size + 1);
		ssize_t length = read(file, bytes, (size_t)facts.st_size);

		if ((facts.st_mode & 077) && fchmod(file, 0600) == 0)
			(void)fprintf(stderr,
				      "clorp: %s could be read by others; it is yours alone now\n",
				      path);
		object = length > 0 ? part_parse(arena, bytes, (size_t)length) : NULL;
	}
	(void)close(file);
	return object;
}

static bool write_all(int file, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(file, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return fsync(file) == 0;
}

/* Whole or not at all: another file, made for its owner alone, takes the old one's place. */
static enum ending replace_file(struct arena *arena, const char *path, const char *bytes)
{
	char *beside = arena_printf(arena, "%s.XXXXXX", path);
	int file = mkostemp(beside, O_CLOEXEC);
	bool written = file >= 0 && write_all(file, bytes, strlen(bytes));

	if (file >= 0)
		(void)close(file);
	if (written && rename(beside, path) == 0)
		return END_WELL;

	int why = errno;

	if (file >= 0)
		(void)unlink(beside);
	return refuse(END_FAILED, "not_written", "%s: %s", path, strerror(why));
}

enum ending store_lock(struct arena *arena, int *lock)
{
	const char *path;

	TRY(make_directory(arena));
	TRY(store_path(arena, &path));
	int file = open(arena_printf(arena, "%s.lock", path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (file < 0 || flock(file, LOCK_EX))
		return refuse(END_FAILED, "not_locked", "%s.lock: %s", path, strerror(errno));
	*lock = file;
	return END_WELL;
}

void store_unlock(int lock)
{
	(void)close(lock);
}

/* What is stored; nothing yet is an object without members. A file that is no JSON is left alone. */
enum ending store_read(struct arena *arena, struct json_object **out)
{
	const char *path;

	TRY(store_path(arena, &path));
	*out = store_read_file(arena, path);
	if (!json_object_is_type(*out, json_type_object) && access(path, F_OK) == 0)
		return refuse(END_FAILED, "unreadable", "%s cannot be read as JSON", path);
	if (!*out)
		*out = part_object(arena);
	return END_WELL;
}

/* Changes the stored object under the lock and writes it. */
enum ending store_write(struct arena *arena, struct json_object *stored)
{
	const char *path;

	TRY(make_directory(arena));
	TRY(store_path(arena, &path));
	return replace_file(arena, path,
			    json_object_to_json_string_ext(stored,
							   JSON_C_TO_STRING_PRETTY |
								   JSON_C_TO_STRING_NOSLASHESCAPE));
}
