#!/usr/bin/env bash
# Every command of the table, in every way it may be called, at servers of every kind. What is not in the
# list below is complained of, so that no command is left out.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

id=01934a2f-6c00-7000-8000-000000000000
asking="drop Prompt -y
pull $id
board
claim $id
submit $id -t Text
release $id
feed
wait $id --timeout 2s
status
jobs
view $id
logs $id
download key --output %/file
cancel $id
pay $id
hire Prompt -y
hire pull
hire accept $id
hire reject $id
hire submit $id -t Text
hire fail $id
agents
agents create Name
agents edit $id
agents delete $id
agents use Name
wallet
wallet balance
wallet topup 5.00
wallet card
wallet auto --off
wallet connect
wallet withdraw 5.00 -y
wallet payouts
balance
verify Prompt -t Text
events
listen --forward-to http://127.0.0.1:9
whoami
keys
keys create Name
keys revoke $id
api GET /api/board
doctor"
# These ask nobody, or go on for ever where somebody answers.
others='login logout context:use context:remove context completion help listen'

python3 "$(dirname "$0")/strange-server" "$work/port" "$work/log" &
server=$!
trap 'kill "$server"; finish' EXIT
within 10 test -s "$work/port"
export CLORP TERMINAL
strange=http://127.0.0.1:$(cat "$work/port")

for command in $("$CLORP" help | sed -nE 's/^  ([a-z]+( [a-z]+)?) .*/\1/p' | sed 's/ /:/'); do
	grep -qE "^${command/:/ }( |$)" <<<"$asking" || [[ " $others " == *" $command "* ]] || echo "$command"
done >"$work/left"
expect 'no command is left out' test ! -s "$work/left"

# all WAY FLAGS [PATTERN]: every command that asks, but for those of the pattern, a line each of what `every` says.
all() {
	local url=$strange/$1

	[ "$1" != away ] || url=http://127.0.0.1:9
	grep -vE "${3:-^$}" <<<"$asking" | python3 "$(dirname "$0")/every" "$url" "$2" >"$work/all"
	body=$(cat "$work/all")
}
every() { [ -s "$work/all" ] && ! awk -F'\t' "!($1)" "$work/all" | grep .; }

all away --json
expect 'away: each ends with 7, one error in JSON, and no data' every '($1 == 7 || $6 ~ /^wait/ && $1 == 6) && ($2 == 1 && $4 == 0 || $6 == "doctor")'
all slow --json '^wait|^hire |^agents |^wallet |^keys '
expect 'slow: each ends with 7' every '$1 == 7 && ($2 == 1 || $6 == "doctor")'
all busy --json '^wait|^hire |^agents |^wallet |^keys '
expect '503: each ends with 7' every '$1 == 7 && ($2 == 1 || $6 == "doctor")'
all limited --json
expect '429: each ends with 1, and says so' every '$1 == 1 && ($2 == 1 || $6 == "doctor")'
all html --json '^wait|^download'
expect 'HTML: each ends with 7, and shows none of it' every '$1 == 7 && $5 == 0 && ($2 == 1 || $6 == "doctor")'
all refuses ''
expect 'a refusal: each ends with 1 and obeys no byte of it' every '$1 == 1 && $5 == 0'
all evil --json '^listen|^download'
expect 'an answer in JSON: one value, harmless' every '$3 == 1 && $5 == 0 || $1 == 2'
all evil '' '^listen|^download'
expect 'an answer on a pipe: harmless' every '$5 == 0 && ($1 < 4)'
all evil terminal '^listen|^download'
expect 'an answer in a terminal: harmless' every '$5 == 0 && ($1 < 4)'
all evil 'terminal --json' '^listen|^download|^pull|^hire|^agents |^wallet |^keys '
expect 'and JSON there' every '$3 == 1 && $5 == 0 || $1 == 2'
all list --json '^listen|^download'
expect 'a list where an object belongs is survived' every '$1 < 8'
