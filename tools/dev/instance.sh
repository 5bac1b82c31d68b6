# shellcheck shell=bash
# All parts together: up, down, restart, pids.

# setting NAME DEFAULT and keep NAME VALUE: what an `up` was told, for later restarts.
setting() { cat "$STATE/setting/$1" 2>/dev/null || echo "$2"; }

keep() {
	mkdir -p "$STATE/setting"
	echo "$2" >"$STATE/setting/$1"
}

base_url() { echo "http://127.0.0.1:$(setting port 8080)"; }

make_places() {
	mkdir -p "$STATE/log" "$STATE/pid" "$STATE/files"
	mkdir -m 0700 "$RUN" 2>/dev/null || true
	# /tmp is everybody's: the directory must be one, ours, and closed to others.
	if [ -L "$RUN" ] || ! [ -d "$RUN" ] || ! [ -O "$RUN" ]; then
		die "$RUN is not ours; please remove it"
	fi
	chmod 0700 "$RUN"
}

# One up, down or restart at a time.
with_lock() {
	make_places
	exec 9>"$STATE/lock"
	flock 9
	"$@"
	exec 9>&-
}

instance_up() {
	local port='' workers=''

	while [ $# -gt 0 ]; do
		case $1 in
		--port)      port=${2:?} ; shift ;;
		--port=*)    port=${1#*=} ;;
		--workers)   workers=${2:?} ; shift ;;
		--workers=*) workers=${1#*=} ;;
		*)           usage >&2; exit 2 ;;
		esac
		shift
	done
	with_lock start_all "$port" "$workers"
	say "clorp runs: open $(base_url) in a browser, or try: curl -s $(base_url)/api/board (README goes on with api=$(base_url)/api)"
	base_url
}

start_all() {
	stripe_up
	write_config
	db_up
	db_prepare
	nginx_up "${1:-}"
	write_config	# the port is known now, and with it public_url, which the workers read
	workers_up "${2:-}"
	part_alive cron || cron_start
	part_alive wallet || wallet_start
	stripe_connect
	wait_until 30 settled || true
	all_alive
	if ! ready; then
		show_logs
		die "$(base_url)/readyz does not answer 200"
	fi
}

# What should run now, as a list.
started_parts() {
	printf '%s\n' db workers wallet cron nginx
	has_stripe_key || echo stripe
}

all_alive() {
	local part

	for part in $(started_parts); do
		part_alive "$part" || part_died "$part" "$part did not start"
	done
}

# Ready, or one of them has died: then there is nothing to wait for.
settled() {
	local part

	! ready || return 0
	for part in $(started_parts); do
		part_alive "$part" || return 0
	done
	return 1
}

ready() { [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "$(base_url)/readyz")" = 200 ]; }

show_logs() {
	local part

	for part in "${PARTS[@]}" nginx-error; do
		show_log "$STATE/log/$part.log"
	done
}

db_up() {
	part_alive db || db_start
}

# A new build, or another number of them, needs new workers (and a new cron).
workers_up() {
	local stamp

	[ -z "$1" ] || keep workers "$1"
	stamp="$(setting workers 4) $(stat -L -c '%i %Y' "$BUILD/clorp-fcgi" "$BUILD/clorp-cron" | tr '\n' ' ')"
	if part_alive workers && [ "$stamp" = "$(setting stamp '')" ]; then
		return
	fi
	part_stop workers
	part_stop wallet
	part_stop cron
	workers_start
	keep stamp "$stamp"
}

nginx_up() {
	local wanted=$1 first=${CLORP_DEV_PORT:-8080} port

	if part_alive nginx && { [ -z "$wanted" ] || [ "$wanted" = "$(setting port 8080)" ]; }; then
		return
	fi
	part_stop nginx
	port=${wanted:-$(next_free_port "$first")}
	until keep port "$port" && nginx_start; do
		if [ -n "$wanted" ] || ! port_busy "$port"; then
			die "nginx did not start on port $port"
		fi
		port=$(next_free_port "$((port + 1))")
	done
	if [ -z "$wanted" ] && [ "$port" != "$first" ]; then
		say "port $first is busy, so this is $port"
	fi
}

instance_down() { with_lock stop_all; }

stop_all() {
	part_stop nginx
	part_stop stripe
	part_stop cron
	part_stop wallet
	part_stop workers
	part_stop db
	rm -rf "$RUN" /dev/shm/clorp-*-"$(printf %s "$RUN/db.sock $DATABASE" | sha256sum | cut -c1-16)"	# what workers share
}

instance_restart() {
	case ${1:-} in
	db | workers | wallet | cron | nginx | stripe) with_lock restart_part "$1" ;;
	*) usage >&2; exit 2 ;;
	esac
}

restart_part() {
	part_stop "$1"
	write_config
	"$1_start"
}

# The workers and the cron themselves, not the multiwatch above them.
instance_pids() {
	case ${1:-} in
	worker) members workers | grep -vx "$(leader workers)" ;;
	cron)   members cron | grep -vx "$(leader cron)" ;;
	wallet) members wallet | grep -vx "$(leader wallet)" ;;
	db)     members db ;;
	nginx)  members nginx ;;
	*)      usage >&2; exit 2 ;;
	esac
}
