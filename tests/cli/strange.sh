#!/usr/bin/env bash
# A server that is away, slow, busy, or none of ours; and answers that would like to be obeyed.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

id=01934a2f-6c00-7000-8000-000000000000
python3 "$(dirname "$0")/strange-server" "$work/port" "$work/log" &
server=$!
trap 'kill "$server"; finish' EXIT
within 10 test -s "$work/port"
strange=http://127.0.0.1:$(cat "$work/port")
asked() { jq -s "[.[] | select(.path | startswith(\"$1\"))] | $2" "$work/log"; }

# ------------------------------------------------------------ away, slow, busy

clorp board --url http://127.0.0.1:9
expect 'nobody there is exit code 7' ends 7
clorp board --url http://127.0.0.1:9 --json
expect 'and says so in JSON' complains_in_json server_away
clorp board --url "$strange/slow" --max-time 1s --json
expect 'so is one that is too slow' ends 7
expect 'which is asked once' equal "$(asked /slow length)" 1
clorp board --url "$strange/limited" --json
expect 'one who is told to come later is not kept waiting' ends 1
expect 'but told for how long' equal "$(jq .retry_after <<<"$err")" 60
clorp board --url "$strange/busy" --max-time 2s --json
expect 'one that stays busy is away' ends 7
expect 'and was asked again' test "$(asked /busy length)" -gt 1
clorp board --url "$strange/once-busy" --json
expect 'one that was busy is asked until it is not' ends 0
clorp board --url "$strange/html"
expect 'a page in the place of JSON is nobody of ours' ends 7
expect 'and no byte of it is obeyed' not complains $'\e'
clorp board --url "$strange/gateway" --max-time 1s --json
expect 'nor is a proxy'"'"'s page' complains_in_json bad_answer
for way in half bytes; do
	clorp board --url "$strange/$way" --json
	expect "nor what is no JSON ($way)" complains_in_json bad_answer
done

# ------------------------------------------------------------ a credential stays where it belongs

echo clorp_secret | "$CLORP" login --with-token --url "$strange/ours" --context ours >/dev/null
expect 'a key is stored' test -s "$CLORP_CONFIG_DIR/contexts.json"
expect 'for its owner alone' equal "$(stat -c %a "$CLORP_CONFIG_DIR/contexts.json")" 600
expect 'in a folder for its owner alone' equal "$(stat -c %a "$CLORP_CONFIG_DIR")" 700
clorp board
expect 'it goes to its own server' equal "$(asked /ours 'last | .authorization')" '"Bearer clorp_secret"'
clorp board --url "$strange/theirs"
expect 'and to no other' equal "$(asked /theirs 'last | .authorization')" null
CLORP_API_URL=$strange/theirs clorp board
expect 'whoever names that one' equal "$(asked /theirs 'last | .authorization')" null
CLORP_API_KEY=clorp_mine CLORP_API_URL=$strange/mine clorp board
expect 'the environment has a key of its own' equal "$(asked /mine 'last | .authorization')" '"Bearer clorp_mine"'
CLAWRK_API_KEY=clorp_old CLAWRK_API_URL=$strange/old clorp board
expect 'also by the older names' equal "$(asked /old 'last | .authorization')" '"Bearer clorp_old"'
CLORP_API_KEY=clorp_mine CLORP_API_URL=$strange/mine clorp board --url "$strange/third"
expect 'a flag sends that one nowhere else' equal "$(asked /third 'last | .authorization')" null
clorp board --url "$strange/elsewhere"
expect 'a redirect is not followed' equal "$(asked /board-of-another length)" 0
clorp board --url http://example.org
expect 'without https only this machine is spoken to' ends 2
clorp api GET https://example.org/api/board
expect 'and a path is no address' ends 2
chmod 644 "$CLORP_CONFIG_DIR/contexts.json"
clorp board
expect 'a file that others could read is closed' equal "$(stat -c %a "$CLORP_CONFIG_DIR/contexts.json")" 600
expect 'and that is said' complains 'yours alone'
"$CLORP" board --url "$strange/slow" --context ours >/dev/null 2>&1 &
slow=$!
expect 'no key stands in the list of processes' not grep -q clorp_secret "/proc/$slow/cmdline"
kill "$slow"
mkdir -p "$work/home/.clorp"
echo "{\"api_key\": \"clorp_before\", \"url\": \"$strange/before\"}" >"$work/home/.clorp/credentials.json"
CLORP_CONFIG_DIR='' XDG_CONFIG_HOME='' HOME=$work/home clorp board
expect 'what the product before stored is read' equal "$(asked /before 'last | .authorization')" '"Bearer clorp_before"'
expect 'and nothing is written for that' test ! -e "$work/home/.config"

# ------------------------------------------------------------ once more, and only once

