# shellcheck shell=bash
# The pages for people: what it costs to write HTML, and how soon there is something to see.

case_pages() {
	rounds pages board_page board_json || die 'the board could not be measured'
	compare pages 1 2 '>= 0.8' 'board of 20 rows, uncached: as a page : as JSON' JSON requests/s
	pages_paint
}

board_page() { rate_of "$PEERS" '/board?limit=20'; }
board_json() { rate_of "$PEERS" '/api/board?limit=20'; }

# A browser is only one more look: without it the rest is measured all the same.
pages_paint() {
	local browser=$ROOT/tests/browser node=$OUT/node-browser paint

	if ! command -v chromium >/dev/null || ! command -v npm >/dev/null; then
		skipped pages 'chromium, node and npm are not to be had'
		return
	fi
	mkdir -p "$node"
	cp "$browser/package.json" "$browser/package-lock.json" "$node/"
	npm ci --prefer-offline --prefix "$node" --no-audit --no-fund >"$STATE/log/npm.log" 2>&1 || { show_log "$STATE/log/npm.log"; return 1; }
	paint=$(BROWSER_NODE=$node CHROMIUM=$(command -v chromium) node "$HERE/paint.mjs" "http://$ADDRESS/") || die 'no paint was measured'
	fact pages "$paint" '<= 100' 'first contentful paint of /, on loopback' ms
}
