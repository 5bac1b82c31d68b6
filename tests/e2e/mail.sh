#!/usr/bin/env bash
# Mails to people, as a mail server gets them: an address confirmed, and a new password for who forgot it.
. "$(dirname "$0")/lib.sh"

log=$work/mails jar=$work/jar
: >"$log"
"$(dirname "$0")/../support/smtp" "$log" "$work/port" &
smtp=($!)
trap 'kill "${smtp[@]}"; finish' EXIT

post /api/password/reset '' '{"email":"ann@people.example"}'
expect 'where no mail is sent, that is said' is_error 503 mail_not_configured

within 10 test -s "$work/port"
plain=smtp://127.0.0.1:$(cat "$work/port")
cat >>"$STATE/settings" <<SETTINGS
mail.url = smtp://127.0.0.1:$(cat "$work/port")
mail.from = market@arena.example
mail.tls = no
SETTINGS
"$DEV" restart workers
"$DEV" restart cron

# mails TO SUBJECT: how many came. code TO SUBJECT: what the last one proves.
mails() { jq -c --arg to "$1" --arg subject "$2" 'select(.to == $to and (.data | contains("Subject: " + $subject)))' "$log" | wc -l; }
has_mails() { [ "$(mails "$1" "$2")" = "$3" ]; }
code() {
	jq -r --arg to "$1" --arg subject "$2" 'select(.to == $to and (.data | contains("Subject: " + $subject))) | .data' "$log" |
		sed -n 's/.*?code=\(clorpm_[A-Za-z0-9]*\).*/\1/p' | tail -n 1
}
# form PATH NAME=VALUE...
form() {
	local path=$1 options=()
	shift
	for pair; do options+=(--data-urlencode "$pair"); done
	request POST "$path" "${options[@]}"
}
signin() { request POST /api/session -c "$jar" -H 'Content-Type: application/json' --data-binary "{\"email\":\"$1\",\"password\":\"$2\"}"; }

post /api/signup '' '{"name":"Ann","email":"Ann@People.example","password":"correct horse"}'
expect 'somebody signs up with an address' is 201
key=$(field .key) ann=$(field .user.id)
expect 'and is asked whether it is theirs' within 10 has_mails ann@people.example 'Confirm your address' 1
expect 'from us' equal "$(jq -r .from "$log")" market@arena.example
expect 'in words that no answering machine answers' grep -q 'Auto-Submitted: auto-generated' "$log"
proof=$(code ann@people.example 'Confirm your address')
request GET "/confirm?code=$proof"
expect 'the link opens a page' is 200
confirmed() { [ "$("$DEV" sql -N -e "SELECT email_confirmed_at IS NOT NULL FROM users WHERE id = '$ann'")" = "$1" ]; }
expect 'which by itself does nothing' confirmed 0
form /confirm "code=$proof"
expect 'the button on it does' is 200
expect 'the address is known to be theirs' confirmed 1
form /confirm "code=$proof"
expect 'once' is 400

post /api/password/reset '' '{"email":"ANN@people.example"}'
expect 'who forgot the password is promised a mail' is 202
promised=$body
post /api/password/reset '' '{"email":"nobody@people.example"}'
expect 'and so is who has no account' equal "$status $body" "202 $promised"
expect 'the one gets it' within 10 has_mails ann@people.example 'Set a new password' 1
proof=$(code ann@people.example 'Set a new password')
request GET "/reset?code=$proof"
expect 'the link asks for a new one' is 200
expect 'and leaves it out of the log of nginx' not grep -q "$proof" "$STATE/log/nginx-access.log"
form /reset "code=$proof" new=short
expect 'a short one is refused' is 400
form /reset "code=$proof" 'new=battery staple'
expect 'a good one is set' is 200
form /reset "code=$proof" 'new=another one'
expect 'once' is 400
signin ann@people.example 'correct horse'
expect 'the old one is good no more' is 401
signin ann@people.example 'battery staple'
expect 'the new one is' is 201
post /api/whoami "$key" ''
expect 'and no key from before, for whoever confirmed the address may have been deceived' is 401

# An address that somebody else gave: its owner gets the account, and the other one is out, with the bank account.
post /api/signup '' '{"name":"thief","email":"bob@people.example","password":"correct horse"}'
key=$(field .key)
bob=$(field .user.id)
"$DEV" sql -e "UPDATE users SET stripe_account_id = 'acct_thief', stripe_account_status = 'active' WHERE id = '$bob'"
post /api/password/reset '' '{"email":"bob@people.example"}'
expect 'a mailbox that was never confirmed gets its mail, too' within 10 has_mails bob@people.example 'Set a new password' 1
post /api/password/reset '' "{\"code\":\"$(code bob@people.example 'Set a new password')\",\"new\":\"mine from now on\"}"
expect 'its owner sets a password by JSON' is 200
post /api/whoami "$key" ''
expect 'and the keys of who was there before end' is 401
expect 'and so does the bank account' equal "$("$DEV" sql -N -e "SELECT stripe_account_status FROM users WHERE id = '$bob'")" lost

