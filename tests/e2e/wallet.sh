#!/usr/bin/env bash
# Money in and out, against the stand-in for Stripe: what it says twice, late,
# forged or not at all, and what becomes of a transfer whose sender is killed.

# shellcheck source=tests/e2e/lib-wallet.sh
. "$(dirname "$0")/lib-wallet.sh"

# ------------------------------------------------------------ a card pays

ada=$(user Ada)
for amount in 499 0 -500 1000001; do
	post /api/wallet/topup "$ada" "{\"amount_cents\":$amount}"
	expect "nobody tops up by $amount cents" is_error 400 invalid_request
done
for amount in '"500"' 500.5 null true '[]' '{}' 99999999999999999999; do
	post /api/wallet/topup "$ada" "{\"amount_cents\":$amount}"
	expect "$amount is no amount" is_error 400 invalid_request
	expect "and the answer says which field" holds '.field == "amount_cents"'
done
post /api/wallet/topup "$ada" '{}'
expect 'nor is none' is_error 400 invalid_request
post /api/wallet/topup '' '{"amount_cents":500}'
expect 'a top-up is of somebody' is 401
expect 'none of that reached Stripe' equal "$(calls /v1/checkout/sessions)" 0

checkout "$ada" 500
expect 'a top-up answers where to pay' holds '.url | startswith("http")'
expect 'who comes back is sent to this site' equal \
	"$(stripe "/v1/checkout/sessions/$session" | jq -r .success_url)" "$BASE/wallet?topup={CHECKOUT_SESSION_ID}"
expect 'until it is paid the wallet is empty' equal "$(balance "$ada")" 0
completed && settled
expect 'a payment is in the wallet' equal "$(balance "$ada")" 500
expect 'under its session' equal "$(entries "$ada" "topup:$session")" '1 500'
expect 'the card is kept' equal "$(profile "$ada" && field .has_payment_method)" true

checkout "$ada" 600
completed '{"payment_status":"unpaid"}' && settled
expect 'a Checkout that is not paid yet credits nothing' equal "$(balance "$ada")" 500
double "/checkout/$session/async_succeed" && settled
expect 'it does when the money comes' equal "$(balance "$ada")" 1100
checkout "$ada" 700
completed '{"payment_status":"unpaid"}' && double "/checkout/$session/async_fail" && settled
expect 'not when the payment fails' equal "$(balance "$ada")" 1100
expect 'then it is closed' equal "$(one "SELECT status FROM topups WHERE id = '$session'")" closed
checkout "$ada" 800
double "/checkout/$session/expire" && settled
expect 'an expired one is closed, too' equal "$(one "SELECT status FROM topups WHERE id = '$session'")" closed

# ------------------------------------------------------------ the same request again

named() { # KEY-OF-USER PATH NAME JSON
	post "$2" "$1" "$4" -H "Idempotency-Key: $3"
}
is_replayed() { is 200 && [ "$(header Idempotency-Replayed)" = true ]; }
is_first() { is 200 && [ -z "$(header Idempotency-Replayed)" ]; }

named "$ada" /api/wallet/topup one '{"amount_cents":510}'
expect 'a top-up that names itself is made' is_first
url=$(field .url) made=$(calls /v1/checkout/sessions)
named "$ada" /api/wallet/topup one '{"amount_cents":510}'
expect 'sent again it has the first answer' is_replayed
expect 'and that is the same page' equal "$(field .url)" "$url"
named "$ada" /api/wallet/topup one '{"amount_cents":511}'
expect 'with another body it is refused' is_error 422 idempotency_mismatch
expect 'none of which Stripe heard of' equal "$(calls /v1/checkout/sessions)" "$made"
bea=$(user Bea)
named "$bea" /api/wallet/topup one '{"amount_cents":511}'
expect 'the name is good for one user' is_first
named "$ada" /api/wallet/topup two '{"amount_cents":499}'
expect 'what is refused keeps no name' is_error 400 invalid_request
named "$ada" /api/wallet/topup two '{"amount_cents":512}'
expect 'so that another body may have it' is_first
named "$ada" /api/wallet/setup-payment-method one '{}'
expect 'the name is good for one path, too' is_first
expect 'and saving a card has its secret' holds '.client_secret | type == "string"'
url=$(field .url)
named "$ada" /api/wallet/setup-payment-method one '{}'
expect 'which is not kept' is_replayed
expect 'but the page is' holds --arg u "$url" '.client_secret == null and .url == $u'
named "$bea" /api/stripe/connect one '{}'
expect 'connecting may be named' is_first
url=$(field .url)
named "$bea" /api/stripe/connect one '{}'
expect 'and is repeated' is_replayed
expect 'with its first link' equal "$(field .url)" "$url"
named "$bea" /api/stripe/connect one '{"other":1}'
expect 'but for no other body' is_error 422 idempotency_mismatch

