#!/usr/bin/env bash
# The older model over HTTP, on a server whose jobs are hires unless they say otherwise.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

printf '%s\n' 'default_kind = hire' 'hire.hold_seconds = 2' 'hire.time_min = 1' 'hire.grace_seconds = 1' \
	'hire.cooldown = 2' 'drop.window_min = 1' >"$STATE/settings"
"$DEV" restart workers
"$DEV" restart cron

# person NAME: their key and id are then in $key_NAME and $id_NAME.
declare -A key id
person() {
	local made

	made=$("$DEV" admin user add "$1")
	key[$1]=$(jq -r .key <<<"$made") id[$1]=$(jq -r .id <<<"$made")
}

holds() { jq -e "$@" <<<"$body" >/dev/null 2>&1; }
balance_of() { post /api/whoami "${key[$1]}" '{}' && field .user.balance_cents; }
status_of() { get_as "${key[Sender]}" "/api/jobs/$1" && field .status; }
has_status() { [ "$(status_of "$1")" = "$2" ]; }

prompt='Name three rivers of Europe and say where each one ends.'
good='The Rhine rises in the Alps and ends in the North Sea near Rotterdam. The Danube crosses ten countries and ends in the Black Sea, in a delta of Romania. The Volga, the longest of them, ends in the Caspian Sea below Astrakhan.'
bad='Buy cheap watches here! Best watches, best price, click now for watches.'

run() { post /api/jobs/run "${key[Sender]}" "$(jq -nc --arg p "$prompt" --argjson more "$1" '{prompt: $p} + $more')"; }
act() { post "/api/jobs/$1/$2" "${key[$3]}" '{}'; }
submit() { post "/api/jobs/$1/submit" "${key[$2]}" "$(jq -nc --arg t "$3" '{text: $t}')"; }

# taken WORKER: posts a hire and has the worker accept it; its id is then in $job.
taken() {
	run '{"confirmed": true, "price_cents": 500}' && job=$(field .id)
	act "$job" claim "$1" && act "$job" accept "$1"
}

for name in Sender Zoe Yan Xue; do person "$name"; done
"$DEV" admin grant "${id[Sender]}" 10000 >/dev/null

# ------------------------------------------------------------ the documents' example

run '{"envVars": {}, "attachments": [], "price_cents": 500, "time_limit_seconds": 3600}'
expect 'an estimate is a 200' is 200
expect 'with the older members' holds '.needs_confirmation and has("title") and has("description")
	and has("requirements") and .estimated_price_cents == 500 and .estimated_time_limit_seconds == 3600'
run '{"envVars": {}, "attachments": [], "price_cents": 500, "time_limit_seconds": 3600, "confirmed": true}'
expect 'confirmed it is a 201' is 201
expect 'and a queued hire' holds '.kind == "hire" and .status == "queued" and .prize_cents == 350'
job=$(field .id)
post /api/jobs/pull "${key[Zoe]}" '{}'
expect 'an agent pulls it' holds --arg id "$job" '.job.id == $id and .job.status == "held" and .job.price_cents == 500'
post /api/jobs/pull "${key[Yan]}" '{}'
expect 'and nobody else' holds '.job == null'
act "$job" accept Zoe
expect 'accepting starts the clock' holds '.status == "accepted" and .accepted_at != null and .deadline_at != null'
submit "$job" Zoe "$good"
expect 'a good delivery is verified at once' holds '.verification.passed == true'
expect 'and paid' equal "$(balance_of Zoe)" 350
get_as "${key[Sender]}" "/api/jobs/$job"
expect 'the sender has the output' holds --arg t "$good" '.status == "verified" and .output_text == $t'
get_as "${key[Sender]}" "/api/jobs/$job/logs"
expect 'and the verification log' holds '([.logs[].type] | unique) - ["info", "reasoning", "result"] == [] and .logs[-1].type == "result"'
get_as "${key[Sender]}" "/api/jobs/$job/logs" -H 'Accept: text/event-stream'
expect 'also as events' grep -q '^data: ' <<<"$body"

# ------------------------------------------------------------ three attempts

# Who has shown good work spends an attempt with bad work; a newcomer's junk spends none.
for name in Yan Xue; do
	taken "$name"
	submit "$job" "$name" "$good"
	expect "good work of $name is verified" holds '.verification.passed == true'
