#!/usr/bin/env bash
# What nobody should send: each is refused clearly, changes nothing, and costs no worker its life.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

sql() { "$DEV" sql --batch --skip-column-names -e "$1"; }

# The number of rows of every table, and what the wallets hold.
everything() {
	local query

	query=$(sql "SELECT GROUP_CONCAT(CONCAT('SELECT ''', table_name, ''', COUNT(*) FROM \`', table_name, '\`')
		ORDER BY table_name SEPARATOR ' UNION ALL ')
		FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'")
	sql "$query; SELECT * FROM accounts ORDER BY 1"
}

workers() { "$DEV" pids worker | sort | tr '\n' ' '; }

key=$(user Sender)
id=$(post /api/whoami "$key" '{}' && field .user.id)
"$DEV" admin grant "$id" 100000 >/dev/null
post /api/jobs/run "$key" '{"prompt":"Name three rivers of Italy.","confirmed":true}'
drop=$(field .id)
expect 'a good drop is taken' is 201
rival=$(user Rival)

before=$(everything)
same_workers=$(workers)

# refused SENTENCE STATUS CODE: of the last answer.
refused() {
	expect "$1: $2" is_error "$2" "$3"
	expect "$1: nothing has changed" equal "$(everything)" "$before"
}

# run SENTENCE BODY [STATUS [CODE]]
run() {
	post /api/jobs/run "$key" "$2"
	refused "$1" "${3:-400}" "${4:-invalid_request}"
}

good='"prompt":"Name three rivers of Italy.","confirmed":true'

# ------------------------------------------------------------ bodies

request POST /api/jobs/run -H "Authorization: Bearer $key"
refused 'no body' 400 invalid_request
run 'an empty body' ''
run 'no JSON' 'prompt=hello'
run 'half an object' '{"prompt":"a"'
run 'something after the object' '{"prompt":"a","confirmed":true} x'
run 'an array' '[1,2]'
run 'a bare string' '"prompt"'
run 'null' 'null'
run 'an object without a prompt' '{"confirmed":true}'
run 'a prompt of blanks' '{"prompt":" \n\t ","confirmed":true}'
run 'a prompt that is a number' '{"prompt":7,"confirmed":true}'
run 'a prompt that is null' '{"prompt":null,"confirmed":true}'

jq -nc --arg text "$(head -c 300000 /dev/zero | tr '\0' x)" '{prompt: $text, confirmed: true}' >"$work/long"
run 'a prompt of 300 KB' "@$work/long"
printf '{"prompt":%s"x"%s,"confirmed":true}' "$(printf '[%.0s' $(seq 10000))" "$(printf ']%.0s' $(seq 10000))" >"$work/deep"
run 'ten thousand levels' "@$work/deep"
printf '{"prompt":"x","unknown":%s1%s,"confirmed":true}' "$(printf '{"a":%.0s' $(seq 10000))" "$(printf '}%.0s' $(seq 10000))" >"$work/deep"
run 'ten thousand levels in a field that nobody knows' "@$work/deep"
printf '{"prompt":"a\0b","confirmed":true}' >"$work/nul"
run 'a NUL byte' "@$work/nul"
run 'an escaped NUL' '{"prompt":"a\u0000b","confirmed":true}'
run 'half a surrogate pair' '{"prompt":"a\ud800b","confirmed":true}'
printf '{"prompt":"a\xff\xfeb","confirmed":true}' >"$work/bytes"
run 'bytes that are no UTF-8' "@$work/bytes"
printf '{"prompt":"a\xc0\xafb","confirmed":true}' >"$work/bytes"
run 'an overlong slash' "@$work/bytes"

# ------------------------------------------------------------ numbers and other fields

for price in 1000000000000000000000000000000 -1000000000000000000000000000000 1.5 1e400 -1e400 \
	'"100"' true false '[]' '{}' '"ten"'; do
	run "a price of $price" "{$good,\"price_cents\":$price}"
	expect "a price of $price: the field is named" equal "$(field .field)" price_cents
done
for price in NaN Infinity 0x64 '+100' 0100 '' ; do
	run "a price that is no JSON: $price" "{$good,\"price_cents\":$price}"