# Stripe does its work and hangs; meanwhile, and after the worker has died of it.
hang() { double /script '{"match":{"method":"POST","path":"/v1/checkout/sessions"},"do":"hang","seconds":3,"effect":"done"}'; }
sessions_of() { stripe "/v1/checkout/sessions?limit=100&customer=$(profile "$1" && field .stripe_customer_id)" | jq '.data | length'; }
hang
made=$(sessions_of "$ada")
{ headers=$work/headers.hung; named "$ada" /api/wallet/topup three '{"amount_cents":513}'; echo "$status" >"$work/hung"; } &
sleep 0.4
named "$ada" /api/wallet/topup three '{"amount_cents":513}'
expect 'while the first is running, a second is told so' is_error 409 idempotency_in_progress
named "$ada" /api/wallet/topup three '{"amount_cents":514}'
expect 'or that its body is another' is_error 422 idempotency_mismatch
wait
expect 'the first ends as Stripe does' equal "$(cat "$work/hung")" 503
sleep 2
named "$ada" /api/wallet/topup three '{"amount_cents":513}'
expect 'and may be sent again' is_first
expect 'for one page in all' equal "$(sessions_of "$ada")" $((made + 1))

hang
{ headers=$work/headers.hung; named "$ada" /api/wallet/topup four '{"amount_cents":515}'; } &
sleep 0.4
# shellcheck disable=SC2046
kill -9 $("$DEV" pids wallet)
wait
sleep 3
named "$ada" /api/wallet/topup four '{"amount_cents":515}'
expect 'of a worker that died nobody knows' is_error 409 idempotency_in_progress
one 'UPDATE idempotency_keys SET created_at = created_at - INTERVAL 61 SECOND WHERE status IS NULL'
named "$ada" /api/wallet/topup four '{"amount_cents":516}'
expect 'its name is for its body' is_error 422 idempotency_mismatch
named "$ada" /api/wallet/topup four '{"amount_cents":515}'
expect 'which may take it over after a minute' is_first
expect 'for the one page that there is' equal "$(sessions_of "$ada")" $((made + 2))
named "$ada" /api/wallet/topup four '{"amount_cents":515}'
expect 'and is then repeated' is_replayed
unscripted

# ------------------------------------------------------------ what Stripe says, and says again

double /webhooks/mode '{"deliver":false}'
checkout "$ada" 900
completed
paid=$(event checkout.session.completed)
again() { curl -s -m 20 -X POST "$STRIPE/_double/webhooks/send" -d "{\"event\":\"$paid\"}"; }
export -f again
export STRIPE paid
seq 200 | xargs -P 16 -I{} bash -c again >"$work/replies"
double /webhooks/mode '{"deliver":true,"held":"drop"}'
expect 'an event that comes 200 times, 16 at once, is answered 200 times by 200' equal \
	"$(jq -s '[.[].answers[] | select(.status == 200)] | length' "$work/replies")" 200
expect 'and handled by one of them' equal \
	"$(jq -s '[.[].answers[].body | fromjson | select(.outcome == "handled")] | length' "$work/replies")" 1
expect 'it is booked once' equal "$(entries "$ada" "topup:$session")" '1 900'

# The same payment by another name, so that it would be booked if it were taken.
other() { jq -nc --arg n "$1" --argjson o "${2:-{\}}" --argjson e "${3:-{\}}" \
	'{body_patch: ({id: ("evt_" + $n), data: {object: ({id: ("cs_test_" + $n), payment_intent: ("pi_" + $n)} + $o)}} + $e)}'; }
merged() { jq -nc --argjson a "$1" --argjson b "$2" '$a + $b'; }
before=$(balance "$ada")

letter '{}'
expect 'one more is a 200' answered 200
expect 'that was seen before' outcome 'seen before'
letter "$(merged "$(other stale)" '{"timestamp_offset":-301}')"
expect 'an event signed six minutes ago is refused' answered 400
letter "$(merged "$(other early)" '{"timestamp_offset":400}')"
expect 'so is one of tomorrow' answered 400
letter "$(merged "$(other forged)" '{"secret":"wrong"}')"
expect 'so is one signed with another secret' answered 400
letter "$(merged "$(other altered)" '{"alter_byte":true}')"
expect 'and one of which a byte was altered' answered 400
letter "$(merged "$(other bare)" '{"header":null}')"
expect 'and one without a signature' answered 400
for header in '' 't=1' 'v1=00' 't=x,v1=00' "t=$(date +%s),v1=" "t=$(date +%s),v0=00"; do
	letter "$(merged "$(other bare)" "{\"header\":\"$header\"}")"
	expect "and one with the signature '$header'" answered 400
done
double /webhooks/send '{"raw":"not JSON"}'
expect 'signed but not JSON: refused' answered 400
double /webhooks/send '{"raw":"[]"}'
expect 'nor an object: refused' answered 400
double /webhooks/send '{"payload":{"object":"v2.core.event","type":"v1.billing.meter","data":null}}'
expect 'an event of the second version is taken' answered 200
expect 'and left alone' outcome ignored
letter "$(other live '{}' '{"livemode":true}')"
expect 'one of the other mode is a 200' answered 200
expect 'that does nothing' outcome 'other mode'
letter "$(other stranger '{"metadata":{"kind":"wallet_topup","user_id":"01890000-0000-7000-8000-000000000000"}}')"
expect 'one about a user who is not here is ignored' outcome ignored
letter "$(other nobody '{"metadata":{"kind":"wallet_topup","user_id":"x"}}')"
expect 'or about no user' outcome ignored
letter "$(other zero '{"amount_total":0}')"
expect 'or about nothing' outcome ignored
letter "$(other minus '{"amount_total":-5}')"
expect 'or less' outcome ignored
letter "$(other odd '{"amount_total":"900"}')"
expect 'or an amount that is a text' outcome ignored
letter "$(other euro '{"currency":"eur"}')"
expect 'or in another currency' outcome ignored
letter "$(other alien '{"metadata":{"kind":"other"}}')"
expect 'or of another program of this account' outcome ignored
letter "$(other type '{}' '{"type":"invoice.paid"}')"
expect 'an event of a type we do not know is ignored' outcome ignored
letter "$(other connected '{}' '{"account":"acct_1Somebody"}')"
expect "nor is a payment at a connected account's own shop one of ours" outcome ignored
expect 'nothing of all that was booked' equal "$(balance "$ada")" "$before"
letter "$(merged "$(other rolled)" '{"two_signatures":true}')"
expect 'of two signatures one need be ours' outcome handled
expect 'and then it is booked' equal "$(balance "$ada")" $((before + 900))