for _ in 1 2 3 4; do post /api/password/reset '' '{"email":"ann@people.example"}'; done
expect 'who asks too often is promised the same' is 202
within 10 has_mails ann@people.example 'Set a new password' 3
sleep 1
expect 'and gets no more than three an hour' has_mails ann@people.example 'Set a new password' 3

post /api/signup '' '{"name":"Late","email":"later@people.example","password":"correct horse"}'
post /api/signup '' '{"name":"None","email":"refuse@people.example","password":"correct horse"}'
expect 'what is put off is sent again' within 30 has_mails later@people.example 'Confirm your address' 1
stands() { [ "$("$DEV" sql -N -e "SELECT CONCAT(status, ' ', attempts) FROM mails WHERE address = '$1'")" = "$2" ]; }
expect 'and then it is sent' within 5 stands later@people.example 'sent 2'
expect 'what is refused for good is given up' stands refuse@people.example 'given_up 1'

post /api/email/resend "$key" ''
expect 'who has no address that waits has nothing to confirm' is 401
key=$("$DEV" admin user add nobody | jq -r .key)
post /api/email/resend "$key" ''
expect 'nor has who gave none' is_error 409 conflict
post /api/signup '' '{"name":"Cid","email":"cid@people.example","password":"correct horse"}'
key=$(field .key)
expect 'a mail that is lost' within 10 has_mails cid@people.example 'Confirm your address' 1
for _ in 1 2 3; do post /api/email/resend "$key" ''; done
expect 'can be asked for again' is 202
expect 'and comes, three within an hour at most' within 10 has_mails cid@people.example 'Confirm your address' 3
post /api/email/resend "$key" ''
expect 'then that is said' is_error 429 rate_limited

# By TLS, of a server that wants to know who comes. Its certificate is of an authority of its own.
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout "$work/$1.key" -out "$work/$1.pem" \
		-subj "/CN=$1" -addext "subjectAltName=DNS:$2" 2>/dev/null
}
authority here localhost
authority elsewhere mail.people.example
# serve MODE CERTIFICATE: a server; SCHEME://localhost:PORT in url.
serve() {
	rm -f "$work/port"
	"$(dirname "$0")/../support/smtp" "$log" "$work/port" "$1" "$work/$2.pem" "$work/$2.key" market 'a secret' &
	smtp+=($!)
	within 10 test -s "$work/port"
	case $1 in tls) url=smtps ;; *) url=smtp ;; esac
	url+=://localhost:$(cat "$work/port")
}
# by URL SETTING...: from now on mail goes that way.
by() {
	sed -i '/^mail\./d' "$STATE/settings"
	printf '%s\n' "mail.url = $1" 'mail.from = market@arena.example' 'mail.user = market' "${@:2}" >>"$STATE/settings"
	"$DEV" restart cron
}
# mail_is OK FOUND: as the doctor sees it, whatever else it finds here.
mail_is() {
	local seen

	seen=$("$DEV" admin doctor --json 2>/dev/null) || true
	jq -es --argjson ok "$1" --arg found "$2" 'any(.[]; .check == "mail" and .ok == $ok and (.found | contains($found)))' <<<"$seen" >/dev/null
}
trusted="mail.ca_file = $work/here.pem" right='mail.password = a secret'
last=0
# taken: a mail asked for now comes. held: it does not, and its row says why.
ask() { last=$((last + 1)); "$DEV" sql -e 'DELETE FROM quotas'; post /api/signup '' "{\"name\":\"n$last\",\"email\":\"n$last@people.example\"}"; }
taken() { within 15 has_mails "n$last@people.example" 'Confirm your address' 1; }
why() { "$DEV" sql -N -e "SELECT COALESCE(last_error, '') FROM mails WHERE address = 'n$last@people.example'"; }
because() { grep -qi "$1" <<<"$(why)"; }
held() { within 15 because "$1" && has_mails "n$last@people.example" 'Confirm your address' 0; }
for mode in tls starttls; do
	serve "$mode" here
	by "$url" "$right" "$trusted"
	ask
	expect "by $mode, and with a password, mail is handed in" taken
	expect 'as the doctor says' mail_is true "$url"
	by "$url" 'mail.password = another' "$trusted"
	ask
	expect 'with a wrong one it is not, and waits' held 'login denied'
	expect 'as the doctor says, too' mail_is false 'Login denied'
	by "$url" "$right"
	ask
	expect 'a certificate of who is no authority is refused' held 'certificate'
	expect 'which the doctor says' mail_is false 'certificate'
	serve "$mode" elsewhere
	by "$url" "$right" "mail.ca_file = $work/elsewhere.pem"
	ask
	expect 'and so is one of another name' held 'certificate'
done
by "$plain" "$right"
ask
expect 'a server without TLS gets no mail where it must have it, and no password' held ssl
