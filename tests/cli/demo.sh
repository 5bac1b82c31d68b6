#!/usr/bin/env bash
# ./dev demo: its stories as a stranger runs them. Each ends where something is not as it tells.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

for story in '' --hire '--hire --curl' --curl; do
	# shellcheck disable=SC2086
	"$DEV" demo $story >"$work/demo" 2>&1 </dev/null
	code=$? body=$(tail -n 5 "$work/demo")
	expect "the story is told to its end: ${story:-a drop, with clorp}" ends 0
done
