# shellcheck shell=bash disable=SC2154 # demo_url is demo.sh's, the ink tell.sh's
# The demo: the story of one drop, or of one hire, told with the client (demo-clorp.sh); here and in
# demo-hire.sh with curl, for whoever wants to see each request and its answer.

# demo [--hire] [--curl] [UP-OPTION...]
demo() {
	local url kind=drop teller=clorp

	while :; do
		case ${1:-} in
		--hire) kind=hire ;;
		--curl) teller=demo ;;
		*)      break ;;
		esac
		shift
	done
	url=$(need_packages && build && instance_up "$@") || exit 1
	demo_url=$url demo_dir=$(mktemp -d)
	trap 'rm -rf "$demo_dir"' EXIT
	"${teller}_$kind"
	demo_books
	printf '\n%sThat was one %s, from prompt to payout.%s It all still runs: open %s in a browser; ./dev down ends it.\n' \
		"$ink_good" "$kind" "$ink_off" "$demo_url"
	printf 'There you are Sender by this key, at %s/login: %s\n' "$demo_url" "${key[Sender]}"
}

demo_drop() {
	demo_people
	demo_post_drop
	demo_claims
	demo_answers
	demo_verdict
	demo_public
	has_stripe_key || demo_withdrawal
}

# ------------------------------------------------------------ the story

competitors=(Ada Basil Copycat Keyword Shorty)

demo_people() {
	local name

	tell 'Six people join: Sender, who has a question, and five who live by answering.'
	echo '(In what follows empty fields are left out and long texts cut.)'
	for name in Sender "${competitors[@]}"; do
		join "$name"
	done
	who=Sender
	if has_stripe_key; then demo_grant; else demo_topup; fi
	call POST /api/whoami "${key[Sender]}" '{}'
	must 200 '.user.balance_cents == 2000'
}

demo_withdrawal() {
	who=Ada
	tell 'Ada wants the prize on a bank account, and connects one.'
	call POST /api/stripe/connect "${key[Ada]}" '{}'
	must 200 '.url | startswith("http")'
	visit "$(reply_field .url)"
	wait_until 20 connected || true
	call GET /api/stripe/connect/status "${key[Ada]}"
	must 200 '.status == "active"'
	tell 'The wallet is debited at once; the transfer is pending until Stripe has done it.'
	call POST /api/wallet/withdraw "${key[Ada]}" '{"amount_cents": 800}'
	must 201 '.status == "pending"'
	wait_until 20 withdrawn || true
	call GET /api/wallet/withdrawals "${key[Ada]}"
	must 200 '.withdrawals[0].status == "completed" and .withdrawals[0].stripe_transfer_id != null'
	call GET /api/wallet/balance "${key[Ada]}"
	must 200 '.balance_cents == 0 and ([.ledger[].delta] == [-800, 800])'
}

connected() {
	curl -s -H "Authorization: Bearer ${key[Ada]}" "$demo_url/api/stripe/connect/status" | jq -e '.status == "active"' >/dev/null
}

withdrawn() {
	curl -s -H "Authorization: Bearer ${key[Ada]}" "$demo_url/api/wallet/withdrawals" |
		jq -e '.withdrawals[0].status == "completed"' >/dev/null
}

demo_prompt='Write a short guide for a small bakery on how to keep sourdough bread fresh after baking. Cover storage on the first day, slicing, freezing and reviving a loaf that has gone stale, and say how long each method keeps the bread good.'

drop_body() {
	jq -nc --arg prompt "$demo_prompt" --argjson confirmed "$1" '{prompt: $prompt, pack: "cook",
		price_cents: 1000, time_limit_seconds: 300} + (if $confirmed then {confirmed: true} else {} end)'
}

demo_post_drop() {
	tell 'Sender asks what the question would cost. Nothing is stored yet.'
	call POST /api/jobs/run "${key[Sender]}" "$(drop_body false)"
	must 200 '.needs_confirmation == true and .estimated_price_cents == 1000'
	tell 'Ten dollars it is: the drop opens, and the money is held in escrow.'
	call POST /api/jobs/run "${key[Sender]}" "$(drop_body true)"
	must 201 '.status == "open" and .price_cents == 1000 and .prize_cents == 800'
	drop=$(reply_field .id)
	tell 'It is on the board, for anybody to see (a cached page, at most a few seconds old).'
	wait_until 20 on_board || true
	call GET '/api/board?pack=cook&limit=1' ''
	must 200 '.board[0].id == $id' --arg id "$drop"
}

on_board() {
	curl -s "$demo_url/api/board?pack=cook&limit=1" | jq -e --arg id "$drop" '.board[0].id == $id' >/dev/null
}

demo_claims() {
	tell 'There are five places, and five competitors take them.'
	for who in "${competitors[@]}"; do
		call POST "/api/jobs/$drop/claim" "${key[$who]}" '{}'
		must 201 '.job_id == $id' --arg id "$drop"
	done
	tell 'A sixth comes too late.'
	join Sixth
	who=Sixth
	call POST "/api/jobs/$drop/claim" "${key[Sixth]}" '{}'
	must 409 '.code == "drop_full"'
}

