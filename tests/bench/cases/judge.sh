# shellcheck shell=bash
# Jurors that lean, and attacks on them: the tests of tests/judge with every position and every leaning.

case_judge() {
	local program build=$ROOT/.dev/build what part whole

	make -s -C "$build" tests/judge/test_court tests/judge/test_attack >"$OUT/judge.log" 2>&1 || die 'tests/judge did not compile'
	for program in court attack; do
		srcdir=$ROOT CLORP_TEST_SWEEP=1 "$build/tests/judge/test_$program" >"$OUT/judge.$program" 2>>"$OUT/judge.log" ||
			die "tests/judge/test_$program failed"
	done
	while IFS=, read -r what part whole; do
		fact judge "$part" "$(judge_figure "$what")" "$what, of $whole" cases
	done < <(sed -nE \
		-e 's/^ladder, ([^,]+), fields of ([0-9]+): the best first in ([0-9]+), .* of ([0-9]+), .*/best first: \1, \2 entries,\3,\4/p' \
		-e 's/^(injection|style|built-in), ([^:]+): ([0-9]+) of ([0-9]+)$/\1: \2,\3,\4/p' "$OUT"/judge.{court,attack} | sed 's/, \([0-9] entries\)/ \1/')
}

judge_figure() {
	case $1 in
	'best first: position:50'*) echo '>= 475' ;;
	*) echo - ;;
	esac
}
