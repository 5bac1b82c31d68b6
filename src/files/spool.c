#include "files/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/hash.h"
#include "files/kind.h"
#include "files/store.h"

enum { PIECE = 64 * 1024 };

void spool_drop(const struct spool *spool)
{
	(void)unlink(spool->path);
}

static enum error check_size(int64_t size)
{
	int64_t most = settings()->files_max_bytes;

	if (size == 0)
		return failure(ERR_INVALID, "an upload has at least one byte: the body is the file");
	if (size > most)
		return failure(ERR_TOO_LARGE, "a file may have %lld bytes", (long long)most);
	return OK;
}

static enum error put(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t put = write(fd, bytes, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
			return failure(ERR_STORAGE_FULL, "no room for a body: %s", strerror(errno));
		if (put < 0)
			return failure(ERR_BROKEN, "cannot write a body: %s", strerror(errno));
		bytes += put;
		length -= (size_t)put;
	}
	return OK;
}

/* All of it, but no more than a byte above what is allowed: then the rest does not matter. */
static enum error pour(spool_source *source, void *stream, int fd, struct hash *hash, int64_t *size)
{
	static char piece[PIECE];
	size_t got;

	do {
		got = source(stream, piece, sizeof(piece));
		TRY(put(fd, piece, got));
		hash_add(hash, piece, got);
		*size += (int64_t)got;
	} while (got == sizeof(piece) && *size <= settings()->files_max_bytes);
	return OK;
}

static enum error finish(struct arena *arena, int fd, struct spool *spool)
{
	struct kind kind;

	TRY(check_size(spool->size));
	if (fsync(fd))
		return failure(errno == ENOSPC ? ERR_STORAGE_FULL : ERR_BROKEN,
			       "cannot settle a body: %s", strerror(errno));
	kind = kind_of_file(arena, fd);
	spool->content_type = kind.content_type;
	spool->excerpt = kind.excerpt;
	return OK;
}

static enum error end(const struct spool *spool, enum error e, struct spool *out)
{
	if (e)
		spool_drop(spool);
	else
		*out = *spool;
	return e;
}

static enum error receive(struct arena *arena, int fd, spool_source *source, void *stream,
			  int64_t announced, struct spool *spool)
{
	struct hash *hash = hash_start();
	enum error e = pour(source, stream, fd, hash, &spool->size);

	spool->sha256 = hash_end(hash);
	TRY(e);
	if (announced >= 0 && spool->size < announced && spool->size <= settings()->files_max_bytes)
		return failure(ERR_INVALID, "the body ended before its Content-Length");
	return finish(arena, fd, spool);
}

enum error spool_receive(struct arena *arena, spool_source *source, void *stream, int64_t announced,
			 struct spool *out)
{
	struct spool spool = { .size = 0 };
	int fd = -1;

	TRY(store_begin(arena, &spool.path, &fd));

	enum error e = receive(arena, fd, source, stream, announced, &spool);

	(void)close(fd);
	return end(&spool, e, out);
}

static enum error hash_file(int fd, struct digest *out)
{
	static char piece[PIECE];
	struct hash *hash = hash_start();
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) > 0)
		hash_add(hash, piece, (size_t)got);
	*out = hash_end(hash);
	return got == 0 ? OK : failure(ERR_BROKEN, "cannot read a body: %s", strerror(errno));
}

/* A file of ours in incoming/ and nothing else: a name there, or in one of nginx's folders in it. */
static enum error open_own(const char *path, int *fd, int64_t *size)
{
	const char *dir = settings()->files_dir;
	size_t length = strlen(dir);
	struct stat at;

	if (strncmp(path, dir, length) != 0 || strncmp(path + length, "/incoming/", 10) != 0 ||
	    strstr(path, "/../"))
		return failure(ERR_BROKEN, "nginx keeps bodies at %s, which is not in files.dir",
			       path);

	int opened = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (opened < 0)
		return failure(ERR_BROKEN, "cannot open the body that nginx kept: %s",
			       strerror(errno));
	if (fstat(opened, &at) || !S_ISREG(at.st_mode)) {
		(void)close(opened);
		return failure(ERR_BROKEN, "what nginx kept is no file");
	}
	*fd = opened;
	*size = (int64_t)at.st_size;
	return OK;
}

static enum error adopt(struct arena *arena, int fd, struct spool *spool)
{
	TRY(check_size(spool->size));
	TRY(hash_file(fd, &spool->sha256));
	return finish(arena, fd, spool);
}

enum error spool_adopt(struct arena *arena, const char *path, struct spool *out)
{
	struct spool spool = { .path = path };
	int fd = -1;

	TRY(open_own(path, &fd, &spool.size));

	enum error e = adopt(arena, fd, &spool);

	(void)close(fd);
	return end(&spool, e, out);
}
