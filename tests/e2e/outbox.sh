#!/usr/bin/env bash
# What waits for Stripe: a 500 that is kept under its key, payments whose bank takes
# its time, accounts that change or are lost, and many items that hang at once.

# shellcheck source=tests/e2e/lib-wallet.sh
. "$(dirname "$0")/lib-wallet.sh"

winner=$(user Winner)
sender=$(user Sender)
"$DEV" admin grant "$(id_of "$sender")" 500000 >/dev/null
connected "$winner"
wins "$winner" 100000
within 8 has_balance "$winner" 80000

# ------------------------------------------------------------ a 500 that is kept

# again N: the withdrawal's item is tried until it has been tried so often.
again() { due_now && within 5 tried "$1"; }
aged() { one "UPDATE outbox SET key_since = key_since - INTERVAL $1 MINUTE WHERE subject = '$withdrawal'"; }
key() { one "SELECT idempotency_key FROM outbox WHERE subject = '$withdrawal'"; }
posts() { calls /v1/transfers; }
broken() { double /script "$(jq -nc --argjson more "${1:-{\}}" '{match: {method: "POST", path: "/v1/transfers"}, do: "status", status: 500} + $more')"; }

broken '{"effect":"done"}'
withdraw 1000
hurry
expect 'a 500 behind which the transfer stands is found out at the second try' within 5 has_fate completed
expect 'there is one' equal "$(transfers)" 1

broken
withdraw 1001
within 5 tried 1
again 2
again 3
expect 'while a 500 is repeated for its key nothing is given up' has_fate pending
first=$(key)
aged 59
again 4
expect 'nor is another key drawn within the hour' equal "$(key) $(fate)" "$first pending"
aged 2
again 5
expect 'after it, when no transfer stands there, one is' not equal "$(key)" "$first"
due_now
expect 'and the withdrawal is completed under that' within 5 has_fate completed
expect 'with one transfer, one debit' equal "$(transfers) $(debits) $(returns)" '1 1 -1001 0 0'

broken
withdraw 1002
within 5 tried 1
aged 61
again 2
expect 'another is in doubt, and has a new key' not equal "$(key)" "transfer:$(one "SELECT id FROM outbox WHERE subject = '$withdrawal'")"
before=$(posts)
curl -s -o /dev/null "$STRIPE/v1/transfers" -H 'Authorization: Bearer sk_test_double' -d amount=1002 -d currency=usd \
	-d "destination=$account" -d "transfer_group=$withdrawal" -d "metadata[withdrawal_id]=$withdrawal"
due_now
expect 'what came of the first key after all completes it' within 5 has_fate completed
expect 'without another transfer' equal "$(transfers) $(posts)" "1 $((before + 1))"

broken
double /script '{"match":{"method":"GET","path":"/v1/transfers"},"do":"status","status":400,"times":2}'
withdraw 1003
within 5 tried 1
aged 61
again 2
again 3
expect 'a look-up that is refused is no answer' equal "$(fate) $(returns)" 'pending 0 0'
again 4
due_now
expect 'one that comes is' within 5 has_fate completed
expect 'and there is one transfer' equal "$(transfers)" 1

stop_cron
broken
withdraw 1005
pass
due_now
aged 61
pass
expect 'of a second key the sender is killed, too' equal "$(due_now; dies_at outbox.sent && echo killed)" killed
double /idempotency/forget
due_now
pass
expect 'and the next one finds what it sent' equal "$(fate) $(transfers)" 'completed 1'
"$DEV" restart cron
unscripted

broken '{"stored":false,"times":4}'
withdraw 1004
within 5 tried 1
for n in 2 3 4; do again "$n"; done
due_now
expect 'one 500 after another that nothing keeps is tried on under the same key' within 5 has_fate completed
expect 'with one transfer' equal "$(transfers)" 1
unscripted

# ------------------------------------------------------------ answers that are none

