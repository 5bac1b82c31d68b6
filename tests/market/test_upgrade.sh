#!/usr/bin/env bash
# A market of before the two purses (data/62b91d1.sql.gz: what that version's own programs left after its tests of
# wallets, hires and drops, dumped by mariadb-dump) comes up to date: nobody has gained or lost a cent, and the books hold.

set -uo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
admin=${builddir:-.}/clorp-admin
[ "${1:-}" = inside ] || exec "$here/tests/support/with-mariadb" "$here/tests/market/test_upgrade.sh" inside

failed=0
sql() { mariadb --no-defaults --socket="$CLORP_DB_SOCKET" --user=root --batch --skip-column-names "$CLORP_DB_NAME" "$@"; }
expect() {
	[ "$2" = "$3" ] && { echo "ok: $1"; return; }
	echo "FAILED: $1: $2, not $3"
	failed=1
}
books() {
	sql -e "SELECT COUNT(*), SUM(delta), SUM(ABS(delta)), (SELECT SUM(balance_cents) FROM accounts),
		(SELECT SUM(shortage_cents) FROM users), (SELECT SUM(frozen_at IS NOT NULL) FROM users), (SELECT COUNT(*) FROM jobs) FROM entries"
}

gzip -dc "$here/tests/market/data/62b91d1.sql.gz" | sql || exit 99
before=$(books)
"$admin" migrate >/dev/null || exit 1
expect 'what was booked stands' "$(books)" "$before"
expect 'a second time there is nothing to do' "$("$admin" migrate | tail -n 1 | jq -c '.applied // 0')" 0
"$admin" audit | jq -r 'select(.ok == false) | .invariant'
expect 'the books hold' "${PIPESTATUS[0]}" 0
expect 'all that was disputed is written down, also of wallets that were empty' \
	"$(sql -e 'SELECT GROUP_CONCAT(n ORDER BY status) FROM (SELECT status, CONCAT(status, " ", COUNT(*)) AS n FROM disputes GROUP BY status) x')" \
	"$(sql -e 'SELECT GROUP_CONCAT(n ORDER BY n) FROM (SELECT CONCAT(status, " ", COUNT(*)) AS n FROM
		(SELECT IF(SUM(type = "charge.dispute.closed") = 0, "open",
			IF(SUM(JSON_VALUE(payload, "$.data.object.status") = "won") > 0, "won", "lost")) AS status FROM stripe_events
		WHERE type LIKE "charge.dispute.%" AND status = "handled" AND JSON_VALUE(payload, "$.data.object.id") IN
		(SELECT SUBSTRING(reason, 9) FROM transfers WHERE reason LIKE "dispute:%")
		GROUP BY JSON_VALUE(payload, "$.data.object.id")) d GROUP BY status) x')"
expect 'a dispute of each fate is among them' "$(sql -e 'SELECT COUNT(DISTINCT status) FROM disputes')" 3
exit "$failed"
