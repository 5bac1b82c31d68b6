#!/usr/bin/env bash
# A drop from prompt to reveal, by the client alone: on a pipe, as JSON, in a terminal.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

prompt='Name three rivers of Europe and where each ends.'
answer='The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea.'

short_windows
expect 'a key signs in' sign_in Sender 2000
expect 'and another, in a context beside' sign_in Ann
clorp context use Sender
expect 'one of them becomes the current one' ends 0
clorp balance
expect 'whose balance is there' equal "$out" 2000
clorp whoami --context Ann --json
expect 'and the other is who it is' prints '.user.name == "Ann"'

clorp drop "$prompt" --price 3.00
expect 'without a terminal nobody is asked' ends 2
expect 'and it says what would do' complains '--yes'
clorp drop "$prompt" --json
expect 'under --json neither' complains_in_json confirmation_required
clorp drop "$prompt" --price 3.00 --estimate --json
expect 'an estimate costs nothing' prints '.needs_confirmation and .estimated_price_cents == 300'
clorp drop "$prompt" --price '$1,00.00' --estimate
expect 'a comma stands between groups of three' ends 2
clorp drop "$prompt" --price '$1,000.00' --estimate
expect 'to a person it is said as it is on pages' says '$1,000.00'
clorp drop "$prompt" --price 3.00 --window 30s --yes
expect 'a drop is posted' ends 0
expect 'and its id is all that is printed' test ${#out} -eq 36
id=$out
on_board() { clorp board --json=id,title && prints --arg id "$id" '.board[0] == {id: $id, title: "Name three rivers of Europe and where each ends"}'; }
expect 'the board has it, with the fields that were asked for' within 10 on_board
clorp board
expect 'on a pipe a row is a line with tabs' equal "$(cut -f1-3 <<<"$out")" "$id"$'\t240\twild'
terminal board
expect 'in a terminal the title stands first' says 'Name three rivers of Europe'
expect 'with the prize as money' says '$2.40'
clorp board --json=nonsense
expect 'a field that is none is wrong use' ends 2
expect 'and those that there are are named' complains 'submissions_count'

clorp claim "$id" --context Ann --json
expect 'a place is claimed' prints --arg id "$id" '.job_id == $id'
clorp status --context Ann
expect 'and shows in the status' says "$id"
clorp submit --context Ann
expect 'no answer is wrong use' ends 2
echo "$answer" >"$work/answer"
input=$work/answer clorp submit - --context Ann --json
expect 'an answer is read from standard input, for what one holds' prints '.submission.id'
clorp submit "$id" -t again --context Ann
expect 'a second one is refused' ends 1
expect 'in the words of the server' complains 'already'
clorp submit "$id" -t again --context Ann --json
expect 'and as JSON under --json' complains_in_json already_submitted
clorp pull "$id"
expect 'nothing is revealed before the end' ends 1
clorp wait "$id" --timeout 1s --json
expect 'waiting ends with its time' ends 6
expect 'and says so' complains_in_json timed_out
terminal wait "$id" --timeout 2s
expect 'in a terminal the window runs down' says '░'
expect 'and the entry stands in its place' says '●○○○○  1 answer'
clorp view "$id" --json=status,claims_count
expect 'a view has what was asked for' prints '. == {status: "open", claims_count: 1}'
clorp cancel "$id"
expect 'a drop that has an answer goes on' says 'will be cancelled if'

"$DEV" sql -e "UPDATE jobs SET window_closes_at = SYSDATE(3) + INTERVAL 1 SECOND WHERE id = '$id'" >"$work/sql" 2>&1
clorp wait "$id" --json
expect 'waiting prints one object' is_json
expect 'the drop, completed' prints '.status == "completed" and .grade != null'
clorp wait "$id" --context Ann --json
expect 'who won hears of it by the exit code' ends 0
expect 'and has the own answer in it' prints '.submission.rank == 1'
clorp pull "$id" --output "$work/text"
expect 'the reveal is for the sender' says 'Rhine'
expect 'and the text goes to a file as it was' cmp -s "$work/text" "$work/answer"
terminal pull "$id" --no-pager
expect 'in a terminal letters turn' says $'\e[5A'
expect 'and the grade is drawn' says '██'
wide() { python3 -c 'import re, sys
print(max(len(line) for line in re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "\n", sys.stdin.read().replace("\r", "\n")).split("\n")))' <<<"$out"; }
expect 'no line is wider than the terminal' test "$(wide)" -le 80
keys=q terminal pull "$id" --no-pager
expect 'a key ends that' ends 0
NO_COLOR=1 terminal pull "$id" --no-pager
expect 'with NO_COLOR nothing is painted' not says $'\e['
TERM=dumb terminal pull "$id" --no-pager
expect 'nor on a dumb terminal' not says $'\e['
clorp feed --json=id,grade
expect 'the feed has it' prints --arg id "$id" '.feed[0].id == $id'
clorp logs "$id"
expect 'the log tells how it went' ends 0
clorp jobs --status completed --json=id
expect 'and it is among the sender'"'"'s' prints --arg id "$id" '.jobs[0].id == $id'

# Somebody who loses.
sign_in Bob
clorp context use Sender
clorp drop "$prompt" --price 1.00 --window 60s -y
lost=$out
clorp submit "$lost" -t "$answer" --context Ann
clorp submit "$lost" -t 'banana' --context Bob
expect 'two compete' ends 0
closes "$lost"
clorp wait "$lost" --context Bob --json
expect 'who did not win hears of it by the exit code' ends 3
expect 'with the grade' prints '.submission.grade != null and .submission.rank == 2'
clorp wait "$lost" --quiet
expect 'the sender got what was paid for' ends 0

# Files: the sender's, which only competitors see.
head -c 300000 /dev/urandom >"$work/picture.bin"
terminal drop 'What is in the file?' --price 1.00 --file "$work/picture.bin" --env SECRET=word --yes
expect 'a drop takes a file, and shows how far it is' says 'picture.bin'
expect 'and a secret' ends 0
clorp jobs --limit 1 --json=id
with_file=$(jq -r '.jobs[0].id' <<<"$out")
clorp claim "$with_file" --context Bob
clorp view "$with_file" --context Bob
expect 'who competes sees the secret' says 'word'
key=$(awk '$1 == "file" { print $NF }' <<<"$out")
clorp download "$key" --context Bob --output "$work/fetched"
expect 'and fetches the file' cmp -s "$work/fetched" "$work/picture.bin"
terminal download "$key" --context Bob
expect 'which is never poured onto a terminal' ends 2
head -c 27000000 /dev/zero >"$work/huge.bin"
clorp submit "$with_file" -t Noise. --attach "$work/huge.bin" --context Bob --json
expect 'one that is too large is refused in words' complains_in_json body_too_large
clorp submit "$with_file" -t Noise. --attach "$work/none.bin" --context Bob
expect 'one that is not there is wrong use' ends 2
clorp submit "$with_file" -t 'Noise, three hundred thousand bytes of it.' --attach "$work/picture.bin" --context Bob --json
expect 'an answer takes one, too' prints '.submission.output_attachments[0].size == 300000'

# What costs more than there is.
clorp drop "$prompt" --price 900.00 -y --json
expect 'without money it is not posted' ends 5
expect 'but stands' complains_in_json payment_required
unpaid=$(jq -r .id <<<"$err")
clorp pay "$unpaid"
expect 'and cannot be paid for yet' ends 5
clorp cancel "$unpaid" --json
expect 'so it is cancelled' prints '.status == "cancelled"'
clorp wait "$unpaid"
expect 'which is no success' ends 3
