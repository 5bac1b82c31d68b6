# shellcheck shell=bash
# The tests. check's programs run under automake, each beside a MariaDB of its
# own; the scripts of tests/e2e each against a fresh instance in a state of its own;
# all of both at once.

test_passed=0 test_failed=0

test_all() {
	local kind=${1:-all}

	case $kind in
	all | install | system) need_packages "${INSTALL_PACKAGES[@]}" ;;
	*)                      need_packages ;;
	esac
	case $kind in
	all | browser | e2e) want_readers ;;
	esac
	case $kind in
	all)                              build; test_at_once programs_and_stripe install e2e cli browser ;;
	system)                           build; test_at_once system_programs install ;;	# what another Debian makes a difference to
	programs)                         build; test_at_once every_program e2e ;;
	unit | judge | market | race | api | sim) build; check_programs "tests/$kind/" ;;
	stripe)                           build; stripe_tests ;;
	install)                          shift; build; install_scripts "$@" ;;
	e2e)                              shift; build; e2e_scripts "$@" ;;
	cli)                              shift; build; cli_scripts "$@" ;;
	browser)                          shift; build; browser_scripts "$@" ;;
	*)                                usage >&2; exit 2 ;;
	esac
	test_summary
}

test_summary() {
	echo "$test_passed passed, $test_failed failed"
	[ "$test_failed" -eq 0 ] || exit 1
}

# The same tests of a build that watches memory and arithmetic.
test_sanitized() {
	need_packages
	unset CLORP_DEV_BUILD
	BUILD=$ROOT/.dev/asan
	build --enable-asan --enable-ubsan --enable-werror
	export CLORP_DEV_BUILD=$BUILD
	export ASAN_OPTIONS=${ASAN_OPTIONS:-abort_on_error=0:detect_leaks=1}
	export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
	export CLORP_SIM_STEPS=${CLORP_SIM_STEPS:-20000}	# the whole 100 000 are run without
	if [ $# -eq 0 ]; then
		test_all programs	# what installs, and the client's scripts, show a sanitizer nothing more: by name
	else
		test_all "$@"
	fi
}

# ------------------------------------------------------------ check's programs

# All that `make check` would run, one a line. (The list is asked for, not parsed.)
test_programs() {
	printf '%s\n' 'include Makefile' "show-tests: ; @printf '%s\\n' \$(TESTS)" |
		make -s --no-print-directory -C "$BUILD" -f - show-tests
}

# check_programs PATTERN: those whose path starts so.
check_programs() {
	local program log=$ROOT/.dev/log/check.log
	local -a programs

	mapfile -t programs < <(test_programs | grep "^$1")
	[ ${#programs[@]} -gt 0 ] || die "no test is named $1"
	mkdir -p "$ROOT/.dev/log"
	exec 7>"$BUILD/check.lock"	# two runs would take each other's results for their own
	flock 7
	: >"$log"
	quietly "$log" make -k -C "$BUILD" -j"$(nproc)" check TESTS= || die 'make check failed before any test ran'
	say "running ${#programs[@]} test programs"
	for program in "${programs[@]}"; do
		rm -f "$BUILD/${program%.*}".{log,trs} "$BUILD/$program".{log,trs}
	done
	export ANSWERS_SEEN=$BUILD/answers.seen
	: >"$ANSWERS_SEEN"
	count_as_they_end "$log" "${programs[@]}"
	case $1 in
	'' | *api*) every_answer ;;
	esac
	exec 7>&-
}

# What the tests of the API hold to the description (tests/support/described.c) they must have met: what every route answers where
# it does not refuse. The way back from an issuer is walked with one, in tests/e2e/signin.sh.
every_answer() {
	local missing

	missing=$("$BUILD/describe" answers | awk -v page="$ANSWERS_SEEN" '
		BEGIN { while ((getline line <page) > 0) seen[line] = 1 }
		NF && $3 < 400 && $1 != "auth_callback" && !($1 " " $2 in seen) { $2 = ""; print }')
	if [ -z "$missing" ]; then
		report 'tests/api (every answer)' 1 0 0
	else
		report 'tests/api (every answer)' 0 1 0
		printf 'no test of the API has met this answer of the route: %s\n' "$missing" >&2
	fi
}

# Automake says a line "PASS: tests/unit/test_base" (or SKIP, FAIL, ERROR ...) as a program ends. One
# of which it said nothing did not run.
count_as_they_end() {
	local log=$1 result program
	local -A counted=()
	shift

	while read -r result program; do
		[ -z "${counted[$program]:-}" ] || continue	# the summary names what failed again
		counted[$program]=1
		count_program "$program" "${result%:}"
	done < <(make -k -C "$BUILD" -j"$(nproc)" check TESTS="$*" </dev/null 2>&1 7>&- |
		tee -a "$log" | grep --line-buffered -E '^(PASS|FAIL|XPASS|XFAIL|SKIP|ERROR): tests/')
	for program; do
		[ -n "${counted[$program]:-}" ] || count_program "$program" ERROR
	done
}

# report NAME PASSED FAILED SECONDS: one line, as soon as it is known.
report() {
	test_passed=$((test_passed + $2))
	test_failed=$((test_failed + $3))
	printf '%-40s %3d passed, %d failed %5s s\n' "$1" "$2" "$3" "$4"
}

# count_program PROGRAM RESULT: check says "90%: Checks: 10, Failures: 1, Errors: 0"; what said nothing has crashed or is one test.
count_program() {
	local program=$1 result=$2 log=$BUILD/$1.log checks bad seconds

	[ -e "$log" ] || log=$BUILD/${1%.*}.log
	read -r checks bad < <(sed -n \
		's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\).*/\1 \2 \3/p' "$log" 2>/dev/null |
		awk '{ c += $1; b += $2 + $3 } END { if (NR) print c, b }') || true
	case $result in
	PASS | XFAIL) bad=${bad:-0} ;;
	SKIP)         checks=0 bad=0 ;;
	*)            [ "${bad:-0}" -gt 0 ] || { bad=1; checks=$((${checks:-0} + 1)); } ;;
	esac
	checks=${checks:-1}
	seconds=$(sed -n 's/^with-mariadb: seconds: //p' "$log" 2>/dev/null | tail -n 1) || true
	report "$program" $((checks - bad)) "$bad" "${seconds:-?}"
	if [ "$bad" -gt 0 ]; then
		show_failure "$log"
	fi
}

