# shellcheck shell=bash
# For the scripts beside it: each gets BASE (the URL), DEV (the path of dev) and
# STATE from `./dev test e2e`, talks to that instance as any client would, and
# ends with "N passed, N failed".

set -uo pipefail

: "${BASE:?}" "${DEV:?}" "${STATE:?}"

passed=0 failed=0
status='' body='' sent=''
work=$(mktemp -d)
headers=$work/headers

finish() {
	rm -rf "$work"
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
	exit
}
trap finish EXIT

# request METHOD PATH [CURL-OPTION...]: the answer is in $status, $body and header().
request() {
	local method=$1 path=$2
	shift 2
	sent="$method $path"
	: >"$headers"
	if [ "$method" = HEAD ]; then
		set -- --head "$@"
	else
		set -- -X "$method" "$@"
	fi
	body=$(curl -s -m 30 --path-as-is -D "$headers" -o - "$@" "$BASE$path" | tr -d '\0')
	status=$(tr -d '\r' <"$headers" | awk '/^HTTP\// { s = $2 } END { print s }')
}

get() { request GET "$@"; }

# post PATH KEY JSON [CURL-OPTION...]; an empty KEY is nobody.
post() {
	local path=$1 key=$2 json=$3
	shift 3
	[ -z "$key" ] || set -- -H "Authorization: Bearer $key" "$@"
	request POST "$path" -H 'Content-Type: application/json' --data-binary "$json" "$@"
}

get_as() {
	local key=$1 path=$2
	shift 2
	request GET "$path" -H "Authorization: Bearer $key" "$@"
}

# header NAME: of the last answer, the final one if there was a 100 before it.
header() {
	tr -d '\r' <"$headers" |
		awk -v n="$1" 'tolower($1) == tolower(n) ":" { sub(/^[^:]*: */, ""); v = $0 } END { print v }'
}

field() { jq -r "$1" <<<"$body" 2>/dev/null; }

is() { [ "$status" = "$1" ]; }

# The contract's shape, with the id that the header says too.
is_error() {
	is "$1" && jq -e --arg code "$2" --arg id "$(header X-Request-Id)" '
		(.error | type == "string" and length > 0) and .code == $code
		and .request_id == $id and ($id | length >= 16)' <<<"$body" >/dev/null 2>&1
}

is_client_error() {
	local code

	code=$(field .code)
	[[ $status =~ ^4[0-9][0-9]$ ]] && [[ $code =~ ^[a-z_]+$ ]] && is_error "$status" "$code"
}

# expect SENTENCE COMMAND...: what is true, and how it shows.
expect() {
	local sentence=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "  ok      $sentence"
	else
		failed=$((failed + 1))
		echo "  FAILED  $sentence"
		echo "          ($*) after $sent: $status $(head -c 300 <<<"$body")"
	fi
}

# within SECONDS COMMAND...: becomes true in that time, and in eight looks a second: where a look takes long, all does.
within() {
	local until=$((SECONDS + $1)) looks=$(($1 * 8))
	shift
	until "$@"; do
		looks=$((looks - 1))
		[ "$SECONDS" -lt "$until" ] || [ "$looks" -gt 0 ] || return 1
		sleep 0.1
	done
}

not() { ! "$@"; }
equal() { [ "$1" = "$2" ]; }

# skip WHY: the whole script, which has begun nothing yet.
skip() {
	trap - EXIT
	rm -rf "$work"
	echo "$*"
	exit 77
}

# node_ready FROM INTO: what FROM's package-lock.json names is installed there, once for each. False, with a line,
# where there is no node; a failure, where npm fails.
node_ready() {
	local major

	major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
	if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
		echo '  skipped what needs node 20 and npm'
		return 1
	fi
	mkdir -p "$2"
	cp "$1/package.json" "$1/package-lock.json" "$2/"
	npm ci --prefer-offline --prefix "$2" --no-audit --no-fund >"$work/npm.log" 2>&1 ||
		{ tail -n 5 "$work/npm.log"; failed=$((failed + 1)); return 1; }
}

# closes DROP: its window ends now, whatever was posted: nobody had to answer in a hurry, and nobody waits.
closes() { "$DEV" sql -e "UPDATE jobs SET window_closes_at = NOW(3) WHERE id = '$1'"; }

# user NAME: prints the key of a new one.
user() { "$DEV" admin user add "$1" | jq -r .key; }
