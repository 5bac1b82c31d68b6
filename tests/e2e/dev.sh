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
expect 'and cron with its four senders, one for webhooks, and one for mails' equal "$(count cron)" 7

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

# ------------------------------------------------------------ whose process it is

# A keeper and its child, of a part that this script started itself; the child's id is in $child.
keeper() {
	# shellcheck disable=SC2016
	part_start twin bash -c 'sleep 60 & echo $! >"$0"; wait' "$work/child"
	within 5 test -s "$work/child" || return 1
	child=$(cat "$work/child")
}

# The keeper dies while it is looked at; what it kept must be found at every moment of that.
orphans_are_found() {
	local n round

	for round in 1 2 3 4 5 6 7 8; do
		rm -f "$work/child"
		keeper || return 1
		(sleep "0.0$round"; kill -KILL "$(leader twin)") &
		for ((n = 0; n < 20; n++)); do
			grep -qx "$child" < <(members twin) || return 1
		done
		part_stop twin
		! alive "$child" || return 1
	done
}

a_stranger_is_left_alone() {
	local stranger result=0

	sleep 60 &
	stranger=$!
	echo "$stranger 1" >"$STATE/pid/twin"
	[ -z "$(members twin)" ] && part_stop twin && alive "$stranger" || result=1
	kill "$stranger"
	return "$result"
}

# shellcheck source=tools/dev/process.sh
. "${DEV%/*}/tools/dev/process.sh"
expect 'those whose keeper dies at this moment are found, and ended' orphans_are_found
expect 'a process that has the number of one of ours is left alone' a_stranger_is_left_alone

# ------------------------------------------------------------ what does not start

# A state of its own, whose stand-in for Stripe cannot start.
broken() {
	mkdir -p "$work/state/bin"
	printf '#!/bin/sh\necho no such luck >&2\nexit 3\n' >"$work/state/bin/python3"
	chmod +x "$work/state/bin/python3"
	! CLORP_DEV_STATE=$work/state PATH=$work/state/bin:$PATH "$DEV" up >"$work/said" 2>&1
}

expect 'up fails where a part does not start' broken
expect 'with what that part said' grep -q 'no such luck' "$work/said"
expect 'and where it said so' grep -q "its log: $work/state/log/stripe.log" "$work/said"
CLORP_DEV_STATE=$work/state "$DEV" down
