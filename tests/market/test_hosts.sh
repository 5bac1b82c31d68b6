#!/usr/bin/env bash
# tests/market/test_host on servers that are set up otherwise than ours.

set -uo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
program=${builddir:-.}/tests/market/test_host
status=0

# host OPTION...: of a MariaDB of its own.
host() {
	echo "== $*"
	CLORP_TEST_DB_OPTIONS="$*" "$here/tests/support/with-mariadb" "$program" || status=1
}

host --max-statement-time=1
host --wait-timeout=1
host --lower-case-table-names=1
host --default-time-zone=+05:30
host --sql-mode=ANSI_QUOTES
host --sql-mode=ANSI,ORACLE
host --sql-mode=
host --character-set-server=latin1 --collation-server=latin1_swedish_ci
host --max-allowed-packet=1M
host --transaction-isolation=SERIALIZABLE
host --autocommit=0
host --innodb-rollback-on-timeout --innodb-lock-wait-timeout=1
host --log-bin=bin --binlog-format=ROW --server-id=1
exit "$status"
