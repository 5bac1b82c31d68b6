#!/usr/bin/env bash
# People whom others vouch for: tokens of an issuer like Supabase signed by npm's jose, sign-in by a real OpenID
# server (npm's oidc-provider), and by a double of GitHub.
. "$(dirname "$0")/lib-issuer.sh"
shopt -s extglob
node_ready "$ISSUERS" "$ISSUER_NODE" || exit 0

SECRET='a shared secret of forty characters or so'
tokens=$work/tokens jar=$work/jar
python3 -m http.server --bind 127.0.0.1 --directory "$work" 0 >"$work/web.log" 2>&1 &
web=$!
running+=("$web")
provider_start "$BASE/auth/callback"
within 10 grep -q 'port [0-9]' "$work/web.log"
keys=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$work/web.log")/tokens/jwks.json
ISSUER=https://project.supabase.example/auth/v1
sign "$tokens" "$ISSUER" "$SECRET"

cat >>"$STATE/settings" <<SETTINGS
signup = closed
signin.per_minute = 1000
issuer.1.url = $PROVIDER
issuer.1.name = elsewhere
issuer.1.client_id = arena
issuer.1.client_secret = a/secret:of=ours
issuer.1.signup = always
issuer.2.url = $ISSUER
issuer.2.audience = authenticated
issuer.2.role = authenticated
issuer.2.secret = $SECRET
issuer.2.keys = $keys
issuer.2.signup = always
issuer.3.url = $PROVIDER/github
issuer.3.name = hub
issuer.3.kind = github
issuer.3.client_id = arena
issuer.3.client_secret = hub
SETTINGS
for part in workers wallet cron; do "$DEV" restart "$part"; done

# Tokens in the place of a key.
bearer() { post /api/whoami "$(cat "$tokens/$1")" ''; }
is_known() { bearer "$1" && is 200; }
subject=$(cat "$tokens/subject")
expect 'a token is taken once the keys were fetched' within 20 is_known old/good
expect 'its subject is the id' equal "$(field .user.id)" "$subject"
expect 'under the name that it says' equal "$(field .user.name)" 'Ann by token'
for name in rsa hmac list program 8k; do
	bearer "old/$name"
	expect "another is good, too: $name" is 200
	expect 'and of the same user' equal "$(field .user.id)" "$subject"
done
bearer old/other
expect 'a subject that is no UUID has a user, too' is 200
other=$(field .user.id)
bearer old/other
expect 'and keeps it' equal "$(field .user.id)" "$other"
people() { "$DEV" sql -N -e 'SELECT COUNT(*) FROM users'; }
before=$(people)
for file in "$tokens"/old/bad-*; do
	bearer "old/${file##*/}"
	expect "one is none: ${file##*/bad-}" is_error 401 authentication_required
done
expect 'and none of these made a user' equal "$(people)" "$before"
post /api/keys "$(cat "$tokens/old/program")" '{}'
expect 'one that was given to a program makes no key' is_error 403 insufficient_scope
post /api/keys "$(cat "$tokens/old/good")" '{}'
expect 'one of the person does' is 201
KEY=$(field .key)

# An issuer that names a user of ours does not become that user.
ours=$("$DEV" admin user add ours | jq -r .id)
mkdir "$work/claims"
printf %s "$ours" >"$work/claims/subject"
sign "$work/claims" "$ISSUER" "$SECRET"
post /api/whoami "$(cat "$work/claims/old/hmac")" ''
expect 'who claims the id of another user is somebody new' is 200
expect 'with an id of their own' not equal "$(field .user.id)" "$ours"

# Eight first requests at once are one user.
mkdir "$work/many"
sign "$work/many" "$ISSUER" "$SECRET"
for _ in 1 2 3 4 5 6 7 8; do
	curl -s -m 30 -X POST -H "Authorization: Bearer $(cat "$work/many/old/hmac")" "$BASE/api/whoami" | jq -r .user.id &
	racers+=($!)
done >"$work/ids"
wait "${racers[@]}"
expect 'eight at first sight are one' equal "$(sort "$work/ids" | uniq -c | awk '{ print $1, $2 }')" "8 $(cat "$work/many/subject")"

# Keys change. (A minute must have passed since the last look: we let it.)
let_pass() { "$DEV" sql -e "UPDATE issuers SET tried_at = tried_at - INTERVAL $1 SECOND WHERE url = '$ISSUER'"; }
sign "$tokens" "$ISSUER" "$SECRET"
bearer new/good
expect 'a new key is not known at once' is 401
bearer old/good
expect 'while the old one is good' is 200
let_pass 61
expect 'but soon, for it was asked for' within 10 is_known new/good
bearer old/good
expect 'then the old one is over' is 401
kill "$web"
let_pass 601
away() { [ "$("$DEV" sql -N -e "SELECT fetch_error IS NOT NULL FROM issuers WHERE url = '$ISSUER'")" = 1 ]; }
expect 'an issuer that is away' within 15 away
bearer new/good
expect 'locks nobody out' is 200

# Signing in by a browser.
# walk WITH: goes there and comes back; where that ends.
walk() {
	curl -s -L -m 30 -b "$jar" -c "$jar" -o "$work/page" -w '%{http_code} %{url_effective}' \
		"$BASE/auth/start?with=$1&next=%2Flogin%3Fcame"
}
session() { request GET /api/session -b "$jar"; }
expect 'the way there and back ends where one wanted to go' equal "$(walk elsewhere)" "200 $BASE/login?came"
session
expect 'with a session' equal "$(field .session.opened_by)" elsewhere
ann=$(field .user.id)
expect 'of a user who is called as there, but for what turns the writing round' equal "$("$DEV" sql -N -e "SELECT name FROM users WHERE id = '$ann'")" 'Ann of elsewhere'
cp "$jar" "$work/first"
rm "$jar"
expect 'who comes again' equal "$(walk elsewhere)" "200 $BASE/login?came"
session
expect 'is the same' equal "$(field .user.id)" "$ann"
expect 'the page to sign in on shows the way' grep -q 'with=elsewhere' "$work/page"

