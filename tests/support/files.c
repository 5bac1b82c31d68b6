#include "support/files.h"

#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/clorp-files.XXXXXX";

void store_open_empty(void)
{
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	settings_mutable()->files_dir = folder;
	ck_assert_int_eq(mkdir(format("%s/incoming", folder), 0700), 0);
}

void files_open(void)
{
	world_open();
	store_open_empty();
}

static int drop(const char *path, const struct stat *at, int type, struct FTW *walk)
{
	(void)at;
	(void)type;
	(void)walk;
	return remove(path);
}

void store_forget(void)
{
	(void)nftw(folder, drop, 16, FTW_DEPTH | FTW_PHYS);
}

void files_close(void)
{
	store_forget();
	world_close();
}

struct answer_seen upload_bytes(struct person who, const char *name, const char *bytes,
				size_t length)
{
	return call(POST, format("/api/uploads?name=%s", name), who.key, bytes,
		    .body_length = length);
}

struct answer_seen upload_text(struct person who, const char *name, const char *text)
{
	return upload_bytes(who, name, text, strlen(text));
}

const char *given_file(struct person who, const char *name, const char *text)
{
	struct answer_seen seen = upload_text(who, name, text);

	check_status(seen, 201);
	return text_at(&seen, "key");
}

struct answer_seen fetch(struct person who, const char *key)
{
	return call(GET, format("/api/files/%s", key), who.key, NULL);
}

static int counted[2];

static int count(const char *path, const struct stat *at, int type, struct FTW *walk)
{
	(void)at;
	(void)walk;
	if (type == FTW_F)
		counted[strstr(path, "/incoming/") != NULL]++;
	return 0;
}

static int files_of(int which)
{
	counted[0] = counted[1] = 0;
	(void)nftw(folder, count, 16, FTW_PHYS);
	return counted[which];
}

int files_in_store(void)
{
	return files_of(0);
}

int files_incoming(void)
{
	return files_of(1);
}

static size_t give(void *stream, char *out, size_t room)
{
	const char **at = stream;
	size_t length = strnlen(*at, room);

	memcpy(out, *at, length);
	*at += length;
	return length;
}

enum error keeping_receive(struct keeping *keeping, const char *text)
{
	return spool_receive(world_arena(), give, &text, -1, &keeping->spool);
}

enum error keeping_create(struct db *db, void *arg)
{
	struct keeping *keeping = arg;
	struct new_upload wanted = { .user = keeping->user,
				     .name = "a.txt",
				     .spool = keeping->spool };

	ck_assert(id_read(KEEPING_KEY, &wanted.key));
	return upload_create(db, &wanted, &keeping->upload);
}