lost_answer() { double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"drop_after"}'; }
stop_cron
lost_answer
withdraw 1006
pass
due_now
aged 1441
double /script '{"match":{"method":"GET","path":"/v1/transfers"},"do":"other"}'
pass
expect 'a 200 that is no list does not say that nothing stands there' equal "$(fate) $(returns)" 'pending 0 0'
due_now
pass
expect 'a list does' equal "$(fate) $(transfers) $(returns)" 'completed 1 0 0'
refusal() { double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"status","status":403,"code":"account_invalid"}'; }
lost_answer
withdraw 1007
pass
refusal
due_now
pass
expect 'a refusal that comes before the key is looked at undoes nothing' equal "$(fate) $(transfers) $(returns)" 'completed 1 0 0'
double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"drop_before"}'
withdraw 1008
pass
refusal
double /script '{"match":{"method":"GET","path":"/v1/transfers"},"do":"status","status":500}'
due_now
pass
expect 'nor is it believed while nobody can look' has_fate pending
refusal
due_now
pass
expect 'it holds where nothing was done' equal "$(fate) $(transfers) $(returns)" 'failed 0 1 1008'
expect 'for its reason' equal "$(one "SELECT last_error FROM outbox WHERE subject = '$withdrawal'")" account_invalid
double /webhooks/mode '{"deliver":false}'
double "/accounts/$account/update" '{"email":"new@example.com"}'
double /webhooks/mode '{"deliver":true,"held":"now"}' && settled
double /script "{\"match\":{\"method\":\"GET\",\"path\":\"/v1/accounts/$account\"},\"do\":\"other\"}"
pass
expect 'nor is an account less active for one' equal "$(one "SELECT stripe_account_status FROM users WHERE stripe_account_id = '$account'")" active
due_now
pass
"$DEV" restart cron
unscripted

# ------------------------------------------------------------ a bank that takes its time

slow=$(user Slow)
slow_id=$(id_of "$slow")
pay_in "$slow" 500
card=$(one "SELECT payment_method FROM users WHERE id = '$slow_id'")
double "/payment_methods/$card/behave" '{"card":"pm_double_slowBank"}'
automatic() { post /api/wallet/auto-topup "$slow" '{"enabled":true,"amount_cents":1000,"threshold_cents":0}'; }
in_flight() { one "SELECT result FROM outbox WHERE user_id = '$slow_id' AND kind = 'automatic' AND status = 'waiting' AND result IS NOT NULL"; }
is_processing() { payment=$(in_flight) && [ -n "$payment" ]; }
ended() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE user_id = '$slow_id' AND kind = 'automatic' AND status = '$1'")" = "$2" ]; }
charged() { calls /v1/payment_intents; }

automatic
run "$slow" 5000
expect 'a payment that is started may be processing' within 5 is_processing
begun=$(charged)
run "$slow" 5000
expect 'then a second one is not started' holds '.auto_topup_started == false'
due_now
sleep 1
due_now
expect 'it is asked for by its id' equal "$(charged)" "$begun"
expect 'and credits nothing' equal "$(entries "$slow" autotopup:)" '0 0'
double "/payment_intents/$payment/settle" && settled
expect 'when its bank has paid it is credited' equal "$(entries "$slow" "autotopup:$payment")" '1 1000'
expect 'and over' ended 'done' 1

run "$slow" 5000
expect 'then the next one may start' within 5 is_processing
double /webhooks/mode '{"deliver":false}'
double "/payment_intents/$payment/settle"
due_now
expect 'which is credited, too, if no event tells of it' within 5 has_balance "$slow" 2500
double /webhooks/mode '{"deliver":true,"held":"now"}' && settled
expect 'once' equal "$(entries "$slow" "autotopup:$payment")" '1 1000'

run "$slow" 5000
within 5 is_processing
double "/payment_intents/$payment/settle" '{"succeeds":false}' && settled
expect 'and one that fails in the end is declined' ended declined 1
expect 'without a cent' equal "$(balance "$slow")" 2500

# ------------------------------------------------------------ more refunds than a page

gets() { curl -s "$STRIPE/_double/calls?method=GET&path=$1" | jq length; }
returner=$(user Returner)
returned() { [ "$(entries_of "$returner" topup-refund:)" = "$1" ]; }
# entries_of KEY PREFIX: like entries, of more than a page of the wallet.
entries_of() { one "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(delta), 0)) FROM entries WHERE account_id = '$(id_of "$1")' AND reason LIKE '$2%'"; }
refund_one() { curl -s -o /dev/null -X POST "$STRIPE/_double/charges/$charge/refund" -d '{"amount":1}'; }
export -f refund_one
export STRIPE charge
# refunds N: so many of a cent each, of which only the last one's charge tells. With "lean" without its refunds.
refunds() {
	double /webhooks/mode '{"deliver":false}'
	seq "$1" | xargs -P 4 -I{} bash -c refund_one
	double /webhooks/mode '{"deliver":true,"held":"drop"}'
	double /webhooks/send "{\"event\":\"$(event charge.refunded)\"}"
}

double /lean '{"lean":true}'
pay_in "$returner" 1000
before=$(gets /v1/refunds)
double /script '{"match":{"method":"GET","path":"/v1/refunds"},"do":"other"}'
refunds 205
expect 'of 205 refunds each is fetched' within 10 returned '205 -205'
expect 'in three pages, the first of which is asked for twice when no list comes' equal "$(($(gets /v1/refunds) - before))" 4
double /lean '{"lean":false}'
refunds 15
expect 'so are those that do not fit in the event' within 10 returned '220 -220'

