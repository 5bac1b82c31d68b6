"""application/x-www-form-urlencoded with bracketed names, as Stripe reads it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_plus

from failure import wrong

Pairs = list[tuple[str, str]]

NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
PART = re.compile(r"\[([^\[\]]*)\]")


def pairs(raw: str) -> Pairs:
  """The decoded names and values, in the order they came."""
  found: Pairs = []
  for piece in raw.split("&"):
    if not piece:
      continue
    name, equals, value = piece.partition("=")
    if not equals:
      raise wrong(name, f"Invalid form: {name!r} has no value")
    found.append((decoded(name), decoded(value)))
  return found


def decoded(text: str) -> str:
  if re.search(r"%(?![0-9A-Fa-f]{2})", text):
    raise wrong(None, f"Invalid percent-encoding in {text!r}")
  try:
    return unquote_plus(text, errors="strict")
  except UnicodeDecodeError:
    raise wrong(None, "Invalid UTF-8 in the request") from None


def nested(flat: Pairs) -> dict[str, Any]:
  """metadata[a]=1 and list[0][b]=2 as dictionaries; an array stays one with its indices as keys.

  A name that comes twice is refused: Stripe would take one of them, and which is luck.
  """
  root: dict[str, Any] = {}
  for name, value in flat:
    parts = path(name)
    node = root
    for part, after in zip(parts, parts[1:]):
      node = node.setdefault(part or str(len(node)), {})
      if not isinstance(node, dict):
        raise wrong(name, f"Invalid parameter: {name} is a value and a hash ({after})")
    last = parts[-1] or str(len(node))
    if last in node:
      raise wrong(name, f"Invalid parameter: {name} was sent twice")
    node[last] = value
  return root


def path(name: str) -> list[str]:
  match = NAME.fullmatch(name)
  if not match:
    raise wrong(name, f"Invalid parameter name: {name}")
  return [match[1], *PART.findall(match[2])]
