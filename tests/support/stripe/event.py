"""The events that the API lists: thirty days back, as Stripe does."""

from __future__ import annotations

from fnmatch import fnmatch

from failure import Json
from listing import DATED, page
from route import Call, route
from schema import Array, text
from world import World

KEPT = 30 * 86400


@route("GET", "/v1/events/{id}")
def event_find(world: World, call: Call) -> Json:
  return world.show(world.find("event", call.ids[0]))


@route("GET", "/v1/events", type=text, types=Array(text), **DATED)
def event_list(world: World, call: Call) -> Json:
  wanted = call.get("types") or [call.get("type", "*")]
  return page(world, call, "event", keep=lambda each: (
    each["created"] > world.now() - KEPT and "account" not in each
    and any(fnmatch(each["type"], pattern) for pattern in wanted)))
