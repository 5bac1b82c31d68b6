# shellcheck shell=bash
# sim [--seconds N | --steps N] [--seed N]: tests/sim for as long as told.

sim() {
	local build=${CLORP_DEV_BUILD:-$ROOT/.dev/build} seconds=600 steps='' seed

	seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
	while [ $# -gt 0 ]; do
		case $1 in
		--seconds) seconds=${2:-} ;;
		--steps) steps=${2:-} seconds='' ;;
		--seed) seed=${2:-} ;;
		*) usage ;;
		esac
		[[ ${2:-} =~ ^[0-9]+$ ]] || usage
		shift 2
	done
	mkdir -p "$BIN" "$ROOT/.dev/log"
	quietly "$ROOT/.dev/log/check.log" make -C "$build" tests/sim/test_sim || die 'the simulator did not compile'
	cp "$build/tests/sim/test_sim" "$BIN/sim"	# a build meanwhile changes nothing
	say "the simulator runs for ${seconds:+$seconds s}${steps:+$steps steps} from seed $seed"
	CK_FORK=no CLORP_SIM_SECONDS=$seconds CLORP_SIM_STEPS=$steps CLORP_SIM_SEED=$seed exec "$ROOT/tests/support/with-mariadb" "$BIN/sim"
}