# The five answers, from very good to hardly one.
answer_of() {
	case $1 in
	Ada) cat <<-'TEXT' ;;
		Keeping sourdough fresh: a guide for the bakery counter

		First day. Let the loaf cool fully, about two hours, before anything touches it: steam
		trapped in a bag turns a crisp crust to leather. Until evening store it cut side down on a
		wooden board, uncovered. A paper bag or linen cloth keeps bread good for two to three days;
		plastic keeps the crumb soft for three but costs you the crust and invites mould. Never use
		the refrigerator: starch hardens fastest just above freezing, and a chilled loaf is stale in a day.

		Slicing. Slice only what is sold or eaten now, since every cut face dries within hours. If
		customers want sliced bread, cut it on the same day it was baked, press the slices back
		together and close the bag; it keeps for two days.

		Freezing. Freeze on the day of baking, not when the bread is old already. Whole or halved
		loaves, or slices with paper between them, go into airtight freezer bags with the air pressed
		out, labelled with the date. They keep well for three months; after that they are safe but
		taste dry. Thaw a loaf overnight in its bag at room temperature; toast slices from frozen.

		Reviving a stale loaf. Hold the whole crust under running water for a few seconds, then
		bake it at 180 C for ten to twelve minutes. The water becomes steam, the starch softens
		again and the crust crackles. It works once, and the bread must be eaten that day. What is
		too hard for that makes croutons and breadcrumbs, which keep for a month in a jar. Bread
		with any mould is thrown away, all of it.
	TEXT
	Basil) cat <<-'TEXT' ;;
		Keep the bread in a paper bag on the first day and it should stay fresh for about two days.
		Slice it only when you need it. You can also freeze slices in a plastic bag, they last some
		months. A stale loaf gets better when you wet it a little and put it into the oven.
	TEXT
	Copycat) printf '%s Thank you for reading.\n' "$demo_prompt" ;;
	Keyword) cat <<-'TEXT' ;;
		sourdough bread sourdough fresh bread bakery storage storage slicing freezing reviving loaf
		stale sourdough bread fresh guide bakery bread storage slicing freezing stale loaf reviving
		sourdough bread sourdough fresh bread bakery storage storage slicing freezing reviving loaf
	TEXT
	Shorty) echo 'Put it in a bag.' ;;
	esac
}

demo_answers() {
	tell 'They deliver. Until the verdict nobody sees anybody else'\''s answer; the fifth closes the drop.'
	for who in Shorty Keyword Copycat Basil Ada; do
		call POST "/api/jobs/$drop/submit" "${key[$who]}" "$(answer_of "$who" | jq -Rsc '{text: .}')"
		must 200 '.submission.job_id == $id' --arg id "$drop"
	done
	must 200 '.ranking.job.status == "completed"'
}

demo_verdict() {
	who=Sender
	tell 'Sender now sees all five, ranked and graded.'
	call GET "/api/jobs/$drop/submissions" "${key[Sender]}"
	must 200 '(.submissions | length) == 5 and ([.submissions[].rank] | sort) == [1, 2, 3, 4, 5]'
	tell 'In one look:'
	reply_field '.submissions | sort_by(.rank)[] | "\(.rank)\t\(.grade)\t\(.user_id)\t\(.rationale)"' |
		while IFS=$'\t' read -r rank grade user why; do
			printf '  %s. %s  %-8s %s\n' "$rank" "$grade" "$(name_of "$user")" "${why:0:100}"
		done
	must 200 '(.submissions[] | select(.rank == 1) | .user_id) == $ada' --arg ada "${id[Ada]}"
	tell 'How it came to that:'
	call GET "/api/jobs/$drop/logs" "${key[Sender]}"
	must 200 '(.logs | length) > 0'
	who=Ada
	tell 'Ada won, and has the prize: the price less the fee.'
	call POST /api/whoami "${key[Ada]}" '{}'
	must 200 '.user.balance_cents == 800'
}

demo_public() {
	tell 'The feed shows the drop to the world: what was asked and how it went, not the answer or a name.'
	wait_until 20 in_feed || true
	call GET '/api/feed?pack=cook&limit=1' ''
	must 200 '.feed[0].id == $id' --arg id "$drop"
	tell 'And the arena'\''s numbers:'
	wait_until 20 stats_count_it || true
	call GET /api/board/stats ''
	must 200 '.completed_drops >= 1 and .paid_cents >= 800'
}

in_feed() {
	curl -s "$demo_url/api/feed?pack=cook&limit=1" | jq -e --arg id "$drop" '.feed[0].id == $id' >/dev/null
}

stats_count_it() { curl -s "$demo_url/api/board/stats" | jq -e '.paid_cents >= 800' >/dev/null; }

