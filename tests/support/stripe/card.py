"""Payment methods: cards, and how each behaves when it is charged.

A test card (pm_card_visa and its kind) is a name, not an object: each use makes a new payment
method that behaves so.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from failure import Failure, Json, card_error, missing, refused
from listing import PAGE, page
from route import Call, route
from schema import Need, one_of, text
from world import World

DECLINED = "Your card was declined."


@dataclass(frozen=True)
class Manner:
  """What a charge of the card meets. No code: it works."""

  last4: str
  code: str | None = None
  decline: str | None = None
  message: str = DECLINED
  asks: bool = False  # its owner must be there to authenticate
  attaches: bool = True
  waits: bool = False  # its bank takes its time: the payment is processing until it is settled


CARDS: dict[str, Manner] = {
  "pm_card_visa": Manner("4242"),
  "pm_double_slowBank": Manner("4242", waits=True),
  "pm_card_us": Manner("4242"),
  "pm_card_chargeDeclined": Manner("0002", "card_declined", "generic_decline", attaches=False),
  "pm_card_chargeDeclinedInsufficientFunds": Manner(
    "9995", "card_declined", "insufficient_funds", "Your card has insufficient funds.",
    attaches=False),
  "pm_card_chargeDeclinedLostCard": Manner("9987", "card_declined", "lost_card", attaches=False),
  "pm_card_chargeDeclinedExpiredCard": Manner(
    "0069", "expired_card", None, "Your card has expired.", attaches=False),
  "pm_card_chargeDeclinedProcessingError": Manner(
    "0119", "processing_error", None,
    "An error occurred while processing your card. Try again in a little bit.", attaches=False),
  "pm_card_chargeCustomerFail": Manner("0341", "card_declined", "generic_decline"),
  "pm_card_authenticationRequired": Manner(
    "3184", "authentication_required", "authentication_required",
    "Your card was declined. This transaction requires authentication.", asks=True),
}


def create(world: World, name: str) -> Json:
  manner = CARDS[name]
  made = world.add(
    "pm_1", "payment_method", allow_redisplay="unspecified", customer=None, customer_account=None,
    metadata={}, type="card",
    billing_details={"address": {"city": None, "country": "US", "line1": None, "line2": None,
                                 "postal_code": None, "state": None},
                     "email": None, "name": None, "phone": None, "tax_id": None},
    card={"brand": "visa",
          "checks": {"address_line1_check": None, "address_postal_code_check": None,
                     "cvc_check": "pass"},
          "country": "US", "display_brand": "visa", "exp_month": 12, "exp_year": 2034,
          "fingerprint": "Xt5EWLLDS7FJjR1c", "funding": "credit", "generated_from": None,
          "last4": manner.last4, "networks": {"available": ["visa"], "preferred": None},
          "regulated_status": "unregulated", "three_d_secure_usage": {"supported": True},
          "wallet": None})
  world.notes[made["id"]]["card"] = name
  return made


def manner(world: World, method: Json) -> Manner:
  return CARDS[world.notes[method["id"]]["card"]]


def resolve(world: World, name: str, param: str = "payment_method") -> Json:
  if name in CARDS:
    return create(world, name)
  return world.find("payment_method", name, param, "PaymentMethod")


def usable(world: World, name: str, customer: str | None) -> Json:
  """The payment method, if that customer may pay with it."""
  method = resolve(world, name)
  if method["customer"] == customer:
    return method
  if world.notes[method["id"]].get("detached"):
    raise missing("PaymentMethod", name, "payment_method")
  if method["customer"] is None:
    return method
  if customer is None:
    raise refused(f"The PaymentMethod {name} is attached to a customer: pass it as `customer`.",
                  "payment_method")
  raise refused(f"The PaymentMethod {name} does not belong to the Customer you supplied, "
                f"{customer}.", "payment_method")


def attach(world: World, method: Json, customer: str) -> Json:
  world.find("customer", customer, "customer")
  if world.notes[method["id"]].get("detached"):
    raise refused("The payment method you provided was detached from a Customer. It may not be "
                  "used again.", "payment_method")
  if method["customer"] is None:
    method["customer"] = customer
    world.emit("payment_method.attached", method)
  elif method["customer"] != customer:
    raise refused("The payment method you provided has already been attached to a customer.",
                  "payment_method")
  return method


def detach(world: World, method: Json) -> Json:
  if method["customer"] is None:
    raise refused("The payment method you provided is not attached to a customer so detachment "
                  "is impossible.", "payment_method")
  before = deepcopy(method)
  method["customer"] = None
  world.notes[method["id"]]["detached"] = True
  world.emit("payment_method.detached", method, before)
  return method


def decline(world: World, found: Manner, method: Json, charge: str | None = None) -> Failure:
  return card_error(found.message, found.code or "card_declined", decline_code=found.decline,
                    charge=charge, payment_method=world.show(method))


@route("GET", "/v1/payment_methods/{id}")
def method_find(world: World, call: Call) -> Json:
  return world.show(world.find("payment_method", call.ids[0], spoken="PaymentMethod"))


@route("GET", "/v1/customers/{id}/payment_methods/{method}")
def method_of_customer(world: World, call: Call) -> Json:
  found = world.find("payment_method", call.ids[1], spoken="PaymentMethod")
  if found["customer"] != world.find("customer", call.ids[0])["id"]:
    raise missing("PaymentMethod", found["id"])
  return world.show(found)


@route("GET", "/v1/payment_methods", customer=text, type=one_of("card"), **PAGE)
def method_list(world: World, call: Call) -> Json:
  if "customer" not in call.params:
    return page(world, call, "payment_method", keep=lambda _: False)
  return page(world, call, "payment_method", "customer", "type")


@route("GET", "/v1/customers/{id}/payment_methods", type=one_of("card"), **PAGE)
def methods_of_customer(world: World, call: Call) -> Json:
  owner = world.find("customer", call.ids[0])["id"]
  return page(world, call, "payment_method", "type", keep=lambda each: each["customer"] == owner)


@route("POST", "/v1/payment_methods/{id}/attach", customer=Need(text))
def method_attach(world: World, call: Call) -> Json:
  method = resolve(world, call.ids[0], "id")
  met = manner(world, method)
  if not met.attaches:
    raise decline(world, met, method)
  return world.show(attach(world, method, call.params["customer"]))


@route("POST", "/v1/payment_methods/{id}/detach")
def method_detach(world: World, call: Call) -> Json:
  return world.show(detach(world, resolve(world, call.ids[0], "id")))
