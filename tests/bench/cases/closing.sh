# shellcheck shell=bash
# One pass of clorp-cron over drops whose windows are over: every second one is judged
# and paid, the others are refunded.

case_closing() {
	local start end

	data people "@team = 230, @people = 100, @cents = 5000" people "@team = 231, @people = 50, @cents = 0" \
		open_drops "@team = 232, @sender_team = 230, @senders = 100, @cents = 5000, @drops = 5000, @price = 100, @window = -1" \
		handed_in "@team = 232, @competitor_team = 231, @people = 50"
	start=$EPOCHREALTIME
	"$DEV" cron >"$STATE/log/pass.log" 2>&1 || { show_log "$STATE/log/pass.log"; die 'the pass failed'; }
	end=$EPOCHREALTIME
	[ "$(db <<<"SELECT COUNT(*) FROM jobs WHERE due_at <= NOW(3)")" = 0 ] || die 'the pass left drops behind'
	fact closing "$(awk "BEGIN { printf \"%.1f\", 5000 / ($end - $start) }")" '>= 1000' \
		'a pass of clorp-cron over 5 000 due drops, half of them judged' drops/s
	books_audit closing
}
