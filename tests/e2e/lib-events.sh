# shellcheck shell=bash
# For the scripts that see what others make of our events: a receiver on loopback, and
# libraries from npm where node is there.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck disable=SC2034
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
