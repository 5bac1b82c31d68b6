# shellcheck shell=bash
# Processes in the background. Each part is a session of its own (setsid), so all
# that belongs to it is found by the session, even after its leader has died.
# A pid file holds the leader's id and start time: an id alone may be somebody else's by now.

# state_and_start PID: its state and its start time, in one look: between two it may be gone.
# (They are counted after the name, which may hold blanks.)
state_and_start() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1,20; }

started_at() { state_and_start "$1" | cut -d' ' -f2; }

# shellcheck disable=SC2153 # STATE is dev's
leader() { cut -d' ' -f1 "$STATE/pid/$1" 2>/dev/null; }

# leader_is: prints `ours`, `dead` (gone, or a zombie) or `another` (whose number was ours once).
leader_is() {
	local pid since state start

	read -r pid since 2>/dev/null <"$STATE/pid/$1" || { echo dead; return; }
	read -r state start < <(state_and_start "$pid") || true
	case $state in
	'' | Z | X) echo dead ;;
	*)          if [ -n "$since" ] && [ "$start" = "$since" ]; then echo ours; else echo another; fi ;;
	esac
}

# The leader, if it lives and is the one we started.
living_leader() { part_alive "$1" && leader "$1"; }

part_alive() { [ "$(leader_is "$1")" = ours ]; }

# All processes of a part, the leader first. A session's number is not given to
# anybody else while one of its processes lives: only if the leader's is somebody
# else's by now has nothing of the part survived.
members() {
	local pid

	pid=$(leader "$1") && [ -n "$pid" ] || return 0
	[ "$(leader_is "$1")" != another ] || return 0
	{ cat /proc/[0-9]*/stat 2>/dev/null || true; } |	# some of them end just now
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

# part_died NAME SENTENCE: the end of its log, and the end of this.
part_died() {
	show_log "$STATE/log/$1.log"
	die "$2 (its log: $STATE/log/$1.log)"
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
