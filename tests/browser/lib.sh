# shellcheck shell=bash
# For the scripts beside it: what they need, or a line that says what is missing, and a part of main.mjs or several.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/../e2e/lib.sh"

HERE=$(dirname "$(readlink -f "$0")")
export BASE STATE DEV WORK=$work BROWSER_NODE=$STATE/node-browser CHROMIUM

CHROMIUM=$(command -v chromium) || skip 'there is no chromium'
node_ready "$HERE" "$BROWSER_NODE" || { [ "$failed" -eq 0 ] && skip 'there is no node 20 with npm'; exit 1; }

# An instance that people may join, with mails and short windows.
furnish() {
	: >"$work/mails"
	"$HERE/../support/smtp" "$work/mails" "$work/smtp-port" &
	smtp=$!
	trap 'kill "$smtp" 2>/dev/null; rm -rf "$work"' EXIT
	within 10 test -s "$work/smtp-port"
	cat >>"$STATE/settings" <<-SETTINGS
		signup = open
		signup.per_hour = 1000000
		drop.window_min = 1
		claim.limit_new = 10
		outbound.private = yes
		mail.url = smtp://127.0.0.1:$(cat "$work/smtp-port")
		mail.from = market@arena.example
		mail.tls = no
	SETTINGS
	for part in workers wallet cron; do
		"$DEV" restart "$part"
	done
}

# parts NAME...: of tests/browser/parts, in one browser; BROWSER_PARTS says if not all of them are meant.
parts() {
	trap 'kill ${smtp:-} 2>/dev/null; rm -rf "$work"' EXIT	# main.mjs counts
	# shellcheck disable=SC2086
	node "$HERE/main.mjs" ${BROWSER_PARTS:-"$@"}
}
