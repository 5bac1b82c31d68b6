# shellcheck shell=bash
# pg-boss, on a PostgreSQL of its own: as somebody without privileges, in a temporary
# directory, on a unix socket there. It refuses to run as root.

boss_home=''

# boss COMMAND JOBS...: pull.mjs, which knows the rest.
boss() { node "$OUT/boss/pull.mjs" "$1" "$boss_home" "${@:2}"; }

# False if there is no PostgreSQL, or no node, or no package to be had.
boss_start() {
	! part_alive postgres || return 0
	has_postgres && boss_install && postgres_create || return 1
	# shellcheck disable=SC2046
	part_start postgres $(unprivileged) "$(postgres_program postgres)" -D "$boss_home/data" -k "$boss_home" \
		-c listen_addresses= -c shared_buffers=256MB
	wait_until 20 postgres_answers || { show_log "$STATE/log/postgres.log"; return 1; }
}

boss_stop() {
	part_stop postgres
	[ -z "$boss_home" ] || rm -rf "$boss_home"
	boss_home=''
}

# shellcheck disable=SC2034
has_postgres() {
	[ -n "$(postgres_program initdb)" ] || (PACKAGES=() && need_packages postgresql) || true
	[ -n "$(postgres_program initdb)" ]
}

postgres_program() { compgen -G "/usr/lib/postgresql/*/bin/$1" | sort -V | tail -n 1; }

postgres_answers() { "$(postgres_program pg_isready)" -q -h "$boss_home"; }

unprivileged() { [ "$(id -u)" -ne 0 ] || echo setpriv --reuid nobody --regid nogroup --clear-groups; }

postgres_create() {
	boss_home=$(mktemp -d /tmp/clorp-bench.XXXXXX)
	[ "$(id -u)" -ne 0 ] || chown nobody:nogroup "$boss_home"
	# shellcheck disable=SC2046
	(cd / && $(unprivileged) "$(postgres_program initdb)" -D "$boss_home/data" -U bench -A trust) \
		>"$STATE/log/initdb.log" 2>&1 || { show_log "$STATE/log/initdb.log"; return 1; }
}

# Installed once for each package-lock.json.
boss_install() {
	local major

	major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
	[ "${major:-0}" -ge 20 ] && command -v npm >/dev/null || return 1
	mkdir -p "$OUT/boss"
	cp "$HERE/peers/boss/pull.mjs" "$OUT/boss/"
	cmp -s "$HERE/peers/boss/package-lock.json" "$OUT/boss/installed" && return
	cp "$HERE"/peers/boss/package{,-lock}.json "$OUT/boss/"
	npm ci --prefix "$OUT/boss" --no-audit --no-fund >"$OUT/boss/npm.log" 2>&1 ||
		{ show_log "$OUT/boss/npm.log"; return 1; }
	cp "$HERE/peers/boss/package-lock.json" "$OUT/boss/installed"
}
