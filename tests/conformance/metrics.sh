#!/usr/bin/env bash
# What monitors read, by the parsers of Prometheus' own client; and the alerts and the dashboard of docs/monitoring.

. "$(dirname "$0")/lib.sh"

curl -sf "$BASE/api/board" >/dev/null
"$DEV" admin audit >/dev/null
if python_tools; then
	check 'both formats are read, and alerts and dashboard name what is there' \
		"$TOOLS/venv/bin/python" "$HERE/metrics.py" "$BASE" "$(dirname "$DEV")/docs"
else
	skip 'python3 with venv and pip is needed'
fi
if command -v promtool >/dev/null; then
	check "Prometheus' own tool takes the rules" promtool check rules "$(dirname "$DEV")/docs/monitoring/alerts.yml"
	curl -sf "$BASE/metrics" >"$STATE/metrics"
	check 'and finds nothing wrong with what there is to read' promtool check metrics <"$STATE/metrics"
else
	skip 'promtool is not there'
fi
