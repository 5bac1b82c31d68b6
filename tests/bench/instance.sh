# shellcheck shell=bash
# Instances of clorp for the bench, each a state of ./dev's own in .dev/bench, and
# the peers beside them. One nginx serves both sides: ./dev's files, and peers/nginx.conf.

instances=()

# choose NAME: the instance that all the rest is about.
choose() {
	STATE=$OUT/$1
	export CLORP_DEV_STATE=$STATE
	if [ -f "$STATE/clorp.conf" ]; then
		RUN=$(dirname "$(conf_value db.socket)")
		ADDRESS=127.0.0.1:$(cat "$STATE/setting/port")
		PEERS=127.0.0.1:$(cat "$STATE/peers.port")
	fi
}

conf_value() { sed -n "s/^$1 = //p" "$STATE/clorp.conf"; }

# raise NAME [SETTING...]: a fresh instance, its nginx replaced by ours; no cron runs.
raise() {
	local name=$1 log
	shift
	choose "$name"
	"$DEV" down >/dev/null 2>&1 || true
	rm -rf "$STATE"
	mkdir -p "$STATE/log"
	printf '%s\n' "$@" >"$STATE/settings"
	instances+=("$name")
	log=$STATE/log/up.log
	"$DEV" up --port "$(free_port 18200)" --workers 4 >"$log" 2>&1 || { show_log "$log"; die "no instance $name"; }
	free_port 18300 >"$STATE/peers.port"
	choose "$name"
	part_stop cron
	replace_nginx
}

free_port() {
	local port=$1

	while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || grep -qsx "$port" "$OUT"/*/peers.port; do
		port=$((port + 1))
	done
	echo "$port"
}

# By ./dev a change of their number restarts them; the cron that it starts too is stopped again.
workers() {
	"$DEV" up --workers "$1" >"$STATE/log/up.log" 2>&1 || { show_log "$STATE/log/up.log"; die "no $1 workers"; }
	part_stop cron
}

fell() {
	choose "$1"
	part_stop php
	part_stop memory
	boss_stop
	"$DEV" down >/dev/null 2>&1 || true
}

fell_all() {
	local name

	for name in "${instances[@]}"; do
		fell "$name"
	done
}

db() { "$DEV" sql --batch --skip-column-names; }

# data FILE 'NAME = VALUE, ...'...: the files of data/ share their variables.
data() {
	local file text=''

	while [ $# -gt 0 ]; do
		text+="SET $2;"$'\n'
		file=$HERE/data/$1.sql
		text+=$(cat "$file")$'\n'
		shift 2
	done
	db <<<"$text" >/dev/null || die "data could not be prepared"
}

# ------------------------------------------------------------ nginx

replace_nginx() {
	part_stop nginx
	mkdir -p "$STATE/static" "$STATE/dav/tmp"
	sed 's/^fastcgi_pass .*//' "$STATE/nginx/snippets/clorp-fastcgi.conf" >"$STATE/nginx/snippets/peer-fastcgi.conf"
	fill "$HERE/peers/nginx.conf" >"$STATE/nginx/bench.conf"
	part_start nginx nginx -c "$STATE/nginx/bench.conf" -e "$STATE/log/nginx-error.log"
	wait_until 10 answers "$ADDRESS/healthz" || { show_log "$STATE/log/nginx-error.log"; die 'nginx does not answer'; }
}

answers() { [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "http://$1")" = 200 ]; }

fill() {
	local user=''

	[ "$(id -u)" -ne 0 ] || user='user root;'
	sed -e "s|@STATE@|$STATE|g; s|@RUN@|$RUN|g; s|@PEERS@|$PEERS|g; s|@HERE@|$HERE|g; s|@USER@|$user|g" \
		-e "s|@OWNER@|$(id -un)|g; s|@PASSWORD@|$(conf_value db.password)|g; s|@COUNT@|${2:-4}|g" "$1"
}

# ------------------------------------------------------------ peers

# php_start COUNT: as many processes as we have workers. False if there is no PHP.
php_start() {
	local fpm

	fpm=$(compgen -c php-fpm | sort -V | tail -n 1)
	[ -n "$fpm" ] && has_php_modules "$fpm" || return 1
	(umask 077 && fill "$HERE/peers/php-fpm.conf" "$1" >"$STATE/php-fpm.conf")
	part_stop php
	# shellcheck disable=SC2046
	part_start php "$(command -v "$fpm")" $([ "$(id -u)" -ne 0 ] || echo -R) --nodaemonize --fpm-config "$STATE/php-fpm.conf"
	wait_until 10 answers "$PEERS/php/feed?limit=1" || { show_log "$STATE/log/php.log"; return 1; }
}

has_php_modules() { [ "$("$1" -m 2>/dev/null | grep -cix -e mysqli -e 'Zend OPcache')" -ge 2 ]; }

# memory_start COUNT FILE: libfcgi that answers the file's bytes.
memory_start() {
	part_stop memory
	rm -f "$RUN/memory.sock"
	part_start memory spawn-fcgi -n -s "$RUN/memory.sock" -M 0600 -b 1024 -- \
		"$(command -v multiwatch)" -f "$1" -- "$BIN/memory" "$2"
	wait_until 10 answers "$PEERS/memory"
}