double /webhooks/mode '{"deliver":false}'
checkout "$ada" 500
completed
double "/charges/$charge/refund" '{"amount":200}'
double /webhooks/mode '{"deliver":true,"held":"reverse"}' && settled
expect 'a refund that is told of before its payment' equal "$(entries "$ada" topup-refund:)" '1 -200'
expect 'waits for it' equal "$(entries "$ada" "topup:$session")" '1 500'

# A refund whose event is slow: kept, but not committed, when its payment comes.
slow=pi_slow
"$DEV" sql >/dev/null <<SQL &
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
BEGIN;
INSERT INTO stripe_events (id, type, status, about, payload, created_at) VALUES ('evt_slow_refund', 'refund.created', 'parked', '$slow',
	'{"id":"evt_slow_refund","object":"event","type":"refund.created","data":{"object":{"id":"re_slow","amount":100,"payment_intent":"$slow","status":"succeeded"}}}', NOW(3));
DO SLEEP(1.5);
COMMIT;
SQL
sleep 0.5
letter "$(other slow)"
wait
not_parked() { [ "$(one "SELECT COUNT(*) FROM stripe_events WHERE status = 'parked'")" = 0 ]; }
expect 'a refund that is parked while its payment is booked is found again' within 5 not_parked

# ------------------------------------------------------------ a prize goes to the bank

winner=$(user Winner)
sender=$(user Sender)
"$DEV" admin grant "$(id_of "$sender")" 200000 >/dev/null
post /api/wallet/withdraw "$winner" '{"amount_cents":500}'
expect 'without a bank there is no withdrawal' is_error 403 connect_inactive
get_as "$winner" /api/stripe/connect/status
expect 'at first nothing is connected' holds '.status == "not_connected"'
double /script '{"match":{"method":"POST","path":"/v1/accounts"},"times":2,"do":"status","status":400}'
carl=$(user Carl)
post /api/stripe/connect "$carl" '{}'
expect 'connecting fails while the platform is not set up' test "$status" -ge 500
post /api/stripe/connect "$carl" '{}'
expect 'and works when it is: a refusal is not held for a day' is 200
post /api/stripe/connect "$winner" '{}'
expect 'connecting answers where to go' holds '.url | startswith("http")'
account=$(one "SELECT stripe_account_id FROM users WHERE name = 'Winner'")
post /api/stripe/connect "$winner" '{}'
expect 'going again is the same account' equal "$(one "SELECT stripe_account_id FROM users WHERE name = 'Winner'")" "$account"
get_as "$winner" /api/stripe/connect/status
expect 'until Stripe is satisfied it is pending' holds '.status == "pending"'
post /api/wallet/withdraw "$winner" '{"amount_cents":500}'
expect 'and nothing is paid out to it' is_error 403 connect_inactive
double "/accounts/$account/activate" && settled
get_as "$winner" /api/stripe/connect/status
expect 'then it is active' holds '.status == "active"'

for amount in 499 0 -1 '"500"' 500.5 null 99999999999999999999; do
	post /api/wallet/withdraw "$winner" "{\"amount_cents\":$amount}"
	expect "nobody withdraws $amount" is_error 400 invalid_request
done
pay_in "$winner" 2000
post /api/wallet/withdraw "$winner" '{"amount_cents":500}'
expect "a card's money is not paid out" is_error 402 payment_required
expect 'and the answer says what could be' holds '.available == 0 and .required == 500'

wins "$winner" 100000
expect 'a prize is won' within 8 has_balance "$winner" 82000
wallet "$winner"
expect 'a prize can be withdrawn' holds '.withdrawable_cents == 80000'
post /api/wallet/withdraw "$winner" '{"amount_cents":80001}'
expect 'but not a cent more' is_error 402 payment_required
post /api/wallet/withdraw "$winner" '{"amount_cents":9223372036854775807}'
expect 'nor all money there is' is_error 402 payment_required

withdraw 1000
expect 'a withdrawal is a 201' is 201
expect 'that is pending' holds '.status == "pending" and .amount_cents == 1000 and .stripe_transfer_id == null'
expect 'and debited at once' equal "$(debits)" '1 -1000'
expect 'cron completes it' within 5 has_fate completed
expect 'with one transfer' equal "$(transfers)" 1
get_as "$winner" /api/wallet/withdrawals
expect 'that it names' holds '.withdrawals[0].stripe_transfer_id | startswith("tr_")'

post /api/wallet/withdraw "$winner" '{"amount_cents":501}' -H 'Idempotency-Key: bank'
withdrawal=$(field .id)
post /api/wallet/withdraw "$winner" '{"amount_cents":501}' -H 'Idempotency-Key: bank'
expect 'sent again under its key it is the same one' equal "$(field .id)" "$withdrawal"
expect 'booked once' equal "$(debits)" '1 -501'

