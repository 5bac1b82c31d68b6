# shellcheck shell=bash
# nginx as an ordinary user, with the very files of nginx/ : only paths, the port and
# the limits are replaced.

nginx_write() {
	local conf=$STATE/nginx file

	mkdir -p "$conf/snippets" "$conf/tmp" "$STATE/cache"
	for file in "$ROOT"/nginx/clorp-*.conf; do
		localise "$file" >"$conf/snippets/${file##*/}"
	done
	localise "$ROOT/nginx/clorp.conf" >"$conf/site.conf"
	nginx_main >"$conf/nginx.conf"
}

localise() {
	sed -e "s|unix:/run/clorp/fcgi.sock|unix:$RUN/fcgi.sock|" \
		-e "s|unix:/run/clorp/wallet.sock|unix:$RUN/wallet.sock|" \
		-e "s|/var/cache/nginx/clorp|$STATE/cache|" \
		-e "s|/var/lib/clorp/files|$STATE/files|" -e "$(nginx_files)" \
		-e "s|/usr/share/clorp/www|$BUILD/served|" \
		-e "s|/var/log/nginx/clorp.log|$STATE/log/nginx-access.log|" \
		-e '/listen \[::\]:80/d' -e "s|listen 80 default_server|listen 127.0.0.1:$(setting port 8080)|" \
		-e '/^geo \$clorp_unlimited/,/^}/ s/default 0/default 1/' "$1"
}

# Here nginx and the workers are one account, so files travel once. `spool` is how they go where they are not.
nginx_files() {
	if [ "$(setting files direct)" = spool ]; then
		echo '/fastcgi_param FILES_AT /d'
	else
		echo 's/clorp-upload-spool.conf/clorp-upload-file.conf/'
	fi
}

# nginx started by root runs its workers as nobody, who may not enter /root.
nginx_main() {
	[ "$(id -u)" -ne 0 ] || echo 'user root;'
	cat <<-CONF
		daemon off;
		pid $RUN/nginx.pid;
		error_log $STATE/log/nginx-error.log error;
		worker_processes 2;
		events { worker_connections 1024; }
		http {
			client_body_temp_path $STATE/nginx/tmp/body;
			fastcgi_temp_path $STATE/nginx/tmp/fastcgi;
			proxy_temp_path $STATE/nginx/tmp/proxy;
			scgi_temp_path $STATE/nginx/tmp/scgi;
			uwsgi_temp_path $STATE/nginx/tmp/uwsgi;
			access_log off;
			include $STATE/nginx/site.conf;
		}
	CONF
}

nginx_start() {
	nginx_write
	quietly "$STATE/log/nginx.log" nginx -t -q -c "$STATE/nginx/nginx.conf" \
		-e "$STATE/log/nginx-error.log" || die 'nginx refuses its configuration'
	rm -f "$RUN/nginx.pid"
	part_start nginx nginx -c "$STATE/nginx/nginx.conf" -e "$STATE/log/nginx-error.log"
	wait_until 20 nginx_settled || true
	part_alive nginx || { show_log "$STATE/log/nginx-error.log" 3; return 1; }
}

# It writes its id once it has the port: until then somebody else may be who answers there.
nginx_settled() { ! part_alive nginx || [ -s "$RUN/nginx.pid" ]; }

port_busy() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

next_free_port() {
	local port=$1

	while port_busy "$port"; do
		port=$((port + 1))
	done
	echo "$port"
}
