#!/usr/bin/env bash
# docs/install.md without root: the tarball, installed into a home directory by the very lines of that page,
# with a database and nginx of the host's, and below a path of another site.

# shellcheck source=tests/install/lib.sh
. "$(dirname "$0")/lib.sh"

PAGE=$ROOT/docs/install.md
SECTION='## A host without root'
home=$(mktemp -d "${TMPDIR:-/tmp}/clorp-home.XXXXXX")	# 0700, as home directories are
socket=$("$DEV" sql -N -e 'SELECT @@socket')
port=$(free_port)
below=$(free_port)
word=sesame
export HOME=$home

leave() {
	end_started
	rm -rf "$home"
	finish
}
trap leave EXIT

admin() { "$HOME/clorp/bin/clorp-admin" "$@"; }

# ------------------------------------------------------------ as the page says

given_database() {
	root_sql -e "CREATE DATABASE home CHARACTER SET utf8mb4; CREATE USER home@localhost IDENTIFIED BY '$word';
		GRANT ALL ON home.* TO home@localhost"
}

# The page's placeholders, as somebody fills them in.
filled() {
	sed -e "s/the_database_you_were_given/home/; s/the_account_you_were_given/home/; s/its_password/$word/; s/its_new_word/open2/; s|https://your.site|http://127.0.0.1:$port|" \
		-e "s|^db.name = .*|&\ndb.socket = $socket\ndrop.window_min = 1|" \
		-e "s|mariadb -u home -p|mariadb --socket=$socket -u home -p$word|"
}

# Its steps up to "Later".
follow_the_page() {
	paste "cd '$home/src'; $(blocks "$PAGE" "$SECTION" sh | filled | sed '/SET PASSWORD/,$d; /clorp-admin" doctor/d')"
}