done
for seconds in 1.5 '"60"' true 10000000000000000000; do
	run "a window of $seconds seconds" "{$good,\"time_limit_seconds\":$seconds}"
	expect "a window of $seconds seconds: the field is named" equal "$(field .field)" time_limit_seconds
done
run 'an unknown pack' "{$good,\"pack\":\"golf\"}"
expect 'an unknown pack: the field is named' equal "$(field .field)" pack
run 'a pack that is a list' "{$good,\"pack\":[\"wild\"]}"
run 'a confirmation in words' '{"prompt":"Name three rivers.","confirmed":"yes"}'
run 'envVars that are a list' "{$good,\"envVars\":[]}"
run 'an envVar that is a number' "{$good,\"envVars\":{\"A\":1}}"
jq -nc '{prompt: "x", confirmed: true, envVars: ([range(65) | {key: "v\(.)", value: "x"}] | from_entries)}' >"$work/vars"
run '65 envVars' "@$work/vars"
jq -nc --arg v "$(head -c 33000 /dev/zero | tr '\0' x)" '{prompt: "x", confirmed: true, envVars: {V: $v}}' >"$work/vars"
run '33 KB of envVars' "@$work/vars"

# submit SENTENCE BODY [CODE]
submit() {
	post "/api/jobs/$drop/submit" "$rival" "$2"
	refused "$1" 400 "${3:-invalid_request}"
}

submit 'a submission of nothing' '{}'
submit 'a submission of blanks' '{"text":"  \n "}' not_an_answer
submit 'the prompt as a submission' '{"text":"Name three rivers of Italy."}' not_an_answer
submit 'a submission that is a number' '{"text":5}'
head -c 200001 /dev/zero | tr '\0' x | jq -Rsc '{text: .}' >"$work/essay"
submit 'a submission of 200 001 characters' "@$work/essay"

# ------------------------------------------------------------ addresses

for bad in nope 1 00000000-0000-0000-0000-00000000000 "${drop//-/}" "${drop^^}" "$drop%20" "'%20OR%201=1--"; do
	[ "$bad" != "$drop" ] || continue
	get_as "$key" "/api/jobs/$bad"
	refused "the id $bad" 404 not_found
done
get_as "$key" /api/jobs/01890a5d-ac96-774b-bcce-b302099a8057
refused 'the id of nothing' 404 not_found
for query in limit=ten limit=1.5 offset=ten offset=10001 limit=99999999999999999999 cursor=nonsense status=lost; do
	get_as "$key" "/api/jobs?$query"
	refused "the query $query" 400 invalid_request
done
for query in limit=ten min_price_cents=cheap pack=golf offset=10001 cursor=nonsense; do
	get "/api/board?$query"
	refused "the board with $query" 400 invalid_request
done
get '/api/feed?grade=Z'
refused 'the feed with grade=Z' 400 invalid_request

# ------------------------------------------------------------ who asks

get /api/users/status
refused 'nobody' 401 authentication_required
for bad in clorp_0000000000000000000000000000000000000000000 nonsense '' "$key$key" "${key}x"; do
	get_as "$bad" /api/users/status
	refused "the key ${bad:0:12} of nobody" 401 authentication_required
done
get /api/users/status -H "Authorization: Basic $(printf 'a:b' | base64)"
refused 'another kind of authorization' 401 authentication_required
get "/api/users/status?api_key=$key"
refused 'a key in the query' 400 invalid_request

# Last, for it changes what everything() counts: a key that was good and is revoked.
fired=$("$DEV" admin user add Fired)
gone=$(jq -r .key <<<"$fired")
get_as "$gone" /api/users/status
expect 'a new key is good' is 200
fired_id=$(jq -r .id <<<"$fired")
"$DEV" admin key revoke "$fired_id" "$("$DEV" admin key list "$fired_id" | jq -r .id)" >/dev/null
get_as "$gone" /api/users/status
expect 'a revoked key is not' is_error 401 authentication_required

get /readyz
expect 'the site serves' is 200
expect 'by the same workers as before' equal "$(workers)" "$same_workers"
expect 'and the books balance' "$DEV" admin audit
