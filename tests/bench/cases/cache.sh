# shellcheck shell=bash
# Board and feed through nginx's cache, beside files of the same bytes from the same nginx.

case_cache() {
	local list

	for list in board feed; do
		curl -s "http://$ADDRESS/api/$list?limit=20" >"$STATE/static/$list"
		cached_path="/api/$list?limit=20" static_path="/static/$list"
		rounds "cache.$list" cache_ours cache_static || die 'the cache could not be measured'
		compare "cache.$list" 1 2 '>= 0.85' "$list from the cache : a static file" static requests/s
	done
}

cache_ours() { rate_of "$ADDRESS" "$cached_path"; }
cache_static() { rate_of "$PEERS" "$static_path"; }
