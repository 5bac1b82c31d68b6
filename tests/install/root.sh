#!/usr/bin/env bash
# docs/install.md as root: "A server of your own", line for line. It changes the system that it runs on, so it
# wants one to be thrown away (`./dev fresh` makes such); there is no systemd in it, and `systemctl` is played.

# shellcheck source=tests/install/lib.sh
. "$(dirname "$0")/lib.sh"

if [ "$(id -u)" -ne 0 ] || [ -z "${DISPOSABLE_SYSTEM:-}" ]; then
	skip 'it changes the system that it runs on: see ./dev fresh'
fi

PAGE=$work/install.md
sed '/^## A host without root/,$d' "$ROOT/docs/install.md" >"$PAGE"
src=/root/src
port=$(free_port)
export PATH=$work/bin:$PATH

leave() {
	systemctl stop all
	end_started
	finish
}
trap leave EXIT

# ------------------------------------------------------------ what a booted system would do

# The units' own lines, without the unit. Whatever is named, both sockets' workers and cron stop or start.
play_systemctl() {
	mkdir -p "$work/bin"
	cat >"$work/bin/systemctl" <<-'PLAY'
		#!/usr/bin/env bash
		units=/usr/lib/systemd/system run=/run/clorp

		stop() {
			local file

			for file in "$run"/played/*; do
				[ ! -e "$file" ] || kill -TERM -- "-$(cat "$file")" 2>/dev/null
				rm -f "$file"
			done
		}
		played() { mkdir -p "$run/played"; setsid "${@:2}" >>"$run/log" 2>&1 </dev/null & echo $! >"$run/played/$1"; }
		workers() {
			local socket

			socket=$(sed -n 's/^ListenStream=//p' "$units/$1.socket")
			rm -f "$socket"
			played "$1" spawn-fcgi -n -s "$socket" -M 0660 -U www-data -G www-data -u clorp -g clorp -- \
				/usr/bin/multiwatch -f 4 -s TERM -- "$(sed -n 's/^ExecStart=//p' "$units/$1@.service")"
		}
		start() {
			mkdir -p "$run"
			workers clorp-fcgi
			workers clorp-wallet
			# shellcheck disable=SC2046 # a command and its options
			played cron setpriv --reuid=clorp --regid=clorp --clear-groups $(sed -n 's/^ExecStart=//p' "$units/clorp-cron.service")
		}

		case "$1 ${*: -1}" in
		'reload nginx') [ -s /run/nginx.pid ] && kill -HUP "$(cat /run/nginx.pid)" || nginx ;;
		daemon-reload*) ;;
		stop*) stop ;;
		*) stop; start ;;
		esac
		true
	PLAY
	chmod +x "$work/bin/systemctl"
}

# Packages start nothing here, and nobody is there to say yes. MariaDB is started as its unit would.
quiet_packages() {
	printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
	chmod +x /usr/sbin/policy-rc.d
	echo 'APT::Get::Assume-Yes "true";' >/etc/apt/apt.conf.d/99-yes
}
start_mariadb() {
	install -d -o mysql -g mysql /run/mysqld
	background mariadbd --user=mysql
	within 30 mariadb -e 'SELECT 1' >"$work/mariadb.log" 2>&1
}

# ------------------------------------------------------------ as the page says

# section HEADING: its commands; port 80 may be somebody's.
section() {
	blocks "$PAGE" "$1" sh | sed -e "s|^nginx -t|sed -i 's/listen \\\\(.*\\\\)80/listen \\\\1$port/' /etc/nginx/sites-available/clorp.conf; nginx -t|" \
		-e "s|http://localhost/|http://localhost:$port/|; s|https://your.site$|http://localhost:$port|; s|USER-ID|\$(clorp-admin user list --name alice \| jq -r .id)|"
}
follow() { paste "cd $src; $(section "$1")"; }
both_passwords() { paste "cd $src; old=$(sed -n 's/^db.password = //p' /etc/clorp.conf) new=sesame; $(section '### 7. Another password for the database')"; }

play_systemctl
quiet_packages
export DEBIAN_FRONTEND=noninteractive
mkdir -p "$src"
expect 'a tarball is made' tarball "$src"
expect '1: packages and programs are installed' follow '### 1. Packages, programs, an account to run as'
expect 'MariaDB runs' start_mariadb
expect '2: the database is made' follow '### 2. The database'
expect '3: the processes run' follow '### 3. The processes'
install -d /etc/nginx/sites-available /etc/nginx/sites-enabled
expect '4: nginx serves it' follow '### 4. nginx'
BASE=http://127.0.0.1:$port
ready() { get /readyz && is 200; }
expect 'it is ready' within 20 ready
it_is_well() { clorp-admin doctor >"$work/doctor" 2>&1; }
expect 'doctor finds nothing wrong' within 20 it_is_well
[ "$failed" -eq 0 ] || cat "$work/doctor" /run/clorp/log
expect '5: and the page asks the same' follow '### 5. Is it well?'
expect '6: an update is made' follow '### 6. After an update'
expect 'and it is back' within 20 ready

expect '7: another password is set' both_passwords
expect 'and it is ready with it' within 20 ready
refused_the_old() { ! mariadb --no-defaults --protocol=socket --user=clorp --password="$(sed -n 's/^db.password = //p' "$1")" -e 'SELECT 1' clorp 2>"$work/refusal" >&2; }
sed 's/^db.password = .*/db.password = another/' /etc/clorp.conf >"$work/other.conf"
expect 'no other password opens' refused_the_old "$work/other.conf"
expect 'the books balance' clorp-admin audit
