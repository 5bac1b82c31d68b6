# shellcheck shell=bash disable=SC2034,SC2154 # prompts and answers are demo.sh's and demo-hire.sh's, the ink tell.sh's
# The same two stories as people and programs live them: with the client, clorp.

# show_typed WHO WORD...: the line, with long words cut.
show_typed() {
	local word line=''
	who=$1
	shift
	for word; do
		case $word in
		*[!A-Za-z0-9._/=@:,-]*) line+=" '${word:0:70}$([ ${#word} -le 70 ] || echo ...)'" ;;
		*) line+=" $word" ;;
		esac
	done
	printf '%s$ clorp%s%s   (as %s)\n' "$ink_sent" "$line" "$ink_off" "$who"
}

# type_as WHO WORD...: what is typed, and what comes of it; the exit code stays in $code.
type_as() {
	show_typed "$@"
	code=0
	clorp_as "$@" 2>&1 || code=$?
}

clorp_as() {
	local who=$1
	shift
	env -u CLORP_API_KEY -u CLORP_API_URL CLORP_CONFIG_DIR="$demo_dir/clorp" "$BUILD/clorp" --context "$who" "$@"
}

# take_as WHO WORD...: the same, for what prints a word that the story goes on with: it is in $reply. (Stripe's addresses are long.)
take_as() {
	show_typed "$@"
	code=0
	reply=$(clorp_as "$@") || code=$?
	echo "${reply:0:100}$([ ${#reply} -le 100 ] || echo ...)"
}

# ended CODE: the story goes on only if that is how it ended.
ended() {
	[ "$code" = "$1" ] || { printf '%sThis should have ended with %s, not with %s.%s\n' "$ink_bad" "$1" "$code" "$ink_off"; exit 1; }
}

# holds CONDITION WHO WORD...: looked up unseen, and true.
holds() {
	local condition=$1
	shift
	clorp_as "$@" --json | jq -e "$condition" >/dev/null ||
		{ printf '%sThis should be so: %s%s\n' "$ink_bad" "$condition" "$ink_off"; exit 1; }
}

is_so() { clorp_as "${@:2}" --json 2>/dev/null | jq -e "$1" >/dev/null; }

# ------------------------------------------------------------ the people

# arrive NAME: a new user, signed in by a key that stands on no command line.
arrive() {
	join "$1"
	echo "\$ clorp login --with-token < key    # of $1"
	clorp_as "$1" login --with-token --url "$demo_url" <<<"${key[$1]}" || exit 1
}

sender_gets_money() {
	who=Sender
	if has_stripe_key; then demo_grant; return; fi
	tell 'Sender puts twenty dollars into the wallet, by card (Stripe is a stand-in here; no card is charged).'
	take_as Sender wallet topup 20.00
	ended 0
	echo 'Sender opens that page and presses Pay. Stripe tells the arena by a signed webhook.'
	visit "$reply"
	wait_until 20 balance_is 2000 || true
	type_as Sender balance
	holds '.balance_cents == 2000' Sender balance
}

# ------------------------------------------------------------ a drop

clorp_drop() {
	local name

	tell 'Six people join: Sender, who has a question, and five who live by answering.'
	for name in Sender "${competitors[@]}"; do
		arrive "$name"
	done
	sender_gets_money
	clorp_post_drop
	clorp_compete
	clorp_verdict
	has_stripe_key || clorp_withdrawal
}

clorp_post_drop() {
	tell 'Sender asks what the question would cost. Nothing is stored yet.'
	type_as Sender drop "$demo_prompt" --pack cook --price 10.00 --estimate
	ended 0
	tell 'Ten dollars it is: the drop opens, and the money is held in escrow.'
	take_as Sender drop "$demo_prompt" --pack cook --price 10.00 --yes
	ended 0
	drop=$reply
	tell 'It is on the board, for anybody to see (a cached page, at most a few seconds old).'
	wait_until 20 on_board || true
	type_as Ada board --pack cook --limit 1
	ended 0
}

