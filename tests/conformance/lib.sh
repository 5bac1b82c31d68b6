# shellcheck shell=bash
# For the scripts beside it: each gets BASE, DEV and STATE from `./dev conformance`, as those of
# tests/e2e do, and ends with "N passed, N failed". What they need is fetched by pip and npm from
# where these take their packages, once, into .dev/conformance; what cannot be had is skipped.

set -uo pipefail

: "${BASE:?}" "${DEV:?}" "${STATE:?}"

HERE=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
TOOLS=$(dirname "$DEV")/.dev/conformance
passed=0 failed=0

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
	exit
}
trap finish EXIT

# check WHAT COMMAND...: one check; its output is shown where it failed.
check() {
	local what=$1 log=$STATE/check.log
	shift
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
		echo "  ok $what"
	else
		failed=$((failed + 1))
		printf '  FAILED %s\n' "$what"
		tail -n "${SHOWN:-60}" "$log"
	fi
}

skip() { printf '  skipped: %s\n' "$*"; }

# python_tools, node_tools: true if what requirements.txt and package.json name is there.
python_tools() {
	cmp -s "$HERE/requirements.txt" "$TOOLS/requirements.txt" && return
	mkdir -p "$TOOLS"
	{ python3 -m venv "$TOOLS/venv" && "$TOOLS/venv/bin/pip" install -q -r "$HERE/requirements.txt"; } >"$TOOLS/pip.log" 2>&1 || return
	cp "$HERE/requirements.txt" "$TOOLS/requirements.txt"
}

node_tools() {
	cmp -s "$HERE/package.json" "$TOOLS/installed" && return
	mkdir -p "$TOOLS"
	cp "$HERE/package.json" "$TOOLS/" && npm install --prefix "$TOOLS" --no-audit --no-fund >"$TOOLS/npm.log" 2>&1 || return
	cp "$HERE/package.json" "$TOOLS/installed"
}

# somebody NAME CENTS: a user with so much money; the key is printed.
somebody() {
	local made

	made=$("$DEV" admin user add "$1") || return
	[ "$2" -eq 0 ] || "$DEV" admin grant "$(sed -nE 's/.*"id":"([^"]*)".*/\1/p' <<<"$made")" "$2" >/dev/null || return
	sed -nE 's/.*"key":"([^"]*)".*/\1/p' <<<"$made"
}
