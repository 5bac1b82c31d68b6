# shellcheck shell=bash
# For the scripts beside it: what the documents say, done as they say it.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

ROOT=$(dirname "$DEV")
BUILD=${CLORP_DEV_BUILD:-$ROOT/.dev/build}

# blocks PAGE HEADING LANGUAGE: the code that stands below that heading, until the next of its rank or above.
blocks() {
	awk -v heading="$2" -v language="$3" '
		function rank(line) { match(line, /^#+/); return RLENGTH }
		/^```/ { if (on && $0 == "```" language) inside = 1; else { if (inside) print ""; inside = 0 }
			fence = !fence; next }
		!fence && /^#+ / { if ($0 == heading) { on = 1; most = rank($0) } else if (on && rank($0) <= most) on = 0 }
		on && inside' "$1"
}

# paste SCRIPT: as somebody would, in an interactive shell; it ends at the first failure.
paste() { bash -e -o pipefail -c "$1" >>"$work/pasted.log" 2>&1 || { tail -n 20 "$work/pasted.log"; return 1; }; }

root_sql() { "$DEV" sql "$@"; }

# The tarball, made and unpacked: what somebody downloads.
tarball() {
	make -C "$BUILD" dist >"$work/dist.log" 2>&1 || { tail -n 20 "$work/dist.log"; return 1; }
	tar -xzf "$BUILD"/clorp-*.tar.gz -C "$1" --strip-components=1
}

# run_nginx DIRECTORY PORT: with the http{} lines of standard input; its workers are nobody's relatives.
run_nginx() {
	local dir=$1 user=''

	[ "$(id -u)" -ne 0 ] || user='user www-data;'
	mkdir -p "$dir/tmp"
	cat >"$dir/nginx.conf" <<-CONF
		$user
		daemon off;
		pid $dir/pid;
		error_log $dir/error.log error;
		worker_processes 1;
		events { worker_connections 256; }
		http {
			client_body_temp_path $dir/tmp/body; fastcgi_temp_path $dir/tmp/fastcgi; proxy_temp_path $dir/tmp/proxy;
			scgi_temp_path $dir/tmp/scgi; uwsgi_temp_path $dir/tmp/uwsgi;
			$(cat)
		}
	CONF
	background nginx -c "$dir/nginx.conf" -e "$dir/error.log"
}

# What this script left running ends with it.
started=()

background() {
	setsid "$@" >>"$work/background.log" 2>&1 </dev/null &
	started+=($!)
}

end_started() {
	local pid

	for pid in "${started[@]}"; do
		kill -TERM -- "-$pid" 2>/dev/null || true
	done
	wait 2>/dev/null
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
