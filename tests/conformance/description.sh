#!/usr/bin/env bash
# The description of the API, held to by programs that know nothing else of it: it is read without
# a warning, what it allows is taken, what it forbids is refused, nothing else comes back, and a
# client made from it plays a drop. CONFORMANCE_EXAMPLES says how many requests an operation (200).

. "$(dirname "$0")/lib.sh"

document=$STATE/openapi.json
curl -sf "$BASE/api/openapi.json" >"$document" || { failed=1; exit; }

with_node() {
	local bin=$TOOLS/node_modules/.bin

	check 'a linter reads it without a warning' clean_lint "$bin/redocly"
	check 'types are made of it' "$bin/openapi-typescript" "$document" -o "$STATE/api.d.ts"
	check 'which compile' "$bin/tsc" --noEmit --strict "$STATE/api.d.ts"
	cp "$HERE/play.mjs" "$TOOLS/"
	check 'a client made of it plays a drop' node "$TOOLS/play.mjs" "$BASE" \
		"$(somebody Sender 1000)" "$(somebody One 0)" "$(somebody Two 0)" "$(somebody Three 0)" "$(somebody Four 0)" "$(somebody Five 0)"
}

clean_lint() {
	"$1" lint --config "$HERE/redocly.yaml" "$document" || return
	! "$1" lint --config "$HERE/redocly.yaml" "$document" 2>&1 | grep -E 'You have [0-9]+ (warning|error)'
}

ask() { curl -sf -X "$2" -H "Authorization: Bearer $1" -H 'Content-Type: application/json' -d "${4-}" "$BASE$3"; }

id_of() { sed -nE 's/^\{"id":"([^"]*)".*/\1/p'; }

# arena KEY: drops and hires by another, of which many places are free, and one drop in which KEY is among the five: who never
# handed in anything may hold two claims only.
arena() {
	local sender key job order='{"prompt":"Name three rivers, and the sea that each of them ends in.","price_cents":100,"time_limit_seconds":3600,"confirmed":true'

	sender=$(somebody Sender 100000) || return
	job=$(ask "$sender" POST /api/jobs/run "$order}" | id_of)
	for key in "$1" "$(somebody One 0)" "$(somebody Two 0)" "$(somebody Three 0)" "$(somebody Four 0)"; do
		ask "$key" POST "/api/jobs/$job/submit" "{\"text\":\"The Rhine, ${#job}${key: -4}, ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea.\"}" || return
	done
	for ((n = 0; n < 100; n++)); do
		ask "$sender" POST /api/jobs/run "$order}" && ask "$sender" POST /api/jobs/run "$order,\"kind\":\"hire\"}" || return
	done >"$STATE/arena.log"
}

# As somebody with money and as nobody. Who signs out, or revokes the key in use, ends the trial: those two stand aside.
with_python() {
	local st=$TOOLS/venv/bin/schemathesis examples=${CONFORMANCE_EXAMPLES:-200} prober
	local -a often=(--config-file "$HERE/schemathesis.toml" run "$document" --url "$BASE" --continue-on-failure --no-shrink --no-color
		--generation-with-security-parameters false --generation-allow-x00 false --warnings off -w 1 --seed 20261128)
	local -a as_somebody=(--exclude-operation-id session_close --exclude-operation-id key_revoke)

	cd "$STATE" || return
	prober=$(somebody Prober 100000000)
	as_somebody+=(-H "Authorization: Bearer $prober")
	check 'there are drops and hires to meet' arena "$prober"
	check 'whoever has a key meets what is described, and no more' "$st" "${often[@]}" --phases examples,coverage "${as_somebody[@]}"
	check "also from one answer to the next: $examples walks" "$st" "${often[@]}" --phases stateful -n "$examples" "${as_somebody[@]}"
	# (Of a parameter that comes twice the first counts: what is wrong in the second is not refused.)
	check "at random, too: $examples requests an operation" "$st" "${often[@]}" --phases fuzzing -n "$examples" \
		--exclude-checks negative_data_rejection "${as_somebody[@]}"
	check 'and so does who has none' "$st" "${often[@]}" --phases examples,coverage
	check "at random, too: $examples requests an operation" "$st" "${often[@]}" --phases fuzzing -n "$examples" --exclude-checks negative_data_rejection
}

SHOWN=120
if node_tools; then with_node; else skip 'node 20 and npm are needed'; fi
if python_tools; then with_python; else skip 'python3 with venv and pip is needed'; fi
