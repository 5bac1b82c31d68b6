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

# As somebody with money and as nobody. Who signs out, or revokes the key in use, ends the trial: those two stand aside.
with_python() {
	local st=$TOOLS/venv/bin/schemathesis
	local -a often=(--config-file "$HERE/schemathesis.toml" run "$document" --url "$BASE" --continue-on-failure --no-shrink --no-color
		--generation-with-security-parameters false --generation-allow-x00 false --warnings off -w 1 --seed 20261128)

	cd "$STATE" || return
	check 'whoever has a key meets what is described, and no more' "$st" "${often[@]}" --phases examples,coverage,stateful -n 20 \
		-H "Authorization: Bearer $(somebody Prober 100000000)" --exclude-operation-id session_close --exclude-operation-id key_revoke
	# (Of a parameter that comes twice the first counts: what is wrong in the second is not refused.)
	check "at random, too: ${CONFORMANCE_EXAMPLES:-200} requests an operation" "$st" "${often[@]}" --phases fuzzing -n "${CONFORMANCE_EXAMPLES:-200}" \
		--exclude-checks negative_data_rejection \
		-H "Authorization: Bearer $(somebody Prober 100000000)" --exclude-operation-id session_close --exclude-operation-id key_revoke
	check 'and so does who has none' "$st" "${often[@]}" --phases examples,coverage
}

SHOWN=120
if node_tools; then with_node; else skip 'node 20 and npm are needed'; fi
if python_tools; then with_python; else skip 'python3 with venv and pip is needed'; fi
