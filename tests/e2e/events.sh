#!/usr/bin/env bash
# What happened, told: an inbox, and webhooks to receivers of every kind.

# shellcheck source=tests/e2e/lib-events.sh
. "$(dirname "$0")/lib-events.sh"

admin() { "$DEV" admin "$@" 2>>"$work/admin.log"; }
one() { "$DEV" sql -N -e "$1"; }
person() {
	local made
	made=$(admin user add "$1")
	admin grant "$(jq -r .id <<<"$made")" 100000 >/dev/null
	jq -r .key <<<"$made"
}

# something KEY: happens to that user, and is told.
something() {
	post /api/jobs/run "$1" '{"prompt":"Name three rivers of Europe.","price_cents":200,"confirmed":true}'
	drop=$(field .id)
	post "/api/jobs/$drop/cancel" "$1" ''
}

# hook KEY PATH [MEMBERS]: its id in $hook, its secret in $secret.
hook() {
	local more=${3:-{\}}
	post /api/webhooks "$1" "$(jq -nc --arg url "http://$RECEIVER$2" --argjson more "$more" '{url: $url} + $more')"
	hook=$(field .id) secret=$(field .secret)
}

delivery() { get_as "$1" "/api/webhooks/$2/deliveries"; field ".deliveries[0].$3"; }
delivery_is() { equal "$(delivery "$1" "$2" "$3")" "$4"; }

receiver_start
ann=$(person Ann)

# ------------------------------------------------------------ to nobody's network

hook "$ann" /ok
expect 'a webhook without TLS is refused' is_error 400 invalid_request
for host in "127.0.0.1" "localhost" "[::ffff:127.0.0.1]" "0.0.0.0"; do
	post /api/webhooks "$ann" "{\"url\":\"https://$host:${RECEIVER#*:}/ok\"}"
	hook=$(field .id)
	post "/api/webhooks/$hook/test" "$ann" ''
	expect "what goes to $host is tried" within 10 delivery_is "$ann" "$hook" attempts 1
	expect 'and is not connected to' delivery_is "$ann" "$hook" answer null
	request DELETE "/api/webhooks/$hook" -H "Authorization: Bearer $ann"
	expect 'a webhook is deleted' is 200
done
expect 'nothing came there' equal "$(received /ok)" 0

echo 'outbound.private = yes' >>"$STATE/settings"
"$DEV" restart workers >/dev/null && "$DEV" restart cron >/dev/null

# ------------------------------------------------------------ inbox and webhook

hook "$ann" /ok
expect 'a webhook is made' is 201
expect 'with a secret' grep -q '^whsec_[A-Za-z0-9+/]\{43\}=$' <<<"$secret"
get_as "$ann" "/api/webhooks/$hook"
expect 'which is shown once' equal "$(field .secret)" null
ok=$hook
something "$ann"
expect 'what happened is sent' within 10 has_received /ok '.body | fromjson.type == "drop.cancelled"'
request GET /api/events -H "Authorization: Bearer $ann"
expect 'and stands in the inbox under the same id' \
	equal "$(field '.events[-1].id')" "$(last_received /ok | jq -r '.headers["webhook-id"]')"
expect 'with the same words' equal "$(jq -cS '.events[-1].data' <<<"$body")" "$(last_received /ok | jq -cS '.body | fromjson.data')"
expect 'and it is known to have arrived' within 5 delivery_is "$ann" "$ok" status delivered

if node_ready "$EVENTS" "$EVENTS_NODE"; then
	signed=$(last_received /ok)
	expect 'the reference library takes its signature' \
		equal "$(node "$EVENTS/webhook.mjs" "$secret" <<<"$signed" 2>&1)" drop.cancelled
	expect 'and no other body under it' \
		not node "$EVENTS/webhook.mjs" "$secret" <<<"$(jq -c '.body += " "' <<<"$signed")" 2>/dev/null
	expect 'nor another secret' not node "$EVENTS/webhook.mjs" "whsec_$(head -c 32 /dev/zero | base64)" <<<"$signed" 2>/dev/null
fi

# ------------------------------------------------------------ receivers of every kind