# The lines of check that name a failed test, or the log's end if there are none.
show_failure() {
	if [ ! -s "$1" ]; then
		show_log "$ROOT/.dev/log/check.log"
	elif ! grep -E '^[^ ]+:[0-9]+:[FE]:' "$1" >&2; then
		show_log "$1"
	fi
}

# ------------------------------------------------------------ Stripe's own tools

# The double is held to what Stripe's client for Node expects, and our client to what
# stripe-mock knows. Either is skipped where Node or Go is missing.
stripe_tests() {
	stripe_part double tests/stripe/run
	stripe_part client tests/stripe/mock "$BUILD/tests/stripe/test_client"
}

stripe_part() {
	local name=$1 log=$ROOT/.dev/log/stripe-$1.log status=0 passed=0 failed=0 began=$SECONDS
	shift

	mkdir -p "$ROOT/.dev/log"
	quietly "$ROOT/.dev/log/check.log" make -C "$BUILD" tests/stripe/test_client || die 'the test did not compile'
	"$ROOT/$1" "${@:2}" >"$log" 2>&1 </dev/null || status=$?
	if [ "$status" -eq 77 ]; then
		printf '%-40s skipped: %s\n' "tests/stripe ($name)" "$(tail -n 1 "$log")"
		return
	fi
	read -r passed failed < <(stripe_counts "$log") || true
	[ "$status" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
	report "tests/stripe ($name)" "${passed:-0}" "${failed:-0}" $((SECONDS - began))
	[ "${failed:-0}" -eq 0 ] || show_log "$log"
}

# Its last line that counts: ours, or check's.
stripe_counts() {
	sed -n -e 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' \
		-e 's/^[0-9]*%: Checks: \([0-9]*\), Failures: 0, Errors: 0.*/\1 0/p' "$1" | tail -n 1
}

# ------------------------------------------------------------ end to end

# e2e_scripts [NAME...]: all of them if none is named. What `make install` makes is tried in the same way.
e2e_scripts() { scripts_of e2e "$@"; }
install_scripts() { scripts_of install "$@"; }
cli_scripts() { scripts_of cli "$@"; }
browser_scripts() { scripts_of browser "$@"; }

# Readers of pages and feeds are one more look: where they cannot be had, the scripts say so and go on.
# shellcheck disable=SC2034
want_readers() { (PACKAGES=() && need_packages "${READER_PACKAGES[@]}") || true; }

# test_at_once LANE KIND...: check's programs, which LANE runs, beside the scripts of those kinds: both wait more than they work.
test_at_once() {
	slots_open
	lane_run "$1"
	scripts_run < <(for kind in "${@:2}"; do script_lines "$kind"; done | longest_first)
	slots_close
}

every_program() { check_programs ''; }
system_programs() { check_programs 'tests/\(unit/\|api/\|market/test_reads\)'; }
programs_and_stripe() { every_program; stripe_tests; }

# scripts_of KIND [NAME...]
scripts_of() {
	slots_open
	scripts_run < <(script_lines "$@" | longest_first)
	slots_close
}

# Paths below ROOT. Those on one line follow each other: what installs shares the build, and one bare machine.
script_lines() {
	local kind=$1 name
	local -a scripts=()
	shift

	for name; do
		scripts+=("tests/$kind/${name%.sh}.sh")
	done
	[ $# -gt 0 ] || mapfile -t scripts < <(cd "$ROOT" && printf '%s\n' "tests/$kind"/*.sh | grep -v '/lib')
	case $kind in
	install) echo "${scripts[@]}" ;;
	*)       printf '%s\n' "${scripts[@]}" ;;
	esac
}

