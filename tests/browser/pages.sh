#!/usr/bin/env bash
# The pages in a real browser: what they look like to everybody, and what strangers cannot make of them.

# shellcheck source=tests/browser/lib.sh
. "$(dirname "$0")/lib.sh"

furnish
parts yardstick doors public hostile
