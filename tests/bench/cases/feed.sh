# shellcheck shell=bash
# The feed without a cache, beside the same query in PHP-FPM and beside the same bytes from memory.

case_feed() {
	local -a sides=(feed_ours feed_memory)

	curl -s "http://$PEERS/api/feed?limit=20" >"$STATE/static/feed"
	memory_start 4 "$STATE/static/feed" || die 'the memory peer does not answer'
	if php_start 4; then
		feed_same || die 'PHP answers something else'
		sides+=(feed_php)
	fi
	rounds feed "${sides[@]}" || die 'the feed could not be measured'
	if [ ${#sides[@]} -eq 3 ]; then
		compare feed 1 3 '>= 2' 'feed of 20 rows, uncached : PHP-FPM' php requests/s
	else
		skipped feed 'php-fpm with mysqli and opcache is not to be had'
	fi
	compare feed 1 2 - 'feed of 20 rows, uncached : the bytes from memory' libfcgi requests/s
	part_stop memory
}

feed_same() {
	diff <(curl -s "http://$PEERS/api/feed?limit=20" | jq -S .) <(curl -s "http://$PEERS/php/feed?limit=20" | jq -S .) >&2
}

feed_ours() { rate_of "$PEERS" '/api/feed?limit=20'; }
feed_php() { rate_of "$PEERS" '/php/feed?limit=20'; }
feed_memory() { rate_of "$PEERS" '/memory'; }
