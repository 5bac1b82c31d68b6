# shellcheck shell=bash
# Rounds and their table. A round runs each side once, one after the other, so that
# what the machine does besides hits all of them; what counts is the ratio within a round.

# rounds NAME COMMAND...: each prints a number; $OUT/NAME.rounds gets a line a round.
# The first round only warms up.
rounds() {
	local name=$1 n side
	local -a line
	shift
	: >"$OUT/$name.rounds"
	for ((n = 0; n <= ROUNDS; n++)); do
		line=()
		for side; do
			line+=("$($side)") || return 1
		done
		[ "$n" -eq 0 ] || echo "${line[*]}" >>"$OUT/$name.rounds"
	done
}

# compare NAME A B FIGURE WHAT PEER UNIT: ratios of columns A and B of NAME's rounds, and
# the figure to reach, as `>= 2`, `<= 1.3`, or `-`.
compare() {
	awk -v a="$2" -v b="$3" '{ printf "[%s,%s]\n", $a, $b }' "$OUT/$1.rounds" |
		jq -cs --arg case "$1" --arg figure "$4" --arg what "$5" --arg peer "$6" --arg unit "$7" '
		def median: sort | (.[(length - 1) / 2 | floor] + .[length / 2 | floor]) / 2;
		{case: $case, what: $what, peer: $peer, unit: $unit, rounds: length,
		 ours: (map(.[0]) | median), theirs: (map(.[1]) | median),
		 ratio: (map(.[0] / .[1]) | median), min: (map(.[0] / .[1]) | min),
		 max: (map(.[0] / .[1]) | max), figure: $figure}' | judge
}

# fact NAME VALUE FIGURE WHAT UNIT: one number that stands by itself.
fact() {
	jq -cn --arg case "$1" --argjson value "$2" --arg figure "$3" --arg what "$4" --arg unit "$5" \
		'{case: $case, what: $what, peer: null, unit: $unit, ours: $value, theirs: null,
		  ratio: null, min: null, max: null, figure: $figure}' | judge
}

skipped() {
	say "skipped: $1 ($2)"
	jq -cn --arg case "$1" --arg why "$2" '{case: $case, skipped: $why}' >>"$OUT/results"
}

judge() {
	jq -c '(.ratio // .ours) as $x | (.figure | split(" ")) as $f | .reached =
		(if $f[0] == ">=" then $x >= ($f[1] | tonumber)
		 elif $f[0] == "<=" then $x <= ($f[1] | tonumber) else null end)' | tee -a "$OUT/results" | line
}

line() {
	jq -r 'def n: if . == null then "" elif . >= 100 then round else . * 100 | round / 100 end | tostring;
		[.case, .what + " [" + .unit + "]", (.ours | n), (.theirs | n),
		 if .ratio then (.ratio | n) + " (" + (.min | n) + ".." + (.max | n) + ")" else "" end,
		 .figure, if .reached == null then "" elif .reached then "reached" else "MISSED" end] | @tsv' |
		awk -F'\t' '{ printf "%-18s %-62s %9s %9s  %-19s %-8s %s\n", $1, $2, $3, $4, $5, $6, $7 }'
}

headline() { printf '%-18s %-62s %9s %9s  %-19s %-8s\n' case what ours peer 'ratio (min..max)' figure; }

# load ...: the generator, which must not have met a broken connection or a server's error.
load() {
	"$BIN/load" "$@" >"$OUT/load.json" || return 1
	if ! jq -e '.broken == 0 and ([.status | keys[] | select(. >= "500")] | length == 0)' "$OUT/load.json" >/dev/null; then
		say "load $*: $(cat "$OUT/load.json")"
		return 1
	fi
}

# rate_of ADDRESS PATH: requests a second on 16 connections, all of them answered with 200.
rate_of() {
	load "$1" -c 16 -t "$SECONDS_EACH" -g "$2" || return 1
	jq -e '.status | keys == ["200"]' "$OUT/load.json" >/dev/null || { say "$2: $(cat "$OUT/load.json")"; return 1; }
	loaded rate
}

loaded() { jq -r ".$1" "$OUT/load.json"; }
