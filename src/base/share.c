#include "base/share.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/hash.h"
#include "base/log.h"

static const char *path_of(struct arena *arena, const char *name)
{
	const struct config *c = settings();
	const char *database = arena_printf(arena, "%s %s", c->db_socket, c->db_name);

	return arena_printf(arena, "/clorp-%s-%.16s", name,
			    digest_hex(digest_of(database, strlen(database))).text);
}

/* Whoever else may write to it could cut it short under us, and it would be no use to count then. */
static bool is_ours(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_uid == geteuid() &&
	       !(file.st_mode & (S_IWGRP | S_IWOTH));
}

static int open_ours(const char *path)
{
	int fd = shm_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || is_ours(fd))
		return fd;
	(void)close(fd);
	return -1;
}

/* With all of its bytes: a full /dev/shm shows here, and not when one is touched. */
static void *map(const char *path, size_t size)
{
	int fd = open_ours(path);
	void *at = MAP_FAILED;

	if (fd >= 0 && posix_fallocate(fd, 0, (off_t)size) == 0)
		at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd >= 0)
		(void)close(fd);
	return at == MAP_FAILED ? NULL : at;
}

static void say_alone(const char *name)
{
	log_warning("share.alone", "what", name, "why", "no shared memory: see /dev/shm");
}

void *share_map(struct arena *arena, const char *name, size_t size)
{
	void *at = map(path_of(arena, name), size);

	if (!at)
		say_alone(name);
	return at;
}

int share_open(struct arena *arena, const char *name)
{
	int fd = open_ours(path_of(arena, name));

	if (fd < 0)
		say_alone(name);
	return fd;
}

void share_forget(struct arena *arena, const char *name)
{
	(void)shm_unlink(path_of(arena, name));
}
