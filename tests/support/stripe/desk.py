"""Where a request to the API is served: key, script, idempotency, parameters, endpoint."""

from __future__ import annotations

import base64
import hmac
import sys
import time
import traceback
from importlib import import_module

import idempotency
import script
from failure import INVALID, Answer, Cut, Failure, Json, server_error
from form import nested, pairs
from listing import expand
from post import Post
from route import Call, Route, find
from world import World

NOUNS = ("account", "card", "charge", "checkout", "customer", "dispute", "event", "funds",
         "payment", "refund", "setup", "transfer")
for noun in NOUNS:
  import_module(noun)  # each registers its endpoints

FORM = "application/x-www-form-urlencoded"
CHARGING = ("/v1/payment_intents", "/v1/payment_intents/{id}/confirm")


class Desk:
  def __init__(self, world: World, post: Post, secret: str) -> None:
    self.world = world
    self.post = post
    self.secret = secret

  def serve(self, call: Call, authorization: str | None, kind: str, raw: str) -> Answer:
    """Every request is noted, with what became of it."""
    entry: Json = {"at": time.time(), "method": call.method, "path": call.path, "form": {},
                   "idempotency_key": call.key, "stripe_version": call.version,
                   "stripe_account": call.account, "request_id": call.request_id, "status": None}
    with self.world.lock:
      self.world.calls.append(entry)
    try:
      answer = self.attempt(call, authorization, kind, raw, entry)
      entry["status"] = answer.status
      entry["error"] = answer.body.get("error", {}).get("code")
      entry["replayed"] = "Idempotent-Replayed" in answer.headers
      return answer
    except Cut as cut:
      entry["cut"] = cut.how
      raise
    finally:
      if call.method != "GET":
        self.world.save()
      self.world.note_call(entry)

  def attempt(self, call: Call, authorization: str | None, kind: str, raw: str,
              entry: Json) -> Answer:
    try:
      self.authorize(authorization)
      if call.method == "POST" and raw and not kind.startswith(FORM):
        raise Failure(400, INVALID, f"The Content-Type must be {FORM}.", stored=False)
      call.flat = pairs(raw)
      entry["form"] = dict(call.flat)
      if rule := script.take(self.world, call, outside=True):
        entry["rule"] = rule["id"]
        if rule["do"] == "other":
          return Answer(200, {})
        raise self.before(rule)
      if call.method == "POST" and call.key is not None:
        return idempotency.claim(self.world, call) or self.once(call, entry)
      return self.run(call, entry)
    except Failure as failure:
      return Answer(failure.status, failure.body(call.request_id), failure.headers)

  def authorize(self, authorization: str | None) -> None:
    scheme, _, credentials = (authorization or "").partition(" ")
    key = credentials.strip()
    if scheme.lower() == "basic":
      key = base64.b64decode(key).decode(errors="replace").partition(":")[0]
    if not key:
      raise Failure(401, INVALID, "You did not provide an API key. You need to provide your API "
                    "key in the Authorization header, using Bearer auth.", stored=False)
    if not hmac.compare_digest(key.encode(), self.secret.encode()):
      raise Failure(401, INVALID, f"Invalid API Key provided: {key[:7]}***", stored=False)

  @staticmethod
  def before(rule: Json) -> Exception:
    return Cut(rule.get("cut", "close")) if rule["do"] == "drop_before" else script.failure(rule)

  def once(self, call: Call, entry: Json) -> Answer:
    """Run it, and keep what it answers under its key, if it is to be kept."""
    try:
      answer = self.run(call, entry)
      idempotency.keep(self.world, call, answer)
      return answer
    except Failure as failure:
      answer = Answer(failure.status, failure.body(call.request_id), failure.headers)
      if failure.stored:
        idempotency.keep(self.world, call, answer)
      return answer
    except Cut as cut:
      if cut.answer:
        idempotency.keep(self.world, call, cut.answer)
      raise
    finally:
      idempotency.release(self.world, call)

  def run(self, call: Call, entry: Json) -> Answer:
    found = find(call)
    call.params = found.shape("", nested(call.flat))
    rule = script.take(self.world, call, outside=False)
    if not rule:
      return self.work(call, found)
    entry["rule"] = rule["id"]
    if rule["do"] == "status":
      return self.status(call, found, rule)
    if rule["do"] == "drop_after":
      raise Cut(rule.get("cut", "close"), self.work_or_refusal(call, found))
    done = None
    if rule["do"] == "hang" and rule.get("effect") == "done":
      done = self.work_or_refusal(call, found)
    time.sleep(float(rule.get("seconds", 30)))
    if rule["do"] == "hang":
      raise Cut(rule.get("cut", "close"), done)
    return self.work(call, found)

  def status(self, call: Call, found: Route, rule: Json) -> Answer:
    if rule["status"] == 402 and found.path in CHARGING:
      call.decline = rule
      answer = self.work(call, found)
      if call.decline is None:
        return answer
    elif rule.get("effect") == "done":
      self.work_or_refusal(call, found)
    raise script.failure(rule)

  def work(self, call: Call, found: Route) -> Answer:
    with self.world.lock:
      self.world.cause = {"id": call.request_id, "idempotency_key": call.key}
      try:
        body = found.work(self.world, call)
        return Answer(200, expand(self.world, body, call.get("expand", [])))
      except Failure:
        raise
      except Exception:
        traceback.print_exc(file=sys.stderr)
        raise server_error(500, {}) from None
      finally:
        self.world.cause = {"id": None, "idempotency_key": None}
        self.post.collect()

  def work_or_refusal(self, call: Call, found: Route) -> Answer:
    try:
      return self.work(call, found)
    except Failure as failure:
      return Answer(failure.status, failure.body(call.request_id), failure.headers)
