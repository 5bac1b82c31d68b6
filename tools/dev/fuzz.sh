# shellcheck shell=bash
# libFuzzer with ASan and UBSan, in a build of clang's own: what strangers send, to what reads it first.

FUZZ_PACKAGES=(clang libclang-rt-dev)
FUZZ=$ROOT/.dev/fuzz
FUZZ_FLAGS=(-g -O1 -w '-fsanitize=address,undefined' -fno-sanitize-recover=undefined)

# fuzz [SECONDS]: 60 if not told otherwise, of both programs at once. What breaks them is left in .dev/fuzz/found.
fuzz() {
	local seconds=${1:-60} status=0

	fuzz_build
	fuzz_run bytes "$seconds" 4096 "$FUZZ/bytes" &
	fuzz_run requests "$seconds" 4096 "$ROOT/tests/support/with-mariadb" "$FUZZ/requests" || status=1
	wait $! || status=1
	[ "$status" -eq 0 ] || die 'the fuzzer has found something, or was not built'
}

# fuzz_grow [SECONDS]: the same, and what it has learnt, made small, goes into the tree.
fuzz_grow() {
	local name

	fuzz "$@"
	for name in bytes requests; do
		fuzz_merge "$name"
	done
}

# What a program of the API is linked with, as Makefile.am has it.
fuzz_libraries() {
	printf '%s\n' 'include Makefile' 'show: ; @printf "%s\n" $(filter %.a,$(API))' | make -s --no-print-directory -f - show | sort -u
}

# fuzz_program NAME SOURCE...
fuzz_program() {
	local name=$1 log=$ROOT/.dev/log/fuzz.log
	local -a libraries
	shift

	mapfile -t libraries < <(fuzz_libraries)
	# shellcheck disable=SC2046 # pkg-config's answer is words
	quietly "$log" clang "${FUZZ_FLAGS[@]}" -fsanitize=fuzzer -std=gnu17 -D_GNU_SOURCE -I"$ROOT/src" "$@" -o "$name" \
		-Wl,--start-group "${libraries[@]}" -Wl,--end-group \
		$(pkg-config --libs libmariadb json-c libcrypto libsodium libcurl libmagic libcmark-gfm) -lcmark-gfm-extensions -lunistring -lstemmer
}

fuzz_build() {
	local log=$ROOT/.dev/log/fuzz.log
	local -a libraries

	need_packages "${FUZZ_PACKAGES[@]}"
	build
	mkdir -p "$FUZZ"/{corpus,routes,found} "$FUZZ"/corpus/{bytes,requests} "$ROOT/.dev/log"
	: >"$log"
	generate "$log"
	(
		cd "$FUZZ" || exit
		[ -f Makefile ] || quietly "$log" "$ROOT/configure" -q CC=clang CFLAGS="${FUZZ_FLAGS[*]} -fsanitize=fuzzer-no-link"
		mapfile -t libraries < <(fuzz_libraries)
		quietly "$log" make -j"$(nproc)" "${libraries[@]}"
		fuzz_program bytes "$ROOT/tests/fuzz/fuzz.c"
		fuzz_program requests "$ROOT/tests/fuzz/requests.c" "$ROOT/src/fcgi/params.c"
		fuzz_routes
	) || die 'the fuzzers were not built'
}

# A request of each route, made of its row, to begin with.
fuzz_routes() {
	"$BUILD/describe" requests | sed -E '/^QUERY_STRING=/s/"//g
		s,(agents)/\{id\},\1/@AGENT,; s,\{id\}/(accept|reject),@HELD/\1,; s,\{id\}/(pay|cancel|submissions),@MINE/\1,; s,\{id\},@DROP,' |
		awk -v RS='\f' 'length > 1 { name = sprintf("routes/%03d", NR); printf "%s", $0 >name; close(name) }'
}

# fuzz_run NAME SECONDS LONGEST PROGRAM...
fuzz_run() {
	local name=$1 seconds=$2 longest=$3
	local -a seeds=("$ROOT/tests/fuzz/corpus/$name")
	shift 3

	[ "$name" = bytes ] || seeds+=("$FUZZ/routes")
	"$@" -max_total_time="$seconds" -max_len="$longest" -timeout=20 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix="$FUZZ/found/$name-" "$FUZZ/corpus/$name" "${seeds[@]}"
}

# fuzz_merge NAME: of all that was learnt what is needed to come to the same places, no input above a kilobyte.
fuzz_merge() {
	local name=$1 into=$FUZZ/merged/$1
	local -a run=("$FUZZ/$1")

	[ "$name" = bytes ] || run=("$ROOT/tests/support/with-mariadb" "${run[@]}")
	rm -rf "$into"
	mkdir -p "$into"
	"${run[@]}" -merge=1 -max_len=1024 -verbosity=0 "$into" "$ROOT/tests/fuzz/corpus/$name" "$FUZZ/corpus/$name"
	find "$ROOT/tests/fuzz/corpus/$name" -type f -delete
	cp "$into"/* "$ROOT/tests/fuzz/corpus/$name/"
	du -sb "$ROOT/tests/fuzz/corpus/$name"
}