# What the page asks last, once all runs.
it_is_well() { paste "$(blocks "$PAGE" "$SECTION" sh | grep 'clorp-admin" doctor')"; }

# Of "Later", the blocks that say how to change the password, and to update.
later() { blocks "$PAGE" '### 6. Later' sh | filled; }
change_the_password() { paste "$(later | sed '/^make/,$d')"; }
update() { paste "cd '$home/src'; $(later | sed '1,/^done/d')"; }

# The crontab's lines, which cron would start each minute; here once.
follow_the_crontab() {
	local line

	while read -r line; do
		background sh -c "${line#\* \* \* \* \* }"
	done < <(blocks "$PAGE" "$SECTION" crontab | grep '^\*' | sed "s|/home/you|$HOME|g")
}

given_nginx() {
	local conf=$HOME/clorp/share/clorp/nginx

	sed -E "s/listen (\[::\]:)?80( default_server)?/listen \1$port\2/" "$conf/clorp.conf" >"$work/site.conf"
	blocks "$PAGE" '## Below a path' nginx | sed "s|include snippets/|include $conf/|; s|/run/clorp|$HOME/clorp/run|; s|listen 443.*|listen 127.0.0.1:$below;|" \
		>"$work/below.conf"
	run_nginx "$work/nginx" <<<"include $work/site.conf; $(grep -v clorp-http.conf "$work/below.conf")"
}

mkdir "$home/src"
expect 'make dist makes a tarball, without xz' tarball "$home/src"
expect 'the host gives a database' given_database
expect 'every command of the page succeeds' follow_the_page
expect 'programs, tables and documents are below the home directory' \
	test -x "$HOME/clorp/bin/clorp-fcgi" -a -s "$HOME/clorp/share/clorp/sql/0011-first-claim.sql" -a -s "$HOME/clorp/share/doc/clorp/docs/install.md"
expect 'every migration is applied' equal "$(root_sql -N -e 'SELECT COUNT(*) FROM home.schema_migrations')" \
	"$(find "$ROOT/sql" -name '[0-9]*.sql' | wc -l)"
expect 'nothing installed speaks of another place' not grep -rqE '(^|[^A-Za-z0-9])/(run|etc)/clorp|include snippets|/var/(log|cache)' \
	"$HOME/clorp/share/clorp" "$HOME/clorp/etc" "$HOME/clorp/lib/systemd"
follow_the_crontab
given_nginx
BASE=http://127.0.0.1:$port
ready() { get /readyz && is 200; }
expect 'the site is ready' within 20 ready
expect 'and doctor finds nothing wrong' within 10 it_is_well
[ "$failed" -eq 0 ] || cat "$work/background.log" "$work/nginx/error.log"

# ------------------------------------------------------------ it works

settled() { get_as "$sender" "/api/jobs/$drop" && [ "$(field .status)" = completed ]; }

made=$(admin user add sender)
sender=$(jq -r .key <<<"$made")
agent=$(admin user add agent | jq -r .key)
admin grant "$(jq -r .id <<<"$made")" 1000 >/dev/null
post /api/jobs/run "$sender" '{"prompt": "Name three rivers of Europe and where each ends.", "price_cents": 200, "confirmed": true, "time_limit_seconds": 3}'
drop=$(field .id)
post "/api/jobs/$drop/submit" "$agent" '{"text": "The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea."}'
expect 'a drop takes an answer' is 200
expect 'and clorp-cron settles it' within 20 settled
balanced() { admin audit >/dev/null; }
expect 'the books balance' balanced
curl -s -g "http://[::1]:$port/api/board" >"$work/six" || true
expect 'it answers over IPv6 where there is one' test -s "$work/six" -o ! -e /proc/net/if_inet6

# ------------------------------------------------------------ later

# Someone who asks all the while: how many answers were not a 200 is in $refused.
ask_all_the_while() {
	while [ ! -e "$work/enough" ]; do
		curl -s -o /dev/null -w '%{http_code}\n' "$BASE/readyz" >>"$work/codes"
	done
}
workers_of() { pgrep -P "$(cat "$HOME/clorp/run/workers.pid")" | tr '\n' ' '; }
has_workers() { [ "$(workers_of | wc -w)" -eq 4 ]; }
are_others() { has_workers && [ "$(workers_of)" != "$before" ]; }
all_well() { [ -s "$work/codes" ] && ! grep -qvx 200 "$work/codes"; }

before=$(workers_of)
ask_all_the_while &
asking=$!
expect 'the password of the database is changed as the page says' change_the_password
expect 'other workers have taken over' within 10 are_others
sleep 1
touch "$work/enough"
wait "$asking"
expect 'and nobody was refused meanwhile' all_well
word=open2
# As each minute does: while the old keepers end, their locks let nothing start.
started_again() { follow_the_crontab; sleep 1; are_others && ready; }
before=$(workers_of)
expect 'an update is made as the page says' update
expect 'and the site is back' within 30 started_again
expect 'the books balance still' balanced

# ------------------------------------------------------------ below a path

BASE=http://127.0.0.1:$below
get /arena/api/feed
expect 'below a path: the feed is there' equal "$(field '.feed[0].id')" "$drop"
post /arena/api/whoami "$agent" '{}'
expect 'below a path: a key is taken' equal "$(field .user.balance_cents)" 160
get /arena/nowhere
expect 'below a path: an unknown address is a JSON 404' is_error 404 not_found
get "/arena/api/board?api_key=clorp_Zm9vYmFyZm9vYmFy"
expect 'below a path: a key in the address is refused' is_error 400 invalid_request
get /api/board
expect 'the rest of the site is not ours' not is 200
get /arena/metrics -H 'X-Real-IP: 10.9.8.7'
expect 'below a path: who asks is who connects' not is 403

# ------------------------------------------------------------ whose it is

# as USER COMMAND...: only root can try that.
as() { setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups "${@:2}"; }
# It speaks no HTTP there; curl's 7 is that nobody could be connected to.
reaches() {
	local result=0

	as "$1" curl -s -m 2 -o /dev/null --unix-socket "$HOME/clorp/run/fcgi.sock" http://x/ || result=$?
	[ "$result" -ne 7 ]
}

if [ "$(id -u)" -eq 0 ]; then
	expect 'nginx reaches the socket' reaches www-data
	! command -v setfacl >/dev/null || expect 'nobody else does' not reaches nobody
	expect 'nobody else reads the settings' not as nobody cat "$HOME/clorp/etc/clorp.conf"
fi
expect 'the log has the time in front' grep -qE '^20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}Z <6>' "$HOME/clorp/log/workers.log"
rotated() {
	logrotate -f -s "$work/rotated" "$HOME/clorp/etc/clorp.logrotate" || return 1
	get_workers_to_log
	[ -s "$HOME/clorp/log/workers.log.1" ] && [ "$(head -c 1 "$HOME/clorp/log/workers.log" | tr -d '\0')" = 2 ]
}
get_workers_to_log() { BASE=http://127.0.0.1:$port get "/api/jobs/$drop"; sleep 0.2; }
! command -v logrotate >/dev/null || expect 'the log is cut by logrotate, and goes on from its beginning' rotated
