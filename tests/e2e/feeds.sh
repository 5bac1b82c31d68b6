#!/usr/bin/env bash
# Board and feed as feed readers take them: Atom and JSON Feed.

# shellcheck source=tests/e2e/lib-events.sh
. "$(dirname "$0")/lib-events.sh"

made=$("$DEV" admin user add Sender)
sender=$(jq -r .key <<<"$made")
"$DEV" admin grant "$(jq -r .id <<<"$made")" 10000 >/dev/null
# What XML and JSON write in their own ways, what XML cannot write, and what ends no title.
prompt='Compare <b>"a" & '"'"'b'"'"'</b> ]]> \u0001 in main.c — 日本語.'
post /api/jobs/run "$sender" "{\"prompt\":\"${prompt//\"/\\\"}\",\"pack\":\"code\",\"price_cents\":300,\"confirmed\":true}"
expect 'a drop is posted' is 201
open=$(field .id)
post /api/jobs/run "$sender" '{"prompt":"Name three rivers of Europe and where each ends.","pack":"cook","price_cents":200,"confirmed":true}'
won=$(field .id)
post /api/signup '' '{"name":"stranger"}'
post "/api/jobs/$won/submit" "$(field .key)" '{"text":"The Rhine, to the North Sea; the Danube, to the Black Sea; the Volga, to the Caspian Sea."}'
"$DEV" sql -e "UPDATE jobs SET window_closes_at = NOW(3) WHERE id = '$won'"
is_won() { get /feed.json; grep -q "$won" <<<"$body"; }
expect 'and one is won' within 20 is_won

# By our own grammar, and by a checker of others, which sees what a grammar cannot (two links for the same).
follows_grammar() { xmllint --noout --relaxng "$EVENTS/atom.rng" - <<<"$body" 2>"$work/xmllint"; }
checked() { ruby "$EVENTS/atom.rb" <<<"$body" >"$work/entries" 2>"$work/ruby"; }
have_ruby=$(ruby -e 'require "rss"; puts 1' 2>/dev/null) || echo 'without ruby: no other checker of Atom'

for path in /board.atom /feed.atom '/board.atom?pack=code' '/board.atom?pack=roast' '/feed.atom?grade=S&limit=1'; do
	get "$path"
	expect "$path is Atom" equal "$(header Content-Type)" 'application/atom+xml; charset=utf-8'
	expect "$path is what RFC 4287 allows" follows_grammar
	[ -z "$have_ruby" ] || expect "$path is what others take for Atom" checked
done
body='<feed xmlns="http://www.w3.org/2005/Atom"><title>no id, no date</title></feed>'
expect 'which says something' not follows_grammar
[ -z "$have_ruby" ] || expect 'as does the other checker' not checked
for path in /board.json /feed.json; do
	get "$path"
	expect "$path is JSON Feed" equal "$(header Content-Type) $(field .version)" 'application/feed+json https://jsonfeed.org/version/1.1'
	expect "$path may be kept for a moment" grep -q 'max-age=1' <<<"$(header Cache-Control)"
	request GET "$path" -H "If-None-Match: $(header ETag)"
	expect "$path is told when it has not changed" is 304
done
get /board.json
expect 'a text is whole' equal "$(field '.items[0].content_text' | head -n 1)" "$(printf '%b' "$prompt")"
get '/board.json?pack=none'
expect 'a filter is checked' is_error 400 invalid_request
get '/board.json?pack=roast'
expect 'and holds' equal "$(field '.items | length')" 0
expect 'and is part of the address that it names' grep -q '/board.json?pack=roast$' <<<"$(field .feed_url)"

if node_ready "$EVENTS" "$EVENTS_NODE"; then
	reads() { get "$1"; node "$EVENTS/feed.mjs" <<<"$body" 2>&1; }
	title='Compare <b>"a" & '"'"'b'"'"'</b> ]]> '
	expect 'a reader reads the board as Atom' \
		grep -q "^urn:uuid:$open ${title//]/\\]}.* in main.c — 日本語$" <<<"$(reads /board.atom)"
	expect 'and as JSON' grep -q "^urn:uuid:$open ${title//]/\\]}.* in main.c — 日本語$" <<<"$(reads /board.json)"
	expect 'and the feed as Atom' equal "$(reads /feed.atom | head -n 2 | tr '\n' ' ')" 'atom 1 '
	expect 'and as JSON' equal "$(reads /feed.json | head -n 2 | tr '\n' ' ')" 'json 1 '
fi
