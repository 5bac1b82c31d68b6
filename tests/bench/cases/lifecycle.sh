# shellcheck shell=bash
# Whole drops: run, five claims, five submissions, judged and paid out by the last of them.

case_lifecycle() {
	data people "@team = 220, @people = 24, @cents = 100000000"
	key_of 220 24 >"$OUT/lifecycle.keys"
	rounds lifecycle lifecycle_round || die 'lifecycles could not be measured'
	fact lifecycle "$(sort -n "$OUT/lifecycle.rounds" | sed -n "$((ROUNDS / 2 + 1))p")" - \
		'drops from run to payout, 11 requests each, 4 at a time' drops/s
	books_audit lifecycle
}

lifecycle_round() { "$BIN/lifecycle" "$ADDRESS" 4 "$SECONDS_EACH" "$OUT/lifecycle.keys"; }

# What the program itself says of its books. A violation fails the whole run, but at its end.
books_audit() {
	local good=1

	# shellcheck disable=SC2034
	"$DEV" admin audit >"$OUT/audit" 2>&1 || { good=0 failed=1; say "after $1: $(head -c 300 "$OUT/audit")"; }
	fact "$1.audit" "$good" '>= 1' 'the audit holds afterwards' 'yes = 1'
}
