# shellcheck shell=bash
# What must be installed, by its Debian and Ubuntu name.

PACKAGES=(
	gcc make autoconf automake pkg-config libc6-dev
	libfcgi-dev libmariadb-dev libjson-c-dev libssl-dev libsodium-dev libcurl4-openssl-dev
	libstemmer-dev libunistring-dev libmagic-dev libcmark-gfm-dev libcmark-gfm-extensions-dev check
	mariadb-server-core mariadb-client nginx spawn-fcgi multiwatch
	curl jq python3 python3-html5lib scdoc libxml2-utils openssl ca-certificates
)
# shellcheck disable=SC2034
INSTALL_PACKAGES=(acl logrotate procps)	# what tests of an installation use as a host's tools
# shellcheck disable=SC2034
READER_PACKAGES=(chromium w3m ruby)	# who reads the pages in tests/browser, and the feeds
# shellcheck disable=SC2034
LINT_PACKAGES=(clang clang-format clang-tidy shellcheck pmccabe)

missing() {
	local package

	for package; do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
			echo "$package"
	done
}

# need_packages [MORE...]: root installs what is missing, anybody else is told how.
need_packages() {
	local -a lacking

	command -v dpkg-query >/dev/null || return 0
	mapfile -t lacking < <(missing "${PACKAGES[@]}" "$@")
	[ ${#lacking[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		say 'Some packages are missing. Please run:'
		say "sudo apt-get install --no-install-recommends ${lacking[*]}"
		exit 1
	fi
	say "installing ${lacking[*]}"
	mkdir -p "$STATE/log"
	install_packages "${lacking[@]}" >"$STATE/log/packages.log" 2>&1 ||
		{ show_log "$STATE/log/packages.log"; die 'apt-get failed'; }
}

# Debian starts a server as soon as it is installed. We want the programs, not the
# servers: while this file says 101, none is started.
install_packages() {
	local policy=/usr/sbin/policy-rc.d status=0

	if [ -e "$policy" ]; then
		policy=''
	else
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod +x "$policy"
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get -q update && apt-get -q -y --no-install-recommends install "$@" </dev/null || status=$?
	[ -z "$policy" ] || rm -f "$policy"
	return "$status"
}
