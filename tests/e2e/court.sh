#!/usr/bin/env bash
# Jurors at work in clorp-cron: a scripted model server that judges, hangs, talks rubbish or is gone, and
# processes that are killed at it. Whatever happens, each drop ends once, and in time.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

budget=3
mkfifo "$work/address"
python3 "$(dirname "$0")/../support/model" >"$work/address" &
model_server=$!
read -r url <"$work/address"

# sits MODEL [LINE...]: from now on this model judges, with these settings besides.
sits() {
	printf '%s\n' 'drop.window_min = 1' "judge.1.url = $url" "judge.1.model = $1" "${@:2}" >"$STATE/settings"
	grep -q budget_seconds "$STATE/settings" || echo "judge.budget_seconds = $budget" >>"$STATE/settings"
	"$DEV" restart workers && "$DEV" restart wallet && "$DEV" restart cron
}

one() { "$DEV" sql -N -e "$1"; }
holds() { jq -e "$@" <<<"$body" >/dev/null 2>&1; }
of_drop() { one "SELECT $1 FROM jobs WHERE id = '$drop'"; }
drop_has() { equal "$(of_drop "$1")" "$2"; }
is_held() { drop_has 'lease_token IS NOT NULL' 1; }
is_over() { drop_has "status IN ('completed', 'failed')" 1; }
settlements() { one "SELECT COUNT(*) FROM settlements WHERE job_id = '$drop'"; }
seconds_taken() { of_drop 'CEIL(TIMESTAMPDIFF(MICROSECOND, closed_at, updated_at) / 1e6)'; }

sits good
sender=$(user Sender)
post /api/whoami "$sender" '{}'
"$DEV" admin grant "$(field .user.id)" 10000 >/dev/null
ada=$(user Ada) basil=$(user Basil)

prompt='Name three rivers of Europe and say where each one ends.'

# A drop with two answers that closes; the later one is better. Its id is in $drop.
opens() {
	post /api/jobs/run "$sender" "$(jq -nc --arg p "$prompt" '{prompt: $p, confirmed: true, time_limit_seconds: 60}')"
	drop=$(field .id)
	post "/api/jobs/$drop/submit" "$ada" '{"text":"The Rhine, the Po and the Elbe are rivers of Europe. [q 20]"}'
	post "/api/jobs/$drop/submit" "$basil" '{"text":"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian. [q 90]"}'
	closes "$drop"
}

# ------------------------------------------------------------ a model that judges

opens
expect 'a drop that closes is judged by the model' within 8 drop_has status completed
get_as "$sender" "/api/jobs/$drop"
expect 'the job says by whom, and how far it agreed with itself' holds '.judging_by == "good" and .agreement == "unanimous" and .judging_until == null'
get_as "$basil" "/api/jobs/$drop/submission"
expect 'the better answer wins, though it came later' holds '.submission.rank == 1'
get_as "$ada" "/api/jobs/$drop/logs"
expect 'the log tells how it was judged and how long it took' holds 'any(.logs[]; .content | test("^Judging took")) and any(.logs[]; .type == "result")'
get_as "$sender" "/api/jobs/$drop/logs" -H 'Accept: text/event-stream'
expect 'and is replayed as events that end' grep -q '^event: result' <<<"$body"
last=$(sed -n 's/^id: //p' <<<"$body" | tail -n 1)
get_as "$sender" "/api/jobs/$drop/logs" -H 'Accept: text/event-stream' -H "Last-Event-ID: $last"
expect 'until there is nothing more to tell' is 204

# ------------------------------------------------------------ a delivery

sits pass
post /api/jobs/run "$sender" "$(jq -nc --arg p "$prompt" '{prompt: $p, confirmed: true, kind: "hire"}')"
drop=$(field .id)
post "/api/jobs/$drop/claim" "$ada" '{}'
post "/api/jobs/$drop/accept" "$ada" '{}'
post "/api/jobs/$drop/submit" "$ada" '{"text":"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian."}'
expect 'what is delivered is not verified in the same request' holds '(has("verification") | not) and .submission'
expect 'but by the model, soon' within 8 drop_has status verified
expect 'and paid' equal "$(settlements)" 1
post /api/verify "$ada" "$(jq -nc --arg p "$prompt" '{prompt: $p, output: "The Rhine ends in the North Sea, the Danube in the Black Sea."}')"
expect 'a text is verified by it beforehand, too' holds '.passed == true and (.reason | test("Built-in") | not)'

# ------------------------------------------------------------ models that fail

ends_in_time() {
	opens
	expect "$1: the drop ends all the same" within $((budget + 8)) is_over
	expect 'five seconds after the budget at the latest' test "$(seconds_taken)" -le $((budget + 5))
	expect 'by the built-in judge, who says so' equal "$(of_drop "CONCAT(status, ' ', judging_by)") $(settlements)" 'completed built-in judge 1'
}

sits hang
ends_in_time 'a model that says nothing'
sits prose
ends_in_time 'one that talks rubbish'
sits S500 'judge.fallback = refund'
opens
expect 'one that fails, where settings would have a refund: it is one' within $((budget + 8)) drop_has failure_reason judge_unavailable
expect 'and one only' equal "$(settlements)" 1

# ------------------------------------------------------------ deadlines go on; restarts and deaths

sits hang 'judge.budget_seconds = 60' 'judge.parallel = 1'
opens
expect 'a model that hangs holds its drop' within 8 is_held
slow=$drop
post /api/jobs/run "$sender" "$(jq -nc --arg p "$prompt" '{prompt: $p, confirmed: true, time_limit_seconds: 1}')"
drop=$(field .id)
expect 'and no other: a window without answers ends in time' within 4 drop_has failure_reason no_submissions
drop=$slow
first=$(of_drop lease_token)
# The processes of clorp-cron whose parent is one, too.
kill_children() {
	local all p

	all=$("$DEV" pids cron)
	for p in $all; do
		grep -qx "$(ps -o ppid= -p "$p" | tr -d ' ')" <<<"$all" && kill -9 "$p"
	done
}
kill_children
changed() { is_held && not equal "$(of_drop lease_token)" "$first"; }
expect 'a process that is killed at it is replaced, and the trial is another'\''s' within 8 changed
sits good 'judge.budget_seconds = 60'
expect 'a restart in the middle of it costs nothing' within 8 drop_has status completed
expect 'the model has judged after all, once' equal "$(of_drop "CONCAT(judging_by, ' ', agreement)") $(settlements)" 'good unanimous 1'

sits hang
opens
within 8 is_held
# shellcheck disable=SC2046
kill -9 $("$DEV" pids cron)
expect 'if all of them are killed, the clock ends it' within $((budget + 8)) is_over
expect 'in time, and once' equal "$(test "$(seconds_taken)" -le $((budget + 5)) && settlements)" 1

sits good
kill "$(cut -d' ' -f1 "$STATE/pid/cron")"
opens
"$DEV" cron >"$work/pass.log" 2>&1
expect 'a pass of clorp-cron that watches nothing judges, too' drop_has "CONCAT(status, ' ', agreement)" 'completed unanimous'
"$DEV" restart cron

kill "$model_server"
ends_in_time 'a server that is gone'

expect 'the books hold' "$DEV" admin audit
