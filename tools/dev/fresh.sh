# shellcheck shell=bash
# README's commands where nothing is installed: a bare Debian in a directory, entered by chroot.
# Needs root and debootstrap. What was downloaded once is kept in .dev/fresh/RELEASE.

fresh_roots=() fresh_mounts=()

# fresh [--quick] [RELEASE]: --quick leaves out what takes long, `fresh_quick` says what stays.
fresh() {
	local release=bookworm quick=''

	while [ $# -gt 0 ]; do
		case $1 in
		--quick)           quick=1 ;;
		bookworm | trixie) release=$1 ;;
		*)                 usage >&2; exit 2 ;;
		esac
		shift
	done
	[ "$(id -u)" -eq 0 ] || die 'fresh: only root may make and enter a root file system'
	fresh_may_mount || { say 'fresh: this host lets nobody mount'; exit 77; }
	need_packages debootstrap git
	fresh_in "$release" "$quick"
}

# In a container root may be less than root.
fresh_may_mount() {
	local dir status=0

	dir=$(mktemp -d)
	mount --bind "$dir" "$dir" 2>/dev/null && umount "$dir" || status=1
	rmdir "$dir"
	return "$status"
}

# shellcheck disable=SC2153 # ROOT is dev's
fresh_in() {
	local release=$1 quick=$2 root store=$ROOT/.dev/fresh/$1 status=0 began=$SECONDS

	mkdir -p "$store/base" "$store/archives" "$ROOT/.dev/log"
	root=$(mktemp -d "${TMPDIR:-/tmp}/clorp-fresh-$release.XXXXXX")
	chmod 0755 "$root"	# it is a /, open to all
	fresh_roots+=("$root")
	trap fresh_leave EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	fresh_base "$release" "$root" "$store"
	fresh_mount "$root" "$store"
	fresh_clone "$root"
	say "a bare $release stands after $((SECONDS - began)) s"
	if [ -n "$quick" ]; then
		fresh_quick "$root" "$release" || status=$?
	else
		fresh_whole "$root" || status=$?
	fi
	say "fresh $release: $((SECONDS - began)) s, $([ "$status" -eq 0 ] && echo well || echo failed)"
	return "$status"
}

# README's two commands as they stand there.
fresh_whole() {
	local command

	while read -r command; do
		fresh_run "$1" "$command" || return 1
	done < <(sed -n '/^## Run it/,/^##/ s/^    \(\.\/dev [a-z]*\) .*/\1/p' "$ROOT/README.md")
}

# The demo; and of the tests those that a system makes a difference to, where it is another than this host's, which has run all.
fresh_quick() {
	local root=$1 command
	local -a commands=('./dev demo' './dev down' './dev test system')

	[ "$2" != "$(own_release)" ] || commands[2]='./dev test install root'
	for command in "${commands[@]}"; do
		fresh_run "$root" "$command" || return 1
	done
}

own_release() { (. /etc/os-release && echo "$VERSION_CODENAME"); }

# fresh_run ROOT COMMAND: with the environment of a login, and nothing of ours.
fresh_run() {
	local began=$SECONDS status=0

	say "--- $2"
	chroot "$1" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DISPOSABLE_SYSTEM=1 \
		/bin/bash -c "cd /root/clorp && $2" </dev/null || status=$?
	say "--- $2: $((SECONDS - began)) s"
	return "$status"
}

# The sources of this host's apt, with the other release's name.
fresh_base() {
	local release=$1 root=$2 store=$3 own suite

	own=$(own_release)
	say "making a bare $release"
	quietly "$ROOT/.dev/log/fresh-$release.log" debootstrap --variant=minbase --cache-dir="$store/base" \
		"$release" "$root" "$(fresh_mirror "$own")" || die 'debootstrap failed'
	for suite in '' -updates -security; do
		echo "deb $(fresh_mirror "$own$suite") $release$suite main"
	done >"$root/etc/apt/sources.list"
}

# fresh_mirror SUITE: where apt has it from.
fresh_mirror() {
	# shellcheck disable=SC2016 # apt's own variables
	apt-get indextargets --format '$(RELEASE) $(SITE)' 'Created-By: Packages' 'Component: main' 'Origin: Debian' |
		awk -v suite="$1" '$1 == suite { print $2; found = 1; exit } END { exit !found }' ||
		die "apt has no source for Debian's $1: fresh wants a Debian as its host"
}

fresh_mount() {
	local root=$1 store=$2 place

	for place in proc dev sys; do
		fresh_bind "/$place" "$root/$place"
	done
	fresh_bind "$store/archives" "$root/var/cache/apt/archives"
	mkdir -p "$store/archives/partial"
	cp /etc/resolv.conf "$root/etc/resolv.conf"
}

fresh_bind() {
	mkdir -p "$2"
	mount --rbind --make-rslave "$1" "$2" || die "cannot mount $1 on $2"
	fresh_mounts+=("$2")
}

# What is committed, as anybody would get it; and what is changed here on top.
fresh_clone() {
	git clone -q --no-hardlinks "file://$ROOT" "$1/root/clorp"
	(cd "$ROOT" && git diff --binary HEAD) | (cd "$1/root/clorp" && git apply --allow-empty)
}

# Whatever happens: nothing of it runs on, nothing stays mounted, and only then is it removed.
fresh_leave() {
	local n root

	for root in "${fresh_roots[@]}"; do
		fresh_end "$root"
	done
	for ((n = ${#fresh_mounts[@]} - 1; n >= 0; n--)); do
		umount -R "${fresh_mounts[n]}" 2>/dev/null || umount -R -l "${fresh_mounts[n]}" || true
	done
	for root in "${fresh_roots[@]}"; do
		if grep -q " $root/" /proc/self/mountinfo; then
			say "$root is left: something is mounted there still"
		else
			rm -rf --one-file-system "$root"
		fi
	done
}

# Processes whose root directory is that one.
fresh_end() {
	local process name

	for name in TERM KILL; do
		for process in /proc/[0-9]*; do
			[ "$(readlink "$process/root" 2>/dev/null)" != "$1" ] || kill -"$name" "${process##*/}" 2>/dev/null || true
		done
		sleep 1
	done
}
