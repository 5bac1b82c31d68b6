"""Idempotency keys, as v1 of the API treats them.

The first answer of an endpoint that ran is kept for a day and replayed, a 500 too. The same key
with other parameters is an error; while the first request is under way, a conflict.
"""

from __future__ import annotations

import hashlib
import json

from failure import INVALID, Answer, Failure
from route import Call
from world import World

LASTS = 86400


def slot(call: Call) -> str:
  return f"{call.account or ''} {call.key}"


def fingerprint(call: Call) -> str:
  said = json.dumps([call.method, call.path, sorted(call.flat)])
  return hashlib.sha256(said.encode()).hexdigest()


def claim(world: World, call: Call) -> Answer | None:
  """What was answered before; or nothing, and the key is this call's until it is released."""
  if not call.key or len(call.key) > 255:
    raise Failure(400, INVALID, "Idempotency keys must be 1 to 255 characters.", stored=False)
  with world.lock:
    kept = world.answers.get(slot(call))
    if kept and kept["answer"] and kept["at"] <= world.now() - LASTS:
      kept = None
    if kept is None:
      world.answers[slot(call)] = {"print": fingerprint(call), "at": world.now(), "answer": None}
      return None
    if kept["print"] != fingerprint(call):
      raise Failure(400, "idempotency_error",
                    "Keys for idempotent requests can only be used with the same parameters they "
                    f"were first used with. Try using a key other than '{call.key}' if you meant "
                    "to execute a different request.", stored=False)
    if kept["answer"] is None:
      raise Failure(409, INVALID, "There is currently another in-progress request using this "
                    f"Idempotent Key (that probably means you submitted twice): {call.key}",
                    stored=False, code="idempotency_key_in_use")
    status, body, headers, request_id = kept["answer"]
    return Answer(status, body, {**headers, "Idempotent-Replayed": "true",
                                 "Original-Request": request_id})


def keep(world: World, call: Call, answer: Answer) -> None:
  with world.lock:
    world.answers[slot(call)]["answer"] = [answer.status, answer.body, answer.headers,
                                           call.request_id]


def release(world: World, call: Call) -> None:
  """If nothing was kept, the key is free again."""
  with world.lock:
    if slot(call) in world.answers and world.answers[slot(call)]["answer"] is None:
      del world.answers[slot(call)]


def prune(world: World, key: str | None) -> int:
  """Forget a key, or all of them, as Stripe may after a day."""
  with world.lock:
    gone = [each for each, kept in world.answers.items()
            if kept["answer"] and key in (None, each.partition(" ")[2])]
    for each in gone:
      del world.answers[each]
    return len(gone)
