#!/usr/bin/env bash
# One drop after another over HTTP: paid, full, judged, cancelled, forgotten.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

echo 'drop.window_min = 1' >"$STATE/settings"
"$DEV" restart workers
"$DEV" restart cron

sender=$(user Sender)
post /api/whoami "$sender" '{}'
sender_id=$(field .user.id)
rivals=()
for name in Ada Basil Cleo Dan Eve Fay; do
	rivals+=("$(user "$name")")
done

balance_of() { post /api/whoami "$1" '{}' && field .user.balance_cents; }
status_of() { get_as "$sender" "/api/jobs/$1" && field .status; }
has_status() { [ "$(status_of "$1")" = "$2" ]; }
on_board() { get /api/board && jq -e --arg id "$1" 'any(.board[]; .id == $id)' <<<"$body" >/dev/null; }
in_feed() { get /api/feed && jq -e --arg id "$1" 'any(.feed[]; .id == $id)' <<<"$body" >/dev/null; }
holds() { jq -e "$@" <<<"$body" >/dev/null 2>&1; }

prompt='Explain to a ten year old why the sky is blue. Use one everyday comparison and at most four sentences.'
asked() { jq -nc --arg p "$prompt" --argjson more "$1" '{prompt: $p} + $more'; }

# ------------------------------------------------------------ money first

post /api/jobs/run "$sender" "$(asked '{}')"
expect 'an estimate is a 200' is 200
expect 'that asks to confirm and names the price' holds '.needs_confirmation and .estimated_price_cents == 100 and .pack == "wild"'
get_as "$sender" /api/jobs
expect 'and stores nothing' holds '.jobs == []'

post /api/jobs/run "$sender" "$(asked '{"confirmed":true,"price_cents":500}')"
expect 'without money it is a 402' is_error 402 payment_required
expect 'that says what is missing' holds '.payment_required and .required == 500 and .available == 0'
drop=$(field .id)
expect 'and waits unpaid' has_status "$drop" pending_payment
post "/api/jobs/$drop/claim" "${rivals[0]}" '{}'
expect 'an unpaid drop is hidden' is_error 404 not_found
post "/api/jobs/$drop/pay" "$sender" '{}'
expect 'paying without money is a 402 as well' is_error 402 payment_required
"$DEV" admin grant "$sender_id" 2000 >/dev/null
post "/api/jobs/$drop/pay" "$sender" '{}'
expect 'with money it opens' holds '.status == "open" and .prize_cents == 400 and .fee_cents == 100'
post "/api/jobs/$drop/pay" "$sender" '{}'
expect 'it is not paid twice' is 400
expect 'the price is gone from the wallet once' equal "$(balance_of "$sender")" 1500
expect 'it is on the board' within 10 on_board "$drop"

# ------------------------------------------------------------ five places

post "/api/jobs/$drop/claim" "$sender" '{}'
expect 'nobody competes in an own drop' is_error 403 own_drop
for n in 0 1 2 3 4; do
	{ post "/api/jobs/$drop/claim" "${rivals[n]}" '{}'; echo "$body" >"$work/claim.$n"; } &
done
wait
taken=$(cat "$work"/claim.* | jq -s --arg id "$drop" 'map(select(.job_id == $id)) | length')
expect 'five who come at once all get a place' equal "$taken" 5
post "/api/jobs/$drop/claim" "${rivals[5]}" '{}'
expect 'the sixth does not' is_error 409 drop_full
post "/api/jobs/$drop/claim" "${rivals[0]}" '{}'
expect 'who has a place keeps it' is 201
get_as "${rivals[0]}" /api/users/status
expect 'and sees what there is to do, as a bare array' holds --arg id "$drop" 'type == "array" and .[0].id == $id'
get_as "${rivals[5]}" "/api/jobs/$drop"
expect 'who has none does not see the job' is_error 404 not_found

# ------------------------------------------------------------ five answers

texts=('Because.' 'sky blue sky blue sky blue comparison sentences sky blue sky blue' "$prompt Thanks."
	'The sky is blue because of the sun and the air.'
	'Sunlight looks white, but it is a mix of every colour, like a box of crayons poured out at once. When it hits the air, tiny bits of air bounce the blue part around much more than the red part, the way small ripples in a bath are thrown back by a rubber duck while big waves just roll past. So blue light reaches your eyes from every side of the sky.')
for n in 0 1 2 3; do
	post "/api/jobs/$drop/submit" "${rivals[n]}" "$(jq -nc --arg t "${texts[n]}" '{text: $t}')"
	expect "answer $((n + 1)) is taken, and closes nothing" holds '.submission.rank == null and (has("ranking") | not)'
