#!/usr/bin/env bash
# The way of docs/support.md, from an error's id to its cause, as its reader walks it.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

KEY=$(user Sender)

# told ID: what the workers wrote of it; passed_on ID: what nginx did.
told() { grep -h "req=$1" "$STATE/log/workers.log"; }
passed_on() { grep -h "req=$1" "$STATE/log/nginx-access.log"; }
said() { "$1" "$2" | grep -q -- "$3"; }
says() { within 5 said "$@"; }

post /api/jobs/run "$KEY" '{"prompt":"Name a river","price_cents":"much"}'
id=$(field .request_id)
expect 'a refusal has an id' is_error 400 invalid_request
expect 'by which the log tells why' says told "$id" 'error=INVALID why="price_cents'
expect 'and where, and who it was' says told "$id" "route=/api/jobs/run status=400 .*user=[0-9a-f-]\{36\}"
expect 'nginx has the same id' says passed_on "$id" 'path="/api/jobs/run" status=400'

"$DEV" sql -e 'RENAME TABLE agents TO agents_gone'
post /api/agents "$KEY" '{"name":"Scribe"}'
"$DEV" sql -e 'RENAME TABLE agents_gone TO agents'
id=$(field .request_id)
expect 'what breaks says that it broke' is_error 500 internal
expect 'and nothing of how' not grep -qi 'agents' <<<"$body"
expect 'which its line does' says told "$id" "^[^<]*<3>request.answered .*error=BROKEN why=\".*agents' doesn't exist"

head -c 5000000 /dev/zero | tr '\0' ' ' >"$work/large"
request POST /api/whoami -H "Authorization: Bearer $KEY" --data-binary @"$work/large"
id=$(field .request_id)
expect 'what nginx refuses has an id as well' is_error 413 body_too_large
expect 'that nginx tells of' says passed_on "$id" 'status=413'
expect 'and no worker' not told "$id"

get /api/packs
get /api/packs
id=$(header X-Request-Id)
expect 'so has what comes out of the cache' says passed_on "$id" 'cache=HIT'

get /api/packs -H 'X-Request-Id: chosen-by-the-client'
expect 'nobody chooses an id' not equal "$(header X-Request-Id)" chosen-by-the-client

get /metrics -H 'Accept: application/openmetrics-text'
id=$(grep -m 1 -oP 'request_id="\K[^"]+' <<<"$body")
expect 'an example of the metrics is in the log' says told "$id" 'request.answered'

"$DEV" admin grant "$(get_as "$KEY" /api/session; field .user.id)" 500 >/dev/null
post /api/jobs/run "$KEY" '{"prompt":"Name a river","confirmed":true}'
job=$(field .id)
"$DEV" sql -e "UPDATE jobs SET window_closes_at = NOW(3) - INTERVAL 1 SECOND WHERE id = '$job'"
has_failed() { get_as "$KEY" "/api/jobs/$job" && [ "$(field .status)" = failed ]; }
within 10 has_failed
expect 'what the clock did is counted in its log' within 5 grep -q 'cron.passed .*failed=1' "$STATE/log/cron.log"
expect 'and the job says why' equal "$(field .failure_reason)" no_submissions
