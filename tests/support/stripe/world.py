"""All that the double remembers: objects by id, what Stripe knows but does not show, and the files
from which a double that was killed goes on."""

from __future__ import annotations

import json
import os
import secrets
import string
import threading
import time
from copy import deepcopy
from pathlib import Path
from typing import Any, Iterator

from failure import Json, missing

# How long Stripe's ids are: prefix, then so many characters.
LENGTHS = {"cs_test_": 58, "cus_": 14, "acct_": 16}
PAGE_LENGTH = 10  # of a list whose caller does not say
ALPHABET = string.ascii_letters + string.digits


def fresh(prefix: str, length: int = 23) -> str:
  return prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))


class World:
  def __init__(self, directory: Path | None, version: str, live: bool, lean: bool) -> None:
    self.directory = directory
    self.version = version
    self.live = live
    self.lean = lean  # charges without their refunds, as Stripe shows them since 2022-11-15
    self.base = ""  # http://127.0.0.1:port, once the port is known
    self.lock = threading.RLock()
    self.cause: Json = {"id": None, "idempotency_key": None}  # of the events made now
    self.fresh_events: list[Json] = []  # made under the lock, not yet given to the post
    self.clear()

  def clear(self) -> None:
    self.objects: dict[str, Json] = {}
    self.notes: dict[str, Json] = {}
    self.answers: dict[str, Json] = {}  # the idempotency layer's
    self.letters: dict[str, Json] = {}  # webhooks: an event's id, where it goes, how it went
    self.rules: list[Json] = []
    self.calls: list[Json] = []
    self.funds: Json = {"available": 1_000_000, "pending": 0, "charges": "pending"}
    self.deliver = True
    self.ahead = 0  # seconds the clock was moved

  def now(self) -> int:
    return int(time.time()) + self.ahead

  # ---------------------------------------------------------------- objects

  def add(self, prefix: str, noun: str, **fields: Any) -> Json:
    """A new object, whose id begins so."""
    name = fresh(prefix, LENGTHS.get(prefix, 23))
    made = {"id": name, "object": noun, "created": self.now(), "livemode": self.live, **fields}
    self.objects[name] = made
    self.notes[name] = {}
    return made

  def find(self, noun: str, name: str, param: str = "id", spoken: str | None = None) -> Json:
    found = self.objects.get(name)
    if not found or found["object"] != noun or found.get("deleted"):
      raise missing(spoken or noun, name, param)
    return found

  def each(self, noun: str) -> Iterator[Json]:
    """Newest first."""
    return (found for found in reversed(self.objects.values()) if found["object"] == noun)

  def show(self, found: Json) -> Json:
    """The object as an answer or an event carries it."""
    shown = deepcopy(found)
    if found.get("object") == "charge" and not self.lean:
      shown["refunds"] = self.refunds(found)
    return shown

  def refunds(self, charge: Json) -> Json:
    """A list within an object is a first page: the newest, and whether there are more."""
    data = [deepcopy(each) for each in self.each("refund") if each["charge"] == charge["id"]]
    return listed(data[:PAGE_LENGTH], f"/v1/charges/{charge['id']}/refunds",
                  len(data) > PAGE_LENGTH)

  # ---------------------------------------------------------------- events

  def emit(self, kind: str, found: Json, before: Json | None = None,
           account: str | None = None) -> Json:
    """Something happened. `before` is the object as it was, where the event tells what changed."""
    subject: Json = {"object": self.show(found)}
    if before is not None:
      now = subject["object"]
      subject["previous_attributes"] = {
        name: before.get(name) for name in sorted(now.keys() | before.keys())
        if now.get(name) != before.get(name) and name != "refunds"}
    event = self.add("evt_1", "event", api_version=self.version, data=subject,
                     pending_webhooks=1, request=dict(self.cause), type=kind)
    if account:
      event["account"] = account
    self.fresh_events.append(event)
    return event

  # ---------------------------------------------------------------- files

  KEPT = ("objects", "notes", "answers", "letters", "rules", "funds", "deliver", "ahead")

  def save(self) -> None:
    if not self.directory:
      return
    with self.lock:
      whole = json.dumps({name: getattr(self, name) for name in self.KEPT})
      beside = self.directory / "state.json.new"
      beside.write_text(whole, encoding="utf-8")
      os.replace(beside, self.directory / "state.json")

  def load(self) -> None:
    if not self.directory:
      return
    self.directory.mkdir(parents=True, exist_ok=True)
    try:
      kept = json.loads((self.directory / "state.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
      return
    for name in self.KEPT:
      setattr(self, name, kept[name])
    # What was in flight when the double died never ended: such a key runs anew.
    self.answers = {key: kept for key, kept in self.answers.items() if kept["answer"]}
    for line in self.journal_lines():
      self.calls.append(json.loads(line))

  def journal_lines(self) -> list[str]:
    assert self.directory
    try:
      text = (self.directory / "calls.jsonl").read_text(encoding="utf-8")
    except FileNotFoundError:
      return []
    return [line for line in text.split("\n")[:-1] if line]

  def note_call(self, entry: Json) -> None:
    if self.directory:
      with self.lock, open(self.directory / "calls.jsonl", "a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry) + "\n")

  def forget(self) -> None:
    with self.lock:
      self.clear()
      if self.directory:
        (self.directory / "calls.jsonl").unlink(missing_ok=True)
      self.save()


def listed(data: list[Json], url: str, more: bool = False) -> Json:
  return {"object": "list", "data": data, "has_more": more, "url": url}
