"""Failures by script: which request, how often, and what happens to it.

  status        answer so. 400, 402 and 5xx come from the endpoint, and the idempotency layer keeps
                them (unless "stored": false); 401, 403, 404, 409 and 429 come from before it.
                5xx with "effect": "done" does the work first.
  hang          wait "seconds", then cut the connection; "effect": "done" does the work first
  slow          wait "seconds", then serve
  drop_before   cut the connection, having done nothing
  other         answer 200 and {}, as something in between may: nothing is done
  drop_after    do the work, keep the answer, cut the connection
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from failure import INVALID, Failure, Json, card_error
from route import Call
from world import World, fresh

DEEDS = ("status", "hang", "slow", "other", "drop_before", "drop_after")
NAMES = {"match", "times", "skip", "do", "status", "seconds", "effect", "stored", "cut", "type",
         "code", "decline_code", "message", "param", "should_retry", "retry_after"}
MATCHES = {"method", "path", "form", "key"}
CODES = {402: "card_declined", 409: "lock_timeout", 429: "rate_limit"}
MESSAGES = {402: "Your card was declined.", 429: "Request rate limit exceeded.",
            409: "This object cannot be accessed right now because another API request or Stripe "
                 "process is currently accessing it."}


def add(world: World, rule: Json) -> Json:
  unknown = rule.keys() - NAMES | rule.get("match", {}).keys() - MATCHES
  if unknown:
    raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
  if rule.get("do") not in DEEDS:
    raise ValueError(f"do: one of {', '.join(DEEDS)}")
  if rule["do"] == "status" and not isinstance(rule.get("status"), int):
    raise ValueError("status: a number")
  if rule.get("effect", "none") not in ("none", "done"):
    raise ValueError("effect: none or done")
  made = {"times": 1, "skip": 0, **rule, "id": fresh("rule_", 8), "used": 0}
  world.rules.append(made)
  return made


def take(world: World, call: Call, outside: bool) -> Json | None:
  """The first rule for this call that is not used up; one use of it."""
  with world.lock:
    for rule in world.rules:
      if rule["used"] >= rule["times"] or is_outside(rule) != outside or not matches(rule, call):
        continue
      if rule["skip"] > 0:
        rule["skip"] -= 1
        continue
      rule["used"] += 1
      return rule
  return None


def is_outside(rule: Json) -> bool:
  """Whether it strikes before the idempotency layer."""
  if rule["do"] != "status":
    return rule["do"] in ("drop_before", "other")
  inside = rule["status"] in (400, 402) or rule["status"] >= 500
  return not inside or (rule.get("stored") is False and rule.get("effect") != "done")


def matches(rule: Json, call: Call) -> bool:
  wanted: dict[str, Any] = rule.get("match", {})
  sent = dict(call.flat)
  return (fnmatchcase(call.method, wanted.get("method", "*"))
          and fnmatchcase(call.path, wanted.get("path", "*"))
          and fnmatchcase(call.key or "", wanted.get("key", "*"))
          and all(sent.get(name) == str(value) for name, value in wanted.get("form", {}).items()))


def failure(rule: Json) -> Failure:
  status = rule["status"]
  message = rule.get("message") or MESSAGES.get(status, "An unknown error occurred")
  fields = {name: rule.get(name) for name in ("param", "decline_code")}
  fields["code"] = rule.get("code") or CODES.get(status)
  if status == 402:
    return card_error(message, str(fields.pop("code")), **fields)
  kind = rule.get("type") or ("api_error" if status >= 500 else INVALID)
  return Failure(status, kind, message, stored=not is_outside(rule), headers=headers(rule),
                 **fields)


def headers(rule: Json) -> dict[str, str]:
  """A 500 that is kept would only be replayed: Stripe says so."""
  found: dict[str, str] = {}
  kept = rule["status"] >= 500 and not is_outside(rule)
  again = rule.get("should_retry", False if kept else None)
  if again in (True, False):
    found["Stripe-Should-Retry"] = str(again).lower()
  if "retry_after" in rule:
    found["Retry-After"] = str(rule["retry_after"])
  return found
