"""The endpoints: a method, a path, what it takes, and the function that does it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable

from failure import INVALID, Failure, Json
from form import Pairs
from schema import Array, Shape, text

if TYPE_CHECKING:
  from world import World


@dataclass
class Call:
  """One request, and what became of it."""

  method: str
  path: str
  flat: Pairs
  request_id: str
  key: str | None = None
  account: str | None = None
  version: str = ""
  params: Json = field(default_factory=dict)
  ids: list[str] = field(default_factory=list)
  decline: Json | None = None  # a card error that a script asks for

  def get(self, name: str, default: Any = None) -> Any:
    return self.params.get(name, default)


Work = Callable[["World", Call], Json]


@dataclass
class Route:
  method: str
  path: str
  shape: Shape
  work: Work

  def ids(self, path: str) -> list[str] | None:
    match = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", self.path), path)
    return list(match.groups()) if match else None


routes: list[Route] = []


def route(method: str, path: str, **fields: Any) -> Callable[[Work], Work]:
  def register(work: Work) -> Work:
    routes.append(Route(method, path, Shape(expand=Array(text), **fields), work))
    return work
  return register


def find(call: Call) -> Route:
  for candidate in routes:
    if candidate.method == call.method and (ids := candidate.ids(call.path)) is not None:
      call.ids = ids
      return candidate
  raise Failure(404, INVALID, f"Unrecognized request URL ({call.method}: {call.path}).",
                stored=False)


def parameters() -> Json:
  """Every endpoint with the names it takes."""
  return {f"{each.method} {each.path}": each.shape.names() for each in routes}


