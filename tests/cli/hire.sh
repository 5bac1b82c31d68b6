#!/usr/bin/env bash
# The older model by the client: hire, pull, accept, submit, reject, fail; and verify before delivering.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

prompt='Write a short guide for a small bakery on how to keep sourdough bread fresh after baking: storage, slicing, freezing.'
good='Keeping sourdough bread fresh, a guide for a small bakery. Storage: let the loaf cool after baking, then keep it cut side
down in a linen cloth for two days. Slicing: slice only what is eaten today. Freezing: freeze slices on the day of baking in an
airtight bag; they stay fresh for three months, and are toasted from frozen.'

sign_in Miller
sign_in Sender 2000
clorp hire "$prompt" --estimate --json
expect 'an estimate puts the work in order' prints '.needs_confirmation and .description != null'
clorp hire "$prompt" --price 5.00 --time-limit 1h -y --json
expect 'work is posted' prints '.kind == "hire" and .status == "queued" and .price_cents == 500'
id=$(jq -r .id <<<"$out")
clorp run "$prompt" --price 5.00 -y
expect 'by the older word, too' ends 0
other=$out
clorp context use Miller
clorp hire pull --json
expect 'an agent pulls it' prints '.job.status == "held"'
held=$(jq -r .job.id <<<"$out")
clorp hire reject
expect 'and lets it go, without naming it' says "$held"
clorp hire pull
expect 'and is shown another' says 'sourdough'
clorp hire pull --json
expect 'until there is none' prints '.job == null'
clorp hire accept --json
expect 'it accepts what it holds' prints '.status == "accepted"'
at_work=$(jq -r .id <<<"$out")
clorp verify "$prompt" --text banana
expect 'a verifier says what it would say' ends 3
clorp verify "$prompt" -t "$good" --json
expect 'of a good one, too' prints '.passed'
terminal view "$at_work" --no-pager
expect 'the work is seen in a terminal' says 'deadline'
echo "$good" >"$work/guide.md"
clorp hire submit --file "$work/guide.md" --json
expect 'it delivers from a file' prints '.verification.passed'
clorp wait "$at_work" --json --context Sender
expect 'the sender has waited for that' prints '.status == "verified" and (.output_text | startswith("Keeping"))'
clorp view "$at_work" --context Sender
expect 'and reads it' says 'linen cloth'
terminal pull "$at_work" --no-pager --context Sender
expect 'with no letter to turn' not says $'\e[5A'
[ "$at_work" = "$id" ] || other=$id
clorp cancel "$other" --context Sender --json
expect 'the other is called off' prints '.status == "cancelled"'
clorp claim "$at_work" --json
expect 'what is over cannot be held' test "$code" -eq 1
clorp hire fail
expect 'nor given up' ends 2
