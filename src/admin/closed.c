#include "admin/closed.h"

#include <grp.h>
#include <libgen.h>
#include <pwd.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

enum { GROUPS_MOST = 64 };

/* Somebody, as the kernel sees them. */
struct person {
	uid_t user;
	gid_t groups[GROUPS_MOST];
	int count;
};

/* An account that is not here has no rights but everybody's. */
static struct person person_named(const char *name)
{
	const struct passwd *entry = getpwnam(name);
	struct person person = { .user = (uid_t)-1, .count = 0 };

	if (!entry)
		return person;
	person.user = entry->pw_uid;
	person.count = GROUPS_MOST;
	if (getgrouplist(name, entry->pw_gid, person.groups, &person.count) < 0)
		person.count = GROUPS_MOST;
	return person;
}

/* Of the three classes the first that fits is what counts. */
static bool may(const struct person *person, const struct stat *at, unsigned which)
{
	if (person->user == 0)
		return true;
	if (person->user == at->st_uid)
		return at->st_mode & (which << 6);
	for (int i = 0; i < person->count; i++)
		if (person->groups[i] == at->st_gid)
			return at->st_mode & (which << 3);
	return at->st_mode & which;
}

/* Where there is an access list it may let in whom the mode keeps out: what cannot be told passes. */
static bool is_closed(const struct person *person, const char *path, unsigned which)
{
	struct stat at;

	if (stat(path, &at) != 0)
		return true;
	return !may(person, &at, which) && getxattr(path, "system.posix_acl_access", NULL, 0) <= 0;
}

const char *closed_to(struct arena *arena, const char *account, const char *path, enum may which)
{
	struct person person = person_named(account);

	if (is_closed(&person, path, which))
		return path;
	for (const char *folder = path; strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0;) {
		folder = dirname(arena_printf(arena, "%s", folder));
		if (is_closed(&person, folder, MAY_PASS))
			return folder;
	}
	return NULL;
}