bob=$(person Bob)
declare -A bobs
for path in hang fail moved big slow; do
	hook "$bob" "/$path"
	bobs[$path]=$hook
done
something "$bob"
expect 'a receiver that hangs is waited for' within 10 has_received /hang
before=$(received /ok)
something "$ann"
expect 'and nobody else is' within 8 has_received /ok true $((before + 1))
expect 'for it hangs still' delivery_is "$bob" "${bobs[hang]}" attempts 0
expect 'a 500 will be tried again' within 10 delivery_is "$bob" "${bobs[fail]}" answer 500
expect 'and is tried again' within 10 has_received /fail true 2
expect 'a 301 is no success' within 5 delivery_is "$bob" "${bobs[moved]}" answer 301
expect 'and is not followed' equal "$(received /followed)" 0
expect 'ten megabytes behind a 200 are a 200' within 5 delivery_is "$bob" "${bobs[big]}" status delivered

# ------------------------------------------------------------ the board

eve=$(person Eve)
hook "$eve" /board '{"types":["drop.opened"],"pack":"code","min_price_cents":300}'
something "$ann"
post /api/jobs/run "$ann" '{"prompt":"Write a sort.","pack":"code","price_cents":300,"confirmed":true}'
drop=$(field .id)
expect 'a drop is told to those that ask for such' within 10 has_received /board ".body | fromjson.data.job_id == \"$drop\""
expect 'and no other' equal "$(received /board)" 1
expect 'with its prompt' equal "$(last_received /board | jq -r '.body | fromjson.data.prompt')" 'Write a sort.'
get_as "$eve" /api/events
expect 'it is in no inbox' equal "$(field '.events | length')" 0

# ------------------------------------------------------------ ten failures in a row

cid=$(person Cid)
hook "$cid" /fail
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	post "/api/webhooks/$hook/test" "$cid" ''
done
is_disabled() { get_as "$cid" "/api/webhooks/$hook"; equal "$(field .enabled)" false; }
expect 'ten failures in a row disable a webhook' within 30 is_disabled
get_as "$cid" '/api/events?type=webhook.disabled'
expect 'and its user is told' equal "$(field '.events[0].data.webhook_id')" "$hook"
post "/api/webhooks/$hook/test" "$cid" ''
expect 'nothing is sent to it then' is_error 400 wrong_state
request PATCH "/api/webhooks/$hook" -H "Authorization: Bearer $cid" --data-binary "{\"enabled\":true,\"url\":\"http://$RECEIVER/ok\"}"
expect 'until it is enabled again' equal "$(field '.enabled, .failures')" "$(printf 'true\n0')"
before=$(received /ok)
post "/api/webhooks/$hook/test" "$cid" ''
expect 'and what waited is sent' within 30 has_received /ok true $((before + 12))

# ------------------------------------------------------------ what took its time

expect 'so is a slow answer, when its time is over' within 40 delivery_is "$bob" "${bobs[slow]}" status delivered
expect 'and what hung has failed' within 40 delivery_is "$bob" "${bobs[hang]}" attempts 1
expect 'without an answer' delivery_is "$bob" "${bobs[hang]}" answer null

# ------------------------------------------------------------ at least once

before=$(received /hang)
post "/api/webhooks/${bobs[hang]}/test" "$bob" ''
expect 'a test is sent' within 10 has_received /hang '.body | fromjson.type == "webhook.test"'
"$DEV" pids cron | xargs kill -9 2>/dev/null
one "UPDATE webhooks SET leased_until = NOW(3), due_at = NOW(3) WHERE id = '${bobs[hang]}'"
expect 'and once more when its sender was killed' within 20 has_received /hang '.body | fromjson.type == "webhook.test"' 2

# ------------------------------------------------------------ the operator

expect 'an operator sees all of them' equal "$(admin webhook list | jq -r "select(.id == \"$hook\").url")" "http://$RECEIVER/ok"
admin webhook disable "$hook" --why 'a complaint' >/dev/null
expect 'and disables one' is_disabled
expect 'with a reason' equal "$(field .disabled_reason)" 'a complaint'
