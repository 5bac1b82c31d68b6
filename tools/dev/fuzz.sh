# shellcheck shell=bash
# libFuzzer with ASan and UBSan, in a build of clang's own: what strangers send, to what reads it first.

FUZZ_PACKAGES=(clang libclang-rt-dev)
FUZZ_LIBRARIES=(api page html issuer audit clock hire drop market people money queue files language judge stripe web json db base)

# fuzz [SECONDS]: 60 if not told otherwise. What breaks it is left in .dev/fuzz/found.
fuzz() {
	local seconds=${1:-60} build=$ROOT/.dev/fuzz log=$ROOT/.dev/log/fuzz.log library
	local -a libraries=() flags=(-g -O1 -w '-fsanitize=address,undefined' -fno-sanitize-recover=undefined)

	need_packages "${FUZZ_PACKAGES[@]}"
	mkdir -p "$build/corpus" "$build/found" "$ROOT/.dev/log"
	: >"$log"
	generate "$log"
	for library in "${FUZZ_LIBRARIES[@]}"; do
		libraries+=("lib$library.a")
	done
	(
		cd "$build"
		[ -f Makefile ] || quietly "$log" "$ROOT/configure" -q CC=clang CFLAGS="${flags[*]} -fsanitize=fuzzer-no-link"
		quietly "$log" make -j"$(nproc)" "${libraries[@]}"
		# shellcheck disable=SC2046 # pkg-config's answer is words
		quietly "$log" clang "${flags[@]}" -fsanitize=fuzzer -std=gnu17 -D_GNU_SOURCE -I"$ROOT/src" "$ROOT/tests/fuzz/fuzz.c" -o fuzz \
			-Wl,--start-group "${libraries[@]}" -Wl,--end-group \
			$(pkg-config --libs libmariadb json-c libcrypto libsodium libcurl libmagic libcmark-gfm) -lcmark-gfm-extensions -lunistring -lstemmer
		./fuzz -max_total_time="$seconds" -max_len=4096 -print_final_stats=1 -verbosity=0 -artifact_prefix=found/ corpus "$ROOT/tests/fuzz/corpus"
	) || die 'the fuzzer has found something, or was not built'
}
