# shellcheck shell=bash
# The workers on their socket, and clorp-cron; multiwatch puts a new one in a dead one's place.
# Lines of your own for clorp.conf go into .dev/settings.

# In one step: a program that starts at this moment reads the old one or the new one, never half of it.
write_config() {
	(
		umask 077
		echo '# Written by ./dev at every start.' >"$CONFIG.new"
		{ instance_config; stripe_config; } | unless_set >>"$CONFIG.new"
		cat "$STATE/settings" 2>/dev/null >>"$CONFIG.new" || true
		mv "$CONFIG.new" "$CONFIG"
	)
}

instance_config() {
	cat <<-CONF
		db.socket = $RUN/db.sock
		db.name = $DATABASE
		db.user = clorp
		db.password = $(secret clorp)
		cron.secret = $(secret cron)
		sql_dir = $ROOT/sql
		files.dir = $STATE/files
		workers.socket = $RUN/fcgi.sock
		wallet.socket = $RUN/wallet.sock
		nginx.user = $(id -un)
		signup = open
	CONF
}

# A name may stand once: what the settings of your own say, we do not.
unless_set() {
	local line

	while read -r line; do
		grep -qs "^ *${line%% *} *=" "$STATE/settings" || echo "$line"
	done
}

# By default multiwatch gives up on a program that died three times within ten seconds,
# and ends its programs with SIGUSR1.
forever=(-r 1000000000 -t 1000 -s TERM)

workers_start() {
	rm -f "$RUN/fcgi.sock"
	CLORP_CONFIG=$CONFIG part_start workers spawn-fcgi -n -s "$RUN/fcgi.sock" -M 0600 -b 1024 -- \
		"$(command -v multiwatch)" -f "$(setting workers 4)" "${forever[@]}" -- "$BUILD/clorp-fcgi"
}

# Those that may wait for Stripe, an issuer or a model: as many as src/api/lane.h counts on.
wallet_start() {
	rm -f "$RUN/wallet.sock"
	CLORP_CONFIG=$CONFIG part_start wallet spawn-fcgi -n -s "$RUN/wallet.sock" -M 0600 -b 256 -- \
		"$(command -v multiwatch)" -f "$(sed -n 's/^enum { LANE_WORKERS = \([0-9]*\) };$/\1/p' "$ROOT/src/api/lane.h")" "${forever[@]}" -- "$BUILD/clorp-fcgi"
}

cron_start() {
	CLORP_CONFIG=$CONFIG part_start cron multiwatch -f 1 "${forever[@]}" -- "$BUILD/clorp-cron" --watch
}
