#!/usr/bin/env bash
# What an installation may lack is found, named and mended: each thing is broken here, and the answer read.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

: "${CLORP_DEV_BUILD:?}"
admin=$CLORP_DEV_BUILD/clorp-admin conf=$work/clorp.conf
export CLORP_CONFIG=$conf

# given [LINE...]: the instance's settings, each line in the place of the one of its name.
given() {
	local line

	cp "$STATE/clorp.conf" "$conf"
	for line; do
		sed -i "/^${line%% *} *=/d" "$conf"
		echo "$line" >>"$conf"
	done
	chmod 0600 "$conf"
}

examine() {
	sent="doctor $*"
	body=$("$admin" doctor --json "$@" 2>&1)
	status=$?
}

findings() { jq -r 'select(.ok == false) | .check' <<<"$body" | tr '\n' ' '; }
field_of() { jq -r --arg c "$1" --arg f "$2" 'select(.check == $c) | .[$f]' <<<"$body"; }

# ails CHECK [WORD]: it alone is found, with what mends it, and with the word; exit 1.
ails() {
	is 1 && equal "$(findings)" "$1 " && [ ${#body} -gt 0 ] && [[ $(field_of "$1" remedy) =~ [a-z]{3} ]] &&
		[[ $(field_of "$1" found) == *${2:-}* ]]
}

# broken SENTENCE CHECK WORD [LINE...]
broken() {
	local sentence=$1 check=$2 word=$3
	shift 3
	given "$@"
	examine
	expect "$sentence" ails "$check" "$word"
}

server() { "$DEV" sql -e "$1"; }
# of_server SENTENCE CHECK WORD VARIABLE VALUE
of_server() {
	local before

	before=$("$DEV" sql -N -e "SELECT QUOTE(@@GLOBAL.$4)")
	[[ $before =~ ^\'[0-9]+\'$ ]] && before=${before//\'/}
	server "SET GLOBAL $4 = $5"
	broken "$1" "$2" "$3"
	server "SET GLOBAL $4 = $before"
}

is_well() { is 0 && equal "$(findings)" ''; }

# ------------------------------------------------------------ well

given
within 5 "$admin" doctor >/dev/null
examine
expect 'an instance of ./dev is well' is_well
expect 'every check has a name of its own' equal \
	"$(jq -r .check <<<"$body" | sort | uniq -d)" ''
expect 'for people it says so' [ "$("$admin" doctor | tail -n 1)" = 'all is well' ]

# ------------------------------------------------------------ settings

rm -f "$conf"
examine
expect 'no settings file' ails settings_missing "$conf"
given 'claim.secnds = 5'
examine
expect 'a setting that does not exist, with file and line' ails settings_refused "$conf:"
given
chmod 0644 "$conf"
examine
expect 'a settings file that others can read' ails settings_public 0644
given
body=$(CLORP_DB_PASWORD=x "$admin" doctor --json) status=$?
expect 'a variable that is misspelt' ails settings_refused CLORP_DB_PASWORD
if [ "$(id -u)" -eq 0 ]; then
	cp "$admin" "$work/clorp-admin"
	chmod 0755 "$work"
	body=$(setpriv --reuid 65534 --regid 65534 --clear-groups "$work/clorp-admin" doctor --json) status=$?
	chmod 0700 "$work"
else
	chmod 0 "$conf"
	examine
fi
expect 'a settings file that cannot be read' ails settings_unreadable 'Permission denied'
given
CLORP_DB_PASSWORD=wrong "$admin" doctor >"$work/text"
expect 'for people a finding has its remedy, too' grep -q '^       remedy: set db.user and db.password' "$work/text"

# ------------------------------------------------------------ the way to the database

socket=$(sed -n 's/^db.socket = //p' "$STATE/clorp.conf")
broken 'a wrong password' database_password 'Access denied' 'db.password = wrong'
broken 'an unknown account' database_password 'Access denied' 'db.user = nobody'
broken 'another database' database_name 'nowhere' 'db.name = nowhere'
broken 'a socket in a folder that is not there' database_socket 'No such file' 'db.socket = /nonexistent/s'
broken 'the wrong socket, beside the right one' database_socket "$socket" "db.socket = ${socket%/*}/other.sock"
broken 'a host that nobody knows' database_socket 'host' 'db.socket =' 'db.host = nowhere.invalid'
broken 'a port where nobody listens' database_down '' 'db.socket =' 'db.host = 127.0.0.1' 'db.port = 1'

# ------------------------------------------------------------ the server

of_server 'commits that are not flushed' flush_log 'is 2' innodb_flush_log_at_trx_commit 2
of_server 'too few connections' max_connections '20 are allowed' max_connections 20
server 'ALTER USER clorp@localhost WITH MAX_USER_CONNECTIONS 1'
broken 'too few for this account' max_connections '1 are allowed'
mariadb --no-defaults --socket="$socket" --user=clorp --password="$(cat "$STATE/secret/clorp")" clorp -e 'SELECT SLEEP(60)' >/dev/null &
sleeps() { [ "$("$DEV" sql -N -e "SELECT COUNT(*) FROM information_schema.processlist WHERE info = 'SELECT SLEEP(60)'")" = 1 ]; }
within 10 sleeps
broken 'none that is left' database_full 'max_user_connections'
server 'KILL QUERY USER clorp@localhost'
wait
server 'ALTER USER clorp@localhost WITH MAX_USER_CONNECTIONS 0'
of_server 'small packets' max_allowed_packet 1048576 max_allowed_packet 1048576
of_server 'a server that takes no writes' read_only 'read_only is on' read_only 1
of_server 'values that need not fit' strict_mode sql_mode sql_mode "'NO_ENGINE_SUBSTITUTION'"

# ------------------------------------------------------------ tables and rights

server "REVOKE INSERT, UPDATE ON clorp.jobs FROM clorp@localhost; REVOKE DELETE ON clorp.users FROM clorp@localhost"
broken 'rights that are missing, by their tables' rights 'users: DELETE; jobs: INSERT, UPDATE'
server "GRANT INSERT, UPDATE ON clorp.jobs TO clorp@localhost; GRANT DELETE ON clorp.users TO clorp@localhost"

owner=$work/owner.conf
given
sed "s/^db.user = .*/db.user = clorp_owner/; s/^db.password = .*/db.password = $(cat "$STATE/secret/owner")/" "$conf" >"$owner"
examine --owner "$owner"
expect 'the owner has what it needs' is_well
server "REVOKE ALTER, REFERENCES ON clorp.* FROM clorp_owner@localhost"
examine --owner "$owner"
expect 'rights that the owner lacks' ails owner_rights 'the whole database: ALTER, REFERENCES'
server "GRANT ALL ON clorp.* TO clorp_owner@localhost"

server "GRANT DELETE ON clorp.entries TO clorp@localhost; DROP TRIGGER entries_no_update"
broken 'a ledger that can be rewritten' append_only 'by nothing'
server "REVOKE DELETE ON clorp.entries FROM clorp@localhost"

# ------------------------------------------------------------ what runs

fcgi=$(sed -n 's/^workers.socket = //p' "$STATE/clorp.conf")
broken 'workers that are not there' workers_socket 'No such file' "workers.socket = ${fcgi%/*}/none.sock"
broken 'workers that wait for Stripe and are not there' wallet_socket 'No such file' "wallet.socket = ${fcgi%/*}/none.sock"
given 'nginx.user = nobody'
examine
expect 'what is closed to nginx' equal "$(findings)" 'workers_socket wallet_socket files_way '
expect 'and where' equal "$(field_of workers_socket found)" "$fcgi is closed to nobody"
broken 'no place for what people upload' files_dir 'No such file' 'files.dir = /nonexistent/files'
given "files.dir = $work/small"
mkdir "$work/small"
full() {
	body=$(unshare -m sh -c 'mount -t tmpfs -o size=1m small "$1" && exec "$2" doctor --json' sh "$work/small" "$admin" 2>&1)
	status=$?
	ails files_room '1 MiB are free'
}
if unshare -m mount -t tmpfs small "$work/small" 2>/dev/null; then
	expect 'hardly any room for it' full
else
	echo 'no room: not tried, as nothing may be mounted here'
fi
broken 'an address where nobody answers' site 'onnect' 'public_url = http://127.0.0.1:1'
broken 'an address of something else' site 'answers 404' "public_url = $BASE/docs"
broken 'a cron secret that can be guessed' cron_secret 'short' 'cron.secret = hush'

server "UPDATE heartbeats SET ahead_ms = 3600000"
broken 'a host whose clock is wrong' clocks 'is 3600000 ms ahead of the database'
stop_cron() { kill -TERM "$(cut -d' ' -f1 "$STATE/pid/cron")"; }
stop_cron
no_cron() { [ -z "$("$DEV" pids cron)" ]; }
within 12 no_cron
server "UPDATE heartbeats SET ahead_ms = 0, seen_at = NOW(3) - INTERVAL 70 SECOND"
broken 'a clorp-cron that is gone' cron_unseen '7'
get /readyz
expect 'which does not make the site unready' is 200
server 'DELETE FROM heartbeats'
broken 'a clorp-cron that never was' cron_unseen 'never'
"$DEV" restart cron
seen() { examine; is_well; }
given
expect 'and it is well again when clorp-cron is back' within 5 seen

# ------------------------------------------------------------ Stripe

broken 'a key that is not the secret one' stripe_key 'pk_' 'stripe.key = pk_test_1'
broken 'no webhook secret' stripe_webhooks 'webhook_secret' 'stripe.webhook_secret ='
broken 'no secret for connected accounts' stripe_webhooks 'connect_secret' 'stripe.connect_secret ='
broken 'webhooks, but no key' stripe_webhooks 'no stripe.key' 'stripe.key ='
broken 'a secret of another kind' stripe_secrets 'webhook_secret' 'stripe.webhook_secret = sk_test_1'
broken 'a public_url that is none' public_url 'no URL' 'public_url = my.site'
given 'stripe.key = sk_live_1'
examine
expect 'a live key, on a loopback, with the built-in judge' equal "$(findings)" 'public_url stripe_judge '
given 'stripe.key = sk_live_1' 'public_url = https://clorp.invalid'
examine
expect 'a live key, elsewhere, with the built-in judge' equal "$(findings)" 'site stripe_judge '
expect 'by which it is judged' equal "$(field_of stripe_judge found)" 'a live key, and the built-in judge'
expect 'no answer of all these shows a secret' not grep -q "$(cat "$STATE/secret/clorp")" <<<"$body"

# ------------------------------------------------------------ a server that takes no writes

key=$("$DEV" admin user add writer | jq -r .key)
run_one() { post /api/jobs/run "$key" '{"prompt":"Name three rivers of Europe","confirmed":true}'; }
server 'SET GLOBAL read_only = 1'
run_one
expect 'a server that takes no writes is a 503' is_error 503 busy
expect 'with Retry-After' [ "$(header Retry-After)" -gt 0 ]
get /readyz
expect 'and no readiness' is_error 503 busy
server 'SET GLOBAL read_only = 0'
run_one
expect 'until it takes them' is 402

# ------------------------------------------------------------ tables of another version

given
ready() { get /readyz; }
server "INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-later.sql', NOW(3))"
examine
expect 'tables of a later version' ails schema 'newer than this program and has migration 9999-later.sql'
ready
expect 'make the site unready' is_error 503 busy
body=$("$admin" user add early 2>&1) status=$?
expect 'and nothing is done with them' [ "$status" = 2 ]
expect 'for the same reason' [ "$(grep -c 'newer than this program' <<<"$body")" = 1 ]
: >"$STATE/log/workers.log"
"$DEV" restart workers
refused() { [ "$(grep -c 'worker.refused.*9999-later.sql' "$STATE/log/workers.log")" -ge 4 ]; }
expect 'a worker that starts refuses them' within 5 refused
get /api/board
expect 'nobody hangs meanwhile: it is a 503' is_error 503 busy
expect 'with Retry-After' [ "$(header Retry-After)" -gt 0 ]
sleep 3
expect 'and a worker that cannot start takes its time to say so again' [ "$(wc -l <"$STATE/log/workers.log")" -le 8 ]
: >"$STATE/log/cron.log"
"$DEV" restart cron
cron_refused() { grep -q 'cron.refused.*9999-later.sql' "$STATE/log/cron.log"; }
expect 'clorp-cron refuses them, too' within 5 cron_refused
sleep 2
expect 'in one line' [ "$(grep -c 'cron.refused' "$STATE/log/cron.log")" -le 2 ]
server "DELETE FROM schema_migrations WHERE name = '9999-later.sql'"
is_ready() { ready && is 200; }
expect 'the workers serve when the tables are theirs' within 15 is_ready

server "DELETE FROM schema_migrations WHERE name = '0011-first-claim.sql'"
broken 'tables of an earlier version' schema 'lacks migration 0011-first-claim.sql: run clorp-admin migrate'
ready
expect 'make it unready as well' is 503
"$DEV" admin migrate >/dev/null
expect 'migrate mends that' within 15 is_ready
server "UPDATE schema_migrations SET sha256 = REPEAT('0', 64) WHERE name = '0002-ledger.sql'"
broken 'a migration whose text has changed' schema '0002-ledger.sql was applied with another text'
ready
expect 'makes it unready' is 503
expect 'and migrate refuses it' not "$DEV" admin migrate
server "UPDATE schema_migrations SET sha256 = NULL WHERE name = '0002-ledger.sql'"
expect 'what has no digest as yet is taken at its name' within 15 is_ready
"$DEV" admin migrate >/dev/null

# ------------------------------------------------------------ no database

pid=$("$DEV" pids db)
kill -STOP "$pid"
kill -KILL "$pid"
gone() { ! kill -0 "$pid" 2>/dev/null; }
within 5 gone
broken 'a database that has died' database_down ''
"$DEV" up >/dev/null
examine_well() { examine; is_well; }
given
expect 'and is back' within 15 examine_well

# ------------------------------------------------------------ who there is

said() { body=$("$DEV" admin "$@" 2>&1); status=$?; sent="admin $*"; }
one=$("$DEV" admin user add 'Ada Listed' | jq -r .id)
two=$("$DEV" admin user add 'Bob Listed' | jq -r .id)
"$DEV" admin grant "$one" 700 >/dev/null
said user list --name Listed
expect 'users by a part of their names, newest first' equal "$(field .id | tr '\n' ' ')" "$two $one "
said user list --name Listed --after "$two"
expect 'those after one' equal "$(field '"\(.name) \(.balance_cents)"')" 'Ada Listed 700'
said user list
expect 'all of them' [ "$(wc -l <<<"$body")" -ge 3 ]
said user show "$one"
expect 'one of them' equal "$(field '"\(.name) \(.balance_cents) \(.keys) \(.frozen_at)"')" 'Ada Listed 700 1 null'
said user rename "$one" 'Ada Renamed'
expect 'is given another name' equal "$(field .name)" 'Ada Renamed'
said user show "$one"
expect 'which lasts' equal "$(field .name)" 'Ada Renamed'
said user rename "$one" ''
expect 'but not none' is 1
said user show 00000000-0000-7000-8000-00000000dead
expect 'nobody is not found' is 1
said user list --names X
expect 'nor does it guess at options' is 1
