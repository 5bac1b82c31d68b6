# shellcheck shell=bash
# For the scripts beside it: the client against an instance of its own (BASE, DEV, STATE and CLORP are
# given), with contexts in a folder that ends with the script.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

: "${CLORP:?}"
TERMINAL=$(dirname "${BASH_SOURCE[0]}")/terminal
export CLORP_CONFIG_DIR=$work/config LC_ALL=C.UTF-8
unset CLORP_API_KEY CLORP_API_URL CLORP_CONTEXT NO_COLOR

# clorp WORD...: what it printed is in $out, what it complained of in $err, how it ended in $code.
clorp() {
	sent="clorp $*" status=''
	code=0
	"$CLORP" "$@" >"$work/out" 2>"$work/err" <"${input:-/dev/null}" || code=$?
	out=$(tr -d '\0' <"$work/out") err=$(tr -d '\0' <"$work/err")
	body="exit $code: $out $err"
}

# terminal WORD...: the same in a terminal of 80 columns; all that it showed is in $out.
terminal() {
	sent="clorp $* (in a terminal)" status=''
	code=0
	out=$(python3 "$TERMINAL" "${keys:-}" "$CLORP" "$@" | tr -d '\0'; exit "${PIPESTATUS[0]}") || code=$?
	err='' body="exit $code: $out"
}

ends() { [ "$code" = "$1" ]; }
says() { [[ $out == *"$1"* ]]; }
complains() { [[ $err == *"$1"* ]]; }
prints() { [ -n "$out" ] && jq -e "$@" <<<"$out" >/dev/null 2>&1; }

# What --json promises: one object or list on standard output, or one error on the other.
is_json() { [ "$(jq -s length <<<"$out" 2>/dev/null)" = 1 ]; }
complains_in_json() { [ -z "$out" ] && [ "$(jq -r .code <<<"$err" 2>/dev/null)" = "$1" ]; }

# sign_in NAME [CENTS]: a new user, in a context of that name.
sign_in() {
	local made

	made=$("$DEV" admin user add "$1")
	[ -z "${2:-}" ] || "$DEV" admin grant "$(jq -r .id <<<"$made")" "$2" >/dev/null
	jq -r .key <<<"$made" >"$work/key.$1"
	"$CLORP" login --with-token --url "$BASE" --context "$1" <"$work/key.$1" >/dev/null
}

# Windows of a second, and no waiting for money that was earned.
short_windows() {
	echo 'drop.window_min = 1' >>"$STATE/settings"
	"$DEV" restart workers
	"$DEV" restart wallet
}
