"""metrics.py BASE DOCS: what a monitor reads, by the parsers of Prometheus' own client, and whether the
alerts and the dashboard speak of what is there."""
import json
import re
import sys
import urllib.request

import yaml
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families as plain_families

base, docs = sys.argv[1:]


def asked(accept):
    request = urllib.request.Request(base + "/metrics", headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def samples(families):
    return [s for family in families for s in family.samples]


kind, text = asked("text/plain")
assert kind.startswith("text/plain"), kind
plain = samples(plain_families(text))
kind, text = asked("application/openmetrics-text; version=1.0.0")
assert kind.startswith("application/openmetrics-text"), kind
opened = samples(open_families(text))

names = {s.name for s in plain}
assert names and names == {s.name for s in opened}, names ^ {s.name for s in opened}
assert any(s.exemplar and s.exemplar.labels.get("request_id") for s in opened), "no bucket has an example"

known = {}
for sample in plain:
    known.setdefault(sample.name, set()).update(sample.labels)
# What is a number only where there is something to count.
known.setdefault("clorp_outbox", {"kind", "state"})
known.setdefault("clorp_jobs", {"kind", "status"})

alerts = [rule for group in yaml.safe_load(open(docs + "/monitoring/alerts.yml"))["groups"] for rule in group["rules"]]
panels = json.load(open(docs + "/monitoring/dashboard.json"))["panels"]
page = open(docs + "/metrics.md").read()
for expression in [a["expr"] for a in alerts] + [t["expr"] for p in panels for t in p["targets"]]:
    for name, labels in re.findall(r"\b(clorp_\w+)(?:\{([^}]*)\})?", expression):
        assert name in known, f"{name} is nowhere: {expression}"
        for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", labels):
            assert label in known[name], f"{name} has no {label}"
for alert in alerts:
    assert f"**{alert['alert']}**" in page, f"what to do about {alert['alert']}?"
for name in re.findall(r"^\| `(clorp_\w+)` \|", page, re.M):
    assert any(k == name or k.startswith(name + "_") for k in known), f"{name} is described, and is not there"
for name in {re.sub(r"_(bucket|sum|count)$", "", n) for n in names}:
    assert f"| `{name}` |" in page, f"{name} is not described"
print(len(plain), "samples,", len(alerts), "alerts,", len(panels), "panels")