# Else one of them would be waited for alone at the end.
longest_first() { awk '{ print !/install|outbox|wallet|browser|court|description|model/, $0 }' | sort -s -k1,1 | cut -d' ' -f2-; }

# Half as many again at once as there are processors (CLORP_DEV_SLOTS): each waits for clocks more than it works. A slot
# is a number, by which instances that start at the same moment look for ports in different places.
scripts_run() {
	local line slot

	while read -r line; do
		read -r -u "$slots_free" slot
		# shellcheck disable=SC2086 # no path has blanks
		slot_run "$slot" $line
	done
}

slots_open() {
	local slot

	slots_given=0
	slots_counts=$(mktemp "${TMPDIR:-/tmp}/clorp-counts.XXXXXX")
	exec {slots_free}<> <(:)
	for ((slot = 0; slot < ${CLORP_DEV_SLOTS:-$(($(nproc) * 3 / 2))}; slot++)); do
		echo "$slot" >&"$slots_free"
	done
	trap 'slots_stop' INT TERM
}

# A process group of its own, so that an interrupt can end all of it. What a script says comes in one piece.
slot_run() {
	slots_given=$((slots_given + 1))
	set -m
	(slot_work "$@") &
	set +m
}

slot_work() {
	local slot=$1 said=$slots_counts.$1 script
	shift

	trap 'echo "$slot" >&"$slots_free"' EXIT
	for script; do
		CLORP_DEV_SLOT=$slot e2e_script "$ROOT/$script" >"$said" 2>&1 </dev/null
		cat "$said"
	done
	rm -f "$said"
	echo "$test_passed $test_failed" >>"$slots_counts"
}

# lane_run COMMAND: beside the slots, and counted with them.
lane_run() {
	slots_given=$((slots_given + 1))
	set -m
	(lane_work "$1") &
	set +m
}

lane_work() {
	"$1" </dev/null
	echo "$test_passed $test_failed" >>"$slots_counts"
}

slots_close() {
	local passed failed

	wait
	trap - INT TERM
	while read -r passed failed; do
		test_passed=$((test_passed + passed)) test_failed=$((test_failed + failed)) slots_given=$((slots_given - 1))
	done <"$slots_counts"
	test_failed=$((test_failed + slots_given))	# what ended without a word has failed
	rm -f "$slots_counts"
	exec {slots_free}>&-
}

slots_stop() {
	local group

	for group in $(jobs -p); do
		kill -TERM -- "-$group" 2>/dev/null || true
	done
	wait
	rm -f "$slots_counts"*
	exit 130
}

e2e_script() {
	local script=$1 name=${1##*/} state log counts passed failed status=0 began=$SECONDS

	state=$(mktemp -d "$(states_place)/clorp-e2e.XXXXXX")
	log=$state/$name.log
	e2e_run "$script" "$state" >"$log" 2>&1 || status=$?
	if [ "$status" -eq 77 ]; then
		printf '%-40s skipped: %s\n' "${script#"$ROOT/"}" "$(tail -n 1 "$log")"
		rm -rf "$state"
		return
	fi
	counts=$(tail -n 1 "$log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
	read -r passed failed <<<"${counts:-0 1}"
	if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
		failed=1
	fi
	e2e_sanitizer_complaint "$state" >>"$log" && failed=$((failed + 1))
	report "${script#"$ROOT/"}" "$passed" "$failed" $((SECONDS - began))
	[ "$failed" -eq 0 ] || e2e_show "$log"
	mkdir -p "$ROOT/.dev/log"
	cp "$log" "$ROOT/.dev/log/$(basename "${script%/*}")-$name.log"
	rm -rf "$state"
}

# Memory first: nothing here asks whether a disk keeps what it was told, and all would wait for it.
states_place() {
	if [ -w /dev/shm ] && [ "$(df -Pm /dev/shm | awk 'NR == 2 { print $4 }')" -ge 4096 ]; then
		echo /dev/shm
	else
		echo "${TMPDIR:-/tmp}"
	fi
}

# In a subshell: the environment and the trap are this run's alone.
e2e_run() (
	local script=$1 state=$2 url status=0

	export CLORP_DEV_DB_OPTIONS='--innodb-flush-method=nosync --debug-no-sync --innodb-log-file-size=16M'
	export CLORP_DEV_SLOT CLORP_DEV_STATE=$state CLORP_DEV_BUILD=$BUILD CLORP_DEV_PORT=$((18080 + 500 * ${CLORP_DEV_SLOT:-0}))
	trap '"$DEV" down' EXIT
	url=$("$DEV" up | tail -n 1) && [ -n "$url" ] || return 1
	BASE=$url STATE=$state CLORP=$BUILD/clorp "$script" || status=$?
	return "$status"
)

e2e_sanitizer_complaint() {
	grep -hE 'ERROR: (Address|Leak)Sanitizer|: runtime error: ' "$1"/log/*.log
}

e2e_show() { grep -A1 '^  FAILED' "$1" >&2 || show_log "$1"; }
