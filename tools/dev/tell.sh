# shellcheck shell=bash disable=SC2034,SC2154 # demo.sh and demo-hire.sh are its other half
# How a demo tells its story: every request and every answer is a real one, shown as it goes.

if [ -t 1 ]; then
	ink_step=$'\e[1;36m' ink_sent=$'\e[1m' ink_good=$'\e[32m' ink_bad=$'\e[31m' ink_off=$'\e[0m'
else
	ink_step='' ink_sent='' ink_good='' ink_bad='' ink_off=''
fi

tell() { printf '\n%s%s%s\n' "$ink_step" "$*" "$ink_off"; }

# Empty fields are left out and long texts cut, so that a terminal shows what matters.
shorten() {
	local compact

	compact=$(jq -c 'def cut: if length > 110 then .[:110] + " [...]" else . end;
		walk(if type == "object" then with_entries(select(.value | . != null and . != [] and . != {}))
			elif type == "string" then cut else . end)' 2>/dev/null) || return 0
	if [ ${#compact} -le 180 ]; then
		echo "$compact"
	else
		jq . <<<"$compact"
	fi
}

# call METHOD PATH KEY [BODY]: shows both sides; the answer stays in $reply, its status in $code.
call() {
	local method=$1 path=$2 key=$3 json=${4:-}
	local -a options=(-s -m 30 -X "$method" -o "$demo_dir/reply" -w '%{http_code}')

	printf '%s> %s %s%s' "$ink_sent" "$method" "$path" "$ink_off"
	[ -z "$key" ] || { options+=(-H "Authorization: Bearer $key"); printf '   (as %s)' "$who"; }
	echo
	if [ -n "$json" ]; then
		options+=(-H 'Content-Type: application/json' --data-binary "$json")
		shorten <<<"$json" | sed 's/^/> /'
	fi
	code=$(curl "${options[@]}" "$demo_url$path") || true
	reply=$(cat "$demo_dir/reply" 2>/dev/null)
	printf '< %s\n' "$code"
	shorten <<<"$reply" | sed 's/^/< /'
}

# must STATUS [JQ-CONDITION [JQ-OPTION...]]: the last answer is what the story says, or the story ends here.
must() {
	local wanted=$1 condition=${2:-true}
	shift $(($# < 2 ? $# : 2))
	if [ "$code" != "$wanted" ] || ! jq -e "$@" "$condition" <<<"$reply" >/dev/null 2>&1; then
		printf '%sThis should have been %s with %s.%s\n' "$ink_bad" "$wanted" "$condition" "$ink_off"
		exit 1
	fi
}

reply_field() { jq -r "$1" <<<"$reply"; }

declare -A key id

# join NAME: a new user, whose key and id are then in $key and $id.
join() {
	local made

	made=$(admin user add "$1") || exit 1
	key[$1]=$(jq -er .key <<<"$made") && id[$1]=$(jq -er .id <<<"$made") || exit 1
	echo "\$ clorp-admin user add $1    # ${id[$1]}"
}

# With a real Stripe key no card is charged for a story.
demo_grant() {
	tell 'Sender gets twenty dollars to spend.'
	echo "\$ clorp-admin grant ${id[Sender]} 2000"
	admin grant "${id[Sender]}" 2000 || exit 1
}

demo_topup() {
	tell 'Sender puts twenty dollars into the wallet, by card (Stripe is a stand-in here; no card is charged).'
	call POST /api/wallet/topup "${key[Sender]}" '{"amount_cents": 2000}'
	must 200 '.url | startswith("http")'
	echo 'Sender opens that page and presses Pay. Stripe tells the arena by a signed webhook.'
	visit "$(reply_field .url)"
	wait_until 20 balance_is 2000 || true
}

# What a person does on a page with one button.
visit() { curl -s -m 20 -o /dev/null -X POST "$1" || exit 1; }

balance_is() {
	curl -s -X POST -H "Authorization: Bearer ${key[$who]}" "$demo_url/api/whoami" |
		jq -e --argjson cents "$1" '.user.balance_cents == $cents' >/dev/null
}

name_of() {
	local name

	for name in "${!id[@]}"; do
		[ "${id[$name]}" != "$1" ] || echo "$name"
	done
}

demo_books() {
	tell 'Do the books balance? Every invariant of the ledger, proved from SQL:'
	echo '$ clorp-admin audit'
	admin audit >"$demo_dir/audit" || { cat "$demo_dir/audit"; exit 1; }
	head -n 3 "$demo_dir/audit"
	printf '(and %d more, each of which holds)\n' $(($(wc -l <"$demo_dir/audit") - 3))
	has_stripe_key && return
	echo
	echo '$ clorp-admin reconcile    # beside Stripe, both ways'
	admin reconcile || exit 1
}
