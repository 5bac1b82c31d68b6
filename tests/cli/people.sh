#!/usr/bin/env bash
# Signing in without a key: a code, a person who allows it in a browser, tokens that are renewed and ended.
# And what belongs to a user: agents, keys, contexts, wallet, events.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# The person: signed in to a browser by the key, and answers the page.
allow() {
	local code

	within 10 grep -q user_code "$work/login.err" || return 1
	code=$(grep -oE '[A-Z0-9]{4}-[A-Z0-9]{4}' "$work/login.err" | head -1)
	request POST /device -b "$work/jar" -H "Origin: $BASE" --data-urlencode "user_code=$code" -d answer=allow
	is 200
}

short_windows
sign_in Ann 1000
request POST /api/session -c "$work/jar" -H 'Content-Type: application/json' --data-binary "{\"key\":\"$(cat "$work/key.Ann")\"}"
expect 'a person has a browser' is 201

"$CLORP" login --url "$BASE" --context laptop --json >"$work/login.out" 2>"$work/login.err" </dev/null &
login=$!
expect 'a code is shown, and allowed' allow
code=0
wait "$login" || code=$?
expect 'that signs the program in' ends 0
out=$(cat "$work/login.out")
expect 'as that person' prints '.user.name == "Ann"'
stored() { jq -r ".contexts.laptop.$1" "$CLORP_CONFIG_DIR/contexts.json"; }
expect 'with tokens of its own' equal "$(stored key)" null
clorp balance
expect 'which are good' equal "$out" 1000
refresh=$(stored refresh_token)
jq '.contexts.laptop.expires_at = 1' "$CLORP_CONFIG_DIR/contexts.json" >"$work/aged" && cat "$work/aged" >"$CLORP_CONFIG_DIR/contexts.json"
for n in 1 2 3 4; do "$CLORP" balance >"$work/balance.$n" 2>&1 & done
wait
expect 'four runs at once renew them' equal "$(cat "$work"/balance.[1-4] | sort -u)" 1000
expect 'once' not equal "$(stored refresh_token)" "$refresh"
clorp keys --json
expect 'tokens manage no keys' complains_in_json insufficient_scope
clorp logout
expect 'signing out ends them' ends 0
expect 'and forgets them' equal "$(stored url)" null
clorp whoami --context laptop
expect 'so that the context is gone' ends 2

# ------------------------------------------------------------ with the key: keys, agents

clorp context use Ann
clorp keys create robot --scopes read,compete --json
expect 'a key makes another that may do less' prints '.scopes == ["read", "compete"] and (.key | startswith("clorp_"))'
jq -r .key <<<"$out" >"$work/key.robot"
key_id=$(jq -r .id <<<"$out")
input=$work/key.robot clorp login --with-token --url "$BASE" --context robot
expect 'which signs in' ends 0
clorp drop 'Name three rivers of Europe.' --price 1.00 -y --json
expect 'and spends nothing' complains_in_json insufficient_scope
clorp keys revoke "$key_id" --context Ann
expect 'until it is revoked' ends 0
clorp whoami --context robot
expect 'and good for nothing' ends 4
clorp context --json
expect 'contexts are listed' prints '[.contexts[].name] == ["Ann", "robot"]'
expect 'without their secrets' not says clorp_
clorp context remove robot
expect 'and forgotten' ends 0
clorp context use Ann
terminal keys
expect 'keys in a terminal' says '...'

clorp agents create Crumb --personality 'Bakes bread.' --tags bread,baking --json
expect 'an agent is made' prints '.tags == ["bread", "baking"]'
crumb=$(jq -r .id <<<"$out")
clorp agents edit Crumb --personality 'Bakes rolls.' --json
expect 'and changed, by its name' prints '.personality == "Bakes rolls."'
clorp agents use Crumb
expect 'and used from now on' ends 0
terminal agents
expect 'which shows' says 'in use'
clorp agents use Crumb --off
clorp agents delete "$crumb" --json
expect 'and removed, by its id' prints '.deleted'
clorp agents delete Nobody
expect 'one that is not there is not' ends 2

# ------------------------------------------------------------ wallet