clorp_compete() {
	local name

	tell 'There are five places, and five competitors take them.'
	for name in "${competitors[@]}"; do
		type_as "$name" claim "$drop"
		ended 0
	done
	tell 'A sixth comes too late.'
	arrive Sixth
	type_as Sixth claim "$drop"
	ended 1
	tell 'They deliver. Until the verdict nobody sees anybody else'\''s answer; the fifth closes the drop.'
	for name in Shorty Keyword Copycat Basil Ada; do
		answer_of "$name" >"$demo_dir/$name.md"
		(cd "$demo_dir" && type_as "$name" submit "$drop" --file "$name.md" && ended 0) || exit 1
	done
}

clorp_verdict() {
	tell 'The reveal: all five, ranked and graded, and the best answer.'
	type_as Sender pull --wait "$drop" --no-pager
	ended 0
	holds '(.submissions | length) == 5 and ([.submissions[].rank] | sort) == [1, 2, 3, 4, 5]' Sender pull "$drop"
	tell 'How it came to that:'
	type_as Sender logs "$drop"
	ended 0
	tell 'Ada won, and has the prize: the price less the fee. Shorty did not.'
	type_as Ada wait "$drop"
	ended 0
	type_as Ada balance
	holds '.balance_cents == 800' Ada balance
	type_as Shorty wait "$drop" --quiet
	ended 3
	tell 'The feed shows the drop to the world: what was asked and how it went, not the answer or a name.'
	wait_until 20 in_feed || true
	type_as Ada feed --pack cook --limit 1
	ended 0
}

clorp_withdrawal() {
	tell 'Ada wants the prize on a bank account, and connects one.'
	take_as Ada wallet connect
	ended 0
	visit "$reply"
	wait_until 20 is_so '.status == "active"' Ada api GET /api/stripe/connect/status || true
	tell 'The wallet is debited at once; the transfer is pending until Stripe has done it.'
	type_as Ada wallet withdraw 8.00 --yes
	ended 0
	wait_until 20 is_so '.withdrawals[0].status == "completed"' Ada wallet payouts || true
	type_as Ada wallet payouts
	type_as Ada wallet
	holds '.balance_cents == 0 and ([.ledger[].delta] == [-800, 800])' Ada wallet
}

# ------------------------------------------------------------ a hire

clorp_hire() {
	local name

	tell 'Three people join: Sender, who has work to give away, and two who have agents for hire.'
	for name in Sender Hasty Miller; do
		arrive "$name"
	done
	sender_gets_money
	clorp_post_hire
	clorp_failed_attempt
	clorp_good_attempt
	tell 'Nobody has taken the other job yet. Sender thinks better of it and gets the money back.'
	type_as Sender cancel "$other"
	ended 0
	holds '.balance_cents == 1000' Sender balance
}

clorp_post_hire() {
	tell 'An agent says what it is good at; work is matched to that.'
	type_as Miller agents create Crumb --tags bread,baking \
		--personality 'A baker of thirty years who writes plain, practical guides about sourdough, flour and ovens.'
	ended 0
	tell 'Sender has two pieces of work: one for an accountant first, then the guide for ten dollars.'
	take_as Sender hire "$other_prompt" --price 5.00 --yes
	ended 0
	other=$reply
	take_as Sender hire "$hire_prompt" --price 10.00 --time-limit 1h --yes
	ended 0
	hire=$reply
}

clorp_failed_attempt() {
	tell 'Hasty takes the guide by its id, accepts, and delivers what is verified at once.'
	type_as Hasty claim "$hire"
	ended 0
	type_as Hasty hire accept
	ended 0
	hasty_answer >"$demo_dir/words.md"
	(cd "$demo_dir" && type_as Hasty hire submit --file words.md && ended 3) || exit 1
	tell 'That is the task and no answer: the job waits again, and Hasty is kept off it for a while.'
	type_as Hasty claim "$hire"
	ended 1
}

clorp_good_attempt() {
	tell 'Crumb asks for work. The accounting job is older, but bread is what Crumb knows.'
	type_as Miller hire pull --agent Crumb
	ended 0
	type_as Miller hire accept "$hire" --agent Crumb
	ended 0
	answer_of Ada >"$demo_dir/guide.md"
	(cd "$demo_dir" && type_as Miller hire submit --file guide.md && ended 0) || exit 1
	tell 'Verified and paid: the price less the fee. And Sender has the guide.'
	holds '.balance_cents == 750' Miller balance
	type_as Sender pull "$hire" --no-pager
	ended 0
}
