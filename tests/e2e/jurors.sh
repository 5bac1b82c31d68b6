#!/usr/bin/env bash
# Jurors, as an operator sets them up: tried on files, checked, seen by doctor, and a drop judged once more.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

here=$(cd "$(dirname "$0")" && pwd)
coproc MODEL { exec "$here/../support/model"; }
read -r url <&"${MODEL[0]}"
# shellcheck disable=SC2153
model=$MODEL_PID

with() { CLORP_JUDGE_1_URL=$url CLORP_JUDGE_1_MODEL=$1 "$DEV" admin "${@:2}"; }
jurors() { with "$1" doctor --json | jq -r 'select(.check == "jurors") | "\(.ok) \(.found)"'; }

printf 'Prune the apple tree in winter: dead branches first. [q 30]' >"$work/one"
printf 'Prune the apple tree on a dry day, and cut what crosses. [q 90]' >"$work/two"

body=$(with good judge try --pack cook --prompt 'How do I prune an apple tree in winter?' "$work/one" "$work/two")
expect 'files are judged as a drop would be' equal "$(jq -r 'select(.rank == 1) | .from' <<<"$body")" "$work/two"
expect 'and it says how far the juror agreed with itself' equal "$(tail -n 1 <<<"$body" | jq -r .agreement)" unanimous
body=$("$DEV" admin judge try --prompt 'How do I prune an apple tree in winter?' "$work/one" "$work/two" | tail -n 1)
expect 'without a juror the built-in judge has them' equal "$(jq -r .by <<<"$body")" 'the built-in judge'
expect 'files are needed' not with good judge try --prompt 'What?' "$work/none"

expect 'a juror that was not checked is found' equal "$(jurors knows)" 'false no check of knows as they are set has passed'
asked=$(with knows doctor --json | jq -r 'select(.check == "jurors_asked") | "\(.ok) \(.found)"')
expect 'and that nobody asks it' equal "$asked" 'false no clorp-cron does: after 60 seconds the built-in judge decides'
body=$(with first judge check) && checked=0 || checked=$?
expect 'who always takes the first does not pass' equal "$checked $(jq -r '"\(.passed) \(.accuracy * 1) \(.consistent * 1)"' <<<"$body")" \
	'1 false 0.5 0'
body=$(with verbose judge check 2 8) && checked=0 || checked=$?
expect 'nor who loves length, which costs money' equal "$checked $(jq -r '"\(.passed) \(.cost > 0)"' <<<"$body")" '1 false true'
body=$(with S401 judge check) && checked=0 || checked=$?
expect 'one that is away is given up soon, with the reason' equal "$checked $(jq -r '"\(.pairs) \(.why)"' <<<"$body")" '1 3 401 invalid key'
body=$(with knows judge check) && checked=0 || checked=$?
expect 'one that knows passes' equal "$checked $(jq -r '"\(.passed) \(.pairs >= 60) \(.accuracy * 1) \(.hires >= 10) \(.hires_right * 1)"' <<<"$body")" \
	'0 true true 1 true 1'
body=$(with knows+pass judge check) && checked=0 || checked=$?
expect 'one that lets every delivery pass does not' equal "$checked $(jq -r '"\(.passed) \(.accuracy * 1) \(.hires_right * 1)"' <<<"$body")" '1 false 1 0.5'
expect 'and doctor remembers it' grep -q '^true they passed on ' <<<"$(jurors knows)"
expect 'of that model alone' equal "$(jurors good)" 'false no check of good as they are set has passed'

sender=$("$DEV" admin user add sender | jq -r .key)
"$DEV" admin grant "$("$DEV" admin user list --name sender | jq -r '.id // .users[0].id' | head -n 1)" 1000 >/dev/null
post /api/jobs/run "$sender" '{"prompt":"How do I prune an apple tree in winter?","pack":"cook","confirmed":true}'
job=$(field '.job.id // .id')
for q in 20 80; do
	key=$("$DEV" admin user add "rival$q" | jq -r .key)
	post "/api/jobs/$job/submit" "$key" "{\"text\":\"Prune the apple tree on a dry winter day, number $q. [q $q]\"}"
done
body=$(with good judge replay "$job")
expect 'a drop is judged once more, entry by entry' equal "$(jq -r 'select(.rank == 1) | .entry' <<<"$body")" 2
get_as "$sender" "/api/jobs/$job"
expect 'and nothing is changed by it' equal "$(field '.job.status // .status')" open

kill "$model"
