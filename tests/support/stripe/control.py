"""The control API, below /_double: what happens outside of the API, and what a test wants to know.

Each line of the table is a method, a path and a function of what the path names and what was sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable

import account
import card
import dispute
import funds
import idempotency
import letter
import payment
import refund
import route
import script
import setup
import transfer
import visit
from checkout import current, expire
from failure import Failure, Json
from post import Post, loopback
from world import World


@dataclass
class Order:
  world: World
  post: Post
  sent: Json
  query: dict[str, str]
  names: tuple[str, ...] = ()

  def get(self, name: str, default: Any = None) -> Any:
    return self.sent.get(name, default)

  def object(self, noun: str) -> Json:
    return self.world.find(noun, self.names[0])

  def test_card(self) -> str:
    named = str(self.get("card", "pm_card_visa"))
    if named not in card.CARDS:
      raise ValueError(f"card: one of {', '.join(card.CARDS)}")
    return named


Deed = Callable[[Order], Any]


def complete(order: Order) -> Json:
  status = order.get("payment_status", "paid")
  if status not in ("paid", "unpaid"):
    raise ValueError("payment_status: paid or unpaid")
  return visit.complete(order.world, order.names[0], order.test_card(), status == "unpaid")


def setup_end(order: Order) -> Json:
  intent = order.object("setup_intent")
  method = card.create(order.world, order.test_card())
  end = setup.succeed if order.names[1] == "succeed" else setup.fail
  end(order.world, intent, method)
  return intent


def behave(order: Order) -> Json:
  """From now on that saved card behaves like this test card."""
  method = order.object("payment_method")
  order.world.notes[method["id"]]["card"] = order.test_card()
  return method


def payout(order: Order) -> Json:
  """The connected account's bank is paid, or is not."""
  found = order.object("account")
  status = order.get("status", "paid")
  amount = int(order.get("amount", funds.held(order.world, found["id"])))
  made = order.world.add(
    "po_1", "payout", amount=amount, arrival_date=order.world.now(), automatic=True, currency="usd",
    description=None, destination="ba_double", failure_balance_transaction=None,
    failure_code="account_closed" if status == "failed" else None, failure_message=None,
    metadata={}, method="standard", source_type="card", statement_descriptor=None, status=status,
    type="bank_account")
  if status == "paid":
    funds.hold(order.world, found["id"], -amount)
  order.world.emit(f"payout.{status}", made, account=found["id"])
  return made


def balance(order: Order) -> Json:
  if unknown := order.sent.keys() - {"available", "pending", "charges", "settle"}:
    raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
  if order.get("settle"):
    funds.settle(order.world)
  order.world.funds.update((name, value) for name, value in order.sent.items() if name != "settle")
  return order.world.funds


def mode(order: Order) -> Json:
  if not isinstance(order.get("deliver"), bool):
    raise ValueError("deliver: true or false")
  if order.get("held", "send") not in ("send", "now", "reverse", "drop"):
    raise ValueError("held: send, now, reverse or drop")
  order.post.mode(order.sent["deliver"], order.get("held", "send"))
  return {"deliver": order.world.deliver}


def lean(order: Order) -> Json:
  """Whether charges come without their refunds from now on, as by --lean-charges."""
  if not isinstance(order.get("lean"), bool):
    raise ValueError("lean: true or false")
  order.world.lean = order.sent["lean"]
  return {"lean": order.world.lean}


def endpoints(order: Order) -> Json:
  """Where webhooks go from now on: {"platform": url, "connect": url}."""
  for name, url in order.sent.items():
    order.post.endpoints[name].url = loopback(url)
  return {name: each.url for name, each in order.post.endpoints.items()}


def events(order: Order) -> list[Json]:
  """Each with where it goes and how that went; ?type= takes one kind."""
  wanted = order.query.get("type")
  return [{**each, "event": order.world.objects[each["event"]]}
          for each in order.world.letters.values() if wanted in (None, each["type"])]


def calls(order: Order) -> list[Json]:
  wanted = {name: order.query[name] for name in ("method", "path") if name in order.query}
  return [each for each in order.world.calls
          if all(each[name] == value for name, value in wanted.items())]


def state(order: Order) -> Json:
  world = order.world
  kinds: dict[str, list[Json]] = {}
  for found in world.objects.values():
    if found["object"] != "event":
      kinds.setdefault(found["object"], []).append(world.show(found))
  accounts = {each["id"]: funds.held(world, each["id"]) for each in world.each("account")}
  return {"objects": kinds, "balance": world.funds, "account_balances": accounts,
          "rules": world.rules,
          "idempotency_keys": [each.partition(" ")[2] for each in world.answers],
          "now": world.now(), "deliver": world.deliver}


def reset(order: Order) -> Json:
  order.world.forget()
  return {"reset": True}


def clock(order: Order) -> Json:
  """Time passes here only: sessions expire, keys are forgotten. Signatures keep the real time."""
  order.world.ahead += int(order.get("advance", 0))
  for each in list(order.world.each("checkout.session")):
    current(order.world, each["id"])
  return {"now": order.world.now()}


