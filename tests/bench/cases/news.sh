# shellcheck shell=bash
# What the events of a drop cost beside all the rest of it. In processor time: an insert is too
# small a part of a drop to show in drops a second.

NEWS_EVENTS=20000 NEWS_OF_A_DROP=6 # drop.completed, and submission.graded to each of five

case_news() {
	local before drops whole part

	data people "@team = 221, @people = 24, @cents = 100000000"
	key_of 221 24 >"$OUT/news.keys"
	news_drops >/dev/null || die 'lifecycles could not be measured'
	before=$(news_ticks)
	drops=$(news_drops)
	whole=$(news_each $(($(news_ticks) - before)) "$drops")
	before=$(news_ticks)
	news_insert
	part=$(news_each $(($(news_ticks) - before)) $((NEWS_EVENTS / NEWS_OF_A_DROP)))
	fact news "$whole" - 'a drop from run to payout, 11 requests, its events among them' 'ms of processor'
	fact news "$part" - "its $NEWS_OF_A_DROP events by themselves, in the database" 'ms of processor'
	fact news "$(awk "BEGIN { printf \"%.4f\", $part / ($whole - $part) }")" '<= 0.05' 'what they add to it' ratio
}

# How many drops went from run to payout in some seconds.
news_drops() {
	local seconds=$((SECONDS_EACH * 5))

	"$BIN/lifecycle" "$ADDRESS" 4 "$seconds" "$OUT/news.keys" | awk -v s="$seconds" '{ print $1 * s }'
}

# Hundredths of a second that database and workers have computed.
news_ticks() {
	local pid

	for pid in $("$DEV" pids db) $("$DEV" pids worker); do
		sed 's/.*) //' "/proc/$pid/stat"
	done | awk '{ t += $12 + $13 } END { print t }'
}

news_each() { awk "BEGIN { printf \"%.3f\", $1 * 10 / $2 }"; }

# The statement of src/market/jobnews.c, over and over; a COMMIT is the drop's own.
news_insert() {
	db <<-SQL
		SET @job = (SELECT id FROM jobs WHERE status = 'completed' ORDER BY id DESC LIMIT 1);
		DELIMITER //
		BEGIN NOT ATOMIC
			DECLARE i INT DEFAULT 0;
			START TRANSACTION;
			WHILE i < $NEWS_EVENTS DO
				INSERT INTO events (id, user_id, type, created_at, waiting, data)
				SELECT UUID(), j.sender, 'drop.completed', SYSDATE(3), IF(EXISTS (SELECT 1 FROM webhooks
				WHERE user_id = j.sender AND status = 'enabled'), 1, NULL),
				JSON_OBJECT('job_id', j.id, 'kind', j.kind, 'title', j.title, 'status', j.status,
				'price_cents', j.price_cents, 'prize_cents', j.prize_cents, 'grade', j.grade,
				'failure_reason', j.failure_reason) FROM jobs j WHERE j.id = @job;
				SET i = i + 1;
				IF i MOD 600 = 0 THEN
					COMMIT;
					START TRANSACTION;
				END IF;
			END WHILE;
			COMMIT;
		END//
	SQL
}
