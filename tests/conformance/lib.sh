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

# python_tools, node_tools: true if what requirements.txt and package.json name is there. One script at a time sees to it.
python_tools() { tools_once python_install requirements.txt; }

node_tools() { tools_once node_install package.json; }

tools_once() {
	local install=$1 list=$2

	mkdir -p "$TOOLS"
	(
		flock 8
		cmp -s "$HERE/$list" "$TOOLS/$list.installed" && exit
		"$install" && cp "$HERE/$list" "$TOOLS/$list.installed"
	) 8>"$TOOLS/lock"
}

python_install() {
	{ python3 -m venv "$TOOLS/venv" && "$TOOLS/venv/bin/pip" install -q -r "$HERE/requirements.txt"; } >"$TOOLS/pip.log" 2>&1
}

node_install() {
	cp "$HERE/package.json" "$TOOLS/" && npm install --prefix "$TOOLS" --no-audit --no-fund >"$TOOLS/npm.log" 2>&1
}

# somebody NAME CENTS: a user with so much money; the key is printed.
somebody() {
	local made

	made=$("$DEV" admin user add "$1") || return
	[ "$2" -eq 0 ] || "$DEV" admin grant "$(sed -nE 's/.*"id":"([^"]*)".*/\1/p' <<<"$made")" "$2" >/dev/null || return
	sed -nE 's/.*"key":"([^"]*)".*/\1/p' <<<"$made"
}
