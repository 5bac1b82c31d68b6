# shellcheck shell=bash
# Five hundred people claim one drop at the same moment: five get a place, all others a 409.

case_rush() {
	local n

	data people "@team = 210, @people = 500, @cents = 0" people "@team = 211, @people = 1, @cents = 100000"
	for ((n = 0; n < 5; n++)); do
		rush_once || die 'the rush went wrong'
	done >"$OUT/rush.rounds"
	fact rush "$(sort -n "$OUT/rush.rounds" | sed -n 3p)" - '500 claimers on one drop: 5 x 201, 495 x 409, all within' s
}

key_of() { db <<<"SELECT api_key FROM bench.people WHERE team = $1 ORDER BY n LIMIT ${2:-1}"; }

open_drop() {
	curl -sf "http://$ADDRESS/api/jobs/run" -H "Authorization: Bearer $(key_of 211)" \
		-d '{"prompt":"Name three rivers of Europe and say where each one ends.","confirmed":true}' | jq -er .id
}

rush_once() {
	local drop

	drop=$(open_drop) || return 1
	key_of 210 500 | sed "s|.*|POST\t/api/jobs/$drop/claim\t&\t{}|" >"$OUT/rush"
	load "$ADDRESS" -c 500 -f "$OUT/rush" -o || return 1
	jq -e '.status == {"201": 5, "409": 495}' "$OUT/load.json" >/dev/null || { say "$(cat "$OUT/load.json")"; return 1; }
	loaded seconds
}