greedy=$(user Greedy)
winners=$account
connected "$greedy" # an account that is none would be refused, and what comes back withdrawn again
account=$winners
wins "$greedy" 1000
within 8 has_balance "$greedy" 800
for n in 1 2 3 4 5 6 7 8; do
	{ headers=$work/headers.$n; post /api/wallet/withdraw "$greedy" '{"amount_cents":500}'; echo "$status"; } &
done >"$work/greedy"
wait
expect 'eight withdrawals at once of what is enough for one: one' equal "$(sort "$work/greedy" | uniq -c | xargs)" '1 201 7 402'

# ------------------------------------------------------------ Stripe will not, or is not there

double /balance '{"available":0}'
withdraw 502
short() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE subject = '$withdrawal' AND last_error = 'balance_insufficient'")" = 1 ]; }
expect 'without an available balance it is tried' within 5 short
expect 'and stays pending' has_fate pending
one "UPDATE outbox SET created_at = created_at - INTERVAL 25 HOUR WHERE subject = '$withdrawal'"
due_now
sleep 1.5
expect 'for more than a day, if need be' has_fate pending
one "UPDATE outbox SET created_at = NOW(3) WHERE subject = '$withdrawal'"
double /balance '{"available":1000000}'
due_now
expect 'and is completed when there is one' within 5 has_fate completed
expect 'with one transfer all the same' equal "$(transfers)" 1

double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"status","status":400,"code":"account_closed"}'
withdraw 503
expect 'what Stripe refuses has failed' within 5 has_fate failed
expect 'and is back in the wallet' equal "$(returns)" '1 503'
expect 'without a transfer' equal "$(transfers)" 0

double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"status","status":500,"stored":false}'
withdraw 504
hurry
expect 'a 500 is no refusal' within 6 has_fate completed
expect 'one transfer came of it' equal "$(transfers)" 1

double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"status","status":429}'
withdraw 505
hurry
expect 'too many requests is none, either' within 6 has_fate completed
expect 'one transfer' equal "$(transfers)" 1

double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"drop_after"}'
withdraw 506
hurry
expect 'a connection that breaks after the work costs nothing' within 6 has_fate completed
expect 'one transfer was made' equal "$(transfers)" 1
expect 'one debit' equal "$(debits)" '1 -506'

double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"hang","seconds":3,"effect":"done"}'
withdraw 507
within 5 tried 1
# What a newer program might send in its place: Stripe answers 400, idempotency_error.
one "UPDATE outbox SET amount_cents = 508 WHERE subject = '$withdrawal'"
due_now
within 5 tried 2
one "UPDATE outbox SET amount_cents = 507 WHERE subject = '$withdrawal'"
expect 'other words under the same key are no refusal: the transfer stands' equal "$(transfers) $(returns)" '1 0 0'
due_now
expect 'and the withdrawal is completed' within 5 has_fate completed

stop_cron
withdraw 508
one "UPDATE outbox SET created_at = created_at - INTERVAL 25 HOUR, key_since = key_since - INTERVAL 25 HOUR WHERE subject = '$withdrawal'"
pass
expect 'what no cron could send for a day is sent all the same' equal "$(fate) $(transfers)" 'completed 1'
unscripted

# ------------------------------------------------------------ the sender is killed

for step in leased sent recorded; do
	withdraw 600
	expect "$step: the sender is killed" dies_at "outbox.$step"
	pass
	[ "$step" = recorded ] || expect "$step: nobody takes over while its lease lasts" has_fate pending
	[ "$step" = recorded ] || due_now
	pass
	expect "$step: the next one completes it" has_fate completed
	expect "$step: one transfer" equal "$(transfers)" 1
	expect "$step: one debit" equal "$(debits) $(returns)" '1 -600 0 0'
done
withdraw 601
CLORP_TEST_DIE_AT=outbox.sent dies_at outbox.sent
double /idempotency/forget
one "UPDATE outbox SET created_at = created_at - INTERVAL 25 HOUR, key_since = key_since - INTERVAL 25 HOUR WHERE subject = '$withdrawal'"
due_now
pass
expect 'after a day, when Stripe has forgotten the key, it is looked up' has_fate completed
expect 'not sent again' equal "$(transfers)" 1
withdraw 602
for _ in 1 2 3 4 5 6; do pass & done
wait
expect 'six crons at once send it once' equal "$(fate) $(transfers)" 'completed 1'
"$DEV" restart cron

withdraw 603
within 5 has_fate completed
transfer=$(one "SELECT stripe_transfer_id FROM withdrawals WHERE id = '$withdrawal'")
double "/transfers/$transfer/reverse" && settled
expect 'a transfer that Stripe takes back has failed' has_fate failed
expect 'and is back in the wallet, once' equal "$(returns)" '1 603'
paid=$(event transfer.reversed) again >/dev/null
expect 'also when it says so again' equal "$(returns)" '1 603'

# ------------------------------------------------------------ refunds and disputes

