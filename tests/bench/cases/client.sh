# shellcheck shell=bash
# How long the client takes until its answer is there, beside curl asking the same.

RUNS_OF_CLIENT=40

case_client() {
	rounds client client_ours client_curl || die 'the client could not be measured'
	compare client 1 2 '<= 1.2' 'the board, asked by clorp : by curl' curl 'ms a run'
}

client_ours() { ms_a_run env CLORP_CONFIG_DIR="$STATE/nobody" "$OUT/build/clorp" board --json --url "http://$ADDRESS"; }
client_curl() { ms_a_run curl -s --compressed "http://$ADDRESS/api/board"; }

# A run each, one after the other, as a shell starts them.
ms_a_run() {
	local n began

	began=$(date +%s%N)
	for ((n = 0; n < RUNS_OF_CLIENT; n++)); do
		"$@" >/dev/null || return 1
	done
	awk -v ns=$(($(date +%s%N) - began)) -v runs="$RUNS_OF_CLIENT" 'BEGIN { printf "%.3f\n", ns / runs / 1e6 }'
}
