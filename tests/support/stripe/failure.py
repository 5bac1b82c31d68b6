"""How Stripe says no.

`stored` tells whether the idempotency layer keeps the answer: what is refused before the endpoint
ran (a wrong parameter, a missing key, too many requests) is not kept, all else is.
"""

from __future__ import annotations

from typing import Any, Mapping

Json = dict[str, Any]

INVALID = "invalid_request_error"


class Failure(Exception):
  def __init__(self, status: int, kind: str, message: str, *, stored: bool = True,
               headers: Mapping[str, str] | None = None, **fields: Any) -> None:
    super().__init__(message)
    self.status = status
    self.stored = stored
    self.headers = dict(headers or {})
    self.error: Json = {"type": kind, "message": message}
    self.error.update((name, value) for name, value in fields.items() if value is not None)
    if code := self.error.get("code"):
      self.error["doc_url"] = "https://stripe.com/docs/error-codes/" + code.replace("_", "-")

  def body(self, request_id: str) -> Json:
    log = f"https://dashboard.stripe.com/test/logs/{request_id}"
    return {"error": {**self.error, "request_log_url": log}}


class Cut(Exception):
  """The connection ends here: closed, reset, or closed in the middle of the answer."""

  def __init__(self, how: str, answer: Answer | None = None) -> None:
    super().__init__(how)
    self.how = how
    self.answer = answer


class Answer:
  def __init__(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
    self.status = status
    self.body = body
    self.headers = dict(headers or {})


def wrong(param: str | None, message: str, code: str | None = None) -> Failure:
  """A parameter that cannot be what it is: the endpoint never runs."""
  return Failure(400, INVALID, message, stored=False, param=param, code=code)


def refused(message: str, param: str | None = None, code: str | None = None) -> Failure:
  """The parameters are well formed, but the endpoint ran and would not."""
  return Failure(400, INVALID, message, param=param, code=code)


def missing(noun: str, name: str, param: str = "id") -> Failure:
  """Nothing has that id. In the path that is a 404, in a parameter a 400."""
  status = 404 if param == "id" else 400
  return Failure(status, INVALID, f"No such {noun}: '{name}'", param=param, code="resource_missing")


def card_error(message: str, code: str, **fields: Any) -> Failure:
  return Failure(402, "card_error", message, code=code, **fields)


def server_error(status: int, headers: Mapping[str, str]) -> Failure:
  return Failure(status, "api_error", "An unknown error occurred", headers=headers)