dora=$(user Dora)
one "UPDATE users SET stripe_account_id = '$account-3', stripe_account_status = 'active' WHERE name = 'Dora'"
pay_in "$dora" 1000
double "/charges/$charge/refund" '{"amount":400}' && settled
expect 'a refund leaves the wallet, once, though two events tell of it' equal "$(entries "$dora" topup-refund:)" '1 -400'
double "/charges/$charge/refund" '{"amount":100}' && settled
expect 'a second one as well' equal "$(entries "$dora" topup-refund:)" '2 -500'
double "/charges/$charge/refund" '{"amount":50}'
refund=$(jq -r .id <<<"$told")
settled
double "/refunds/$refund/fail" && settled
expect 'a refund that the bank would not take is back in the wallet' equal "$(balance "$dora")" 500
before=$(balance "$dora")
double /webhooks/send "$(jq -nc --arg p "$payment" '{payload: {type: "charge.dispute.created", data: {object: {
	id: "dp_inquiry", object: "dispute", amount: 300, payment_intent: $p, status: "warning_needs_response"}}}}')"
expect 'a bank that only asks takes nothing' equal "$(balance "$dora")" "$before"
pay_in "$dora" 1000
double "/charges/$charge/dispute"
dispute=$(jq -r .id <<<"$told")
settled
expect 'a dispute takes its money at once' equal "$(entries "$dora" "dispute:$dispute")" '1 -1000'
lost=$(entries "$dora" dispute:dp_)
double "/disputes/$dispute/close" '{"status":"lost"}' && settled
expect 'lost, it takes nothing more' equal "$(entries "$dora" dispute:dp_)" "$lost"

pay_in "$dora" 1000
"$DEV" admin grant "$(id_of "$dora")" 5000 >/dev/null
run "$dora" $(($(balance "$dora") - 300))
expect 'a drop is paid from both' is 201
answer_it "$(field .id)" "$winner"
expect 'and answered, so that a dispute does not call it off' is 200
double "/charges/$charge/dispute"
dispute=$(jq -r .id <<<"$told")
settled
expect 'a dispute of more than the wallet holds takes what it holds' equal "$(balance "$dora")" 0
expect 'the rest is short' equal "$(one "SELECT shortage_cents FROM users WHERE name = 'Dora'")" 700
run "$dora" 100
expect 'a frozen wallet pays for no drop' is_error 403 wallet_frozen
post /api/wallet/withdraw "$dora" '{"amount_cents":500}'
expect 'nor is anything paid out of it' is_error 403 wallet_frozen
expect 'the books balance with a shortage in them' "$DEV" admin audit
double "/disputes/$dispute/close" '{"status":"won"}' && settled
expect 'won, it gives back what it took' equal "$(balance "$dora")" 300
run "$dora" 100
expect 'and the wallet is thawed' is 201

fred=$(user Fred)
pay_in "$fred" 1000
"$DEV" admin grant "$(id_of "$fred")" 500 >/dev/null
run "$fred" 1200
dear=$(field .id)
run "$fred" 400 '{"pay_when_funded":true}'
expect 'a drop may wait for money' is_error 402 payment_required
double "/charges/$charge/dispute"
settled
status_of() { get_as "$1" "/api/jobs/$2" && field .status; }
has_status() { [ "$(status_of "$1" "$2")" = "$3" ]; }
expect 'what disputed money paid for, and nobody answered, is called off' within 5 has_status "$fred" "$dear" cancelled
paid() { [ "$(balance "$fred") $(entries "$fred" shortage:)" = '100 1 -700' ]; }
expect 'which settles what the wallet owes and pays for the drop that waits' within 5 paid

# Whoever sees to a dispute is killed: before anything, after all jobs, and after it said so.
expect 'cron is stopped' stop_cron
for step in leased sent recorded; do
	iris=$(user Iris)
	pay_in "$iris" 1000
	run "$iris" 600
	first=$(field .id)
	run "$iris" 400
	double "/charges/$charge/dispute" && settled
	expect "$step: who calls jobs off is killed" dies_at "outbox.$step"
	due_now
	pass
	pass
	expect "$step: all of them end once" equal \
		"$(status_of "$iris" "$first") $(balance "$iris") $(entries "$iris" refund:)" 'cancelled 0 2 1000'
done
"$DEV" restart cron

gina=$(user Gina)
hans=$(user Hans)
pay_in "$gina" 1000
run "$gina" 1000
job=$(field .id)
answer_it "$job" "$hans"
double "/charges/$charge/dispute"
dispute=$(jq -r .id <<<"$told")
settled
is_booked() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE kind = 'disputed' AND subject = '$dispute' AND status = 'done'")" = 1 ]; }
expect 'a dispute is seen to by cron' within 5 is_booked
expect 'a drop that was answered goes on' has_status "$gina" "$job" open
one "UPDATE jobs SET window_closes_at = NOW(3) WHERE id = '$job'"
expect 'it is judged and paid' within 5 has_balance "$hans" 800
wallet "$hans"
expect 'and its prize waits for the dispute' holds '.withdrawable_cents == 0 and .pending_cents == 800
	and .ledger[0].pending_reason == "on_hold_dispute" and .ledger[0].withdrawable_at == .next_withdrawable_at'