double /lean '{"lean":true}'
stop_cron
refunds 105
item="kind = 'refunds' AND status = 'waiting'"
one "UPDATE outbox SET attempts = 99 WHERE $item"
pass
expect 'a list without end is given up' equal "$(one "SELECT last_error LIKE '%after 100 tries%' FROM outbox WHERE kind = 'refunds' AND status = 'refused'")" 1
expect 'with what came of it booked' returned '320 -320'
"$DEV" admin reconcile >"$work/books"
expect 'and told of' equal "$(jq -r 'select(.what == "outbox item refused") | .detail' "$work/books" | grep -c 'refunds: not at the end')" 1
expect 'refund by refund' equal "$(grep -c 'refund not booked as it was made' "$work/books")" 5
one "UPDATE outbox SET status = 'waiting', attempts = 0, next_attempt_at = NOW(3), result = NULL WHERE kind = 'refunds' AND status = 'refused'"
double /script '{"match":{"method":"GET","path":"/v1/refunds"},"do":"status","status":500,"skip":1}'
pass
expect 'a page that does not come is asked for again' equal "$(one "SELECT result LIKE 're_%' FROM outbox WHERE $item") $(entries_of "$returner" topup-refund:)" '1 320 -320'
before=$(gets /v1/refunds)
due_now
pass
expect 'from where the last one ended' equal "$(($(gets /v1/refunds) - before)) $(entries_of "$returner" topup-refund:)" '3 325 -325'
double /lean '{"lean":false}'
"$DEV" restart cron

# ------------------------------------------------------------ an account changes

connect_status() { get_as "$1" /api/stripe/connect/status && field .status; }
stored() { one "SELECT stripe_account_status FROM users WHERE stripe_account_id = '$account'"; }
is_stored() { [ "$(stored)" = "$1" ]; }
quiet() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE kind = 'account' AND status = 'waiting'")" = 0 ]; }
# tell EVENT: one of this second, whenever it was.
tell() { double /webhooks/send "$(jq -nc --arg e "$1" --argjson now "$(date +%s)" '{event: $e, body_patch: {created: $now}}')"; }
# changes DEED...: what happens to the account, of which nobody is told yet; $told_of holds the events.
changes() {
	told_of=()
	double /webhooks/mode '{"deliver":false}'
	for deed; do
		double "/accounts/$account/$deed"
		told_of+=("$(event account.updated)")
	done
	double /webhooks/mode '{"deliver":true,"held":"drop"}'
}

changes restrict activate
tell "${told_of[1]}" && tell "${told_of[0]}"
expect 'of two events in one second, the older one last, neither has the last word' within 5 is_stored active
within 5 quiet
changes activate restrict
tell "${told_of[1]}" && tell "${told_of[0]}"
expect 'nor if the account is restricted' within 5 is_stored pending
within 5 quiet
expect 'and it stays so' is_stored pending
stop_cron
changes restrict activate
tell "${told_of[1]}"
expect 'good news waits until Stripe is asked' is_stored pending
pass
expect 'then it holds' is_stored active
tell "${told_of[0]}"
expect 'bad news holds at once' is_stored pending
post /api/wallet/withdraw "$winner" '{"amount_cents":500}'
expect 'so that nothing is paid out meanwhile' is_error 403 connect_inactive
pass
expect 'until Stripe is asked' is_stored active

# ------------------------------------------------------------ an account is lost

withdraw 900
double "/accounts/$account/deauthorize" && settled
expect 'who takes our access away is not connected' equal "$(connect_status "$winner")" not_connected
expect 'nor is it said so in the profile' equal "$(profile "$winner" && field '"\(.stripe_account_id) \(.stripe_account_status)"')" 'null null'
pass
expect 'what was on its way there has failed' has_fate failed
expect 'and is back in the wallet' equal "$(returns)" '1 900'
post /api/wallet/withdraw "$winner" '{"amount_cents":500}'
expect 'and nothing new goes there' is_error 403 connect_inactive
tell "${told_of[1]}"
expect 'what was said of it before changes that no more' equal "$(connect_status "$winner")" not_connected
lost=$account
connected "$winner"
expect 'connecting anew is another account' not equal "$account" "$lost"
expect 'which is active' equal "$(connect_status "$winner")" active
double /webhooks/mode '{"deliver":false}'
double "/accounts/$account/deauthorize"
double /webhooks/mode '{"deliver":true,"held":"drop"}'
lost=$account
post /api/stripe/connect "$winner" '{}'
expect 'also when no event told of the loss' is 200
account=$(one "SELECT stripe_account_id FROM users WHERE name = 'Winner'")
expect 'which shows when the account is asked for' not equal "$account" "$lost"
connected "$winner"
"$DEV" restart cron
withdraw 901
expect 'and is paid out to' within 5 has_fate completed

