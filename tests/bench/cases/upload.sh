# shellcheck shell=bash
# Files taken in, by both of nginx's ways, beside what the same nginx takes by PUT (its WebDAV module), which asks
# nobody, hashes nothing, waits for no disk and writes no row. And a worker's memory under a hundred at once.

case_upload() {
	upload_key=$(for _ in 1 2 3 4 5 6 7 8; do "$DEV" admin user add uploader | jq -r .key; done | paste -sd,)
	upload_sizes direct 'written by nginx'
	upload_memory direct
	echo spool >"$STATE/setting/files"
	"$DEV" restart nginx
	replace_nginx
	upload_sizes spool 'through a worker'
	upload_memory spool
	"$DEV" admin files check >/dev/null || die 'tables and store differ'
}

upload_sizes() {
	local words

	for upload_bytes in 100000 5000000; do
		words="$((upload_bytes / 1000)) KB"
		rounds "upload.$1.$upload_bytes" upload_ours upload_dav || die 'uploads could not be measured'
		compare "upload.$1.$upload_bytes" 1 2 - "uploads of $words, $2 : PUT" 'WebDAV' uploads/s
	done
}

# uploaded STATUS ARGUMENT...: the rate, if all were answered so.
uploaded() {
	local status=$1
	shift
	"$BIN/upload" "$@" >"$OUT/upload.json" || return 1
	jq -e --arg s "$status" '.status | keys == [$s]' "$OUT/upload.json" >/dev/null || { say "upload: $(cat "$OUT/upload.json")"; return 1; }
	jq -r .rate "$OUT/upload.json"
}

upload_ours() { uploaded 201 "$ADDRESS" POST '/api/uploads?name=bench' "$upload_key" "$upload_bytes" 8 "$SECONDS_EACH" 0; }

upload_dav() {
	uploaded 201 "$PEERS" PUT "/dav/$RANDOM-#" none "$upload_bytes" 8 "$SECONDS_EACH" 0 || return 1
	find "$STATE/dav" -maxdepth 1 -type f -delete
}

upload_memory() {
	local before after

	uploaded 201 "$ADDRESS" POST '/api/uploads?name=bench' "$upload_key" 26214400 4 0 8 >/dev/null || die 'uploads went wrong'
	before=$(memory_peak)
	uploaded 201 "$ADDRESS" POST '/api/uploads?name=bench' "$upload_key" 26214400 100 0 100 >/dev/null || die 'uploads went wrong'
	after=$(memory_peak)
	fact "upload.$1.memory" "$(memory_mb $((after - before)))" '<= 1' 'a hundred uploads of 25 MiB at once: how much a worker grew by (VmHWM)' MB
	fact "upload.$1.memory" "$(memory_mb "$after")" - 'the largest worker after them, libmagic and its database of 8 MB in it' MB
}

memory_peak() {
	local pid

	for pid in $("$DEV" pids worker); do
		awk '$1 == "VmHWM:" { print $2 }' "/proc/$pid/status"
	done | sort -n | tail -n 1
}
