"""One event sent in a chosen way: twice, stale, forged, altered, to the wrong endpoint."""

from __future__ import annotations

import time
from copy import deepcopy
from typing import Any

import signature
from failure import Json
from post import Endpoint, Post, deliver, written
from world import World, fresh

WAYS = {"event", "payload", "raw", "times", "parallel", "secret", "timestamp_offset",
        "two_signatures", "header", "livemode", "body_patch", "alter_byte", "to", "account"}


def send(world: World, post: Post, ways: Json) -> list[Json]:
  if unknown := ways.keys() - WAYS:
    raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
  body = content(world, ways)
  endpoint, url = addressee(post, ways, body)
  header = stamp(post, endpoint, ways, body)
  if ways.get("alter_byte"):
    body = altered(body)
  times = int(ways.get("times", 1))
  if ways.get("parallel"):
    return post.parallel(url, [(body, header)] * times)
  return [deliver(url, body, header) for _ in range(times)]


def content(world: World, ways: Json) -> bytes:
  if "raw" in ways:
    return str(ways["raw"]).encode()
  event = fabricated(world, ways["payload"]) if "payload" in ways else deepcopy(
    world.find("event", ways.get("event", "")))
  for name in ("livemode", "account"):
    if name in ways:
      event[name] = ways[name]
  patch(event, ways.get("body_patch", {}))
  return written(event)


def fabricated(world: World, sent: Json) -> Json:
  """An envelope for {"type": …, "data": {"object": …}}, kept nowhere."""
  envelope: Json = {"id": fresh("evt_1"), "object": "event", "api_version": world.version,
                    "created": world.now(), "livemode": world.live, "pending_webhooks": 1,
                    "request": {"id": None, "idempotency_key": None}}
  return envelope | sent


def patch(node: Json, changes: Json) -> None:
  """Hashes are merged; anything else, null too, takes the place of what was there."""
  for name, value in changes.items():
    if isinstance(value, dict) and isinstance(node.get(name), dict):
      patch(node[name], value)
    else:
      node[name] = value


def addressee(post: Post, ways: Json, body: bytes) -> tuple[Endpoint, str]:
  place = str(ways.get("to") or ("connect" if b'"account": "acct_' in body.split(b'"data"')[0]
                                 else "platform"))
  if place.startswith("http://127.0.0.1"):
    return post.endpoints["platform"], place
  return post.endpoints[place], post.endpoints[place].url


def stamp(post: Post, endpoint: Endpoint, ways: Json, body: bytes) -> str | None:
  if "header" in ways:
    return None if ways["header"] is None else str(ways["header"])
  secret = keyed(post, endpoint, ways.get("secret"))
  at = int(time.time()) + int(ways.get("timestamp_offset", 0))
  older = ["whsec_older"] if ways.get("two_signatures") else []
  return signature.header([*older, secret], at, body)


def keyed(post: Post, endpoint: Endpoint, named: Any) -> str:
  if named is None:
    return endpoint.secret
  if named in post.endpoints:
    return post.endpoints[named].secret
  return "whsec_wrong" if named == "wrong" else str(named)


def altered(body: bytes) -> bytes:
  """The last digit of the body is another one: still JSON, but not what was signed."""
  for index in range(len(body) - 1, -1, -1):
    if 48 <= body[index] <= 57:
      return body[:index] + bytes([48 + (body[index] - 47) % 10]) + body[index + 1:]
  return body + b" "
