#!/usr/bin/env bash
# What people do in a real browser, from an empty one to the prize in the wallet.

# shellcheck source=tests/browser/lib.sh
. "$(dirname "$0")/lib.sh"

furnish
parts story hires developer careful keyboard
