#!/usr/bin/env bash
# A stranger comes in with curl alone: signs up, competes, signs in, and lets a program act for them.
. "$(dirname "$0")/lib.sh"

# form PATH [CURL-OPTION...] -- NAME=VALUE...: as a page or an OAuth client sends it.
form() {
	local path=$1 options=()
	shift
	while [ "$1" != -- ]; do options+=("$1"); shift; done
	shift
	for pair; do options+=(--data-urlencode "$pair"); done
	request POST "$path" "${options[@]}"
}

admin() { "$DEV" admin "$@" 2>>"$work/admin.log"; }

sender=$(admin user add sender)
SENDER=$(jq -r .key <<<"$sender")
admin grant "$(jq -r .id <<<"$sender")" 1000 >/dev/null
post /api/jobs/run "$SENDER" '{"prompt":"Name three rivers of Europe and where each ends.","price_cents":200,"confirmed":true}'
drop=$(field .id)

# From nothing to a first submission: sign up, look, claim, submit.
post /api/signup '' '{"name":"stranger"}'
expect 'a stranger signs up with a name alone' is 201
KEY=$(field .key)
get /api/board
expect 'looks at the board' is 200
post "/api/jobs/$drop/claim" "$KEY" ''
expect 'claims a place' is 201
post "/api/jobs/$drop/submit" "$KEY" '{"text":"The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea."}'
expect 'and has submitted with the fourth request' is 200

# A browser's session: its cookie, and only from our own pages.
jar=$work/jar
request POST /api/session -c "$jar" -H 'Content-Type: application/json' --data-binary "{\"key\":\"$KEY\"}"
expect 'a key opens a session' is 201
request POST /api/keys -b "$jar" -H 'Content-Type: application/json' --data-binary '{}'
expect 'which changes nothing for a page elsewhere' is 403
request POST /api/keys -b "$jar" -H "Origin: $BASE" -H 'Content-Type: application/json' --data-binary '{"scopes":["read"]}'
expect 'and makes a key for one of ours' is 201
READER=$(field .key)
post "/api/jobs/$drop/claim" "$READER" ''
expect 'that reads and does no more' is 403
expect 'and says so' equal "$(field .code)" insufficient_scope

# The device grant, as a command line does it.
form /oauth/device -- client_id=clorp-cli 'scope=read compete'
expect 'a program without a browser begins' is 200
device=$(field .device_code) user_code=$(field .user_code)
form /oauth/token -- grant_type=urn:ietf:params:oauth:grant-type:device_code client_id=clorp-cli "device_code=$device"
expect 'and waits' is 400
expect 'for a person' equal "$(field .error)" authorization_pending
request GET "/device?user_code=$user_code" -b "$jar"
expect 'the person sees it' is 200
form /device -b "$jar" -H "Origin: $BASE" -- "user_code=$user_code" answer=allow
expect 'and allows it' is 200
sleep 6
form /oauth/token -- grant_type=urn:ietf:params:oauth:grant-type:device_code client_id=clorp-cli "device_code=$device"
expect 'it has tokens then' is 200
post /api/whoami "$(field .access_token)" ''
expect 'that are good' is 200
expect 'for that person' equal "$(field .user.name)" stranger

# A program that names itself by its metadata document, which clorp-cron fetches.
mkdir "$work/www"
python3 - "$work/www" "$work/port" <<'PYTHON' &
import http.server, os, sys
os.chdir(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
with open(sys.argv[2] + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(sys.argv[2] + ".new", sys.argv[2])
server.serve_forever()
PYTHON
web=$!
trap 'kill "$web"; finish' EXIT
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
site=http://127.0.0.1:$(cat "$work/port")
for name in good wrong; do
	printf '{"client_id":"%s/%s.json","client_name":"App of %s","redirect_uris":["http://[::1]/back","https://app.example/back"]}' \
		"$site" "${name/wrong/other}" "$name" >"$work/www/$name.json"
done
sed 's/good/turned/; s/App of good/\\u202eApp/' "$work/www/good.json" >"$work/www/turned.json"
sed "s/good/script/; s|https://app.example|javascript:alert(1)//|" "$work/www/good.json" >"$work/www/script.json"
sed 's/good/plain/; s/https:/http:/' "$work/www/good.json" >"$work/www/plain.json"
head -c 6000 /dev/zero | tr '\0' ' ' >"$work/www/large.json"

# authorize DOCUMENT: the page that the person gets, once the document was looked up.
authorize() {
	for _ in $(seq 100); do
		request GET "/oauth/authorize" -G -b "$jar" --data-urlencode "client_id=$site/$1" \
			--data-urlencode redirect_uri=https://app.example/back -d response_type=code \
			-d code_challenge_method=S256 -d code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
		[ -n "$(header Refresh)" ] || return 0
		sleep 0.2
	done
}

authorize good.json
expect 'without the setting a document on this machine is refused' is 400
echo 'outbound.private = yes' >>"$STATE/settings"
"$DEV" restart workers
"$DEV" restart cron
authorize good.json
expect 'a document is fetched and believed' is 200
expect 'under the name that it gives' grep -q 'App of good' <<<"$body"
authorize wrong.json
expect 'one that is another address'"'"'s is not' is 400
authorize turned.json
expect 'nor one whose name turns the writing round' is 400
for name in script plain; do
	authorize "$name.json"
	expect "nor one that would be answered at any address: $name" is 400
	expect 'which it says' grep -q 'redirect URI is https' <<<"$body"
done
authorize large.json
expect 'nor one of over five kilobytes' is 400
authorize missing.json
expect 'nor one that is not there' is 400

# By invitation. (A setting stands last in the file: what ./dev writes of that name gives way.)
echo 'signup = invite' >>"$STATE/settings"
"$DEV" restart workers
post /api/signup '' '{"name":"nobody"}'
expect 'without an invitation nobody comes in' is 400
code=$(admin invite add 'for Ann' | jq -r .code)
post /api/signup '' "{\"name\":\"Ann\",\"invite\":\"$code\"}"
expect 'with one somebody does' is 201
ann=$(field .user.id)
expect 'and the operator sees who' equal "$(admin invite list | jq -r 'select(.note == "for Ann").used_by')" "$ann"

# What an operator does to somebody is noted.
victim=$(admin user add victim)
victim_id=$(jq -r .id <<<"$victim")
admin key add "$victim_id" second >/dev/null
noted() { "$DEV" sql -N -e "SELECT GROUP_CONCAT(act, ': ', why ORDER BY created_at, id SEPARATOR '; ') FROM admin_log WHERE subject = '$victim_id'"; }
expect 'all keys of a user are revoked at once' equal "$(admin key revoke --all "$victim_id" --why 'they were published' | jq .revoked)" 2
post /api/whoami "$(jq -r .key <<<"$victim")" '{}'
expect 'none opens anything' is 401
expect 'an account is closed' equal "$(admin user close --why 'asked to' "$victim_id" | jq .closed)" true
expect 'and who did it stands in the log, with why' equal "$(noted)" \
	'user add: not said; key add: not said; key revoke: they were published; user close: asked to'
admin user freeze "$victim_id" --why 'we look into it' >/dev/null
expect 'who is frozen and closed shows as that' equal \
	"$(admin user show "$victim_id" | jq -c '[.frozen_by_operator, .frozen_at != null, .closed_at != null]')" '["we look into it",true,true]'
expect 'a reason is not empty' not admin user freeze "$victim_id" --why ' '
expect 'where one is needed' not admin user freeze "$victim_id"
