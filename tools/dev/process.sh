# shellcheck shell=bash
# Processes in the background. Each part is a session of its own (setsid), so all
# that belongs to it is found by the session, even after its leader has died.
# A pid file holds the leader's id and start time: an id alone may be somebody else's by now.

# stat_field PID N: field N of /proc/PID/stat, counted after the name (which may hold blanks).
stat_field() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f"$2"; }

started_at() { stat_field "$1" 20; }

leader() { cut -d' ' -f1 "$STATE/pid/$1" 2>/dev/null; }

# The leader, if it lives and is the one we started.
living_leader() {
	local pid since

	read -r pid since 2>/dev/null <"$STATE/pid/$1" || return 1
	[ -n "$since" ] && [ "$(started_at "$pid")" = "$since" ] && [ "$(stat_field "$pid" 1)" != Z ] && echo "$pid"
}

part_alive() { living_leader "$1" >/dev/null; }

# All processes of a part, the leader first. A session's number is not given to
# anybody else while one of its processes lives.
members() {
	local pid

	pid=$(leader "$1") && [ -n "$pid" ] || return 0
	if [ -e "/proc/$pid" ] && ! part_alive "$1" && [ "$(stat_field "$pid" 1)" != Z ]; then
		return 0
	fi
	cat /proc/[0-9]*/stat 2>/dev/null |
		awk -v s="$pid" '{ p = $1; sub(/.*\) /, ""); if ($4 == s && $1 != "Z") print p }' | sort -n
}

# part_start NAME COMMAND...: in the background, holding nothing of ours open.
part_start() {
	local name=$1 pid
	shift
	mkdir -p "$STATE/pid" "$STATE/log"
	(
		close_inherited
		exec setsid "$@"
	) </dev/null >>"$STATE/log/$name.log" 2>&1 &
	pid=$!
	disown "$pid"
	printf '%s %s\n' "$pid" "$(started_at "$pid")" >"$STATE/pid/$name"
}

close_inherited() {
	local fd

	for fd in /proc/self/fd/*; do
		fd=${fd##*/}
		[ "$fd" -le 2 ] || eval "exec $fd>&-" 2>/dev/null || true
	done
}

signal() {
	local name=$1 pid
	shift
	for pid; do
		kill -"$name" "$pid" 2>/dev/null || true
	done
}

# part_stop NAME: TERM, again each second (a supervisor may be starting a child just then),
# and after ten seconds KILL.
part_stop() {
	local name=$1 n
	local -a pids

	mapfile -t pids < <(members "$name")
	signal CONT "${pids[@]}"
	signal TERM "$(living_leader "$name" || true)"
	for ((n = 1; n <= 200; n++)); do
		mapfile -t pids < <(members "$name")
		[ ${#pids[@]} -gt 0 ] || break
		[ $((n % 20)) -ne 0 ] || signal TERM "${pids[@]}"
		sleep 0.05
	done
	signal KILL "${pids[@]}"
	rm -f "$STATE/pid/$name"
}

# wait_until SECONDS COMMAND...
wait_until() {
	local n tries=$(($1 * 20))
	shift
	for ((n = 0; n < tries; n++)); do
		! "$@" || return 0
		sleep 0.05
	done
	return 1
}
