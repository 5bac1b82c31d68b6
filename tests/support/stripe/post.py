"""Webhooks: each event is sent to its endpoint, signed, and again if the answer is not 2xx."""

from __future__ import annotations

import http.client
import json
import threading
import time
from dataclasses import dataclass
from typing import Iterable
from urllib.parse import urlsplit

import signature
from failure import Json
from world import World

PATIENCE = 10.0


@dataclass
class Endpoint:
  url: str
  secret: str


def loopback(url: str) -> str:
  """The double calls nobody but this machine."""
  if url and (urlsplit(url).scheme != "http"
              or urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1")):
    raise ValueError(f"only http:// to this machine itself, not {url}")
  return url


def written(event: Json) -> bytes:
  return json.dumps(event, indent=2, ensure_ascii=False).encode()


def deliver(url: str, body: bytes, header: str | None) -> Json:
  """Send it once; the status, or why there is none."""
  place = urlsplit(url)
  headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache",
             "Accept": "*/*; q=0.5, application/xml",
             "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}
  if header is not None:
    headers["Stripe-Signature"] = header
  connection = http.client.HTTPConnection(place.hostname or "", place.port or 80, timeout=PATIENCE)
  try:
    connection.request("POST", place.path or "/", body, headers)
    answer = connection.getresponse()
    said = answer.read(4096).decode(errors="replace")
    return {"at": time.time(), "status": answer.status, "body": said}
  except (OSError, http.client.HTTPException) as error:
    return {"at": time.time(), "status": None, "body": f"{type(error).__name__}: {error}"}
  finally:
    connection.close()


class Post:
  """The letters, and the thread that carries them one at a time, the longest due first."""

  def __init__(self, world: World, endpoints: dict[str, Endpoint], delays: list[float]) -> None:
    self.world = world
    self.endpoints = endpoints
    self.delays = delays
    self.woken = threading.Condition(world.lock)
    self.busy = False
    self.over = False

  def start(self) -> None:
    threading.Thread(target=self.run, name="post", daemon=True).start()

  def stop(self) -> None:
    with self.woken:
      self.over = True
      self.woken.notify_all()

  def collect(self) -> None:
    """Take what happened in the world. The caller holds its lock."""
    for event in self.world.fresh_events:
      place = "connect" if "account" in event else "platform"
      self.world.letters[event["id"]] = {
        "event": event["id"], "type": event["type"], "to": place, "attempts": [],
        "delivered": False, "due": time.time() if self.endpoints[place].url else None}
    self.world.fresh_events.clear()
    self.woken.notify_all()

  def waiting(self) -> list[Json]:
    letters = [each for each in self.world.letters.values() if each["due"] is not None]
    return sorted(letters, key=due)

  def run(self) -> None:
    while True:
      with self.woken:
        letter = self.next_letter()
        if letter is None:
          return
        event = self.world.objects.get(letter["event"])
        self.busy = True
      try:
        if event:
          self.carry(letter, event)
      finally:
        with self.woken:
          self.busy = False
          self.woken.notify_all()

  def next_letter(self) -> Json | None:
    while not self.over:
      waiting = self.waiting() if self.world.deliver else []
      if waiting and due(waiting[0]) <= time.time():
        return waiting[0]
      self.woken.wait(due(waiting[0]) - time.time() if waiting else None)
    return None

  def carry(self, letter: Json, event: Json) -> None:
    endpoint = self.endpoints[letter["to"]]
    body = written(event)
    result = deliver(endpoint.url, body,
                     signature.header([endpoint.secret], int(time.time()), body))
    with self.woken:
      if letter["due"] is None:  # thrown away meanwhile
        return
      letter["attempts"].append(result)
      tries = len(letter["attempts"])
      if 200 <= (result["status"] or 0) < 300:
        letter.update(delivered=True, due=None)
        event["pending_webhooks"] = 0
      elif tries <= len(self.delays):
        letter["due"] = time.time() + self.delays[tries - 1]
      else:
        letter["due"] = None
      self.world.save()

  # ---------------------------------------------------------------- by hand

  def mode(self, deliver_now: bool, held: str) -> None:
    """Held letters, and those to be tried again, are sent when they are due, now, in reverse, or
    are dropped."""
    with self.woken:
      self.world.deliver = deliver_now
      waiting = self.waiting()
      if held == "drop":
        for each in waiting:
          each["due"] = None
      elif held == "now":
        for each in waiting:
          each["due"] = time.time()
      elif held == "reverse":
        for each, moment in zip(waiting, sorted(map(due, waiting), reverse=True)):
          each["due"] = moment
      self.woken.notify_all()

  def drain(self, seconds: float) -> bool:
    """Wait until nothing is on its way or due again."""
    until = time.time() + seconds
    with self.woken:
      while self.busy or self.waiting():
        left = until - time.time()
        if left <= 0:
          return False
        self.woken.wait(left)
    return True

  def parallel(self, url: str, letters: Iterable[tuple[bytes, str | None]]) -> list[Json]:
    """All at the same moment."""
    results: list[Json] = []
    threads = [threading.Thread(target=lambda b=body, h=header: results.append(deliver(url, b, h)))
               for body, header in letters]
    for each in threads:
      each.start()
    for each in threads:
      each.join()
    return results


def due(letter: Json) -> float:
  return float(letter["due"])
