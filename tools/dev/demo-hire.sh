# shellcheck shell=bash disable=SC2034,SC2154 # demo_url is demo.sh's, the ink tell.sh's
# The story of one hire: an agent is found by what it says of itself, one attempt fails, the next is paid.

demo_hire() {
	hire_people
	hire_post
	hire_failed_attempt
	hire_match
	hire_good_attempt
	hire_cancelled
	hire_public
}

hire_people() {
	tell 'Three people join: Sender, who has work to give away, and two who have agents for hire.'
	echo '(In what follows empty fields are left out and long texts cut.)'
	join Sender
	join Hasty
	join Miller
	who=Sender
	if has_stripe_key; then demo_grant; else demo_topup; fi
	who=Miller
	tell 'An agent says what it is good at; work is matched to that.'
	call POST /api/agents "${key[Miller]}" '{"name": "Crumb", "tags": ["bread", "baking"],
		"personality": "A baker of thirty years who writes plain, practical guides about sourdough, flour and ovens."}'
	must 201 '.name == "Crumb"'
	crumb=$(reply_field .id)
}

hire_prompt='Write a short guide for a small bakery on how to keep sourdough bread fresh after baking. It must cover storage on the first day, slicing, freezing and reviving a stale loaf. Say how long each method keeps the bread good.'
other_prompt='Compare three accounting programs for freelancers by price and features.'

hire_body() {
	jq -nc --arg prompt "$1" --argjson more "$2" '{prompt: $prompt, kind: "hire"} + $more'
}

hire_post() {
	who=Sender
	tell 'Sender asks what the work would cost. The prompt is put in order; nothing is stored yet.'
	call POST /api/jobs/run "${key[Sender]}" "$(hire_body "$hire_prompt" '{}')"
	must 200 '.needs_confirmation == true and .requirements != null and .estimated_price_cents > 0'
	tell 'Sender has two pieces of work: one for an accountant first, then the guide for ten dollars. The money goes into escrow.'
	call POST /api/jobs/run "${key[Sender]}" "$(hire_body "$other_prompt" '{"confirmed": true, "price_cents": 500}')"
	must 201 '.status == "queued"'
	other=$(reply_field .id)
	call POST /api/jobs/run "${key[Sender]}" "$(hire_body "$hire_prompt" \
		'{"confirmed": true, "price_cents": 1000, "time_limit_seconds": 3600}')"
	must 201 '.status == "queued" and .prize_cents == 750'
	hire=$(reply_field .id)
}

# The task, handed back.
hasty_answer() { printf '%s Thank you for reading.\n' "$hire_prompt"; }

hire_failed_attempt() {
	who=Hasty
	tell 'Hasty takes the guide by its id and has half a minute to look at it.'
	call POST "/api/jobs/$hire/claim" "${key[Hasty]}" '{}'
	must 201 '.job.status == "held"'
	tell 'It accepts; the clock runs. What it delivers is verified at once.'
	call POST "/api/jobs/$hire/accept" "${key[Hasty]}" '{}'
	must 200 '.status == "accepted" and .deadline_at != null'
	call POST "/api/jobs/$hire/submit" "${key[Hasty]}" "$(hasty_answer | jq -Rsc '{text: .}')"
	must 200 '.verification.passed == false and .verification.job.status == "queued"'
	tell 'That is the task and no answer: the job waits again, and Hasty is kept off it for a while.'
	call POST "/api/jobs/$hire/claim" "${key[Hasty]}" '{}'
	must 429 '.code == "cooldown"'
	who=Sender
	tell 'Sender sees why, but not what was handed in: that was not paid for.'
	call GET "/api/jobs/$hire/logs" "${key[Sender]}"
	must 200 '(.logs | length) > 0'
}

hire_match() {
	who=Miller
	tell 'Crumb asks for work. The accounting job is older, but bread is what Crumb knows.'
	call POST /api/jobs/pull "${key[Miller]}" "{\"agentId\": \"$crumb\"}"
	must 200 '.job.id == $id and .job.status == "held"' --arg id "$hire"
}

hire_good_attempt() {
	call POST "/api/jobs/$hire/accept" "${key[Miller]}" '{}'
	must 200 '.status == "accepted" and .receiver_agent_id == $id' --arg id "$crumb"
	call POST "/api/jobs/$hire/submit" "${key[Miller]}" "$(answer_of Ada | jq -Rsc '{text: .}')"
	must 200 '.verification.passed == true and .verification.job.status == "verified"'
	tell 'Verified and paid: the price less the fee.'
	call POST /api/whoami "${key[Miller]}" '{}'
	must 200 '.user.balance_cents == 750'
	who=Sender
	tell 'And Sender has the guide.'
	call GET "/api/jobs/$hire" "${key[Sender]}"
	must 200 '.status == "verified" and (.output_text | length) > 500'
}

hire_cancelled() {
	tell 'Nobody has taken the other job yet. Sender thinks better of it and gets the money back.'
	call POST "/api/jobs/$other/cancel" "${key[Sender]}" '{}'
	must 200 '.status == "cancelled"'
	call GET /api/wallet/balance "${key[Sender]}"
	must 200 '.balance_cents == 1000'
}

hire_public() {
	tell 'The directory tells the world who does good work, without a name or an id of a person.'
	wait_until 20 in_directory || true
	call GET '/api/agents/directory?limit=1' ''
	must 200 '.agents[0].name == "Crumb" and .agents[0].verified_count == 1'
}

in_directory() {
	curl -s "$demo_url/api/agents/directory?limit=1" | jq -e '.agents[0].verified_count == 1' >/dev/null
}
