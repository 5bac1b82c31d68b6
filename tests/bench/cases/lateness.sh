# shellcheck shell=bash
# How long after its window's end a drop is over, with clorp-cron --watch: two hundred with
# windows of one to five seconds, half of them with two submissions.

case_lateness() {
	data people "@team = 240, @people = 1, @cents = 100000" people "@team = 241, @people = 40, @cents = 0"
	"$DEV" restart cron
	late_runs >"$OUT/late.run"
	load "$ADDRESS" -c 4 -f "$OUT/late.run" -o || die 'the drops could not be opened'
	late_submissions >"$OUT/late.submit"
	load "$ADDRESS" -c 4 -f "$OUT/late.submit" -o || die 'nothing could be handed in'
	wait_until 30 late_all_over || die 'drops stay open'
	part_stop cron
	fact lateness "$(late_worst)" '<= 2' 'from the window'\''s end to the verdict, the worst of 200 drops' s
	books_audit lateness
}

late_runs() {
	local key n

	key=$(key_of 240)
	for ((n = 0; n < 200; n++)); do
		printf 'POST\t/api/jobs/run\t%s\t{"prompt":"Name three rivers of Europe, and say where each one ends.","time_limit_seconds":%d,"confirmed":true}\n' \
			"$key" $((n % 3 + 3))
	done
}

# Two answers for every second drop.
late_submissions() {
	db <<-'SQL'
		SELECT CONCAT('POST'), CONCAT('/api/jobs/', j.id, '/submit'), p.api_key,
			CONCAT('{"text":"The Rhine ends in the North Sea, the Danube in the Black Sea and the Volga in the Caspian Sea, says ', p.n, '."}')
		FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM jobs
			WHERE sender = (SELECT id FROM bench.people WHERE team = 240)) j
		JOIN seq_0_to_1 JOIN bench.people p ON p.team = 241 AND p.n = (j.n + seq) MOD 40 WHERE j.n MOD 2 = 0
	SQL
}

late_of_all() { db <<<"SELECT $1 FROM jobs WHERE sender = (SELECT id FROM bench.people WHERE team = 240)"; }
late_all_over() { [ "$(late_of_all "SUM(status IN ('open', 'ranking'))")" = 0 ]; }
late_worst() { late_of_all 'MAX(TIMESTAMPDIFF(MICROSECOND, window_closes_at, updated_at)) / 1e6'; }