def unscript(order: Order) -> Json:
  order.world.rules.clear()
  return {"rules": []}


TABLE: list[tuple[str, str, Deed]] = [
  ("GET", "/state", state),
  ("GET", "/calls", calls),
  ("GET", "/events", events),
  ("GET", "/parameters", lambda _: route.parameters()),
  ("POST", "/reset", reset),
  ("POST", "/clock", clock),
  ("POST", "/balance", balance),
  ("GET", "/script", lambda order: order.world.rules),
  ("POST", "/script", lambda order: script.add(order.world, order.sent)),
  ("DELETE", "/script", unscript),
  ("POST", "/idempotency/forget",
   lambda order: {"forgotten": idempotency.prune(order.world, order.get("key"))}),
  ("POST", "/webhooks/mode", mode),
  ("POST", "/webhooks/endpoints", endpoints),
  ("POST", "/webhooks/send",
   lambda order: {"answers": letter.send(order.world, order.post, order.sent)}),
  ("POST", "/webhooks/drain",
   lambda order: {"drained": order.post.drain(float(order.get("timeout", 10)))}),
  ("POST", "/lean", lean),
  ("POST", "/checkout/(cs_[^/]+)/complete", complete),
  ("POST", "/checkout/(cs_[^/]+)/expire",
   lambda order: expire(order.world, current(order.world, order.names[0]))),
  ("POST", "/checkout/(cs_[^/]+)/async_succeed",
   lambda order: visit.async_succeed(order.world, order.names[0])),
  ("POST", "/checkout/(cs_[^/]+)/async_fail",
   lambda order: visit.async_fail(order.world, order.names[0])),
  ("POST", "/setup_intents/(seti_[^/]+)/(succeed|fail)", setup_end),
  ("POST", "/payment_intents/(pi_[^/]+)/authenticate",
   lambda order: visit.authenticate(order.world, order.names[0], order.get("passes", True))),
  ("POST", "/payment_intents/(pi_[^/]+)/settle",
   lambda order: payment.settle(order.world, order.object("payment_intent"),
                                bool(order.get("succeeds", True)))),
  ("POST", "/payment_methods/(pm_[^/]+)/detach",
   lambda order: card.detach(order.world, order.object("payment_method"))),
  ("POST", "/payment_methods/(pm_[^/]+)/behave", behave),
  ("POST", "/charges/(ch_[^/]+)/refund",
   lambda order: refund.create(order.world, order.object("charge"), order.get("amount"),
                               order.get("reason"))),
  ("POST", "/refunds/(re_[^/]+)/fail",
   lambda order: refund.fail(order.world, order.object("refund"))),
  ("POST", "/charges/(ch_[^/]+)/dispute",
   lambda order: dispute.create(order.world, order.object("charge"), order.get("amount"),
                                order.get("reason", "fraudulent"))),
  ("POST", "/disputes/(dp_[^/]+)/close",
   lambda order: dispute.close(order.world, order.object("dispute"), order.get("status", "lost"))),
  ("POST", "/transfers/(tr_[^/]+)/reverse",
   lambda order: transfer.reverse(order.world, order.object("transfer"), order.get("amount"), None,
                                  by_force=True)),
  ("POST", "/accounts/(acct_[^/]+)/activate",
   lambda order: account.activate(order.world, order.object("account"), **order.sent)),
  ("POST", "/accounts/(acct_[^/]+)/restrict",
   lambda order: account.restrict(order.world, order.object("account"), **order.sent)),
  ("POST", "/accounts/(acct_[^/]+)/update",
   lambda order: account.change(order.world, order.object("account"), **order.sent)),
  ("POST", "/accounts/(acct_[^/]+)/deauthorize",
   lambda order: account.deauthorize(order.world, order.object("account"))),
  ("POST", "/accounts/(acct_[^/]+)/payout", payout),
]

# These wait, and must not hold the world meanwhile.
UNLOCKED = {"/webhooks/send", "/webhooks/drain"}


def obey(world: World, post: Post, method: str, path: str, query: dict[str, str],
         sent: Json) -> tuple[int, Any]:
  order = Order(world, post, sent, query)
  for verb, pattern, deed in TABLE:
    match = re.fullmatch(pattern, path) if verb == method else None
    if match:
      order.names = match.groups()
      return done(order, deed, path in UNLOCKED)
  return 404, {"error": f"{method} /_double{path} is nothing"}


def done(order: Order, deed: Deed, unlocked: bool) -> tuple[int, Any]:
  try:
    if unlocked:
      return 200, deed(order)
    with order.world.lock:
      try:
        found = deed(order)
        return 200, order.world.show(found) if isinstance(found, dict) else found
      finally:
        order.post.collect()
        order.world.save()
  except Failure as failure:
    return failure.status, {"error": str(failure)}
  except (ValueError, TypeError, KeyError) as error:
    return 400, {"error": f"{type(error).__name__}: {error}"}
