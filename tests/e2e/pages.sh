#!/usr/bin/env bash
# The pages as a browser gets them: HTML that a strict parser takes, from the cache, with what they may load;
# errors as pages for people and as JSON for programs.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

look() { get "$1" -H 'Accept: text/html,application/xhtml+xml,*/*;q=0.8' "${@:2}"; }

# One <h1>, landmarks, a title; and each element closed and nested as HTML has it.
cat >"$work/parse.py" <<'PYTHON'
import sys
import html5lib
tree = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False).parse(sys.stdin.buffer.read())
for template in list(tree.iter("template")):	# what may come, and is not there yet
    template.clear()
for name in ("head/title", "body/header", "body/main", "body/footer", ".//h1"):
    if len(tree.findall(name)) != 1:
        sys.exit(f"not one {name}")
if tree.get("lang") != "en":
    sys.exit("no language")
ids = [node.get("id") for node in tree.iter() if node.get("id")]
if len(ids) != len(set(ids)):
    sys.exit("an id twice: " + str([i for i in ids if ids.count(i) > 1][:3]))
PYTHON
is_well_formed() { /usr/bin/python3 "$work/parse.py" <<<"$body"; }
is_page() { is "$1" && [ "$(header Content-Type)" = 'text/html; charset=utf-8' ] && is_well_formed; }
has() { grep -qF -- "$1" <<<"$body"; }

# ------------------------------------------------------------ pages

sender=$("$DEV" admin user add sender)
key=$(jq -r .key <<<"$sender")
"$DEV" admin grant "$(jq -r .id <<<"$sender")" 1000 >/dev/null
post /api/jobs/run "$key" '{"prompt": "<script>alert(1)</script> \"quoted\" <b>& bold</b>", "price_cents": 100, "confirmed": true}'
drop=$(field .id)

within 5 look /board
for page in / /board '/board?pack=wild&min_price_cents=500' /feed "/drops/$drop" /status /docs /rules /login /reset /device; do
	look "$page"
	expect "$page is a page" is_page 200
	expect "$page says what it may load" equal "$(header Content-Security-Policy)" \
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
	request HEAD "$page" -H 'Accept: text/html'
	expect "$page answers HEAD" is 200
done
for page in "$(dirname "$DEV")"/www/pages/*.html; do
	page=/$(basename "$page" .html)
	[ "$page" != /error ] || continue
	look "$page"
	expect "$page is a page" is_page 200
done
look "/drops/$drop"
expect 'what strangers wrote is text' has '&lt;script&gt;alert(1)&lt;/script&gt;'
expect 'and nothing else' not has '<script>'

# ------------------------------------------------------------ kept, and for how long

known_already() {
	look "$1"
	look "$1" -H "If-None-Match: $(header ETag)"
	is 304
}
for page in / /board /feed "/drops/$drop" /rules; do
	expect "$page answers 304 to who has it already" within 5 known_already "$page"
done
style=$(look /; grep -oE '/assets/style\.[0-9a-f]+\.css' <<<"$body")
get "$style" -H 'Accept-Encoding: gzip' --compressed
expect 'what pages load is there' is 200
expect 'for ever' equal "$(header Cache-Control)" 'public, max-age=31536000, immutable'
expect 'and shrunk' equal "$(header Content-Encoding)" gzip
look /rules
expect 'a page of the build is asked for anew' equal "$(header Cache-Control)" no-cache
look /status
expect 'and so is what says how it is' equal "$(header Cache-Control)" no-store

both_forms() {
	local page

	for page in 1 2 3; do
		look / && is_page 200 || return 1
		get / && is 200 && [ "$(header Content-Type)" = application/json ] || return 1
		grep -qi '^vary: accept.\?$' "$headers" || return 1
	done
}
expect 'the door has two forms, and no cache mixes them' both_forms

# ------------------------------------------------------------ errors

look /nowhere
expect 'an address without anything is a page' is_page 404
expect 'that says so, and where something is' has '<h1>Nothing here</h1>'
expect 'with the number of the request' has "$(header X-Request-Id)"
get /nowhere
expect 'and JSON to a program' is_error 404 not_found
look /api/nowhere
expect 'below /api always' is_error 404 not_found
look /drops/0197f7a0-0000-7000-8000-000000000000
expect 'a drop that is not there is a page' is_page 404
expect 'with the number of the request, too' has "$(header X-Request-Id)"
look '/board?pack=none'
expect 'a filter that is none is a page' is_page 400
get '/board?pack=none'
expect 'and JSON to a program, with the field' equal "$(field .field)" pack
request DELETE / -H 'Accept: text/html'
expect 'a method that no page has is one as well' is_page 405
expect 'that says what is allowed' equal "$(header Allow)" 'GET, HEAD'
head -c 4194305 /dev/zero | tr '\0' ' ' >"$work/large"
request POST /login -H 'Accept: text/html' --data-binary "@$work/large"
expect 'and so is a body that is too large' is_page 413
kill -TERM "$(cut -d' ' -f1 "$STATE/pid/workers")"
away() { look /login && is_page 502; }
expect 'and that nobody is there to answer' within 10 away
look "/drops/$drop"
expect 'while what is public is served without any worker' is_page 200
"$DEV" restart workers
