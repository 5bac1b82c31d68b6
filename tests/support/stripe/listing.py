"""Lists by cursor, newest first; and `expand`, which puts an object where its id stood."""

from __future__ import annotations

from typing import Any, Callable

from failure import Json, missing, refused, wrong
from route import Call
from schema import Check, created, text, whole
from world import PAGE_LENGTH, World, listed


def window(param: str, raw: Any) -> int:
  limit = whole(param, raw)
  if not 1 <= limit <= 100:
    raise wrong(param, f"Invalid integer: {limit} must be between 1 and 100.",
                "parameter_invalid_integer")
  return limit


PAGE: dict[str, Check] = {"limit": window, "starting_after": text, "ending_before": text}
DATED: dict[str, Check] = {**PAGE, "created": created}


def page(world: World, call: Call, noun: str, *same: str,
         keep: Callable[[Json], bool] | None = None) -> Json:
  """Objects of that noun whose fields named in `same` are as the call asks."""
  found = [each for each in world.each(noun)
           if not each.get("deleted")
           and all(each.get(name) == call.params[name] for name in same if name in call.params)
           and (keep is None or keep(each))
           and in_time(each["created"], call.get("created"))]
  return cut(world, call, found)


def cut(world: World, call: Call, found: list[Json]) -> Json:
  limit = call.get("limit", PAGE_LENGTH)
  after, before = call.get("starting_after"), call.get("ending_before")
  if after and before:
    raise wrong(None, "Received both starting_after and ending_before parameters. "
                "Please pass in only one.")
  if after:
    found = found[place(found, after, "starting_after") + 1:]
  elif before:
    found = found[:place(found, before, "ending_before")]
    more = len(found) > limit
    return listed([world.show(each) for each in found[-limit:]], call.path, more)
  return listed([world.show(each) for each in found[:limit]], call.path, len(found) > limit)


def place(found: list[Json], name: str, param: str) -> int:
  for index, each in enumerate(found):
    if each["id"] == name:
      return index
  raise missing("object", name, param)


def in_time(moment: int, asked: Any) -> bool:
  if asked is None:
    return True
  if isinstance(asked, int):
    return moment == asked
  return bool(moment > asked.get("gt", -1) and moment >= asked.get("gte", 0)
              and moment < asked.get("lt", moment + 1) and moment <= asked.get("lte", moment))


def expand(world: World, shown: Json, paths: list[str]) -> Json:
  for path in paths:
    parts = path.split(".")
    if len(parts) > 5:
      raise refused("You cannot expand more than 4 levels of a property", "expand")
    put(world, shown, parts, path)
  return shown


def put(world: World, node: Any, parts: list[str], path: str) -> None:
  if isinstance(node, list):
    for each in node:
      put(world, each, parts, path)
    return
  name = parts[0]
  if name not in node and not hidden(world, node, name):
    raise refused(f"This property cannot be expanded ({path}).", "expand")
  value = node.get(name)
  if isinstance(value, str):
    if value not in world.objects:
      raise refused(f"This property cannot be expanded ({path}).", "expand")
    node[name] = world.show(world.objects[value])
  if parts[1:] and node.get(name) is not None:
    put(world, node[name], parts[1:], path)


def hidden(world: World, node: Json, name: str) -> bool:
  """What is left out until it is asked for."""
  if node.get("object") == "charge" and name == "refunds":
    node[name] = world.refunds(world.objects[node["id"]])
  elif node.get("object") == "checkout.session" and name == "line_items":
    node[name] = listed(world.notes[node["id"]]["line_items"],
                        f"/v1/checkout/sessions/{node['id']}/line_items")
  else:
    return False
  return True
