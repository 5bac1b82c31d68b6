# shellcheck shell=bash
# shellcheck disable=SC2034,SC2119,SC2120,SC2154
# For the scripts about money: lib.sh, the stand-in for Stripe, and words for what
# people, cards, banks and cron do. Its instance has short time-outs and windows.
# $paid, $winner and $sender are the script's own.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

STRIPE=http://127.0.0.1:$(cat "$STATE/setting/stripe-port")

cat >"$STATE/settings" <<'CONF'
drop.window_min = 1
stripe.total_ms = 1000
stripe.per_minute = 100000
CONF
for part in workers wallet cron; do
	"$DEV" restart "$part"
done

# double PATH [JSON]: tells the stand-in to do something; its answer is in $told.
double() { told=$(curl -s -m 20 -X POST "$STRIPE/_double$1" -d "${2:-{\}}"); }
stripe() { curl -s -m 20 -H 'Authorization: Bearer sk_test_double' "$STRIPE$1"; }
unscripted() { curl -s -o /dev/null -X DELETE "$STRIPE/_double/script"; }
settled() { double /webhooks/drain '{"timeout":10}' && [ "$(jq .drained <<<"$told")" = true ]; }
# The newest event of a type.
event() { curl -s "$STRIPE/_double/events?type=$1" | jq -r 'last | .event.id'; }
calls() { curl -s "$STRIPE/_double/calls" | jq --arg p "$1" '[.[] | select(.method == "POST" and .path == $p)] | length'; }
holds() { jq -e "$@" <<<"$body" >/dev/null 2>&1; }

id_of() { post /api/whoami "$1" '{}' && field .user.id; }
wallet() { get_as "$1" /api/wallet/balance; }
balance() { wallet "$1" && field .balance_cents; }
has_balance() { [ "$(balance "$1")" = "$2" ]; }
# entries KEY PREFIX: how many there are, and their sum.
entries() {
	wallet "$1"
	field "[.ledger[] | select(.reason | startswith(\"$2\")) | .delta] | \"\(length) \(add // 0)\""
}
profile() { get_as "$1" "/api/users/$(id_of "$1")"; }
one() { "$DEV" sql -N -e "$1"; }
due_now() { one "UPDATE outbox SET next_attempt_at = NOW(3) WHERE status = 'waiting'"; }

# pay_in KEY CENTS: through Checkout; leaves $session, $payment and $charge.
checkout() {
	post /api/wallet/topup "$1" "{\"amount_cents\":$2}"
	session=$(field .url | sed 's,.*/pay/\([^#]*\).*,\1,')
}
completed() {
	double "/checkout/$session/complete" "${1:-{\}}"
	payment=$(stripe "/v1/checkout/sessions/$session" | jq -r .payment_intent)
	charge=$(stripe "/v1/payment_intents/$payment" | jq -r .latest_charge)
}
pay_in() { checkout "$1" "$2" && completed && settled; }

prompt='Explain to a ten year old why the sky is blue. Use one everyday comparison and at most four sentences.'
answer='Sunlight looks white, but it is a mix of every colour, like a box of crayons poured out at once. When it hits the air, tiny bits of air bounce the blue part around much more than the rest, so blue light reaches your eyes from every side.'
run() { # KEY CENTS [MORE]
	post /api/jobs/run "$1" "$(jq -nc --arg p "$prompt" --argjson c "$2" --argjson more "${3:-{\}}" \
		'{prompt: $p, confirmed: true, price_cents: $c, time_limit_seconds: 300} + $more')"
}

cron_stopped() { [ -z "$("$DEV" pids cron)" ]; }
stop_cron() { kill -TERM "$(cut -d' ' -f1 "$STATE/pid/cron")" && within 12 cron_stopped; }
# A pass of cron that is killed at a step.
dies_at() {
	CLORP_TEST_DIE_AT=$1 "$DEV" cron 2>/dev/null
	[ $? -eq 137 ]
}
pass() { "$DEV" cron >/dev/null 2>&1; }

# ------------------------------------------------------------ events sent by hand

# letter JSON: that event in another way; $told holds the answers.
letter() { double /webhooks/send "$(jq -nc --arg e "$paid" --argjson more "$1" '{event: $e} + $more')"; }
answered() { [ "$(jq -r '.answers[0].status' <<<"$told")" = "$1" ]; }
outcome() { [ "$(jq -r '.answers[0].body | fromjson | .outcome' <<<"$told")" = "$1" ]; }

# ------------------------------------------------------------ withdrawals of $winner

# A failed try is not waited for: the next one is due now.
tried() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE subject = '$withdrawal' AND attempts >= $1 AND lease_token IS NULL")" = 1 ]; }
hurry() { within 5 tried 1 && due_now; }
# withdraw CENTS: leaves $withdrawal.
withdraw() {
	post /api/wallet/withdraw "$winner" "{\"amount_cents\":$1}"
	withdrawal=$(field .id)
}
fate() { get_as "$winner" /api/wallet/withdrawals && field ".withdrawals[] | select(.id == \"$withdrawal\") | .status"; }
has_fate() { [ "$(fate)" = "$1" ]; }
transfers() { stripe "/v1/transfers?limit=100&transfer_group=$withdrawal" | jq '.data | length'; }
debits() { entries "$winner" "withdrawal:$withdrawal"; }
returns() { entries "$winner" "withdrawal-reversal:$withdrawal"; }

# ------------------------------------------------------------ people to start from

# connected KEY: gives its user a bank; leaves $account.
connected() {
	post /api/stripe/connect "$1" '{}'
	account=$(one "SELECT stripe_account_id FROM users WHERE id = '$(id_of "$1")'")
	double "/accounts/$account/activate" && settled
	get_as "$1" /api/stripe/connect/status
}

# answer_it JOB KEY
answer_it() { post "/api/jobs/$1/submit" "$2" "$(jq -nc --arg t "$answer" '{text: $t}')"; }

# wins KEY CENTS: a drop of that price, sent by $sender.
wins() {
	local drop

	drop=$(run "$sender" "$2" && field .id)
	answer_it "$drop" "$1"
	closes "$drop"
}
