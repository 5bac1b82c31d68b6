/* The database's own settings. */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "admin/doctor.h"
#include "base/config.h"
#include "base/text.h"

enum {
	VERSION_LEAST = 101105, /* 10.11.5: from there on UUIDv7 is kept in time order */
	PACKET_LEAST = 16 << 20,
	SPARE_CONNECTIONS = 5, /* for whoever looks in: this program, a backup, a person */
	CRON_CONNECTIONS = 4   /* of clorp-cron, and of its processes that are one of a kind */
};

/* One row of the server's, or what went wrong in *found. */
static struct rows *ask(enum error e, struct rows *rows, const char **found)
{
	if (!e && rows_next(rows))
		return rows;
	*found = e ? failure_note()->text : "no answer";
	return NULL;
}

bool look_version(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(
		patient->db, &rows,
		"SELECT VERSION() AS version, CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS INT) * 10000 + "
		"CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS INT) * 100 + "
		"CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '-', 1), '.', -1) AS INT) AS number");

	if (!ask(e, rows, found))
		return false;
	*found = row_text(rows, "version");
	return row_int(rows, "number") >= VERSION_LEAST;
}

bool look_binary_log(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(patient->db, &rows,
				"SELECT @@log_bin AS logs, @@GLOBAL.binlog_format AS format");

	if (!ask(e, rows, found))
		return false;
	*found = row_bool(rows, "logs") ? row_text(rows, "format") : "off";
	return strcmp(*found, "STATEMENT") != 0;
}

bool look_flush(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(patient->db, &rows,
				"SELECT @@GLOBAL.innodb_flush_log_at_trx_commit AS flush");

	if (!ask(e, rows, found))
		return false;
	*found = arena_printf(patient->arena, "innodb_flush_log_at_trx_commit is %lld",
			      (long long)row_int(rows, "flush"));
	return row_int(rows, "flush") == 1;
}

/* Which file a process runs; "" if that is not for us to know. */
static const char *program_of(struct arena *arena, const char *process)
{
	char path[1000] = "";
	ssize_t length = readlink(arena_printf(arena, "/proc/%s/exe", process), path,
				  sizeof(path) - 1);

	return arena_printf(arena, "%.*s", length > 0 ? (int)length : 0, path);
}

/* Workers on this host, of the installation that this program is of. */
static int count_workers(struct arena *arena)
{
	const char *own = program_of(arena, "self"), *slash = strrchr(own, '/');
	const char *worker = arena_printf(arena, "%.*s/clorp-fcgi", slash ? (int)(slash - own) : 0,
					  own);
	DIR *proc = opendir("/proc");
	int count = 0;

	for (struct dirent *entry; proc && (entry = readdir(proc));)
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			count += strcmp(program_of(arena, entry->d_name), worker) == 0;
	if (proc)
		(void)closedir(proc);
	return count;
}

/* What runs here, or what is connected from all hosts: whichever is more. */
bool look_connections(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	int64_t needed = count_workers(patient->arena) + settings()->outbox_senders +
			 settings()->judge_parallel + CRON_CONNECTIONS;
	enum error e = db_query(
		patient->db, &rows,
		"SELECT @@GLOBAL.max_connections AS room, @@SESSION.max_user_connections AS own, "
		"(SELECT COUNT(*) FROM information_schema.processlist "
		"WHERE user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)) AS used");

	if (!ask(e, rows, found))
		return false;

	int64_t room = row_int(rows, "room"), own = row_int(rows, "own");

	if (own > 0 && own < room)
		room = own;
	if (row_int(rows, "used") > needed)
		needed = row_int(rows, "used");
	needed += SPARE_CONNECTIONS;
	*found = arena_printf(patient->arena, "%lld are allowed, %lld are needed", (long long)room,
			      (long long)needed);
	return room >= needed;
}

bool look_packet(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(patient->db, &rows,
				"SELECT @@GLOBAL.max_allowed_packet AS bytes");

	if (!ask(e, rows, found))
		return false;
	*found = arena_printf(patient->arena, "max_allowed_packet is %lld",
			      (long long)row_int(rows, "bytes"));
	return row_int(rows, "bytes") >= PACKET_LEAST;
}

bool look_writable(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(patient->db, &rows,
				"SELECT @@GLOBAL.read_only AS one, @@innodb_read_only AS other");

	if (!ask(e, rows, found))
		return false;
	*found = row_bool(rows, "one")	   ? "read_only is on"
		 : row_bool(rows, "other") ? "innodb_read_only is on"
					   : "yes";
	return !row_bool(rows, "one") && !row_bool(rows, "other");
}

bool look_strict(struct patient *patient, const char **found)
{
	struct rows *rows = NULL;
	enum error e = db_query(patient->db, &rows, "SELECT @@GLOBAL.sql_mode AS mode");

	if (!ask(e, rows, found))
		return false;

	const char *mode = row_text(rows, "mode");
	bool strict = strstr(mode, "STRICT_TRANS_TABLES") || strstr(mode, "STRICT_ALL_TABLES");

	*found = arena_printf(patient->arena, "sql_mode is \"%s\"", mode);
	return strict;
}
