"""Disputes: a cardholder takes the money back through their bank."""

from __future__ import annotations

from copy import deepcopy

import funds
from failure import Json, refused
from listing import DATED, page
from route import Call, route
from schema import text
from world import World

FEE = 1500
EVIDENCE = (
  "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure",
  "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
  "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation",
  "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "receipt",
  "refund_policy", "refund_policy_disclosure", "refund_refusal_explanation", "service_date",
  "service_documentation", "shipping_address", "shipping_carrier", "shipping_date",
  "shipping_documentation", "shipping_tracking_number", "uncategorized_file", "uncategorized_text")


def create(world: World, charge: Json, amount: int | None, reason: str) -> Json:
  if charge["disputed"] or charge["status"] != "succeeded":
    raise refused(f"Charge {charge['id']} cannot be disputed.")
  made = world.add(
    "dp_1", "dispute", amount=amount or charge["amount"], balance_transactions=[],
    charge=charge["id"], currency="usd", enhanced_eligibility_types=[],
    evidence={name: None for name in EVIDENCE} | {"enhanced_evidence": {}},
    evidence_details={"due_by": world.now() + 7 * 86400, "enhanced_eligibility": {},
                      "has_evidence": False, "past_due": False, "submission_count": 0},
    intended_submission_method=None, is_charge_refundable=False, metadata={},
    payment_intent=charge["payment_intent"],
    payment_method_details={"card": {"brand": "visa", "case_type": "chargeback",
                                     "network_reason_code": "10.4"}, "type": "card"},
    reason=reason, status="needs_response")
  move(world, made, -made["amount"], FEE)
  charge["disputed"] = True
  world.emit("charge.dispute.created", made)
  world.emit("charge.dispute.funds_withdrawn", made)
  return made


def move(world: World, found: Json, amount: int, fee: int) -> None:
  booked = funds.book(world, amount, "adjustment", found["id"], fee)
  found["balance_transactions"].append(deepcopy(world.objects[booked]))


def close(world: World, found: Json, status: str) -> Json:
  if found["status"] not in ("needs_response", "under_review"):
    raise refused("This dispute is already closed", code="dispute_closed")
  before = deepcopy(found)
  found["status"] = status
  if status == "won":
    move(world, found, found["amount"], -FEE)
    world.notes[found["charge"]]["dispute_won"] = True
  world.emit("charge.dispute.closed", found, before)
  if status == "won":
    world.emit("charge.dispute.funds_reinstated", found)
  return found


@route("GET", "/v1/disputes/{id}")
def dispute_find(world: World, call: Call) -> Json:
  return world.show(world.find("dispute", call.ids[0]))


@route("GET", "/v1/disputes", charge=text, payment_intent=text, **DATED)
def dispute_list(world: World, call: Call) -> Json:
  return page(world, call, "dispute", "charge", "payment_intent")
