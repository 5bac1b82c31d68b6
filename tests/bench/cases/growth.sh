# shellcheck shell=bash
# What a request takes, alone on the machine's one connection, with few drops and with many:
# two instances, both up, asked in turn.

case_growth() {
	local what
	local -A limit=([board]='<= 1.3' [feed]='<= 1.3' [claim]='<= 1.3')

	say "preparing $GROWN drops"
	raise large
	data people "@team = 100, @people = 1000, @cents = 0" history "@drops = $GROWN"
	growth_slots small 10
	growth_slots large $((GROWN / 1000))
	for what in board feed claim; do
		growth_what=$what
		rounds "growth.$what" growth_large growth_small || die "$what could not be measured"
		compare "growth.$what" 1 2 "${limit[$what]}" "$what, alone, with $GROWN drops : with 10000" ours microseconds
	done
	fell large
}

growth_slots() {
	choose "$1"
	data people "@team = 101, @people = 1000, @cents = 0"
	db < <(echo "SET @team = 101, @drop_team = '000', @drop_step = $2, @slots = 4000;"; cat "$HERE/data/slots.sql") |
		claim_requests ours 0 4000 >"$OUT/growth.$1"
	echo 0 >"$OUT/growth.$1.at"
}

growth_large() { growth_time large; }
growth_small() { growth_time small; }

growth_time() {
	local at

	choose "$1"
	if [ "$growth_what" != claim ]; then
		load "$PEERS" -c 1 -n 500 -g "/api/$growth_what?limit=20" && loaded p50_us
		return
	fi
	at=$(cat "$OUT/growth.$1.at")
	load "$ADDRESS" -c 1 -n 300 -f "$OUT/growth.$1" -s "$at" || return 1
	jq -e '.status | keys == ["201"]' "$OUT/load.json" >/dev/null || { say "$(cat "$OUT/load.json")"; return 1; }
	echo $((at + 300)) >"$OUT/growth.$1.at"
	loaded p50_us
}
