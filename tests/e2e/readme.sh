#!/usr/bin/env bash
# README's walk-through, pasted as it stands: its commands from the board to a paid hire, one block.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

ROOT=$(dirname "$DEV")

# The indented lines that are commands, of the sections that one reads in a row.
commands() {
	sed -n '/^## Read the board/,/^## Where things are/ { /^    {/d; s/^    //p }' "$ROOT/README.md"
}

# A paste: what one line printed is not waited for by the next, and nothing stops at an error.
paste_it() { (cd "$ROOT" && bash -x -c "$(commands)") >"$work/out" 2>"$work/trace"; }

said() { jq -se "map(select($1)) | length > 0" "$work/out" >/dev/null 2>&1; }

sent='the paste' status='' body=''
paste_it
body=$(tail -c 300 "$work/out")
expect 'every line of it prints JSON' jq -se 'length >= 12' "$work/out"
expect 'no answer is a refusal' not said '.code?'
expect 'the board and the feed are read' said '.board? and .next_cursor == null'
expect 'a place in the drop is claimed' said '.job_id? and .expires_at?'
expect 'the answer to the drop is in' said '.submission? or .status? == "submitted"'
expect 'a stranger'"'"'s file is handed in with the fifth request' said '.submission.output_attachments?[0].name == "rivers.md"'
expect 'the hire is verified' said '.verification?.passed == true'
