#!/usr/bin/env bash
# Files in and out, by either way that nginx has: written into the store by nginx itself, and through a
# worker's socket; read by nginx, and through a worker.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

files=$STATE/files
head -c 20000000 /dev/urandom >"$work/large"
head -c 26214400 "$work/large" >"$work/full"
head -c 6214400 /dev/urandom >>"$work/full"
{ cat "$work/full"; echo; } >"$work/over"
echo 'The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea.' >"$work/answer.md"

# upload NAME FILE [CURL-OPTION...]; $taken is how much of it went over the wire.
upload() {
	local name=$1 file=$2
	shift 2
	sent="POST /api/uploads?name=$name"
	: >"$headers"
	taken=$(curl -s -m 30 --expect100-timeout 20 -D "$headers" -o "$work/answer" -w '%{size_upload}' -X POST -H "Authorization: Bearer $KEY" \
		"$@" --data-binary "@$file" "$BASE/api/uploads?name=$name")
	body=$(cat "$work/answer")
	status=$(tr -d '\r' <"$headers" | awk '/^HTTP\// { s = $2 } END { print s }')
}

download() { curl -s -m 30 -D "$headers" -H "Authorization: Bearer $KEY" -o "$work/down" "$@"; }

unsent() { [ "$taken" = 0 ] && ! grep -q "^HTTP/1.1 100" "$headers"; }
same() { cmp -s "$1" "$2"; }
litter() { find "$files/incoming" -type f | wc -l; }
is_clean() { [ "$(litter)" = 0 ] && "$DEV" admin files check >"$work/check"; }
rows() { "$DEV" sql -N -e 'SELECT COUNT(*) FROM uploads'; }

