/* Of the place where the files lie that people hand over. */
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "admin/closed.h"
#include "admin/doctor.h"
#include "base/config.h"

enum { ROOM_MIB = 100 }; /* four of the largest files */

/* As far as whoever asks can tell: nothing is made here, or it would be of the wrong account. */
bool look_files(struct patient *patient, const char **found)
{
	const char *dir = settings()->files_dir;
	bool fits = access(dir, R_OK | W_OK | X_OK) == 0;

	*found = fits ? dir : arena_printf(patient->arena, "%s: %s", dir, strerror(errno));
	return fits;
}

/* nginx sends them. */
bool look_files_way(struct patient *patient, const char **found)
{
	const char *dir = settings()->files_dir, *closed;

	*found = "not looked at: it is not there";
	if (access(dir, F_OK) != 0)
		return true;
	closed = closed_to(patient->arena, settings()->nginx_user, dir, MAY_PASS);
	*found = closed ? arena_printf(patient->arena, "%s is closed to %s", closed,
				       settings()->nginx_user)
			: dir;
	return !closed;
}

bool look_files_room(struct patient *patient, const char **found)
{
	struct statvfs at;

	*found = "not looked at: it is not there";
	if (statvfs(settings()->files_dir, &at) != 0)
		return true;

	unsigned long long mib = (unsigned long long)at.f_bavail * at.f_frsize >> 20;

	*found = arena_printf(patient->arena, "%llu MiB are free at %s", mib, settings()->files_dir);
	return mib >= ROOM_MIB;
}
