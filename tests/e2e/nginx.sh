#!/usr/bin/env bash
# What nginx adds: errors of one shape, ids on everything, and a board that
# outlives the workers and the database.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

public=(/board /feed /api/agents/directory /api/arena /api/board /api/board/stats /api/feed /api/packs /board.atom /board.json /feed.atom /feed.json)

# ------------------------------------------------------------ errors and ids

every_answer_has_an_id() {
	local path first

	for path in / /nowhere /healthz /api/nowhere /api/users/status "${public[@]}"; do
		get "$path"
		first=$(header X-Request-Id)
		[ ${#first} -ge 16 ] || return 1
		get "$path"
		[ "$(header X-Request-Id)" != "$first" ] || return 1
		[ "$(grep -ic '^x-request-id:' "$headers")" = 1 ] || return 1
	done
}

long() { head -c "$1" /dev/zero | tr '\0' a; }

# raw TEXT: what curl would not send.
raw() {
	local address=${BASE#http://}

	exec 5<>"/dev/tcp/${address%:*}/${address#*:}"
	printf '%b' "$1" >&5
	sent=raw
	timeout 5 cat <&5 | tr -d '\r' >"$work/raw"
	exec 5>&-
	sed '/^$/q' "$work/raw" >"$headers"
	body=$(sed '1,/^$/d' "$work/raw")
	status=$(awk 'NR == 1 { print $2 }' "$work/raw")
}

expect 'every answer has an id of its own, and only one' every_answer_has_an_id

get /nowhere
expect 'an unknown path is a JSON 404' is_error 404 not_found
get /api/nowhere
expect 'an unknown path below /api is a JSON 404' is_error 404 not_found
request DELETE /
expect 'a method that nginx does not know for a page is a JSON 405' is_error 405 method_not_allowed
expect 'and a 405 says what is allowed' equal "$(header Allow)" 'GET, HEAD'
request TRACE /api/board
expect 'TRACE is a JSON 405' is_error 405 method_not_allowed
get "/api/$(long 20000)"
expect 'an endless address is a JSON 414' is_error 414 uri_too_long
get /api/board -H "X-Long: $(long 20000)"
expect 'an endless header is a JSON 431' is_error 431 headers_too_large
raw 'NONSENSE\r\n\r\n'
expect 'what is no HTTP is a JSON 400' is_error 400 invalid_request
raw 'GET /api/board HTTP/1.1\r\n\r\n'
expect 'a request without Host is a JSON 400' is_error 400 invalid_request
get /api/%00
expect 'a NUL in the path is a JSON 400' is_error 400 invalid_request

head -c 4194305 /dev/zero | tr '\0' ' ' >"$work/large"
request POST /api/jobs/run -H 'Content-Type: application/json' --data-binary "@$work/large"
expect 'a body over 4 MiB is a JSON 413' is_error 413 body_too_large
request POST /api/jobs/run -H 'Transfer-Encoding: chunked' -H 'Expect:' --data-binary "@$work/large"
expect 'and so is one that does not say its length' is_error 413 body_too_large
head -c 4194304 "$work/large" >"$work/full"
request POST /api/jobs/run -H 'Content-Type: application/json' --data-binary "@$work/full"
expect 'a body of exactly 4 MiB reaches the program' not is_error 413 body_too_large

# ------------------------------------------------------------ keys in addresses

in_no_log() { ! grep -rqi -- "$1" "$STATE/log"; }

secret=clorp_Zm9vYmFyZm9vYmFy
for query in "api_key=$secret" "apikey=$secret" "x=1&key=$secret" "token=$secret" "q=$secret" \
	"Authorization=Bearer%20$secret" "q=CLORP%5FZm9vYmFyZm9vYmFy" "access_token=$secret"; do
	get "/api/board?$query"
	expect "a key in the query is refused: ${query%%=*}" is_error 400 invalid_request
done
post "/api/jobs/run?key=$secret" '' '{}'
expect 'also in a POST' is_error 400 invalid_request
request POST "/api/jobs/run?key=$secret" --data-binary "@$work/large"
expect 'also under a body that is too large' is_error 400 invalid_request
get '/api/board?pack=keyboard'
expect 'a query that only looks like it reaches the program' not equal "$(field .error)" 'API keys go into the Authorization header'
expect 'no key is in any log' in_no_log Zm9vYmFyZm9vYmFy
get '/api/board?limit=7&cursor=haystackneedle'
expect 'nor is any query' in_no_log haystackneedle

# What goes wrong is where nginx would show the whole line of a request.
get "/api/board?haystackneedle=$(long 20000)"
expect 'an endless query is a JSON 414' is_error 414 uri_too_long
get '/api/board?q=haystackneedle' -H "X-Long: $(long 20000)"
raw 'GET /api/board?q=haystackneedle HTTP/1.1\r\n\r\n'
raw 'GET /api/board?q=haystackneedle HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n'
request POST '/api/jobs/run?q=haystackneedle' --data-binary "@$work/large"
request POST '/api/jobs/run?q=haystackneedle' --data-binary "@$work/full"
expect 'nor is a query that came with something bad' in_no_log haystackneedle
get "/api/keys/$secret"
get "/api/jobs/%63lorp_$(head -c 36 /dev/zero | tr '\0' Z)/claim"
expect 'a key in a path is in no log' in_no_log "Zm9vYmFy\|ZZZZ"

# ------------------------------------------------------------ the cache

request HEAD '/api/feed?limit=11'
expect 'a HEAD on a cold cache is answered' is 200
expect 'without a body' equal "$body" "$(cat "$headers")"
get '/api/feed?limit=11' -m 5
expect 'and the GET after it has one' jq -e .feed <<<"$body" >/dev/null
request HEAD '/api/feed?limit=11'
expect 'and so the length that HEAD announces is right' equal "$(header Content-Length)" "$(curl -s "$BASE/api/feed?limit=11" | wc -c)"

# The answer may be renewed between the two requests, but not each time.
known_already() {
	get "$1"
	get "$1" -H "If-None-Match: $(header ETag)"
	is 304
}

for path in "${public[@]}"; do
	get "$path"
	expect "$path says how long it may be kept" grep -qi '^cache-control: public, max-age=[0-9]' "$headers"
	expect "$path answers 304 to who has it already" within 5 known_already "$path"
	expect "$path gives the 304 an id" [ -n "$(header X-Request-Id)" ]
	request POST "$path" -d '{}'
	expect "$path lets no POST through the cache" is_error 405 method_not_allowed
	get "$path" -H 'Authorization: Bearer nonsense'
	expect "$path is public even to a bad key" is 200
done

get '/api/board?limit=1'
one=$body
get '/api/board/stats?limit=1'
expect 'paths do not share answers' not equal "$body" "$one"

kept() { find "$STATE/cache" -type f | wc -l; }
get '/api/feed?limit=12'
before=$(kept)
for n in 1 2 3 4 5 6 7 8 9; do
	get "/api/feed?_=$n&limit=12&utm_source=$n&cursor="
	[ "$status" = 200 ] || break
done
expect 'what nobody knows in a query makes no answer of its own' equal "$(kept)" "$before"
get '/api/feed?limit=13'
expect 'what is known does' not equal "$(kept)" "$before"
get /api/openapi.json
get /board
before=$(kept)
for n in 1 2 3; do
	get "/api/openapi.json?pack=$n&grade=$n&limit=$n&offset=$n&cursor=$n&min_price_cents=$n"
	[ "$status" = 200 ] || break
	get "/board?grade=$n"
	[ "$status" = 200 ] || break
done
expect 'nor what the page itself does not know' equal "$(kept)" "$before"
get '/api/board?grade=Q'
expect 'a parameter of another page is none here' is 200
get '/api/feed?grade=Q'
expect 'and is one there' is_error 400 invalid_request
get '/api/board?min_price_cents=%31x'
expect 'a value reaches the worker as it was written' equal "$(field .field)" min_price_cents
get '/api/board?limit=ten'
expect 'an error is not kept' is_client_error
first=$(field .request_id)
get '/api/board?limit=ten'
expect 'each has its own id' not equal "$(field .request_id)" "$first"

# ------------------------------------------------------------ workers and database away

worker_count() { "$DEV" pids worker | wc -l; }
workers_are() { [ "$(worker_count)" = "$1" ]; }
serves() { get /readyz && is 200; }

key=$(user Sender)
for path in "${public[@]}"; do get "$path"; done
before=$(worker_count)
"$DEV" pids worker | head -n 1 | xargs kill -KILL
expect 'a killed worker is replaced' within 5 workers_are "$before"
expect 'and the site serves' within 5 serves

"$DEV" pids worker | xargs kill -STOP
sleep 1.1
get /api/feed -m 3
expect 'the feed comes at once while every worker hangs' is 200
"$DEV" pids worker | xargs kill -CONT
expect 'and all is well when they go on' within 20 serves

kill -TERM "$(cut -d' ' -f1 "$STATE/pid/workers")"
within 10 workers_are 0
sleep 1.1
for path in "${public[@]}"; do
	get "$path"
	expect "$path is served without any worker" is 200
done
get /api/users/status
expect 'what is not public is a JSON 502 that asks to come again' is_error 502 busy
expect 'in two seconds' equal "$(header Retry-After)" 2
get "/api/users/status?q=haystackneedle"
get "/api/keys/$secret"
expect 'the log says so without the query' in_no_log haystackneedle
expect 'or the key' in_no_log Zm9vYmFyZm9vYmFy
"$DEV" restart workers
expect 'with the workers back all is well' within 10 serves

# Limits are off here, and generous elsewhere: now they are on, and two requests a minute.
sed -i '/^geo \$clorp_unlimited/,/^}/ s/default 1/default 0/; s|zone=clorp_limit_caller:10m rate=50r/s|zone=clorp_limit_caller:10m rate=1r/m|' \
	"$STATE/nginx/snippets/clorp-http.conf"
sed -i 's/zone=clorp_limit_caller burst=250/zone=clorp_limit_caller burst=1/' "$STATE/nginx/snippets/clorp-private.conf"
kill -HUP "$("$DEV" pids nginx | head -n 1)"
limited() { post /api/whoami "$key" '{}' && is_error 429 rate_limited; }
expect 'a key has a limit of its own' within 15 limited
expect 'that says when to come again' equal "$(header Retry-After) $(header RateLimit)" '1 "key";r=0;t=1'
expect 'and what it is' equal "$(header RateLimit-Policy)" '"address";q=100;w=1, "key";q=50;w=1'
post /api/whoami '' '{}' -H "authorization: bearer   $key"
expect 'however it is written' is_error 429 rate_limited
post /api/whoami "$("$DEV" admin user add Another | jq -r .key)" '{}'
expect 'and another key another' is 200
get /api/board
expect 'what is public asks for no key' is 200

# And two a minute of an address, which is what somebody before nginx says that it is.
sed -i 's|zone=clorp_limit:10m rate=100r/s|zone=clorp_limit:10m rate=1r/m|; $a set_real_ip_from 127.0.0.1;\nreal_ip_header X-Real-IP;' \
	"$STATE/nginx/snippets/clorp-http.conf"
sed -i 's/zone=clorp_limit burst=500/zone=clorp_limit burst=1/' "$STATE/nginx/snippets/clorp-private.conf"
kill -HUP "$("$DEV" pids nginx | head -n 1)"
from() { get /api/keys -H "X-Real-IP: $1"; }
tired() { from 192.0.2.1 && is_error 429 rate_limited; }
expect 'an address has a limit of its own' within 15 tired
from 192.0.2.2
expect 'and its neighbour another' is 401
for host in ::1 :3:4:5:6; do from "2001:db8:1:2$host"; done
expect 'so has a network of IPv6' is 401
from 2001:db8:1:2::77
expect 'and not each of its addresses' is_error 429 rate_limited
for host in 1 2 3; do from "2001:db8::$host"; done
expect 'however short they are written' is_error 429 rate_limited
from 2001:db8:1:3::1
expect 'the next network is another' is 401
"$DEV" restart nginx
expect 'with the limits off all is well' within 10 serves

kill -TERM "$("$DEV" pids db)"
gone() { get /readyz && is 503; }
expect 'without the database nobody is ready' within 10 gone
expect 'and says when to come again' [ -n "$(header Retry-After)" ]
sleep 1.1
for path in "${public[@]}"; do
	get "$path"
	expect "$path is served without the database" is 200
done
get /healthz
expect 'the workers live on without it' is 200
post /api/whoami "$key" '{}'
expect 'a private route is a JSON 503' is_error 503 busy
expect 'that says when to come again' [ -n "$(header Retry-After)" ]
"$DEV" restart db
expect 'with the database back all is well, without a restart of anything else' within 15 serves