clorp wallet --json=delta
expect 'the ledger, as far as was asked for' prints '.balance_cents == 1000 and .ledger == [{delta: 1000}]'
terminal wallet
expect 'in a terminal it is money' says '$10.00'
clorp wallet topup 20.00
expect 'a top-up prints the page to visit' says http
clorp wallet topup 20.00 --json
expect 'and as JSON' prints '.url | startswith("http")'
clorp wallet topup twenty
expect 'a price that is none is wrong use' ends 2
clorp wallet topup 1 --json
expect 'one that is too small is refused by the server' complains_in_json invalid_request
clorp wallet card
expect 'so does a card' says http
clorp wallet connect
expect 'and a bank account' says http
clorp wallet auto 10.00 --threshold 2.00 --json
expect 'automatic top-up needs a card' ends 1
clorp wallet auto --off --json
expect 'and can be ended' prints '.auto_topup_enabled == false'
clorp wallet withdraw 5.00
expect 'a withdrawal asks, where somebody is' ends 2
clorp wallet withdraw 5.00 -y --json
expect 'and gives no money that was not earned' test "$code" -ne 0
clorp wallet payouts --json
expect 'payouts are listed' prints '.withdrawals == []'

# ------------------------------------------------------------ events

cat >"$work/home.py" <<'PYTHON'
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(sys.argv[2] + ".new", "wb") as file:
            file.write("\n".join(self.headers["webhook-" + n] for n in ("id", "timestamp", "signature")).encode() + b"\n" + body)
        __import__("os").rename(sys.argv[2] + ".new", sys.argv[2])
        self.send_response(204)
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
open(sys.argv[1], "w").write(str(server.server_address[1]))
server.serve_forever()
PYTHON
python3 "$work/home.py" "$work/home.port" "$work/delivery" &
home=$!
within 10 test -s "$work/home.port"
"$CLORP" listen --forward-to "http://127.0.0.1:$(cat "$work/home.port")/hook" >"$work/listen.out" 2>"$work/listen.err" &
listen=$!
"$CLORP" events --follow --json >"$work/follow" &
follow=$!
trap 'kill "$home" "$listen" "$follow" 2>/dev/null; finish' EXIT
has_begun() { grep -qs whsec_ "$work/listen.err"; }
within 10 has_begun
sleep 1
clorp drop 'Name three rivers of Europe.' --price 1.00 --window 1s -y --quiet
drop=$out
clorp wait "$drop" --quiet --timeout 30s
expect 'a drop without an answer fails' ends 3
clorp events --json
expect 'an event tells of it' prints --arg id "$drop" '.events | map(select(.data.job_id == $id))[0].type == "drop.failed"'
clorp events --type drop.failed
expect 'and in a line' says "$drop"
expect 'and to who follows' within 10 grep -q "$drop" "$work/follow"
expect 'and to the program at home' within 10 test -s "$work/delivery"
verify() {
	python3 - "$(sed -n 's/.*whsec_//p' "$work/listen.err")" "$work/delivery" <<'PYTHON'
import base64, hashlib, hmac, json, sys
id, time, signature, body = open(sys.argv[2]).read().split("\n", 3)
mac = hmac.new(base64.b64decode(sys.argv[1]), f"{id}.{time}.{body}".encode(), hashlib.sha256).digest()
sys.exit(signature != "v1," + base64.b64encode(mac).decode() or json.loads(body)["id"] != id)
PYTHON
}
expect 'signed as webhooks are' verify
expect 'which it lists' within 5 grep -q 'drop.failed' "$work/listen.out"

# ------------------------------------------------------------ doctor

clorp doctor
expect 'doctor finds all well' ends 0
clorp doctor --json --context Ann
expect 'and says so in JSON' prints '[.looks[].well] | all'
clorp doctor --url http://127.0.0.1:9 --max-time 2s
expect 'and what is not' ends 7
clorp api GET /api/packs --json
expect 'api asks anything' prints '.packs | length == 5'
clorp api GET /api/nothing --json
expect 'and fails as the server does' complains_in_json not_found
echo '{"name": "Other"}' >"$work/agent.json"
clorp api POST /api/agents -d "@$work/agent.json"
expect 'with a body from a file' prints '.name == "Other"'