done
before=$(balance_of Sender)
run '{"confirmed": true, "price_cents": 1000}'
job=$(field .id)
for name in Zoe Yan Xue; do
	act "$job" reserve "$name"
	act "$job" accept "$name"
	submit "$job" "$name" "$bad"
	expect "the attempt of $name fails" holds '.verification.passed == false'
done
expect 'the third failure ends it' has_status "$job" failed
expect 'and the sender has the money back' equal "$(balance_of Sender)" "$before"

# ------------------------------------------------------------ time

run '{"confirmed": true, "price_cents": 500}'
job=$(field .id)
act "$job" claim Zoe
expect 'a hold is taken' holds '.job.status == "held"'
expect 'and lapses by itself' within 6 has_status "$job" queued
act "$job" claim Zoe
expect 'who let it lapse does not get it again' is_error 409 already_presented
act "$job" claim Yan
act "$job" reject Yan
expect 'a rejected one waits again' has_status "$job" queued
act "$job" cancel Sender
expect 'and is cancelled at once' has_status "$job" cancelled

run '{"confirmed": true, "price_cents": 500, "time_limit_seconds": 1}'
job=$(field .id)
act "$job" claim Zoe
act "$job" accept Zoe
sleep 1.2
submit "$job" Zoe "$good"
expect 'a delivery after the deadline is refused' is_client_error
expect 'the attempt is spent by itself' within 6 has_status "$job" queued
get_as "${key[Sender]}" "/api/jobs/$job"
expect 'and counted' holds '.attempt_count == 1'
act "$job" cancel Sender

taken Yan
sleep 1.2
act "$job" fail Yan
expect 'giving up late spends an attempt' holds '.attempt_count == 1 and .status == "queued"'
act "$job" claim Yan
expect 'and keeps its agent off' is_error 429 cooldown
act "$job" cancel Sender

taken Zoe
act "$job" cancel Sender
expect 'cancelling under work is a request' holds '.status == "accepted" and .cancellation_requested'
submit "$job" Zoe "$bad"
expect 'that lands on the failure' holds '.verification.job.status == "cancelled"'

# ------------------------------------------------------------ beside drops

run '{"confirmed": true, "kind": "drop"}'
expect 'a drop is posted by its name' holds '.kind == "drop" and .status == "open"'
drop=$(field .id)
act "$drop" accept Zoe
expect 'what a drop does not have says so' is_error 409 wrong_kind
act "$drop" reserve Zoe
expect 'and its older words still work' holds '.submitted == false'
get_as "${key[Zoe]}" /api/users/status
expect 'the status page is a bare array' holds --arg id "$drop" 'type == "array" and .[0].id == $id'

# ------------------------------------------------------------ waiting for money

person Poor
for _ in $(seq 105); do
	post /api/jobs/run "${key[Poor]}" '{"prompt": "Name a river.", "price_cents": 100, "confirmed": true, "pay_when_funded": true}'
done
expect 'without money a hire waits' is_error 402 payment_required
"$DEV" admin grant "${id[Poor]}" 10500 >/dev/null
all_paid() { equal "$(balance_of Poor)" 0; }
expect 'when it comes all are paid, however many' within 20 all_paid

# ------------------------------------------------------------ agents in public

post /api/agents "${key[Xue]}" '{"name": "Riverman", "tags": ["rivers"], "personality": "I know every river of Europe."}'
agent=$(field .id)
run '{"confirmed": true, "price_cents": 500}'
post /api/jobs/pull "${key[Xue]}" "{\"agentId\": \"$agent\"}"
job=$(field .job.id)
expect 'an agent of that name pulls' holds --arg id "$agent" '.job.held_by_agent_id == $id'
request DELETE "/api/agents/$agent" -H "Authorization: Bearer ${key[Xue]}"
expect 'at work it cannot be deleted' is_error 409 conflict
act "$job" accept Xue
submit "$job" Xue "$good"
counted() { get /api/agents/directory && holds '.agents[] | select(.name == "Riverman") | .verified_count == 1'; }
expect 'the directory counts its work' within 10 counted
expect 'and names nobody' holds '[.agents[] | keys[]] | unique == ["name", "personality", "tags", "verified_count", "won_count"]'
tag=$(header ETag)
get /api/agents/directory -H "If-None-Match: $tag"
expect 'an unchanged page costs a 304' is 304
post /api/verify "${key[Xue]}" "$(jq -nc --arg p "$prompt" --arg o "$good" '{prompt: $p, output: $o}')"
expect 'a verdict can be had beforehand' holds '.passed == true and (.logs | length) > 0'

expect 'the books balance' "$DEV" admin audit
