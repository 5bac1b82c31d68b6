#!/usr/bin/env bash
# make install into a directory from which a package is made: all is there, nothing elsewhere, and the programs
# and nginx's files run from where they lie.

# shellcheck source=tests/install/lib.sh
. "$(dirname "$0")/lib.sh"

stage=$work/stage
prefix=$(sed -n 's/^prefix = //p' "$BUILD/Makefile")
share=$stage$prefix/share/clorp
socket=$("$DEV" sql -N -e 'SELECT @@socket')
port=$(free_port)
run=$(mktemp -d /tmp/clorp-stage.XXXXXX)	# a socket's path is short
chmod 0711 "$run"

leave() {
	end_started
	rm -rf "$run"
	finish
}
trap leave EXIT

make_target() { make -C "$BUILD" "$1" DESTDIR="$stage" >"$work/make.log" 2>&1 || { tail -n 20 "$work/make.log"; return 1; }; }
program() { "$stage$prefix/bin/clorp-$1" --config "$work/clorp.conf" "${@:2}"; }

# What the folders of the source hold is what lies there.
holds_all_of() { diff <(cd "$ROOT/$1" && find . -name "$2" | sort) <(cd "$3" && find . -name "$2" | sort); }

expect 'it installs' make_target install
expect 'what is installed is what is in the source' make_target installcheck
expect 'every migration is there' holds_all_of sql '*.sql' "$share/sql"
expect "and every file of nginx's" holds_all_of nginx '*.conf' "$share/nginx"
expect 'and every unit' holds_all_of systemd 'clorp*' "$stage$prefix/lib/systemd/system"
expect 'and every document' holds_all_of docs '*.md' "$stage$prefix/share/doc/clorp/docs"

# ------------------------------------------------------------ it runs from there

settings() {
	cat >"$work/clorp.conf" <<-CONF
		db.socket = $socket
		db.name = staged
		db.user = staged
		db.password = sesame
		drop.window_min = 1
		sql_dir = $share/sql
	CONF
	chmod 0600 "$work/clorp.conf"
}
given_database() {
	"$DEV" sql -e "CREATE DATABASE staged CHARACTER SET utf8mb4; CREATE USER staged@localhost IDENTIFIED BY 'sesame';
		GRANT ALL ON staged.* TO staged@localhost"
}
served_by() {
	local part=$1 workers=$2

	background env CLORP_CONFIG="$work/clorp.conf" spawn-fcgi -n -s "$run/$part.sock" -M 0666 -- \
		/usr/bin/multiwatch -f "$workers" -s TERM -- "$stage$prefix/bin/clorp-fcgi"
}
# The places that were written into the files are those of a system in which the stage is the root.
serve() {
	cp -r "$share/nginx" "$work/conf"
	sed -i -e "s|include $prefix/share/clorp/nginx/|include $work/conf/|; s|listen \(.*\)80|listen \1$port|" \
		-e "s!unix:[^:;]*/\(fcgi\|wallet\)\.sock!unix:$run/\1.sock!; s|fastcgi_cache_path [^ ]*|fastcgi_cache_path $work/cache|" \
		-e "s|access_log [^ ]*|access_log $work/access.log|" "$work"/conf/*.conf
	run_nginx "$work/nginx" <<<"include $work/conf/clorp.conf;"
}
ready() { get /readyz && is 200; }
settled() { program cron >/dev/null 2>&1; get_as "$sender" "/api/jobs/$drop" && [ "$(field .status)" = completed ]; }

settings
expect 'a database is given' given_database
expect 'it is migrated from there' program admin migrate
served_by fcgi 2
served_by wallet 1
serve
BASE=http://127.0.0.1:$port
expect 'it is ready' within 20 ready
[ "$failed" -eq 0 ] || cat "$work/background.log" "$work/nginx/error.log"
made=$(program admin user add sender)
sender=$(jq -r .key <<<"$made")
agent=$(program admin user add agent | jq -r .key)
program admin grant "$(jq -r .id <<<"$made")" 1000 >/dev/null
post /api/jobs/run "$sender" '{"prompt": "Name three rivers of Europe and where each ends.", "price_cents": 200, "confirmed": true, "time_limit_seconds": 3}'
drop=$(field .id)
post "/api/jobs/$drop/submit" "$agent" '{"text": "The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea."}'
expect 'a drop takes an answer' is 200
expect 'and is settled' within 20 settled
balanced() { program admin audit >/dev/null; }
expect 'the books balance' balanced
expect 'it is removed' make_target uninstall
expect 'and nothing is left' equal "$(find "$stage" -type f | wc -l)" 0