# ------------------------------------------------------------ many hang

sed -i 's/^stripe.total_ms = .*/stripe.total_ms = 2000/' "$STATE/settings"
"$DEV" restart cron
pids() { "$DEV" pids cron | sort; }
has_all() { [ "$(pids | wc -l)" = 7 ]; }
expect 'cron has a process for the drops, one each for what is local, webhooks and errands, and three senders' within 5 has_all

sockets() { find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | sort; }
is_connected() { [ -n "$(sockets "$1")" ]; }
parent=$(for pid in $(pids); do sed -n 's/^PPid:\t//p' "/proc/$pid/status"; done | grep -xf <(pids) | head -n 1)
within 5 is_connected "$parent"
own=$(sockets "$parent") old=$(pids)
kill -9 "$(grep -vx "$parent" <<<"$old" | tail -n 1)"
is_replaced() { new=$(comm -13 <(echo "$old") <(pids)) && [ -n "$new" ]; }
expect 'a sender that dies is replaced' within 5 is_replaced
expect 'by one that connects by itself' within 5 is_connected "$new"
expect "and has nothing of its parent's" equal "$(comm -12 <(sockets "$new") <(echo "$own"))" ''
sleep 1
expect 'whose session goes on' equal "$(sockets "$parent")" "$own"

patient=$(user Patient)
pay_in "$patient" 500
post /api/wallet/auto-topup "$patient" '{"enabled":true,"amount_cents":700,"threshold_cents":0}'
waiter=$(user Waiter)
run "$waiter" 500 '{"pay_when_funded":true}'
waiting=$(field .id)
is_open() { get_as "$waiter" "/api/jobs/$waiting" && [ "$(field .status)" = open ]; }
double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"hang","seconds":20,"times":1000}'
for n in 1 2 3 4 5 6 7 8 9; do withdraw 500; done
sleep 0.5
# took COMMAND...: how many milliseconds until it is true.
took() {
	local start

	start=$(date +%s%N)
	within 30 "$@" && echo $((($(date +%s%N) - start) / 1000000))
}
"$DEV" admin grant "$(id_of "$waiter")" 500 >/dev/null
# Those that hang are given up three at a time, after two seconds.
hanging() { one "SELECT COUNT(*) FROM outbox WHERE kind = 'transfer' AND status = 'waiting' AND (attempts = 0 OR lease_token IS NOT NULL)"; }
within 30 is_open
expect "while nine transfers hang, a drop that waited for money opens" test "$(hanging)" -gt 0
run "$patient" 5000
ms=$(took has_balance "$patient" 1200)
expect "and a card is charged before nine time-outs of two seconds are over ($ms ms)" test "${ms:-99999}" -lt 17000
unscripted
due_now
all_done() { [ "$(one "SELECT COUNT(*) FROM withdrawals WHERE status = 'pending'")" = 0 ]; }
expect 'when Stripe is back all of them are completed' within 25 eval 'due_now; all_done'
expect 'with a transfer each' equal "$(one "SELECT COUNT(DISTINCT stripe_transfer_id) FROM withdrawals WHERE amount_cents = 500 AND status = 'completed'")" 9

# ------------------------------------------------------------ many hang in a pass that is not repeated

stop_cron
run "$waiter" 500 '{"pay_when_funded":true}'
waiting=$(field .id)
double /script '{"match":{"method":"POST","path":"/v1/transfers"},"do":"hang","seconds":20,"times":1000}'
for n in 1 2 3 4 5 6; do withdraw 500; done
one "UPDATE outbox SET next_attempt_at = NOW(3) - INTERVAL 1 MINUTE WHERE status = 'waiting'"
"$DEV" admin grant "$(id_of "$waiter")" 500 >/dev/null
start=$(date +%s%N)
pass &
within 30 is_open
expect "the drop that waited for money opens in a pass, too" test "$(hanging)" -gt 0
all_tried() { [ "$(one "SELECT COUNT(*) FROM outbox WHERE kind = 'transfer' AND status = 'waiting' AND attempts > 0")" = 6 ]; }
ms=$(within 30 all_tried && echo $((($(date +%s%N) - start) / 1000000)))
expect "and six transfers are tried three at a time ($ms ms)" test "${ms:-99999}" -lt 9000
wait
unscripted
expect 'when Stripe is back passes complete them' within 25 eval 'due_now; pass; all_done'
"$DEV" restart cron

expect 'the books balance' "$DEV" admin audit
one "DELETE FROM outbox WHERE status = 'refused'" # the transfer to the lost account is told of, as it should be
"$DEV" admin reconcile >"$work/books"
grep -v '"ok":true' "$work/books"
expect "Stripe's books and ours say the same" equal "$(tail -n 1 "$work/books" | jq -c '[.ok, .differences]')" '[true,0]'
