# shellcheck shell=bash
# Signed events of paid Checkouts through nginx and the workers, each of which books its
# payment, beside the same rows written straight at MariaDB, and beside the event's row alone.

case_webhook() {
	webhook_connections=4
	data people "@team = 250, @people = 2000, @cents = 0"
	db <<<"SELECT id FROM bench.people WHERE team = 250 ORDER BY n" >"$OUT/webhook.users"
	workers "$webhook_connections"
	webhook_events ours 3000
	webhook_events raw 4000
	webhook_events bare 100
	rounds webhook webhook_ours webhook_raw webhook_bare || die 'events could not be measured'
	compare webhook 1 2 '>= 0.4' 'events booked, 4 workers : the same rows from Connector/C' raw events/s
	compare webhook 1 3 - "events booked, 4 workers : a bare INSERT of the event's row" bare events/s
	[ "$(webhook_booked)" = "$(cat "$OUT/webhook.ours.at")" ] || die 'an event was answered but not booked'
	books_audit webhook
}

# webhook_events SIDE RATE: enough for all rounds at so many a second.
webhook_events() {
	"$HERE/events" "$1" $(($2 * (ROUNDS + 1) * SECONDS_EACH)) "$(conf_value stripe.webhook_secret)" \
		<"$OUT/webhook.users" >"$OUT/webhook.$1"
	echo 0 >"$OUT/webhook.$1.at"
}

webhook_booked() { db <<<"SELECT COUNT(*) FROM transfers WHERE reason LIKE 'topup:cs_ours%'"; }

webhook_sent() {
	local at

	at=$(cat "$OUT/webhook.$1.at")
	[ "$(loaded spent)" = false ] || { say "webhook: too few events for $1"; return 1; }
	echo $((at + $2)) >"$OUT/webhook.$1.at"
	loaded rate
}

webhook_ours() {
	load "$ADDRESS" -c $((webhook_connections * 2)) -t "$SECONDS_EACH" -f "$OUT/webhook.ours" \
		-s "$(cat "$OUT/webhook.ours.at")" -o || return 1
	jq -e '.status | keys == ["200"]' "$OUT/load.json" >/dev/null || { say "webhook: $(cat "$OUT/load.json")"; return 1; }
	webhook_sent ours "$(loaded requests)"
}

webhook_raw() { webhook_straight raw_webhook raw; }
webhook_bare() { echo 0 >"$OUT/webhook.bare.at" && webhook_straight raw_event bare; }

webhook_straight() {
	BENCH_PASSWORD=$(conf_value db.password) "$BIN/$1" "$RUN/db.sock" "$webhook_connections" "$SECONDS_EACH" \
		"$OUT/webhook.$2" "$(cat "$OUT/webhook.$2.at")" >"$OUT/load.json" || return 1
	webhook_sent "$2" "$(loaded requests)"
}
