# shellcheck shell=bash
# How ./dev talks: to stderr, so that stdout holds results only.

say() { printf '%s\n' "$*" >&2; }
die() { say "dev: $*"; exit 1; }

# The end of a log, when something did not go as planned.
show_log() {
	[ -s "$1" ] || return 0
	say "--- $1"
	tail -n "${2:-25}" "$1" >&2
}
