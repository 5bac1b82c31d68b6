"""Refunds, by the API or by hand in the dashboard."""

from __future__ import annotations

from copy import deepcopy

import funds
from failure import Json, missing, refused, wrong
from listing import DATED, page
from route import Call, route
from schema import merged, metadata, one_of, optional, positive, text
from world import World

REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def create(world: World, charge: Json, amount: int | None, reason: str | None = None,
           sent: dict[str, str] | None = None) -> Json:
  left = charge["amount"] - charge["amount_refunded"]
  if charge["status"] != "succeeded":
    raise refused(f"Charge {charge['id']} has not succeeded.", "charge")
  if left == 0:
    raise refused(f"Charge {charge['id']} has already been refunded.",
                  code="charge_already_refunded")
  if charge["disputed"] and not world.notes[charge["id"]].get("dispute_won"):
    raise refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.",
                  code="charge_disputed")
  if (amount or left) > left:
    raise refused(f"Refund amount (${(amount or 0) / 100:.2f}) is greater than unrefunded amount "
                  f"on charge (${left / 100:.2f})", "amount")
  made = world.add(
    "re_3", "refund", amount=amount or left, balance_transaction=None, charge=charge["id"],
    currency="usd", customer=charge["customer"], customer_account=None,
    destination_details={"card": {"reference_status": "pending", "reference_type":
                                  "acquirer_reference_number", "type": "refund"}, "type": "card"},
    metadata=merged({}, sent), payment_intent=charge["payment_intent"],
    payment_method=charge["payment_method"], reason=reason, receipt_number=None,
    source_transfer_reversal=None, status="succeeded", transfer_reversal=None)
  del made["livemode"]
  made["balance_transaction"] = funds.book(world, -made["amount"], "refund", made["id"])
  before = world.show(charge)
  charge["amount_refunded"] += made["amount"]
  charge["refunded"] = charge["amount_refunded"] == charge["amount"]
  world.emit("refund.created", made)
  world.emit("charge.refunded", charge, before)
  return made


def fail(world: World, found: Json) -> Json:
  """The card's bank would not take the money back: it is ours again."""
  if found["status"] != "succeeded":
    raise refused(f"This refund has a status of {found['status']}.")
  before = deepcopy(found)
  charge = world.objects[found["charge"]]
  found.update(status="failed", failure_reason="expired_or_canceled_card",
               failure_balance_transaction=funds.book(world, found["amount"], "refund_failure",
                                                      found["id"]))
  charge["amount_refunded"] -= found["amount"]
  charge["refunded"] = False
  world.emit("refund.updated", found, before)
  world.emit("refund.failed", found, before)
  world.emit("charge.refund.updated", found, before)
  return found


@route("POST", "/v1/refunds", amount=positive, charge=text, payment_intent=text,
       reason=one_of(*REASONS), metadata=optional(metadata))
def refund_create(world: World, call: Call) -> Json:
  names = [name for name in ("charge", "payment_intent") if name in call.params]
  if len(names) != 1:
    raise wrong("charge", "One of the following params should be provided for this request: "
                "payment_intent or charge.", "parameter_missing")
  return world.show(create(world, paid(world, call), call.get("amount"), call.get("reason"),
                           call.get("metadata")))


def paid(world: World, call: Call) -> Json:
  if name := call.get("charge"):
    return world.find("charge", name, "charge")
  intent = world.find("payment_intent", call.params["payment_intent"], "payment_intent")
  if intent["status"] != "succeeded":
    raise refused(f"This PaymentIntent ({intent['id']}) does not have a successful charge to "
                  "refund.", "payment_intent", "payment_intent_unexpected_state")
  return world.find("charge", intent["latest_charge"])


@route("GET", "/v1/refunds/{id}")
def refund_find(world: World, call: Call) -> Json:
  return world.show(world.find("refund", call.ids[0]))


@route("GET", "/v1/refunds", charge=text, payment_intent=text, **DATED)
def refund_list(world: World, call: Call) -> Json:
  return page(world, call, "refund", "charge", "payment_intent")


@route("GET", "/v1/charges/{id}/refunds", **DATED)
def refunds_of_charge(world: World, call: Call) -> Json:
  charge = world.objects.get(call.ids[0])
  if not charge or charge["object"] != "charge":
    raise missing("charge", call.ids[0])
  return page(world, call, "refund", keep=lambda each: each["charge"] == charge["id"])
