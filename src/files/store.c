#include "files/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/config.h"
#include "base/hash.h"
#include "base/id.h"

#define INCOMING "incoming"

/* The directory above files.dir says who comes in at all; nginx is one of them, and lists nothing here. */
enum { FOLDER_MODE = 0711, FILE_MODE = 0644, OWN_MODE = 0700 };

const char *store_name(struct arena *arena, struct digest digest)
{
	struct hex hex = digest_hex(digest);

	return arena_printf(arena, "%.2s/%s", hex.text, hex.text);
}

static const char *place(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", settings()->files_dir, name);
}

static enum error trouble(const char *what, const char *path)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		return failure(ERR_STORAGE_FULL, "no room to %s %s: %s", what, path,
			       strerror(errno));
	return failure(ERR_BROKEN, "cannot %s %s: %s", what, path, strerror(errno));
}

static enum error make_folder(const char *path, mode_t mode)
{
	if (mkdir(path, mode) == 0)
		return chmod(path, mode) ? trouble("open up", path) : OK; /* whatever the umask is */
	return errno == EEXIST ? OK : trouble("make", path);
}

enum error store_check(struct arena *arena, int64_t bytes)
{
	struct statvfs at;
	const char *incoming = place(arena, INCOMING);

	TRY(make_folder(incoming, OWN_MODE));
	if (access(incoming, W_OK | X_OK) || statvfs(incoming, &at))
		return trouble("write in", incoming);
	if ((uint64_t)at.f_bavail * at.f_frsize < (uint64_t)bytes || at.f_bavail == 0)
		return failure(ERR_STORAGE_FULL, "the file system of %s is full", incoming);
	return OK;
}

enum error store_begin(struct arena *arena, const char **path, int *fd)
{
	const char *name = place(arena, arena_printf(arena, INCOMING "/%s", id_new().text));
	int opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (opened < 0)
		return trouble("begin", name);
	*path = name;
	*fd = opened;
	return OK;
}

/* What a folder lists is on the disk, too. */
static enum error settle_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return trouble("open", path);

	int failed = fsync(fd);
	enum error e = failed ? trouble("settle", path) : OK;

	(void)close(fd);
	return e;
}

enum error store_keep(struct arena *arena, const char *path, struct digest digest)
{
	const char *name = place(arena, store_name(arena, digest));
	const char *folder = arena_copy(arena, name, strlen(name) - strlen(strrchr(name, '/')));

	if (access(folder, X_OK)) {
		TRY(make_folder(folder, FOLDER_MODE));
		TRY(settle_folder(settings()->files_dir));
	}
	if (link(path, name) && errno != EEXIST)
		return trouble("keep", name);
	if (chmod(name, FILE_MODE))
		return trouble("open up", name);
	return settle_folder(folder);
}

enum error store_open(struct arena *arena, struct digest digest, int *fd)
{
	const char *name = place(arena, store_name(arena, digest));
	int opened = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (opened < 0)
		return trouble("read", name);
	*fd = opened;
	return OK;
}

int64_t store_size(struct arena *arena, struct digest digest)
{
	struct stat at;

	return stat(place(arena, store_name(arena, digest)), &at) == 0 ? (int64_t)at.st_size : -1;
}

enum error store_remove(struct arena *arena, struct digest digest)
{
	const char *name = place(arena, store_name(arena, digest));

	return unlink(name) && errno != ENOENT ? trouble("remove", name) : OK;
}

static bool is_older(const char *path, int64_t seconds)
{
	struct stat at;

	return lstat(path, &at) == 0 && S_ISREG(at.st_mode) &&
	       (int64_t)time(NULL) - (int64_t)at.st_mtime >= seconds;
}

/* Call what for each file of a folder that is so old. */
static void walk(struct arena *arena, const char *folder, int64_t seconds,
		 void (*what)(const char *path, const char *name, void *), void *arg)
{
	const char *path = place(arena, folder);
	DIR *dir = opendir(path);

	if (!dir)
		return;
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		const char *file = arena_printf(arena, "%s/%s", path, entry->d_name);

		if (is_older(file, seconds))
			what(file, entry->d_name, arg);
	}
	(void)closedir(dir);
}

struct found {
	struct arena *arena;
	struct store_list list;
	int room;
};

static void note(const char *path, const char *name, void *arg)
{
	struct found *found = arg;
	struct digest digest;

	(void)path;
	if (!digest_of_hex(name, &digest))
		return;
	if (found->list.count == found->room) {
		int room = found->room ? 2 * found->room : 64;
		struct digest *more = ARENA_ARRAY(found->arena, struct digest, room);

		if (found->room)
			memcpy(more, found->list.digests, sizeof(*more) * (size_t)found->room);
		found->list.digests = more;
		found->room = room;
	}
	found->list.digests[found->list.count++] = digest;
}

struct store_list store_list(struct arena *arena, int folder, int64_t seconds)
{
	struct found found = { .arena = arena };

	walk(arena, arena_printf(arena, "%02x", folder), seconds, note, &found);
	return found.list;
}

static void count(const char *path, const char *name, void *arg)
{
	(void)path;
	(void)name;
	++*(int *)arg;
}

static void drop(const char *path, const char *name, void *arg)
{
	(void)name;
	if (unlink(path) == 0)
		++*(int *)arg;
}

int store_count_left(struct arena *arena, int64_t seconds)
{
	int left = 0;

	walk(arena, INCOMING, seconds, count, &left);
	return left;
}

int store_drop_left(struct arena *arena, int64_t seconds)
{
	int dropped = 0;

	walk(arena, INCOMING, seconds, drop, &dropped);
	return dropped;
}
