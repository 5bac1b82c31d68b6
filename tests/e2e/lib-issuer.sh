# shellcheck shell=bash
# For the scripts in which others vouch for people, or speak OAuth to us: libraries from npm, where node is there.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

ISSUERS=$(dirname "$0")/../issuer
export ISSUER_NODE=$STATE/node-issuer
running=()

end_all() {
	kill "${running[@]}" 2>/dev/null
	finish
}
trap end_all EXIT

# provider_start REDIRECT-URI: the OpenID server; its address is PROVIDER.
provider_start() {
	node "$ISSUERS/provider.mjs" "$work/provider.port" "$1" >"$work/provider.log" 2>&1 &
	running+=($!)
	within 20 test -s "$work/provider.port" || { cat "$work/provider.log"; return 1; }
	# shellcheck disable=SC2034 # the scripts use it
	PROVIDER=http://127.0.0.1:$(cat "$work/provider.port")
}

# sign FOLDER ISSUER SECRET: tokens, good and bad (tests/issuer/tokens.mjs).
sign() { node "$ISSUERS/tokens.mjs" "$@"; }