listed() { "$DEV" admin dispute list "$@" | jq -s --arg d "$dispute" '.[] | select(.dispute == $d)'; }
expect 'an operator finds it' equal "$(listed | jq -c '[.status, .user_owes_cents, .payouts_held]')" '["open",1000,1]'
decide() { "$DEV" admin dispute "$1" "$dispute" "$job" --why 'a card that was stolen' 2>/dev/null; }
expect 'nothing is taken while it is open' not decide claw-back
double "/disputes/$dispute/close" '{"status":"lost"}' && settled
expect 'lost, it still holds the prize' equal \
	"$("$DEV" admin dispute show "$dispute" | jq -sc '[.[0].status, .[1].state, .[1].cents]')" '["lost","held",800]'
expect 'who decides says why' not "$DEV" admin dispute claw-back "$dispute" "$job" 2>/dev/null
expect 'the prize is clawed back' equal "$(decide claw-back | jq -c '[.taken_cents, .user_owes_cents]')" '[800,200]'
expect 'out of the wallet that it was paid into' equal "$(entries "$hans" "clawback:$dispute:$job")" '1 -800'
expect 'once' not decide claw-back
expect 'or let go, and not both' not decide release
expect 'who decided stands in the log' equal \
	"$(one "SELECT CONCAT(act, ' ', subject = '$dispute $job', ' ', why) FROM admin_log WHERE act LIKE 'dispute%'")" \
	'dispute claw-back 1 a card that was stolen'
expect 'nothing is left to decide' equal "$(listed)" ''
expect 'but it is in the list of all' equal "$(listed --all | jq -r .status)" lost
expect 'a review shows it' equal "$("$DEV" admin review | jq -r --arg d "$dispute" 'select(.dispute == $d) | .status')" lost
expect 'the books balance after it' "$DEV" admin audit

# A wallet that is frozen before what was withdrawn is sent.
winner_id=$(id_of "$winner")
withdraw_on_hold() {
	double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"status","status":429,"times":100}'
	wins "$winner" 1000
	within 5 has_balance "$winner" $(($(balance "$winner") + 800))
	withdraw 700
}
why_pending() { get_as "$winner" /api/wallet/withdrawals && field ".withdrawals[] | select(.id == \"$withdrawal\") | .pending_reason"; }
withdraw_on_hold
expect 'a withdrawal that Stripe does not take yet waits for it' equal "$(why_pending)" awaiting_stripe
within 5 tried 1
"$DEV" admin user freeze "$winner_id" --why 'a look at the books' >/dev/null
unscripted
expect 'and, once its wallet is frozen, for that' equal "$(why_pending)" on_hold_dispute
due_now
expect 'it is not sent' within 5 tried 2
expect 'though Stripe would take it' equal "$(transfers) $(fate)" '0 pending'
"$DEV" admin user thaw "$winner_id" --why 'nothing was wrong' >/dev/null
due_now
expect 'thawed, it is' within 5 has_fate completed

# ------------------------------------------------------------ charges without their refunds

# Since its version of November 2022 Stripe leaves a charge's refunds out of it. Here the events
# of the refunds themselves are lost: only that of the charge comes.
lena=$(user Lena)
fetched() { [ "$(entries "$lena" topup-refund:)" = "$1" ]; }
fetches() { one "SELECT COUNT(*) FROM outbox WHERE kind = 'refunds' AND status = '$1'"; }
double /lean '{"lean":true}'
pay_in "$lena" 1000
double /webhooks/mode '{"deliver":false}'
double "/charges/$charge/refund" '{"amount":300}'
lean=$(event charge.refunded)
expect 'a charge may come without its refunds' equal \
	"$(curl -s "$STRIPE/_double/events?type=charge.refunded" | jq -r 'last | .event.data.object | has("refunds")')" false
tell() { double /webhooks/send "{\"event\":\"$1\"}"; }
tell "$lean"
expect 'its event is handled' outcome handled
expect 'and the refund fetched' within 5 fetched '1 -300'
tell "$lean"
expect 'once' outcome 'seen before'
double "/charges/$charge/refund" '{"amount":150}'
double /script '{"match":{"method":"GET","path":"/v1/refunds"},"do":"status","status":500}'
tell "$(event charge.refunded)"
asked() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE kind = 'refunds' AND status = 'waiting' AND attempts > 0 AND lease_token IS NULL")" = 1 ]; }
expect 'if Stripe cannot answer' within 5 asked
due_now
expect 'it is asked again, and the second one is fetched, too' within 5 fetched '2 -450'
double "/charges/$charge/refund" '{"amount":50}'
refund=$(jq -r .id <<<"$told")
late=$(event charge.refunded)
double "/refunds/$refund/fail"
tell "$late"
asked_thrice() { [ "$(fetches 'done')" = 3 ]; }
expect 'a third asks by itself' within 5 asked_thrice
expect 'and one that failed meanwhile is none' fetched '2 -450'
double /webhooks/mode '{"deliver":true,"held":"now"}' && settled
expect "with all events there it comes to the same, but for what failed" equal "$(balance "$lena") $(entries "$lena" topup-refund-failed:)" '550 1 50'
double /webhooks/mode '{"deliver":false}'
checkout "$lena" 500
completed
double "/charges/$charge/refund" '{"amount":100}'
tell "$(event charge.refunded)"
expect 'before its payment is known a charge is parked' outcome parked
double /webhooks/mode '{"deliver":true,"held":"drop"}'
tell "$(event checkout.session.completed)"
expect 'and asked for when it is' within 5 fetched '4 -600'
expect 'for each event of a charge once' equal "$(fetches 'done')" 4
double /lean '{"lean":false}'

# ------------------------------------------------------------ by itself

