"""What the person at the hosted page does, and what their bank does afterwards."""

from __future__ import annotations

import card
import charge
import checkout
import customer
import payment
import setup
from failure import Json, refused
from schema import merged
from world import World


def complete(world: World, name: str, test_card: str, unpaid: bool) -> Json:
  """The page's button. `unpaid`: a payment whose money comes, or does not, later.

  The card works now, whatever it is: how it behaves shows when it is charged again.
  """
  session = checkout.current(world, name)
  if session["status"] != "open":
    raise refused(f"This Checkout Session has a status of {session['status']}.")
  method = card.create(world, test_card)
  method["billing_details"]["email"] = session["customer_email"] or "payer@example.com"
  if not session["customer"] and keeps_card(world, session):
    made = customer.create(world, email=method["billing_details"]["email"])
    world.emit("customer.created", made)
    session["customer"] = made["id"]
  if session["mode"] == "setup":
    intent = world.objects[session["setup_intent"]]
    intent["customer"] = session["customer"]
    setup.succeed(world, intent, method)
  else:
    pay(world, session, method, unpaid)
  session.update(status="complete", url=None, customer_details=details(session, method))
  world.emit("checkout.session.completed", session)
  return session


def keeps_card(world: World, session: Json) -> bool:
  return (session["mode"] == "setup" or session["customer_creation"] == "always"
          or "setup_future_usage" in world.notes[session["id"]]["payment_intent_data"])


def details(session: Json, method: Json) -> Json:
  return {"address": method["billing_details"]["address"], "business_name": None,
          "email": method["billing_details"]["email"], "individual_name": None, "name": None,
          "phone": None, "tax_exempt": "none", "tax_ids": []}


def pay(world: World, session: Json, method: Json, unpaid: bool) -> None:
  data = dict(world.notes[session["id"]]["payment_intent_data"])
  data["metadata"] = merged({}, data.get("metadata"))
  intent = payment.create(world, session["amount_total"], customer=session["customer"], **data)
  session["payment_intent"] = intent["id"]
  world.emit("payment_intent.created", intent)
  if intent["setup_future_usage"]:
    card.attach(world, method, session["customer"])
  if unpaid:
    intent.update(status="processing", payment_method=method["id"])
    pending = charge.create(world, intent, method, "pending")
    world.emit("charge.pending", pending)
    world.emit("payment_intent.processing", intent)
  else:
    payment.succeed(world, intent, method)
    session["payment_status"] = "paid"


def awaited(world: World, name: str) -> tuple[Json, Json, Json]:
  session = checkout.current(world, name)
  intent = world.objects.get(session["payment_intent"] or "", {})
  if intent.get("status") != "processing":
    raise refused("This Checkout Session does not wait for a payment.")
  return session, intent, world.objects[intent["latest_charge"]]


def async_succeed(world: World, name: str) -> Json:
  session, intent, pending = awaited(world, name)
  charge.collect(world, pending)
  intent.update(status="succeeded", amount_received=intent["amount"])
  world.emit("charge.succeeded", pending)
  world.emit("payment_intent.succeeded", intent)
  session["payment_status"] = "paid"
  world.emit("checkout.session.async_payment_succeeded", session)
  return session


def async_fail(world: World, name: str) -> Json:
  session, intent, pending = awaited(world, name)
  method = world.objects[intent["payment_method"]]
  manner = card.Manner(method["card"]["last4"], "payment_intent_payment_attempt_failed",
                       message="The payment failed.")
  pending.update(status="failed", failure_code=manner.code, failure_message=manner.message,
                 outcome=charge.outcome("failed"))
  world.emit("charge.failed", pending)
  failure = card.decline(world, manner, method, pending["id"])
  intent.update(status="requires_payment_method", payment_method=None,
                last_payment_error=failure.error)
  world.emit("payment_intent.payment_failed", intent)
  world.emit("checkout.session.async_payment_failed", session)
  return session


def authenticate(world: World, name: str, passes: bool) -> Json:
  """The owner of a card answers what their bank asked."""
  intent = world.find("payment_intent", name)
  if intent["status"] != "requires_action":
    raise refused(f"This PaymentIntent has a status of {intent['status']}.")
  method = world.objects[intent["payment_method"]]
  if passes:
    payment.succeed(world, intent, method)
  else:
    payment.fail(world, intent, method, card.Manner(
      method["card"]["last4"], "payment_intent_authentication_failure",
      message="The provided PaymentMethod has failed authentication."))
  return intent
