# shellcheck shell=bash
# Agents pull a hire and reject it, over HTTP, beside SELECT ... FOR UPDATE SKIP LOCKED
# straight at MariaDB, and beside pg-boss on a PostgreSQL of its own, fetching one job at
# a time and giving it back. As many jobs wait at the end of a round as at its start.

case_pull() {
	local depth from=0
	local -A figure=([1000]=- [100000]='>= 1')
	local -a sides

	say 'preparing 20000 agents'
	data people "@team = 300, @people = 1, @cents = 1000000" \
		people "@team = 301, @people = 20000, @cents = 0" agents "@team = 301"
	db <<<'SELECT api_key FROM bench.people WHERE team = 301 ORDER BY n' >"$OUT/pull.keys"
	pull_models || die 'no hires could be posted'
	echo 0 >"$OUT/pull.at"
	for depth in 1000 100000; do
		say "preparing $depth hires"
		data hires "@team = 302, @sender_team = 300, @from = $from, @hires = $depth"
		from=$depth pull_depth=$depth sides=(pull_ours pull_raw)
		if boss_start && boss fill "$depth"; then
			sides+=(pull_boss)
		fi
		rounds "pull.$depth" "${sides[@]}" || die 'pulls could not be measured'
		compare "pull.$depth" 1 2 - "pulls, 4 workers, $depth hires wait : SKIP LOCKED, Connector/C" raw pulls/s
		if [ ${#sides[@]} -eq 3 ]; then
			compare "pull.$depth" 1 3 "${figure[$depth]}" "pulls, 4 workers, $depth hires wait : pg-boss" boss pulls/s
		else
			skipped "pull.$depth" 'PostgreSQL, node 20 and pg-boss are not to be had'
		fi
	done
	boss_stop
}

# Sixty-four different hires, posted as anybody would: their words are what the program makes of them.
pull_models() {
	local key subject task

	key=$(db <<<'SELECT api_key FROM bench.people WHERE team = 300')
	while read -r subject; do
		while read -r task; do
			printf 'POST\t/api/jobs/run\t%s\t{"kind":"hire","confirmed":true,"prompt":"%s about %s. %s"}\n' "$key" "$task" \
				"$subject" 'Write at least three sentences in plain English, check each fact and name two sources.'
		done <<-'TEXT'
			Compose a short poem
			Write a careful summary
			Collect ten numbered facts
			Explain the history in simple words
		TEXT
	done >"$OUT/pull.models" <<-'TEXT'
		the rivers of Europe
		the glaciers of Norway
		the birds of a city garden
		sonnets of the sixteenth century
		recipes with lentils and lemon
		shell scripts that rotate logs
		violins and how they are built
		trains across the desert
		the bridges of Prague
		bees and their winter
		lighthouses on the Atlantic coast
		cheese from mountain farms
		python programs that read tables
		the planets and their moons
		chess openings for beginners
		old maps of Lisbon
	TEXT
	load "$ADDRESS" -c 4 -f "$OUT/pull.models" -o && jq -e '.status == {"201": 64}' "$OUT/load.json" >/dev/null
}

# Who was shown what is forgotten after each round: else one job, rejected by all, would in the
# end have been shown to thousands, and its list of them is in every answer.
pull_ours() {
	"$BIN/pull" "$ADDRESS" 8 "$SECONDS_EACH" "$OUT/pull.keys" "$(cat "$OUT/pull.at")" >"$OUT/load.json" || return 1
	echo $(($(cat "$OUT/pull.at") + $(loaded requests))) >"$OUT/pull.at"
	db <<<'DELETE FROM presentations'
	loaded rate
}

pull_raw() {
	BENCH_PASSWORD=$(conf_value db.password) "$BIN/raw_pull" "$RUN/db.sock" 4 "$SECONDS_EACH" "$OUT/pull.keys" 0 >"$OUT/load.json" || return 1
	loaded rate
}

pull_boss() {
	boss pull "$pull_depth" 4 "$SECONDS_EACH" >"$OUT/load.json" || return 1
	loaded rate
}
