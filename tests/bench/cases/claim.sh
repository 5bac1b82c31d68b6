# shellcheck shell=bash
# Claims on distinct drops over HTTP, beside the same statements straight at MariaDB, and
# beside the same transaction in PHP-FPM. Each claim is a new one: nobody asks twice, and
# nobody holds more than ten, so all limits are at their defaults.

case_claim() {
	local count per_side=60000

	[ "$ROUNDS" -le 5 ] || per_side=300000
	say "preparing $((per_side * 3)) claims"
	data people "@team = 200, @people = 1000, @cents = 1000000" \
		people "@team = 201, @people = $((per_side * 3 / 10)), @cents = 0" \
		open_drops "@team = 202, @sender_team = 200, @senders = 1000, @cents = 1000000, @drops = $((per_side * 3 / 5)), @price = 100, @window = 3600"
	claim_slots "$per_side"
	for count in 4 8; do
		claim_with "$count"
	done
}

# A file for each side; the position in it outlives a round.
claim_slots() {
	local side n=0

	db < <(echo "SET @team = 201, @drop_team = 202, @drop_step = 1, @slots = $(($1 * 3));"; cat "$HERE/data/slots.sql") >"$OUT/slots"
	for side in ours raw php; do
		claim_requests "$side" $((n * $1)) $(((n + 1) * $1)) <"$OUT/slots" >"$OUT/claim.$side"
		echo 0 >"$OUT/claim.$side.at"
		n=$((n + 1))
	done
}

# claim_requests SIDE FROM TO: of the slots on stdin.
claim_requests() {
	awk -F'\t' -v side="$1" -v from="$2" -v to="$3" 'NR <= from || NR > to { next }
		side == "raw" { print $1 "\t" $2 }
		side == "ours" { print "POST\t/api/jobs/" $1 "/claim\t" $3 "\t{}" }
		side == "php" { print "POST\t/php/claim?job=" $1 "\t" $3 "\t{}" }'
}

claim_with() {
	local count=$1
	local -a sides=(claim_ours claim_raw)

	claim_connections=$count
	workers "$count"
	if php_start "$count"; then
		sides+=(claim_php)
	fi
	rounds "claim.$count" "${sides[@]}" || die 'claims could not be measured'
	compare "claim.$count" 1 2 '>= 0.85' "claims, $count workers : Connector/C, $count connections" raw claims/s
	if [ ${#sides[@]} -eq 3 ]; then
		compare "claim.$count" 1 3 '>= 2' "claims, $count workers : PHP-FPM, $count processes" php claims/s
	else
		skipped "claim.$count" 'php-fpm with mysqli and opcache is not to be had'
	fi
	part_stop php
}

claim_taken() {
	local at

	at=$(cat "$OUT/claim.$1.at")
	echo $((at + $2)) >"$OUT/claim.$1.at"
}

claim_ours() { claim_http ours "$ADDRESS"; }
claim_php() { claim_http php "$PEERS"; }

claim_http() {
	load "$2" -c $((claim_connections * 2)) -t "$SECONDS_EACH" -f "$OUT/claim.$1" -s "$(cat "$OUT/claim.$1.at")" -o || return 1
	jq -e '.status | keys == ["201"]' "$OUT/load.json" >/dev/null || { say "$1: $(cat "$OUT/load.json")"; return 1; }
	claim_taken "$1" "$(loaded requests)"
	loaded rate
}

claim_raw() {
	BENCH_PASSWORD=$(conf_value db.password) "$BIN/raw_claim" "$RUN/db.sock" "$claim_connections" "$SECONDS_EACH" \
		"$OUT/claim.raw" "$(cat "$OUT/claim.raw.at")" >"$OUT/load.json" || return 1
	claim_taken raw "$(loaded requests)"
	loaded rate
}

