"""Charges: what an attempt to pay leaves behind."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import card
import funds
from failure import Json
from listing import DATED, page
from route import Call, route
from schema import text
from world import World


def create(world: World, intent: Json, method: Json, status: str, **known: Any) -> Json:
  """A charge for all of the intent, with the intent's metadata as it is now."""
  paid = status == "succeeded"
  made = world.add(
    "ch_3", "charge", amount=intent["amount"], amount_captured=intent["amount"] if paid else 0,
    amount_refunded=0, application=None, application_fee=None, application_fee_amount=None,
    balance_transaction=None, billing_details=deepcopy(method["billing_details"]),
    calculated_statement_descriptor="CLORP", captured=paid, currency="usd",
    customer=intent["customer"], description=intent["description"], disputed=False,
    failure_balance_transaction=None, failure_code=None, failure_message=None, fraud_details={},
    metadata=dict(intent["metadata"]), on_behalf_of=None, outcome=outcome(status), paid=paid,
    payment_intent=intent["id"], payment_method=method["id"],
    payment_method_details=details(method),
    radar_options={}, receipt_email=intent["receipt_email"], receipt_number=None, receipt_url=None,
    refunded=False, review=None, shipping=None, source=None, source_transfer=None,
    statement_descriptor=None, statement_descriptor_suffix=None, status=status, transfer_data=None,
    transfer_group=intent["transfer_group"])
  made.update(known)
  intent["latest_charge"] = made["id"]
  if paid:
    collect(world, made)
  return made


def collect(world: World, charge: Json) -> None:
  """The money of a charge that succeeded."""
  amount = charge["amount"]
  charge.update(paid=True, captured=True, amount_captured=amount, status="succeeded",
                outcome=outcome("succeeded"),
                receipt_url=f"{world.base}/receipts/{charge['id']}")
  charge["balance_transaction"] = funds.book(world, amount, "charge", charge["id"],
                                             funds.fee_on(amount))


def outcome(status: str) -> Json | None:
  if status == "pending":
    return None
  good = status == "succeeded"
  return {"advice_code": None, "network_advice_code": None, "network_decline_code": None,
          "network_status": "approved_by_network" if good else "declined_by_network",
          "reason": None if good else "generic_decline", "risk_level": "normal",
          "seller_message": "Payment complete." if good else "The bank declined the charge.",
          "type": "authorized" if good else "issuer_declined"}


def details(method: Json) -> Json:
  known = method["card"]
  shown = {name: known[name] for name in ("brand", "checks", "country", "exp_month", "exp_year",
                                          "fingerprint", "funding", "last4")}
  return {"card": shown | {"network": "visa", "three_d_secure": None, "wallet": None},
          "type": "card"}


def fail(world: World, intent: Json, method: Json, manner: card.Manner) -> Json:
  made = create(world, intent, method, "failed", failure_code=manner.code,
                failure_message=manner.message)
  world.emit("charge.failed", made)
  return made


@route("GET", "/v1/charges/{id}")
def charge_find(world: World, call: Call) -> Json:
  return world.show(world.find("charge", call.ids[0]))


@route("GET", "/v1/charges", customer=text, payment_intent=text, transfer_group=text, **DATED)
def charge_list(world: World, call: Call) -> Json:
  return page(world, call, "charge", "customer", "payment_intent", "transfer_group")
