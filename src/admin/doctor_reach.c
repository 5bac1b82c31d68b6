/* The settings' file, and the way to the database. */
#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "admin/doctor.h"
#include "base/config.h"
#include "base/text.h"

/* ------------------------------------------------------------ the settings */

bool look_settings_there(struct patient *patient, const char **found)
{
	(void)patient;
	*found = config_file();
	return access(config_file(), F_OK) == 0 || errno != ENOENT;
}

bool look_settings_readable(struct patient *patient, const char **found)
{
	*found = config_file();
	if (access(config_file(), R_OK) == 0 || errno == ENOENT)
		return true;
	*found = arena_printf(patient->arena, "%s: %s", config_file(), strerror(errno));
	return false;
}

/* A file that cannot be opened has a row of its own. */
bool look_settings_taken(struct patient *patient, const char **found)
{
	if (!patient->refusal || access(config_file(), R_OK) != 0)
		return true;
	*found = patient->refusal;
	return false;
}

bool look_settings_private(struct patient *patient, const char **found)
{
	struct stat at;

	if (stat(config_file(), &at) != 0 || !S_ISREG(at.st_mode))
		return true;
	*found = arena_printf(patient->arena, "%s has mode %04o", config_file(),
			      (unsigned)at.st_mode & 07777u);
	return (at.st_mode & (S_IROTH | S_IWOTH)) == 0;
}

/* ------------------------------------------------------------ the way to the database */

/* MariaDB's numbers. */
enum {
	TOO_MANY_CONNECTIONS = 1040,
	NO_RIGHT_TO_DATABASE = 1044,
	ACCESS_DENIED = 1045,
	NO_SUCH_DATABASE = 1049,
	TOO_MANY_OF_USER = 1203,
	USER_LIMIT = 1226,
	NO_PASSWORD = 1698,
	NO_SOCKET = 2002,
	NO_HOST = 2003,
	UNKNOWN_HOST = 2005,
	GREETING_MS = 500,
};

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		int why = errno;

		(void)close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

/* MariaDB speaks first, and its fifth byte is its protocol's version. */
static bool is_mariadb(const char *path)
{
	unsigned char greeting[5] = { 0 };
	int fd = connect_to(path);
	struct pollfd ready = { fd, POLLIN, 0 };

	if (fd < 0)
		return false;
	bool speaks = poll(&ready, 1, GREETING_MS) > 0 &&
		      read(fd, greeting, sizeof(greeting)) == sizeof(greeting) && greeting[4] == 10;

	(void)close(fd);
	return speaks;
}

/* Another socket in the same folder, or where systems have it. */
static const char *find_socket(struct arena *arena, const char *folder)
{
	static const char *const usual[] = { "/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock",
					     "/tmp/mysql.sock" };
	DIR *dir = opendir(folder);
	const char *socket = NULL;

	for (struct dirent *entry; dir && !socket && (entry = readdir(dir));) {
		const char *path = arena_printf(arena, "%s/%s", folder, entry->d_name);

		if (entry->d_type == DT_SOCK && is_mariadb(path))
			socket = path;
	}
	if (dir)
		(void)closedir(dir);
	for (int i = 0; i < COUNT(usual) && !socket; i++)
		if (is_mariadb(usual[i]))
			socket = usual[i];
	return socket;
}

/* Nobody answers at the socket: because it is the wrong one, or because nobody is there. */
static enum barrier why_no_socket(struct patient *patient)
{
	const char *path = settings()->db_socket;
	char *folder = dirname(arena_printf(patient->arena, "%s", path));
	int fd = connect_to(path), why = errno;
	const char *other;

	if (fd >= 0)
		(void)close(fd);
	if (fd >= 0 || why == ECONNREFUSED || why == EAGAIN)
		return BARRIER_DOWN;
	patient->barrier_text = arena_printf(patient->arena, "%s: %s", path, strerror(why));
	if (why != ENOENT || access(folder, F_OK) != 0)
		return BARRIER_SOCKET;
	other = find_socket(patient->arena, folder);
	if (!other)
		return BARRIER_DOWN;
	patient->barrier_text = arena_printf(patient->arena,
					     "nothing is at %s, but MariaDB answers at %s", path,
					     other);
	return BARRIER_SOCKET;
}

static enum barrier why_not(struct patient *patient)
{
	switch (db_number(patient->db)) {
	case ACCESS_DENIED:
	case NO_PASSWORD: return BARRIER_PASSWORD;
	case NO_RIGHT_TO_DATABASE:
	case NO_SUCH_DATABASE: return BARRIER_NAME;
	case TOO_MANY_CONNECTIONS:
	case TOO_MANY_OF_USER:
	case USER_LIMIT: return BARRIER_FULL;
	case UNKNOWN_HOST: return BARRIER_SOCKET;
	case NO_HOST: return BARRIER_DOWN;
	case NO_SOCKET: return *settings()->db_socket ? why_no_socket(patient) : BARRIER_DOWN;
	default: return BARRIER_OTHER;
	}
}

static enum error ask(struct db *db, void *arg)
{
	struct rows *rows;

	(void)arg;
	return db_query(db, &rows, "SELECT 1 AS one");
}

void doctor_reach(struct patient *patient)
{
	if (db_transact(patient->db, DB_AUTOCOMMIT, ask, NULL) == OK)
		return;
	patient->barrier_text = arena_printf(patient->arena, "%s", failure_note()->text);
	patient->barrier = why_not(patient);
}

static bool is_free_of(const struct patient *patient, enum barrier barrier, const char **found)
{
	if (patient->barrier != barrier)
		return true;
	*found = patient->barrier_text;
	return false;
}

bool look_database_socket(struct patient *patient, const char **found)
{
	*found = *settings()->db_socket ? settings()->db_socket : settings()->db_host;
	return is_free_of(patient, BARRIER_SOCKET, found);
}

bool look_database_up(struct patient *patient, const char **found)
{
	return is_free_of(patient, BARRIER_DOWN, found);
}

bool look_database_password(struct patient *patient, const char **found)
{
	*found = settings()->db_user;
	return is_free_of(patient, BARRIER_PASSWORD, found);
}

bool look_database_name(struct patient *patient, const char **found)
{
	*found = settings()->db_name;
	return is_free_of(patient, BARRIER_NAME, found);
}

bool look_database_room(struct patient *patient, const char **found)
{
	return is_free_of(patient, BARRIER_FULL, found);
}

bool look_database_else(struct patient *patient, const char **found)
{
	return is_free_of(patient, BARRIER_OTHER, found);
}