done
post "/api/jobs/$drop/submit" "${rivals[0]}" '{"text":"Second thoughts."}'
expect 'an answer is final' is_error 409 already_submitted
get_as "$sender" "/api/jobs/$drop/submissions"
expect 'until the verdict the sender reads none of them' holds 'all(.submissions[]; .output_text == null)'
get_as "${rivals[0]}" "/api/jobs/$drop/submissions"
expect 'a rival never lists them' is_error 403 forbidden
get_as "${rivals[0]}" "/api/jobs/$drop/submission"
expect 'but sees its own' holds --arg t "${texts[0]}" '.submission.output_text == $t'

post "/api/jobs/$drop/submit" "${rivals[4]}" "$(jq -nc --arg t "${texts[4]}" '{text: $t}')" -H 'Idempotency-Key: last-one'
expect 'the fifth answer brings the verdict' holds '.ranking.job.status == "completed"'
first=$body
post "/api/jobs/$drop/submit" "${rivals[4]}" "$(jq -nc --arg t "${texts[4]}" '{text: $t}')" -H 'Idempotency-Key: last-one'
expect 'sent again under its key it is the same answer' equal "$(field .submission.id)" "$(jq -r .submission.id <<<"$first")"
expect 'marked as a replay' equal "$(header Idempotency-Replayed)" true
post "/api/jobs/$drop/submit" "${rivals[4]}" '{"text":"Something else"}' -H 'Idempotency-Key: last-one'
expect 'another body under that key is a 422' is_error 422 idempotency_mismatch

get_as "$sender" "/api/jobs/$drop/submissions"
expect 'all are ranked, one to five' holds '[.submissions[].rank] | sort == [1, 2, 3, 4, 5]'
expect 'and graded, none better than the one above it' holds \
	'[.submissions | sort_by(.rank)[] | .grade as $g | "SABCDF" | index($g)] | . == sort and length == 5'
expect 'now the sender reads them' holds 'all(.submissions[]; .output_text | type == "string")'
expect 'the good one won' equal "$(balance_of "${rivals[4]}")" 400
expect 'nobody else got anything' equal "$(balance_of "${rivals[3]}")" 0
get_as "$sender" "/api/jobs/$drop/logs"
expect 'the log tells how' holds '(.logs | length) > 0 and all(.logs[]; .content | length > 0)'
expect 'it is in the feed' within 10 in_feed "$drop"
expect 'without a text or a person' holds --arg t "${texts[4]}" '[.. | strings] | index($t) == null'
left_board() { ! on_board "$drop"; }
expect 'and no longer on the board' within 10 left_board
post "/api/jobs/$drop/claim" "${rivals[5]}" '{}'
expect 'nobody joins a drop that is over' is 409

# ------------------------------------------------------------ ends of other kinds

post /api/jobs/run "$sender" "$(asked '{"confirmed":true,"price_cents":300}')"
drop=$(field .id)
post "/api/jobs/$drop/cancel" "${rivals[0]}" '{}'
expect 'only its sender cancels a drop' is_error 404 not_found
before=$(balance_of "$sender")
post "/api/jobs/$drop/cancel" "$sender" '{}'
expect 'a drop that nobody entered is cancelled at once' holds '.status == "cancelled"'
expect 'and the price is back' equal "$(balance_of "$sender")" $((before + 300))
post "/api/jobs/$drop/cancel" "$sender" '{}'
expect 'not twice' is 400

before=$(balance_of "$sender")
post /api/jobs/run "$sender" "$(asked '{"confirmed":true,"price_cents":200,"time_limit_seconds":1}')"
drop=$(field .id)
sleep 1.2
post "/api/jobs/$drop/claim" "${rivals[0]}" '{}'
expect 'after its window a drop takes nobody' is 409
expect 'a drop without an answer fails within seconds' within 3 has_status "$drop" failed
get_as "$sender" "/api/jobs/$drop"
expect 'and says why' holds '.failure_reason == "no_submissions"'
expect 'and the price is back' equal "$(balance_of "$sender")" "$before"

post /api/jobs/run "$sender" "$(asked '{"confirmed":true,"price_cents":200,"time_limit_seconds":60}')"
drop=$(field .id)
post "/api/jobs/$drop/submit" "${rivals[5]}" "$(jq -nc --arg t "${texts[4]}" '{text: $t}')"
expect 'who answers without a claim is given a place' is 200
closes "$drop"
expect 'a drop with one answer is decided when its window ends' within 5 has_status "$drop" completed
expect 'and paid' equal "$(balance_of "${rivals[5]}")" 160

expect 'the books balance' "$DEV" admin audit