clorp claim "$id" --url "$strange/once-gone"
expect 'a POST whose answer was lost is sent again' equal "$(asked /once-gone length)" 2
expect 'under the same key' equal "$(asked /once-gone '[.[].key] | unique | length')" 1
expect 'which is one' not equal "$(asked /once-gone 'last | .key')" null
clorp keys revoke "$id" --url "$strange/once-gone"
expect 'a DELETE is not' equal "$(asked /once-gone '[.[] | select(.method == "DELETE")] | length')" 1
clorp claim "$id" --url "$strange/cooldown" --json
expect 'a cooldown is no reason to ask again' equal "$(asked /cooldown length)" 1

# ------------------------------------------------------------ what strangers wrote

harmless() {
	python3 -c 'import re, sys
text = sys.stdin.buffer.read().decode()
text = re.sub(r"\x1b(\[[0-9;]*[mK]|\[\d*A|\[\?25[hl])", "", text) if sys.argv[1] == "ours" else text
sys.exit(bool(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)))' "$1" <<<"$out$err"
}
for command in 'board' 'feed' 'jobs' "view $id" "pull $id" "logs $id" whoami; do
	# shellcheck disable=SC2086
	clorp $command --url "$strange/evil"
	expect "a control sequence is not obeyed: $command" harmless none
	expect 'but what there is is shown' test -n "$out"
	# shellcheck disable=SC2086
	clorp $command --url "$strange/evil" --json
	expect 'nor in JSON' harmless none
	# shellcheck disable=SC2086
	CLORP_PAGER='' terminal $command --url "$strange/evil"
	expect 'nor in a terminal' harmless ours
	expect 'which shows it' ends 0
done
clorp board --url "$strange/evil" --json
expect 'JSON loses nothing by it' prints '.board[0].title | contains("\u001b[2Jred\u009b31m\u202egnp")'
clorp board --url "$strange/refuses"
expect 'nor is a refusal' harmless none
terminal board --url "$strange/wide"
expect 'a wide title fits the terminal' test "$(python3 -c 'import re, sys, unicodedata
lines = re.sub(r"\x1b\[[0-9;]*m", "", sys.stdin.read()).splitlines()
print(max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines))' <<<"$out")" -le 80

# ------------------------------------------------------------ in the large

clorp api GET /api/board --url "$strange/large" --max-time 20s
expect 'an answer without end is none' ends 7
# The most memory that a run had, in KiB.
memory_of() {
	python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$CLORP" "$@" 2>/dev/null
}
small=$(memory_of download key --url "$strange/small" --output "$work/small" --quiet)
large=$(memory_of download key --url "$strange/large" --output "$work/large" --quiet)
expect 'a file of 200 MiB comes whole' equal "$(stat -c %s "$work/large")" $((200 << 20))
body="$small and $large KiB"
expect 'and takes no more memory than a small one' test "$large" -lt $((small + 4096))
rm -f "$work/large"

# ------------------------------------------------------------ what is said of itself

clorp
expect 'without a word there is help' ends 0
clorp nonsense
expect 'an unknown command is wrong use' ends 2
clorp board --nonsense --json
expect 'an unknown flag is, too' complains_in_json invalid_flag
clorp claim
expect 'and a word too few' ends 2
for command in $("$CLORP" help | sed -nE 's/^  ([a-z]+) .*/\1/p' | sort -u); do
	clorp "$command" --help
	expect "there is help on $command" says "clorp $command"
done
for shell in bash zsh fish; do
	clorp completion "$shell"
	command -v "$shell" >/dev/null || { echo "  ($shell is not here to read it)"; continue; }
	expect "$shell reads its completion" "$shell" -n "$work/out"
done
completed() {
	bash -c ". '$work/out'; COMP_WORDS=($1 ''); COMP_CWORD=$2; _clorp; echo \" \${COMPREPLY[*]} \""
}
clorp completion bash
expect 'commands are completed' grep -q ' wallet ' <<<"$(completed clorp 1)"
expect 'and what stands behind one' grep -q ' topup ' <<<"$(completed 'clorp wallet' 2)"
expect 'with its flags' grep -q ' --min-price ' <<<"$(completed 'clorp board' 2)"
expect 'and a flag'"'"'s values' grep -q ' roast ' <<<"$(completed 'clorp board --pack' 3)"

# ------------------------------------------------------------ what an installation has of it

build=$(dirname "$CLORP")
installed() { make -s -C "$build" install DESTDIR="$work/root" >"$work/install" 2>&1 && find "$work/root" -path "*$1" | grep -q .; }
expect 'make install brings the client' installed /bin/clorp
expect 'its completions' test "$(find "$work/root" -path '*completion*' -name clorp -o -name _clorp -o -name clorp.fish | wc -l)" -ge 3
if command -v scdoc >/dev/null; then
	page=$(find "$work/root" -name clorp.1)
	expect 'and its page' test -s "$page"
	expect 'which has every command' equal "$(grep -c '^\\fB[a-z ]*\\fR' "$page" | awk '{ print ($1 > 40) }')" 1
	! command -v man >/dev/null || expect 'and is no trouble to read' test -z "$(man --warnings -l "$page" 2>&1 >/dev/null)"
fi
