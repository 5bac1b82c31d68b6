#!/usr/bin/env bash
# What ./dev promises to those who build on it.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

pids() { "$DEV" pids "$1" | tr '\n' ' '; }
count() { "$DEV" pids "$1" | wc -l; }
# A zombie is dead: who inherited it may be slow to notice.
alive() { grep -Eqs '\) [^ZX] ' "/proc/$1/stat"; }
any_alive() {
	local pid

	for pid; do
		! alive "$pid" || return 0
	done
	return 1
}
serves() { get /readyz && is 200; }
has() { [ "$(count "$1")" -ge "$2" ]; }

before=$(pids worker)$(pids db)$(pids nginx)$(pids cron)
url=$(timeout 60 "$DEV" up 2>/dev/null)
expect 'a second up returns, and prints the same URL' equal "$url" "$BASE"
expect 'and leaves every process as it was' equal "$(pids worker)$(pids db)$(pids nginx)$(pids cron)" "$before"
expect 'there are four workers' equal "$(count worker)" 4
expect 'one database' equal "$(count db)" 1
expect 'and cron with its four senders' equal "$(count cron)" 5

for part in worker wallet db nginx cron; do
	name=$part
	[ "$part" != worker ] || name=workers
	before=$(pids "$part")
	"$DEV" restart "$name"
	expect "restart $name: it is another one" not equal "$(pids "$part")" "$before"
	expect "restart $name: the site serves" within 10 serves
done

for part in workers cron; do
	before=$(pids "${part%s}")
	kill -KILL "$(cut -d' ' -f1 "$STATE/pid/$part")"
	"$DEV" restart "$part"
	# shellcheck disable=SC2086
	expect "restart $part: also ends those whose keeper was killed" not any_alive $before
done

db=$("$DEV" pids db)
kill -KILL "$db"
"$DEV" up >/dev/null
expect 'up starts what has died' within 10 serves
expect 'the data is still there' "$DEV" sql -e 'SELECT COUNT(*) FROM users'

"$DEV" up --workers 2 >/dev/null
expect 'up --workers changes their number' equal "$(count worker)" 2

for part in worker cron; do
	"$DEV" pids "$part" | head -n 1 | xargs kill -KILL
	expect "a killed $part comes back by itself" within 5 has "$part" 1
done

all="$(pids worker)$(pids db)$(pids nginx)$(pids cron)"
"$DEV" down
# shellcheck disable=SC2086
expect 'down ends them all' not any_alive $all
expect 'twice is no error' "$DEV" down
url=$("$DEV" up)
BASE=$url
expect 'and up brings it back' serves
