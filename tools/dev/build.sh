# shellcheck shell=bash
# Out of tree, in .dev/build; with sanitizers in .dev/asan.

# quietly LOG COMMAND...: what it says is shown only if it fails.
quietly() {
	local log=$1
	shift
	"$@" </dev/null >>"$log" 2>&1 || { show_log "$log" 40; return 1; }
}

# build [CONFIGURE-OPTION...]. A build directory that was given to us is taken as it is.
build() {
	local log=$ROOT/.dev/log/build.log

	[ -z "${CLORP_DEV_BUILD:-}" ] || return 0
	mkdir -p "$ROOT/.dev/log"
	(
		exec 8>"$ROOT/.dev/build.lock"
		flock 8
		: >"$log"
		generate "$log" && configure "$log" "$@" && compile "$log" 8>&-
	) || die 'the build failed'
}

generate() {
	local input

	for input in configure.ac Makefile.am; do
		if [ "$ROOT/$input" -nt "$ROOT/configure" ]; then
			quietly "$1" autoreconf -i "$ROOT"
			return
		fi
	done
}

configure() {
	local log=$1
	shift
	if [ -f "$BUILD/Makefile" ] && ! [ "$ROOT/configure" -nt "$BUILD/config.status" ]; then
		return
	fi
	say "configuring $BUILD"
	mkdir -p "$BUILD"
	(cd "$BUILD" && quietly "$log" "$ROOT/configure" --prefix="$ROOT/.dev/root" "$@")
}

compile() {
	say 'building'
	quietly "$1" make -C "$BUILD" -j"$(nproc)" all || { grep -A4 'error:' "$1" >&2 || true; return 1; }
}