otto=$(user Otto)
otto_id=$(id_of "$otto")
automatic() { post /api/wallet/auto-topup "$otto" "$1"; }
automatic '{"enabled":true,"amount_cents":1000,"threshold_cents":300}'
expect 'without a card nothing is charged by itself' is 400
pay_in "$otto" 500
automatic '{"enabled":true,"amount_cents":499,"threshold_cents":300}'
expect 'nor less than the least' is_error 400 invalid_request
automatic '{"enabled":true,"threshold_cents":300}'
expect 'nor without an amount' is_error 400 invalid_request
automatic '{"enabled":"yes","amount_cents":1000}'
expect 'enabled is a boolean' is_error 400 invalid_request
automatic '{"enabled":true,"amount_cents":1000,"threshold_cents":300}'
expect 'with both it is on' holds '.auto_topup_enabled and .auto_topup_amount_cents == 1000 and .auto_topup_threshold_cents == 300'
automatic '{"enabled":true,"amount_cents":1000,"threshold_cents":300}'
expect 'saying so twice is no error' is 200
run "$otto" 200
sleep 1.2
expect 'at the threshold nothing happens' equal "$(entries "$otto" autotopup:)" '0 0'
run "$otto" 100
expect 'below it the card is charged' within 5 has_balance "$otto" 1200
expect 'once, under the payment' equal "$(entries "$otto" autotopup:pi_)" '1 1000'

"$DEV" pids cron | xargs kill -STOP
run "$otto" 2200 '{"pay_when_funded":true}'
waiting=$(field .id)
expect 'a run that falls short starts one' holds '.auto_topup_started == true and .code == "payment_required"'
run "$otto" 5000
expect 'a second one while it is in flight does not' holds '.auto_topup_started == false'
"$DEV" pids cron | xargs kill -CONT
is_open() { get_as "$otto" "/api/jobs/$waiting" && [ "$(field .status)" = open ]; }
expect 'a drop that waits for the money opens by itself' within 6 is_open
settled
sleep 1.2
expect 'which leaves less than the threshold, but nobody acted: the card is not charged' has_balance "$otto" 0
expect 'and was charged once for each act' equal "$(entries "$otto" autotopup:)" '2 2000'

card=$(one "SELECT payment_method FROM users WHERE id = '$otto_id'")
refused() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE user_id = '$otto_id' AND status = 'declined'")" = "$1" ]; }
double "/payment_methods/$card/behave" '{"card":"pm_card_chargeDeclinedInsufficientFunds"}'
run "$otto" 5000
expect 'a card that is declined' within 5 refused 1
settled
run "$otto" 5000
expect 'is left alone for a while' holds '.auto_topup_started == false'
expect 'though it stays on' equal "$(profile "$otto" && field .auto_topup_enabled)" true
double "/payment_methods/$card/behave" '{"card":"pm_card_authenticationRequired"}'
automatic '{"enabled":true}'
run "$otto" 5000
expect 'set anew the same card has its rest all the same' holds '.auto_topup_started == false'
"$DEV" sql -e "UPDATE users SET auto_topup_retry_at = NOW(3) WHERE id = '$otto_id'"
run "$otto" 5000
expect 'a day later it is tried again' holds '.auto_topup_started == true'
expect 'a card whose owner must be there' within 5 refused 2
settled
expect 'is not charged by itself any more' equal "$(profile "$otto" && field .auto_topup_enabled)" false
expect 'nothing was credited' equal "$(entries "$otto" autotopup:)" '2 2000'
double "/payment_methods/$card/detach" && settled
expect 'a card that is taken away is forgotten' equal "$(profile "$otto" && field .has_payment_method)" false
automatic '{"enabled":true}'
expect 'and cannot be charged' is 400

paula=$(user Paula)
run "$paula" 500 '{"pay_when_funded":true}'
otto=$paula waiting=$(field .id)
pay_in "$paula" 500
expect 'a drop that waits for a card opens when it has paid' within 5 is_open
run "$paula" 500 '{"pay_when_funded":true}'
waiting=$(field .id)
"$DEV" admin grant "$(id_of "$paula")" 500 >/dev/null
expect 'and by any other money' within 5 is_open

# ------------------------------------------------------------ Stripe hangs

run "$sender" 500
job=$(field .id)
post "/api/jobs/$job/claim" "$winner" '{}'
checkout "$ada" 500 # its customer is there
double /script '{"match":{"method":"POST","path":"/v1/checkout/sessions"},"do":"hang","seconds":20,"times":100}'
for n in 1 2 3 4; do
	{ headers=$work/headers.$n; post /api/wallet/topup "$ada" '{"amount_cents":500}'; echo "$status $(field .code)"; } >"$work/hung.$n" &
done
good=0
until grep -qs 503 "$work"/hung.*; do
	post "/api/jobs/$job/claim" "$winner" '{}'
	is 201 || break
	good=$((good + 1))
done
expect 'while Stripe hangs for four, every claim is taken' is 201
expect "and none waits for it ($good were taken)" test "$good" -ge 3
wait
unscripted
expect 'the four are told to come again; one user has two places in the lane at most' \
	equal "$(sort -u "$work"/hung.* | tr '\n' ',')" '429 rate_limited,503 busy,'

# ------------------------------------------------------------ the books

