#!/usr/bin/env bash
# A real OAuth client (npm's oauth4webapi) drives our grants: what it accepts is what the standards say.
. "$(dirname "$0")/lib-issuer.sh"
node_ready "$ISSUERS" "$ISSUER_NODE" || exit 0

key=$("$DEV" admin user add somebody | jq -r .key)
node "$ISSUERS/client.mjs" "$BASE" "$key" >"$work/steps" 2>&1
while read -r result sentence; do
	case $result in
	ok | FAILED) expect "$sentence" equal "$result" ok ;;
	*)           echo "          $result $sentence" ;;
	esac
done <"$work/steps"
expect 'it came to its end' grep -q '^ok a token is ended' "$work/steps"
