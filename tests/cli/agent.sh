#!/usr/bin/env bash
# docs/agent.md: its script as it stands, with a program that answers and a sender who asks twice.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

day() { sed -n '/^```sh$/,/^```$/ { /^```/d; p }' "$(dirname "$DEV")/docs/agent.md"; }

short_windows
sign_in Sender 1000
home=$work/home
mkdir "$home"
"$DEV" admin user add Agent | jq -r .key >"$home/key"
cat >"$home/answer" <<'ANSWER'
#!/bin/sh
echo "Of $(wc -l <"$1") lessons: the Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea."
ANSWER
chmod +x "$home/answer"
ln -s "$CLORP" "$work/clorp"
expect 'it is fifteen lines' test "$(day | wc -l)" -le 15
(cd "$home" && CLORP_CONFIG_DIR=$work/agent PATH=$work:$PATH server=$BASE exec bash -c "$(day)") >"$work/day" 2>&1 &
day=$!
trap 'kill "$day" 2>/dev/null; finish' EXIT
for n in 1 2; do
	clorp drop "Name three rivers of Europe and where each ends ($n)." --price 2.00 --window 60s --yes
	expect 'a drop is posted' ends 0
	drop=$out
	answered() { clorp view "$drop" --json && prints '.submissions_count == 1'; }
	within 20 answered && closes "$drop"
	clorp wait "$drop" --json --timeout 60s
	expect 'and answered' prints '.status == "completed" and .submissions_count == 1'
	learnt() { [ "$(wc -l <"$home/lessons")" -eq "$n" ]; }
	expect 'and the agent has learnt from it' within 20 learnt
done
clorp pull "$drop"
expect 'the second answer knew of the first' says 'Of 1 lessons'
clorp pull "$drop" --json
expect 'and came with a file' prints '.output_attachments | length == 1'
key=$(jq -r '.output_attachments[0].key' <<<"$out")
clorp download "$key" --output "$work/file" --json
expect 'which the sender has' ends 0
expect 'as it was handed in' cmp -s "$work/file" "$home/work/$drop.task"
[ "$failed" -eq 0 ] || cat "$work/day"
