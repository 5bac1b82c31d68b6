"""What a parameter may be. A check takes the parameter's full name and what was sent, and returns
the value, or refuses in Stripe's words."""

from __future__ import annotations

import re
from typing import Any, Callable

from failure import wrong

Check = Callable[[str, Any], Any]

LARGEST = 99999999  # eight digits, in cents


class Need:
  """A parameter that must be there."""

  def __init__(self, check: Check) -> None:
    self.check = check


class Shape:
  """A hash with known names."""

  def __init__(self, **fields: Check | Need) -> None:
    self.fields = {name: field.check if isinstance(field, Need) else field
                   for name, field in fields.items()}
    self.required = [name for name, field in fields.items() if isinstance(field, Need)]

  def __call__(self, param: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
      raise wrong(param, "Invalid object", None)
    for name in raw:
      if name not in self.fields:
        full = inside(param, name)
        raise wrong(full, f"Received unknown parameter: {full}", "parameter_unknown")
    for name in self.required:
      if name not in raw:
        raise absent(inside(param, name))
    return {name: self.fields[name](inside(param, name), value) for name, value in raw.items()}

  def names(self) -> dict[str, Any]:
    return {name: described(check) for name, check in self.fields.items()}


class Array:
  def __init__(self, check: Check) -> None:
    self.check = check

  def __call__(self, param: str, raw: Any) -> list[Any]:
    if not isinstance(raw, dict) or not all(index.isdigit() for index in raw):
      raise wrong(param, "Invalid array")
    return [self.check(f"{param}[{index}]", raw[index]) for index in sorted(raw, key=int)]


def described(check: Check) -> Any:
  """The names below a parameter, for whoever compares them with Stripe's own."""
  if isinstance(check, Shape):
    return check.names()
  if isinstance(check, Array):
    return described(check.check)
  return None


def inside(param: str, name: str) -> str:
  return f"{param}[{name}]" if param else name


def absent(param: str) -> Exception:
  return wrong(param, f"Missing required param: {param}.", "parameter_missing")


def text(param: str, raw: Any) -> str:
  if not isinstance(raw, str):
    raise wrong(param, "Invalid string: expected a value, got a hash")
  if raw == "":
    raise wrong(param, f"You passed an empty string for '{param}'. We assume empty values are an "
                f"attempt to unset a field; however '{param}' cannot be unset. You should remove "
                f"'{param}' from your request or supply a non-empty value.",
                "parameter_invalid_empty")
  if len(raw) > 5000:
    raise wrong(param, f"Invalid string: {raw[:20]}…; must be at most 5000 characters",
                "parameter_invalid_string_length")
  return raw


def short(limit: int) -> Check:
  def check(param: str, raw: Any) -> str:
    if len(text(param, raw)) > limit:
      raise wrong(param, f"Invalid string: must be at most {limit} characters")
    return str(raw)
  return check


def whole(param: str, raw: Any) -> int:
  if not re.fullmatch(r"-?[0-9]{1,18}", text(param, raw)):
    raise wrong(param, f"Invalid integer: {raw}", "parameter_invalid_integer")
  return int(raw)


def positive(param: str, raw: Any) -> int:
  number = whole(param, raw)
  if number < 1:
    raise wrong(param, "This value must be greater than or equal to 1.",
                "parameter_invalid_integer")
  if number > LARGEST:
    raise wrong(param, "Amount must be no more than $999,999.99", "amount_too_large")
  return number


def charged(param: str, raw: Any) -> int:
  """An amount that a card is charged."""
  number = positive(param, raw)
  if number < 50:
    raise wrong(param, "Amount must be at least $0.50 usd", "amount_too_small")
  return number


def boolean(param: str, raw: Any) -> bool:
  if text(param, raw) not in ("true", "false"):
    raise wrong(param, f"Invalid boolean: {raw}")
  return bool(raw == "true")


def one_of(*names: str) -> Check:
  def check(param: str, raw: Any) -> str:
    if text(param, raw) not in names:
      raise wrong(param, f"Invalid {param}: must be one of {', '.join(names)}")
    return str(raw)
  return check


def usd(param: str, raw: Any) -> str:
  if text(param, raw) != "usd":
    raise wrong(param, f"Invalid currency: {raw}. This account can only use usd.")
  return "usd"


def url(param: str, raw: Any) -> str:
  if not re.fullmatch(r"https?://[^\s/]+\S*", text(param, raw)):
    raise wrong(param, "Not a valid URL", "url_invalid")
  return str(raw)


def email(param: str, raw: Any) -> str:
  if not re.fullmatch(r"[^@\s]+@[^@\s]+", text(param, raw)):
    raise wrong(param, f"Invalid email address: {raw}", "email_invalid")
  return str(raw)


def optional(check: Check) -> Check:
  """What an empty value unsets."""
  def unset(param: str, raw: Any) -> Any:
    return None if raw == "" else check(param, raw)
  return unset


def metadata(param: str, raw: Any) -> dict[str, str] | None:
  """None unsets all of it, an empty value unsets one key."""
  if raw == "":
    return None
  if not isinstance(raw, dict):
    raise wrong(param, "Invalid object")
  if len(raw) > 50:
    raise wrong(param, "You can only have up to 50 metadata keys.")
  for key, value in raw.items():
    if not isinstance(value, str):
      raise wrong(inside(param, key), "Metadata values must be strings, but a hash was passed.")
    if len(key) > 40:
      raise wrong(param, f"Metadata keys can have up to 40 characters, but {key} is longer.")
    if len(value) > 500:
      raise wrong(inside(param, key), "Metadata values can have up to 500 characters.")
  return dict(raw)


def merged(old: dict[str, str], sent: dict[str, str] | None) -> dict[str, str]:
  if sent is None:
    return {}
  return {key: value for key, value in (old | sent).items() if value != ""}


TIME = Shape(gt=whole, gte=whole, lt=whole, lte=whole)


def created(param: str, raw: Any) -> Any:
  return TIME(param, raw) if isinstance(raw, dict) else whole(param, raw)