# A client that goes away in the middle of its body.
hang_up() {
	local address=${BASE#http://}

	exec 5<>"/dev/tcp/${address%:*}/${address#*:}"
	printf 'POST /api/uploads?name=half HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 5000000\r\n\r\n' "$KEY" >&5
	head -c 1000000 "$work/large" >&5
	exec 5>&-
}

both_ways() {
	local how=$1 key etag before

	upload out.bin "$work/large"
	expect "$how: a large file is taken" is 201
	expect 'to the byte' equal "$(field .sha256)" "$(sha256sum <"$work/large" | cut -d' ' -f1)"
	key=$(field .key)
	download "$BASE/api/files/$key"
	expect 'and comes back' same "$work/down" "$work/large"
	expect 'as an attachment' [ -n "$(header Content-Disposition | grep '^attachment; filename="out.bin"')" ]
	expect 'that nobody guesses at' equal "$(header X-Content-Type-Options)" nosniff
	expect 'and that may do nothing' equal "$(header Content-Security-Policy)" "sandbox; default-src 'none'"
	etag=$(header ETag)
	expect 'tagged' [ -n "$etag" ]
	download -r 19999990-19999999 "$BASE/api/files/$key"
	expect 'a part of it too' same "$work/down" <(tail -c 10 "$work/large")
	expect 'which says so' equal "$(header Content-Range)" 'bytes 19999990-19999999/20000000'
	download -r 20000000- "$BASE/api/files/$key"
	expect 'beyond its end is nothing' grep -q '^HTTP/1.1 416' "$headers"
	get_as "$KEY" "/api/files/$key" -H "If-None-Match: $etag"
	expect 'who has it already is told so' is 304
	request HEAD "/api/files/$key" -H "Authorization: Bearer $KEY"
	expect 'HEAD says how long it is' equal "$(header Content-Length)" 20000000
	get_as "$OTHER" "/api/files/$key"
	expect 'for anybody else it is not there' is_error 404 not_found
	upload full.bin "$work/full"
	expect '25 MiB are taken' is 201
	upload chunked "$work/large" -H 'Transfer-Encoding: chunked' -H 'Expect:'
	expect 'and what does not say how long it is' is 201

	before=$(rows)
	upload over.bin "$work/over"
	expect 'a byte more is not' is_error 413 body_too_large
	expect 'and is not even sent' unsent
	upload over.bin "$work/over" -H 'Transfer-Encoding: chunked' -H 'Expect:'
	expect 'nor without saying so' is_error 413 body_too_large
	upload empty /dev/null
	expect 'nothing at all is no file' is_error 400 invalid_request
	KEY=nonsense upload a "$work/full"
	expect 'who is nobody is told so' is_error 401 authentication_required
	expect 'before the body travels' unsent
	KEY=$READER upload a "$work/full"
	expect 'and so is who may only read' is_error 403 insufficient_scope
	expect 'before it travels' unsent
	for name in '..%2Fetc%2Fpasswd' '..' 'a%00b' '%E2%80%AEgnp.exe' 'a%0D%0AX-Evil:%201' "$(printf 'n%.0s' {1..256})"; do
		upload "$name" "$work/full"
		expect "${name:0:20} is no name" is_error 400 invalid_request
		expect 'which is known before it travels' unsent
	done
	hang_up
	expect 'who hangs up leaves nothing behind' within 10 is_clean
	expect 'nor does any that was refused' equal "$(rows)" "$before"

	upload page.png <(echo '<!DOCTYPE html><html><script>alert(1)</script></html>')
	get_as "$KEY" "/api/files/$(field .key)?inline=1"
	expect 'a page under a picture'"'"'s name is no picture' equal "$(header Content-Type)" 'text/html; charset=utf-8'
	expect 'and is not shown in its place' [ -n "$(header Content-Disposition | grep '^attachment')" ]
	upload "$(printf 'n%.0s' {1..255})" "$work/answer.md"
	expect 'a name of 255 bytes is one' is 201
	get_as "$KEY" "/api/files/$(field .key)?inline=1"
	expect 'plain text is shown in its place' [ -n "$(header Content-Disposition | grep '^inline')" ]
	get "/.clorp/files/$(find "$files" -path '*/??/*' -type f -printf '%P\n' -quit)"
	expect 'the store itself is closed' is_error 404 not_found
}

# limited SETTING WORDS...: what the workers hold to, for once.
limited() {
	sed -i '/^files\./d' "$STATE/settings"
	printf '%s\n' "$@" >>"$STATE/settings"
	"$DEV" restart workers
}

limits() {
	limited 'files.per_hour = 1000' 'files.user_bytes = 1000'
	upload a "$work/full"
	expect 'whose room is used up is told so' is_error 413 quota_exceeded
	expect 'before the body travels' unsent
	limited 'files.per_hour = 1'
	upload a "$work/full"
	expect 'and who comes too often' is_error 429 rate_limited
	expect 'before it travels' unsent
	expect 'with a word when to come again' [ "$(header Retry-After)" -gt 0 ]
	limited 'files.per_hour = 1000'
}

# A disk that is full: a small one of its own, if we may have that.
full_disk() {
	if ! mount -t tmpfs -o size=12m none "$files" 2>/dev/null; then
		echo '  (no full disk: a file system cannot be mounted here)'
		return
	fi
	upload a "$work/large"
	expect "$1: no room is said" is_error 507 storage_full
	expect 'before the body travels, where its length is known' unsent
	upload a "$work/large" -H 'Transfer-Encoding: chunked' -H 'Expect:'
	expect 'and in the midst of it where it is not' is_error 507 storage_full
	expect 'and nothing is left' within 5 equal_litter 0
	upload a "$work/answer.md"
	expect 'what fits is taken' is 201
	"$DEV" sql -e "DELETE FROM uploads WHERE name = 'a'; DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM uploads);
		UPDATE users u SET files_bytes = (SELECT COALESCE(SUM(size), 0) FROM uploads WHERE user_id = u.id)"
	umount "$files"
}

equal_litter() { [ "$(litter)" = "$1" ]; }

no_workers() { [ "$("$DEV" pids worker | wc -l)" = 0 ]; }

nobody_there() {
	kill -TERM "$(cut -d' ' -f1 "$STATE/pid/workers")"
	within 10 no_workers
	upload a "$work/full"
	expect 'without workers nobody is kept waiting' is_error 503 busy
	expect 'with a body' unsent
	expect 'and is told when to come again' equal "$(header Retry-After)" 2
	"$DEV" restart workers
}

post /api/signup '' '{"name":"uploader"}'
KEY=$(field .key)
post /api/signup '' '{"name":"another"}'
OTHER=$(field .key)
post /api/keys "$KEY" '{"scopes":["read"]}'
READER=$(field .key)
echo 'files.per_hour = 1000' >>"$STATE/settings"
"$DEV" restart workers

both_ways 'written by nginx'
full_disk 'written by nginx'
limits
mkdir -p "$STATE/setting"
echo spool >"$STATE/setting/files"
"$DEV" restart nginx
both_ways 'through a worker'
full_disk 'through a worker'
nobody_there

# With a file from nothing to a paid job: what hangs on something stays.
sender=$("$DEV" admin user add sender)
SENDER=$(jq -r .key <<<"$sender")
"$DEV" admin grant "$(jq -r .id <<<"$sender")" 1000 >/dev/null
KEY=$SENDER upload task.txt <(echo 'Rivers of Europe only.')
post /api/jobs/run "$SENDER" "{\"prompt\":\"Name three rivers of Europe and where each ends.\",\"price_cents\":200,\"confirmed\":true,\"attachments\":[\"$(field .key)\"]}"
expect 'a job is posted with a file' equal "$(field '.attachments[0].name')" task.txt
drop=$(field .id)
upload answer.md "$work/answer.md"
post "/api/jobs/$drop/submit" "$KEY" "{\"files\":[\"$(field .key)\"]}"
expect 'and answered with one' equal "$(field '.submission.output_attachments[0].content_type')" 'text/plain; charset=utf-8'
"$DEV" sql -e 'UPDATE uploads SET expires_at = NOW(3) WHERE expires_at IS NOT NULL'
"$DEV" cron >/dev/null 2>&1
expect 'what hangs on nothing is swept' equal "$(rows)" 2
expect 'and its bytes with it' equal "$(find "$files" -type f | wc -l)" 2
expect 'tables and store agree' is_clean
expect 'and the books' "$DEV" admin audit
rm -f "$files"/??/"$(sha256sum <"$work/answer.md" | cut -d' ' -f1)"
expect 'what is missing is found' not is_clean
expect 'and named' grep -q '"finding":"missing"' "$work/check"
