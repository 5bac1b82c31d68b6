# shellcheck shell=bash
# What a credential costs: claims by a program's token beside claims by a key, and who one is by an issuer's
# token, whose signature is checked, beside who one is by a key. And passwords, which are slow on purpose.

ISSUER=https://issuer.example

case_credential() {
	local per_side=20000

	[ "$ROUNDS" -le 5 ] || per_side=150000
	say "preparing $((per_side * 2)) claims"
	data people "@team = 200, @people = 1000, @cents = 1000000" \
		people "@team = 201, @people = $((per_side * 2 / 10)), @cents = 0" \
		tokens "@team = 201" \
		open_drops "@team = 202, @sender_team = 200, @senders = 1000, @cents = 1000000, @drops = $((per_side * 2 / 5)), @price = 100, @window = 3600"
	credential_claims "$per_side"
	rounds credential.claim claim_by_token claim_by_key || die 'claims could not be measured'
	compare credential.claim 1 2 '>= 0.95' "claims by a program's token : by a key" key claims/s

	credential_callers
	rounds credential.caller caller_by_issuer caller_by_key || die 'callers could not be measured'
	compare credential.caller 1 2 - "whoami by an issuer's token (ES256) : by a key" key requests/s

	credential_people
	rounds credential.password password_once || die 'passwords could not be measured'
	fact credential.password "$(median_of credential.password)" - 'sign-ins by password, 4 workers' sign-ins/s
}

median_of() { sort -n "$OUT/$1.rounds" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# Of one pool: the first half by token, the other by key.
credential_claims() {
	db < <(echo "SET @team = 201, @drop_team = 202, @drop_step = 1, @slots = $(($1 * 2));"
		sed 's/p\.api_key/CONCAT(p.api_key, "\\t", p.token)/' "$HERE/data/slots.sql") | sed 's/\\t/\t/' >"$OUT/slots"
	awk -F'\t' -v half="$1" -v token="$OUT/claim.token" -v key="$OUT/claim.key" '
		{ print "POST\t/api/jobs/" $1 "/claim\t" (NR > half ? $3 : $4) "\t{}" >(NR > half ? key : token) }' "$OUT/slots"
	echo 0 >"$OUT/claim.token.at"
	echo 0 >"$OUT/claim.key.at"
	# shellcheck disable=SC2034 # claim_http reads it
	claim_connections=4
}

claim_by_token() { claim_http token "$ADDRESS"; }
claim_by_key() { claim_http key "$ADDRESS"; }

# A token of ES256 by openssl, whose key stands as clorp-cron would have put it.
credential_callers() {
	local key=$OUT/issuer.pem numbers token

	openssl ecparam -name prime256v1 -genkey -noout -out "$key" 2>/dev/null || die 'no key'
	token=$("$HERE/sign-token" "$key" "$ISSUER" bench) || die 'no token'
	numbers=$("$HERE/sign-token" --public "$key")
	db <<-SQL
		INSERT INTO issuers (url, fetched_at, tried_at) VALUES ('$ISSUER', NOW(3), NOW(3))
		ON DUPLICATE KEY UPDATE fetched_at = NOW(3);
		INSERT INTO issuer_keys (issuer_url, kid, alg, first_part, second_part)
		VALUES ('$ISSUER', 'bench', 'ES256', '${numbers% *}', '${numbers#* }');
	SQL
	printf 'POST\t/api/whoami\t%s\t{}\n' "$token" >"$OUT/caller.issuer"
	db <<<"SELECT CONCAT('POST\t/api/whoami\t', api_key, '\t{}') FROM bench.people WHERE team = 200 AND n = 0" |
		sed 's/\\t/\t/g' >"$OUT/caller.key"
}

caller_by_issuer() { callers issuer; }
caller_by_key() { callers key; }

callers() {
	load "$ADDRESS" -c 8 -t "$SECONDS_EACH" -f "$OUT/caller.$1" || return 1
	jq -e '.status | keys == ["200"]' "$OUT/load.json" >/dev/null || { say "$1: $(cat "$OUT/load.json")"; return 1; }
	loaded rate
}

credential_people() {
	local n

	: >"$OUT/passwords"
	for ((n = 0; n < 8; n++)); do
		curl -s -o /dev/null "http://$ADDRESS/api/signup" \
			-d "{\"name\":\"p$n\",\"email\":\"p$n@people.example\",\"password\":\"correct horse\"}"
		printf 'POST\t/api/session\tX-Nobody: 1\t{"email":"p%s@people.example","password":"correct horse"}\n' "$n" >>"$OUT/passwords"
	done
}

password_once() {
	load "$ADDRESS" -c 4 -t "$SECONDS_EACH" -f "$OUT/passwords" || return 1
	jq -e '.status | keys == ["201"]' "$OUT/load.json" >/dev/null || { say "passwords: $(cat "$OUT/load.json")"; return 1; }
	loaded rate
}
