# shellcheck shell=bash
# MariaDB on a socket, with two accounts: the owner migrates, the program's may do
# no more than sql/grants.sql allows.

root_sql() { mariadb --no-defaults --socket="$RUN/db.sock" --user=root "$@"; }

sql() { root_sql --database="$DATABASE" --default-character-set=utf8mb4 "$@"; }

admin() {
	if [ "${1:-}" = migrate ]; then
		as_owner "$BUILD/clorp-admin" "$@"
	else
		CLORP_CONFIG=$CONFIG "$BUILD/clorp-admin" "$@"
	fi
}

as_owner() {
	CLORP_CONFIG=$CONFIG CLORP_DB_USER=clorp_owner CLORP_DB_PASSWORD=$(secret owner) "$@"
}

# secret NAME: random, made at its first use.
secret() {
	local file=$STATE/secret/$1

	if [ ! -s "$file" ]; then
		mkdir -p "$STATE/secret"
		(umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$file")
	fi
	cat "$file"
}

as_root() { [ "$(id -u)" -ne 0 ] || echo --user=root; }

db_start() {
	if [ ! -d "$STATE/data/mysql" ]; then
		db_create
	fi
	# shellcheck disable=SC2046,SC2086 # options, apart by blanks
	part_start db mariadbd --no-defaults $(as_root) --datadir="$STATE/data" \
		--socket="$RUN/db.sock" --pid-file="$RUN/db.pid" --tmpdir="$RUN" --skip-networking \
		--skip-name-resolve --skip-log-bin --character-set-server=utf8mb4 \
		--default-time-zone=+00:00 --max-connections=300 --innodb-buffer-pool-size=256M \
		--innodb-flush-log-at-trx-commit=1 ${CLORP_DEV_DB_OPTIONS:-}
	wait_until 60 db_settled || true
	db_answers || part_died db 'MariaDB did not start'
}

db_settled() { ! part_alive db || db_answers; }

db_answers() { root_sql -e 'DO 1' 2>/dev/null; }

db_create() {
	say 'creating the database'
	rm -rf "$STATE/data"
	# --force: a host whose own name is not known to it will do, accounts are of localhost.
	# shellcheck disable=SC2046,SC2086
	quietly "$STATE/log/db-install.log" mariadb-install-db --no-defaults --force $(as_root) \
		--datadir="$STATE/data" --tmpdir="$RUN" --skip-test-db --auth-root-authentication-method=normal ${CLORP_DEV_DB_OPTIONS:-} ||
		{ rm -rf "$STATE/data"; die 'mariadb-install-db failed'; }
}

# The accounts, the tables, what the program may do with them, and the triggers. Safe to repeat.
db_prepare() {
	db_answers || part_died db 'MariaDB does not answer'
	accounts | root_sql || die 'the accounts could not be made'
	admin migrate >"$STATE/log/migrate.log" 2>&1 ||
		{ show_log "$STATE/log/migrate.log"; die 'clorp-admin migrate failed'; }
	apply grants
	apply triggers
}

accounts() {
	cat <<-SQL
		CREATE DATABASE IF NOT EXISTS $DATABASE CHARACTER SET utf8mb4;
		CREATE USER IF NOT EXISTS clorp_owner@localhost;
		CREATE USER IF NOT EXISTS clorp@localhost;
		ALTER USER clorp_owner@localhost IDENTIFIED BY '$(secret owner)';
		ALTER USER clorp@localhost IDENTIFIED BY '$(secret clorp)';
		GRANT ALL ON $DATABASE.* TO clorp_owner@localhost;
	SQL
}

apply() {
	local file=$ROOT/sql/$1.sql

	[ -f "$file" ] || return 0
	sed "s/@DATABASE@/$DATABASE/g; s/@USER@/'clorp'@'localhost'/g" "$file" | sql --batch ||
		die "sql/$1.sql failed"
}
