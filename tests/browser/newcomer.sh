#!/usr/bin/env bash
# Somebody who has never seen this project, and is given what ./dev demo prints: an address.

# shellcheck source=tests/browser/lib.sh
. "$(dirname "$0")/lib.sh"

"$DEV" demo >"$work/demo" 2>&1 </dev/null || { cat "$work/demo"; exit 1; }
BASE=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/demo" | tail -n 1)
parts newcomer