request GET '/auth/start?with=nobody'
expect 'a name that is none leads nowhere' is 404
# begin: goes there, and holds the answer that the browser would bring back.
begin() {
	rm -f "$jar"
	request GET "/auth/start?with=elsewhere" -c "$jar" -b "$jar"
	back=$(curl -s -L -m 30 -b "$jar" -c "$jar" -o /dev/null -w '%{redirect_url}' --max-redirs 2 "$(header Location)")
	back=${back#"$BASE"}
}
begin
expect 'the issuer answers with a code' grep -q '^/auth/callback?code=' <<<"$back"
request GET "$back"
expect 'which is nobody else'"'"'s to bring' is 403
request GET "${back/state=/state=x}" -b "$jar"
expect 'nor another state' is 403
begin
request GET "${back/iss=http/iss=https}" -b "$jar"
expect 'nor one that says it is another issuer'"'"'s' is 403
begin
cp "$jar" "$work/same"
request GET "$back" -b "$jar"
expect 'its own browser brings it' is 303
request GET "$back" -b "$work/same"
expect 'once' is 403
begin
mixed=$back
begin
request GET "${back/code=*([^&])/$(grep -o 'code=[^&]*' <<<"$mixed")}" -b "$jar"
expect 'a code of another sign-in is refused' is 400

# An issuer that hangs holds two workers of the lane at most, and nobody else.
ticket() { begin; cp "$jar" "$work/jar.$1"; tickets[$1]=$back; }
for n in 1 2 3; do ticket "$n"; done
curl -s "$PROVIDER/hang" >/dev/null
for n in 1 2; do
	curl -s -m 30 -b "$work/jar.$n" -o "$work/hung.$n" -w '%{http_code}' "$BASE${tickets[n]}" >"$work/code.$n" &
	hanging[n]=$!
done
both_hang() { [ "$("$DEV" sql -N -e "SELECT COUNT(*) FROM quotas WHERE name LIKE 'signin.place.%'")" = 2 ]; }
expect 'two sign-ins wait for an issuer' within 10 both_hang
request GET "${tickets[3]}" -b "$work/jar.3"
expect 'a third is told to come again' is 429
expect 'which its browser does by itself' equal "$(header Refresh) $(header Retry-After)" '1 1'
expect 'and keeps what it has for that' not grep -qi '^set-cookie' "$work/headers"
get_as "$KEY" /api/stripe/connect/status
expect 'who wants to pay is answered meanwhile' not is 429
expect 'while both of them hang' kill -0 "${hanging[@]}"
request GET "${tickets[1]}" -b "$work/jar.1"
expect 'a state that is on its way already does not wait' is 429
wait "${hanging[@]}"
expect 'in the end they are told that the issuer does not answer' equal "$(cat "$work/code.1" "$work/code.2")" 503503
request GET "${tickets[1]}" -b "$work/jar.1"
expect 'and whoever brings the same once more asks nobody' is 403
curl -s "$PROVIDER/start" >/dev/null
request GET "${tickets[3]}" -b "$work/jar.3"
expect 'the third comes in' is 303

curl -s "$PROVIDER/rotate" >/dev/null
rm -f "$jar"
expect 'a key that the issuer began to use is not believed unseen' grep -q '^401' <<<"$(walk elsewhere)"
"$DEV" sql -e "UPDATE issuers SET tried_at = tried_at - INTERVAL 61 SECOND"
arrives() { rm -f "$jar"; [ "$(walk elsewhere)" = "200 $BASE/login?came" ]; }
expect 'and is, a moment later' within 15 arrives

begin
curl -s "$PROVIDER/stop" >/dev/null
request GET "$back" -b "$jar"
expect 'while the issuer is away, that is a page' is 503
request GET /api/session -b "$work/first"
expect 'and who has a session goes on' is 200
post /api/whoami "$KEY" ''
expect 'as does who has a key' is 200
curl -s "$PROVIDER/start" >/dev/null

rm -f "$jar"
expect 'where sign-up is closed a stranger from GitHub stays outside' grep -q '^403' <<<"$(walk hub)"
sed -i 's/^signup = closed/signup = open/' "$STATE/settings"
for part in workers wallet; do "$DEV" restart "$part"; done
rm -f "$jar"
expect 'where it is open they come in' equal "$(walk hub)" "200 $BASE/login?came"
session
expect 'under the name there' equal "$("$DEV" sql -N -e "SELECT name FROM users WHERE id = '$(field .user.id)'")" octocat

# Each address so many a minute.
"$DEV" sql -e "UPDATE quotas SET taken = 1000, expires_at = NOW(3) + INTERVAL 1 MINUTE WHERE name = 'signin.minute'"
rm -f "$jar"
begin
request GET "$back" -b "$jar"
expect 'who signs in too often is told when to come again' is 429
expect 'within the minute' test "$(header Retry-After)" -le 60
"$DEV" sql -e "DELETE FROM quotas WHERE name = 'signin.minute'"
rm -f "$jar"
expect 'and then comes in' equal "$(walk elsewhere)" "200 $BASE/login?came"
"$DEV" admin user close --why 'asked to' "$ann" >/dev/null
expect 'of who closes the account no identity is left' equal "$("$DEV" sql -N -e "SELECT COUNT(*) FROM identities WHERE user_id = '$ann'")" 0
