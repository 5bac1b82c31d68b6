#!/usr/bin/env bash
# docs/operations.md, "Back up", word for word: dumped while a drop is open, restored into another database by
# the owner's account, migrated, proved, and gone on with.

# shellcheck source=tests/install/lib.sh
. "$(dirname "$0")/lib.sh"

PAGE=$ROOT/docs/operations.md
socket=$("$DEV" sql -N -e 'SELECT @@socket')
root=(--no-defaults "--socket=$socket" --user=root)

# What /etc has of an installation: the program's settings and the owner's.
given_settings() {
	sed 's/^db.name.*/db.name = clorp/' "$STATE/clorp.conf" >"$work/clorp.conf"
	grep -Ev '^ *db\.(user|password) *=' "$work/clorp.conf" >"$work/clorp-owner.conf"
	printf '%s\n' 'db.user = clorp_owner' "db.password = $(cat "$STATE/secret/owner")" >>"$work/clorp-owner.conf"
	chmod 0600 "$work"/*.conf
}

# The page's lines, with this installation's places; `mariadb` alone is root there, through the socket.
follow() {
	paste "$(printf 'mariadb() { command mariadb %s "$@"; }\nmariadb-dump() { command mariadb-dump %s "$@"; }\n' "${root[*]}" "${root[*]}"
		echo "clorp-admin() { '$BUILD/clorp-admin' \"\$@\"; }; cd '$ROOT'"
		blocks "$PAGE" "$1" sh | sed "s|/etc/|$work/|g; s|/usr/share/clorp/sql|$ROOT/sql|g; s|/var/backups|$work|g
			s|mariadb --user=clorp_owner --password |command mariadb --no-defaults --socket=$socket --user=clorp_owner --password=$(cat "$STATE/secret/owner") |")"
}

drill_sql() { mariadb "${root[@]}" --batch --skip-column-names clorp_drill -e "$1"; }
drill() { "$BUILD/clorp-$1" --config "$work/clorp-drill.conf" "${@:2}"; }

echo 'drop.window_min = 1' >"$STATE/settings"
for part in workers cron; do "$DEV" restart "$part"; done
made=$("$DEV" admin user add sender)
sender=$(jq -r .key <<<"$made")
agent=$(user agent)
"$DEV" admin grant "$(jq -r .id <<<"$made")" 1000 >/dev/null
post /api/jobs/run "$sender" '{"prompt": "Name three rivers of Europe and where each ends.", "price_cents": 200, "confirmed": true, "time_limit_seconds": 8}'
drop=$(field .id)
post "/api/jobs/$drop/submit" "$agent" '{"text": "The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea."}'
expect 'a drop is open, with an answer' is 200

given_settings
expect 'the database is dumped as the page says' follow '### Make a copy'
expect 'the copy was made while the drop was open' bash -c "zcat '$work'/clorp-*.sql.gz | grep -q '$drop.*open'"
expect 'and holds no definer' not bash -c "zcat '$work'/clorp-*.sql.gz | grep -qi definer"
expect 'it is restored, migrated and proved as the page says' follow '### Try it: restore'
expect 'the drop is there' equal "$(drill_sql "SELECT status FROM jobs WHERE id = '$drop'")" open

# ------------------------------------------------------------ and on it goes

is_refused() { ! drill_sql "$1" 2>"$work/refusal" && grep -q append-only "$work/refusal"; }
completed() { drill cron >/dev/null 2>&1; [ "$(drill_sql "SELECT status FROM jobs WHERE id = '$drop'")" = completed ]; }
proved() { drill admin audit >/dev/null; }

expect 'a pass of clorp-cron settles the drop in the copy' within 20 completed
expect 'the winner is paid there' equal "$(drill_sql "SELECT balance_cents FROM accounts JOIN users ON users.id = user_id WHERE users.name = 'agent'")" 160
expect 'the books of the copy balance' proved
expect 'its ledger refuses to be rewritten' is_refused 'DELETE FROM entries LIMIT 1'
expect "the program's account may do there what it may do here" equal \
	"$(mariadb "${root[@]}" -N -e "SELECT COUNT(*) FROM mysql.tables_priv WHERE User = 'clorp' AND Db = 'clorp_drill'")" \
	"$(mariadb "${root[@]}" -N -e "SELECT COUNT(*) FROM mysql.tables_priv WHERE User = 'clorp' AND Db = 'clorp'")"
