#include "base/seat.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/share.h"

/* A lock of this opening of the file, not of the process: each seat is an opening of its own. */
static bool sit(int fd, int at)
{
	struct flock byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };

	return fcntl(fd, F_OFD_SETLK, &byte) == 0;
}

bool seat_take(struct arena *arena, const char *name, int seats, int *seat)
{
	int fd = share_open(arena, name);

	*seat = fd;
	if (fd == NO_SEAT)
		return true;
	for (int i = 0; i < seats; i++)
		if (sit(fd, i))
			return true;
	seat_leave(fd);
	*seat = NO_SEAT;
	return false;
}

void seat_leave(int seat)
{
	if (seat != NO_SEAT)
		(void)close(seat);
}
