# shellcheck shell=bash
# A worker's memory before and after many requests of all kinds, bad ones among them.

case_memory() {
	local before after

	data people "@team = 102, @people = 10, @cents = 100000000"
	memory_requests >"$OUT/memory.requests"
	load "$ADDRESS" -c 8 -n 2000 -f "$OUT/memory.requests" || die 'the mix of requests went wrong'
	before=$(memory_most Rss)
	load "$ADDRESS" -c 8 -n "$MEMORY_REQUESTS" -f "$OUT/memory.requests" || die 'the mix of requests went wrong'
	after=$(memory_most Rss)
	fact memory "$(memory_mb "$after")" '<= 12' "a worker's memory after $MEMORY_REQUESTS requests, the largest of four (Rss)" MB
	fact memory "$(memory_mb "$(memory_most Pss)")" - "the same, pages shared with others divided (Pss)" MB
	fact memory "$(memory_mb $((after - before)))" '<= 0.25' "how much of it came after the first 2000" MB
}

memory_mb() { awk "BEGIN { printf \"%.2f\", $1 / 1024 }"; }

memory_most() {
	local pid

	for pid in $("$DEV" pids worker); do
		awk -v f="$1:" '$1 == f { print $2 }' "/proc/$pid/smaps_rollup"
	done | sort -n | tail -n 1
}

# Method, path, key, body: what programs ask, and what they should not.
memory_requests() {
	local key long nowhere=/api/jobs/01900000-0000-7000-8000-00000000dead open=/api/jobs/01900000-0001-7000-8000-00000000000a

	long=$(printf 'rivers of Europe %.0s' {1..1000})
	for key in $(key_of 102 10); do
		printf '%s\t%s\t%s\t%s\n' \
			GET "/api/board?limit=100&offset=$((RANDOM % 500))" '' '' \
			GET "/api/feed?limit=100&offset=$((RANDOM % 5000))" '' '' \
			GET '/api/board/stats' '' '' \
			GET '/api/packs' '' '' \
			POST /api/whoami "$key" '{}' \
			GET /api/jobs "$key" '' \
			GET /api/users/status "$key" '' \
			GET /api/wallet/balance "$key" '' \
			POST /api/jobs/run "$key" "{\"prompt\":\"$long\"}" \
			POST /api/jobs/run "$key" '{"prompt":"Name three rivers","confirmed":true}' \
			POST "$open/claim" "$key" '{}' \
			POST "$open/release" "$key" '{}' \
			POST "$nowhere/claim" "$key" '{}' \
			POST "$nowhere/submit" "$key" "{\"text\":\"$long\"}" \
			POST /api/jobs/run "$key" '{"prompt":' \
			POST /api/jobs/run "$key" '[1,2,3]' \
			POST /api/jobs/run "$key" '{"prompt":17}' \
			POST /api/jobs/run clorp_nobody '{}' \
			GET '/api/feed?limit=x' '' '' \
			GET '/api/feed?cursor=nonsense' '' '' \
			DELETE /api/board '' '' \
			GET /api/nothing "$key" '' \
			GET "/api/jobs/not-an-id" "$key" ''
	done
}