settled
expect 'the books balance' "$DEV" admin audit
one "DELETE FROM outbox WHERE status = 'refused'" # a transfer that was refused is told of, as it should be
# reconcile [DAYS [PAGES]]: its lines are in $work/books. What was told by hand above is at no Stripe.
reconcile() {
	"$DEV" admin reconcile "$@" >"$work/books"
	books=$?
	jq -c 'select(.id // "" | IN("cs_test_rolled", "cs_test_slow", "re_slow") | not)' "$work/books" >"$work/rest"
}
finds() { [ "$(jq -r --arg w "$1" --arg i "$2" 'select(.what == $w and .id == $i) | .id' "$work/books")" = "$2" ]; }
others() { head -n -1 "$work/rest" | grep -c .; }
sent='clorp-admin reconcile' status='' body=''

reconcile
cat "$work/rest"
expect "Stripe's books and ours say the same" equal "$(others)" 0
expect 'but for what was made up: a payment' finds 'credited payment that is not paid at Stripe' cs_test_rolled
expect 'and a refund' finds 'booked refund that is not at Stripe' re_slow
expect 'which is no success' equal "$books $(tail -n 1 "$work/books" | jq -c '[.ok, .differences, .incomplete]')" '1 [false,3,0]'
expect 'a card that was declined is no difference' equal \
	"$(one "SELECT COUNT(*) > 0 FROM outbox WHERE status = 'declined'") $(grep -c automatic: "$work/books")" '1 0'
expect 'all four kinds were compared' jq -es 'last | .transfers > 0 and .payments > 0 and .refunds > 0 and .disputes > 0' "$work/books"

curl -s -o /dev/null "$STRIPE/v1/transfers" -H 'Authorization: Bearer sk_test_double' \
	-d amount=777 -d currency=usd -d "destination=$account" -d 'metadata[withdrawal_id]=01890000-0000-7000-8000-000000000001'
dora_paid=$(one "SELECT payment_intent FROM topups WHERE user_id = (SELECT id FROM users WHERE name = 'Dora') ORDER BY created_at LIMIT 1")
pay_in "$ada" 500
unbooked=$charge
pay_in "$ada" 500
double /webhooks/mode '{"deliver":false}'
double "/charges/$unbooked/refund" '{"amount":123}'
refund=$(jq -r .id <<<"$told")
double "/charges/$charge/dispute"
dispute=$(jq -r .id <<<"$told")
double /webhooks/mode '{"deliver":true,"held":"drop"}'
double /webhooks/send "$(jq -nc --arg p "$dora_paid" '{payload: {type: "charge.dispute.created", data: {object: {
	id: "dp_nowhere", object: "dispute", amount: 1, payment_intent: $p, status: "needs_response"}}}}')"
one "UPDATE topups SET amount_cents = 501 WHERE status = 'credited' AND kind = 'checkout' AND id LIKE 'cs_test_%' AND amount_cents = 500 LIMIT 1"
reconcile
expect 'a transfer that we know nothing of is found' equal "$(grep -c 'transfer of no withdrawal' "$work/books")" 1
expect 'a payment that differs' equal "$(grep -c 'not credited as it was paid' "$work/books")" 1
expect 'a refund that nobody told us of' finds 'refund not booked as it was made' "$refund"
expect 'and a dispute' finds 'dispute not booked as it stands' "$dispute"
expect 'and one that is booked here alone' finds 'booked dispute that is not at Stripe' dp_nowhere
expect 'and nothing else' equal "$(others)" 5

# A refund of what another program sold; and of what nobody did.
payment=$(curl -s "$STRIPE/v1/payment_intents" -H 'Authorization: Bearer sk_test_double' -d amount=500 -d currency=usd \
	-d confirm=true -d off_session=true -d payment_method=pm_card_visa)
double "/charges/$(jq -r .latest_charge <<<"$payment")/refund" && settled
double /webhooks/send '{"payload":{"id":"evt_nowhere","type":"refund.created","data":{"object":{"id":"re_nowhere","amount":1,"payment_intent":"pi_nowhere","status":"succeeded"}}}}'
one 'UPDATE stripe_events SET created_at = created_at - INTERVAL 2 HOUR'
reconcile
expect "another program's refund waits for nobody" equal "$(one "SELECT COUNT(*) FROM stripe_events WHERE status = 'parked'") $(grep -c 'event parked' "$work/books")" '3 1'
expect 'that of a payment of which Stripe knows nothing is told of' finds 'event parked' evt_nowhere

transfer_on() { curl -s -o /dev/null "$STRIPE/v1/transfers" -H 'Authorization: Bearer sk_test_double' -d amount=1 -d currency=usd -d "destination=$1"; }
export -f transfer_on
seq 101 | xargs -P 8 -I{} bash -c "transfer_on $account"
reconcile 30 1
expect 'a list that is cut off is told of' finds 'list cut off, not compared whole' /v1/transfers
expect 'and is no success' equal "$books $(tail -n 1 "$work/books" | jq -c '[.ok, .incomplete]')" '1 [false,1]'
expect 'what it left out is asked for' equal "$(grep -c 'transfer is not at Stripe' "$work/books")" 0
reconcile 30 2
expect 'two pages are all of it' equal "$(tail -n 1 "$work/books" | jq .incomplete)" 0
for words in 0 x 3651 '30 0' '30 x'; do
	# shellcheck disable=SC2086
	expect "reconcile $words is refused" not "$DEV" admin reconcile $words 2>/dev/null
done
