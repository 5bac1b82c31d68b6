# shellcheck shell=bash
# For the scripts that see what others make of our events: a receiver on loopback, and
# libraries from npm where node is there.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

EVENTS=$(dirname "$0")/../events
export EVENTS_NODE=$STATE/node-events

receiver_start() {
	log=$work/receiver.log
	: >"$log"
	"$(dirname "$0")/../support/receiver/receiver" "$log" "$work/port" &
	receiver=$!
	within 10 test -s "$work/port"
	# shellcheck disable=SC2034 # the scripts use it
	RECEIVER=127.0.0.1:$(cat "$work/port")
	trap 'kill "$receiver" 2>/dev/null; finish' EXIT
}

# received PATH [JQ-CONDITION]: how often.
received() { jq -c "select(.path == \"$1\" and (${2:-true}))" "$log" | wc -l; }
has_received() { [ "$(received "$1" "${2:-true}")" -ge "${3:-1}" ]; }
last_received() { jq -c "select(.path == \"$1\")" "$log" | tail -n 1; }

# Installed once for each package-lock.json; false, with a line, where it cannot be.
node_ready() {
	local major

	major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
	if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
		echo '  skipped what needs node 20 and npm'
		return 1
	fi
	mkdir -p "$EVENTS_NODE"
	cp "$EVENTS/package.json" "$EVENTS/package-lock.json" "$EVENTS_NODE/"
	npm ci --prefix "$EVENTS_NODE" --no-audit --no-fund >"$work/npm.log" 2>&1 ||
		{ tail -n 5 "$work/npm.log"; return 1; }
}
