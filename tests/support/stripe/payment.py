"""Payment intents. The one that matters is made and confirmed in one call, off session."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import card
import charge
from failure import Failure, Json, refused, wrong
from listing import DATED, page
from route import Call, route
from schema import (Array, Need, Shape, boolean, charged, email, merged, metadata, one_of,
                    short, text, url, usd)
from world import World, fresh

CONFIRM = {"error_on_requires_action": boolean, "off_session": boolean, "payment_method": text,
           "receipt_email": email, "return_url": url,
           "setup_future_usage": one_of("off_session", "on_session"), "use_stripe_sdk": boolean}
AUTOMATIC = Shape(enabled=Need(boolean), allow_redirects=one_of("always", "never"))
STATEMENT = {"statement_descriptor": short(22), "statement_descriptor_suffix": short(22)}


def create(world: World, amount: int, **known: Any) -> Json:
  made = world.add(
    "pi_3", "payment_intent", allowed_payment_method_types=None, amount=amount, amount_capturable=0,
    amount_details={"tip": {}}, amount_received=0, application=None, application_fee_amount=None,
    automatic_payment_methods=None, canceled_at=None, cancellation_reason=None,
    capture_method="automatic_async", confirmation_method="automatic", currency="usd",
    customer=None, customer_account=None, description=None, excluded_payment_method_types=None,
    last_payment_error=None, latest_charge=None, managed_payments=None, metadata={},
    next_action=None, on_behalf_of=None, payment_method=None,
    payment_method_configuration_details=None,
    payment_method_options={"card": {"installments": None, "mandate_options": None,
                                     "network": None, "request_three_d_secure": "automatic"}},
    payment_method_types=["card"], payment_record=None, processing=None, receipt_email=None,
    review=None, setup_future_usage=None, shipping=None, source=None, statement_descriptor=None,
    statement_descriptor_suffix=None, status="requires_payment_method", transfer_data=None,
    transfer_group=None)
  made.update({name: value for name, value in known.items() if value is not None})
  made["client_secret"] = fresh(f"{made['id']}_secret_", 25)
  return made


def succeed(world: World, intent: Json, method: Json) -> None:
  """The money is there."""
  paid = charge.create(world, intent, method, "succeeded")
  intent.update(status="succeeded", amount_received=intent["amount"], payment_method=method["id"],
                last_payment_error=None, next_action=None, processing=None)
  world.emit("charge.succeeded", paid)
  world.emit("payment_intent.succeeded", intent)


def fail(world: World, intent: Json, method: Json, manner: card.Manner) -> Failure:
  """An attempt that failed: the intent waits for another payment method, and says why."""
  tried = charge.fail(world, intent, method, manner)
  failure = card.decline(world, manner, method, tried["id"])
  intent.update(status="requires_payment_method", payment_method=None, next_action=None,
                processing=None, last_payment_error=deepcopy(failure.error))
  world.emit("payment_intent.payment_failed", intent)
  failure.error["payment_intent"] = world.show(intent)
  return failure


def ask(world: World, intent: Json, method: Json, call: Call) -> None:
  """Its owner is there: the bank wants to see them."""
  if call.get("error_on_requires_action"):
    raise fail(world, intent, method, card.manner(world, method))
  back = call.get("return_url") or f"{world.base}/"
  intent.update(status="requires_action", payment_method=method["id"], next_action={
    "type": "redirect_to_url",
    "redirect_to_url": {"return_url": back, "url": f"{world.base}/authenticate/{intent['id']}"}})
  world.emit("payment_intent.requires_action", intent)


def confirm(world: World, intent: Json, call: Call) -> None:
  method = card.usable(world, call.get("payment_method") or intent["payment_method"],
                       intent["customer"])
  manner = card.manner(world, method)
  if call.decline:
    code = call.decline.get("code", "card_declined")
    manner = card.Manner(method["card"]["last4"], code, call.decline.get("decline_code"))
    call.decline = None
    raise fail(world, intent, method, manner)
  if manner.asks and not call.get("off_session"):
    ask(world, intent, method, call)
    return
  if manner.code:
    raise fail(world, intent, method, manner)
  if intent["setup_future_usage"] and intent["customer"]:
    card.attach(world, method, intent["customer"])
  if manner.waits:
    intent.update(status="processing", payment_method=method["id"])
    world.emit("payment_intent.processing", intent)
    return
  succeed(world, intent, method)


def settle(world: World, intent: Json, succeeds: bool) -> Json:
  """The bank of a payment that is processing has made up its mind."""
  if intent["status"] != "processing":
    raise unexpected(world, intent, "settle")
  method = world.find("payment_method", intent["payment_method"])
  if succeeds:
    succeed(world, intent, method)
  else:
    fail(world, intent, method, card.CARDS["pm_card_chargeDeclined"])
  return intent


def check(call: Call) -> None:
  """What one parameter asks of another."""
  if not call.get("confirm"):
    for name in ("off_session", "error_on_requires_action", "return_url"):
      if name in call.params:
        raise wrong(name, f"You cannot provide `{name}` without also setting `confirm` to true.")
    return
  if "payment_method" not in call.params:
    raise wrong("payment_method", "You cannot confirm this PaymentIntent because it's missing a "
                "payment method.", "payment_intent_unexpected_state")
  redirects = call.get("automatic_payment_methods", {}).get("allow_redirects") != "never"
  if redirects and "return_url" not in call.params and not call.get("off_session"):
    raise wrong("return_url", "Because payment methods enabled in the Dashboard might redirect "
                "your customer off of your page, you must provide a `return_url`.")


@route("POST", "/v1/payment_intents", amount=Need(charged), currency=Need(usd),
       automatic_payment_methods=AUTOMATIC, confirm=boolean, customer=text, description=text,
       metadata=metadata, allowed_payment_method_types=Array(one_of("card")), transfer_group=text,
       **STATEMENT, **CONFIRM)
def intent_create(world: World, call: Call) -> Json:
  check(call)
  if customer := call.get("customer"):
    world.find("customer", customer, "customer")
  method: Json | None = None
  if "payment_method" in call.params:
    method = card.usable(world, call.params["payment_method"], customer)
    call.params["payment_method"] = method["id"]
  made = create(
    world, call.params["amount"], customer=customer, metadata=merged({}, call.get("metadata")),
    automatic_payment_methods=automatic(call), **{name: call.get(name) for name in (
      "allowed_payment_method_types", "description", "receipt_email", "setup_future_usage",
      "transfer_group", *STATEMENT)})
  if method:
    made.update(payment_method=method["id"], status="requires_confirmation")
  world.emit("payment_intent.created", made)
  if call.get("confirm"):
    confirm(world, made, call)
  return world.show(made)


def automatic(call: Call) -> Json:
  return {"allow_redirects": "always", "enabled": True,
          **call.get("automatic_payment_methods", {})}


@route("GET", "/v1/payment_intents/{id}", client_secret=text)
def intent_find(world: World, call: Call) -> Json:
  return world.show(world.find("payment_intent", call.ids[0]))


@route("POST", "/v1/payment_intents/{id}/confirm", **CONFIRM)
def intent_confirm(world: World, call: Call) -> Json:
  found = world.find("payment_intent", call.ids[0])
  if found["status"] not in ("requires_payment_method", "requires_confirmation", "requires_action"):
    raise unexpected(world, found, "confirm")
  if not (call.get("payment_method") or found["payment_method"]):
    raise unexpected(world, found, "confirm")
  confirm(world, found, call)
  return world.show(found)


@route("POST", "/v1/payment_intents/{id}/cancel", cancellation_reason=one_of(
  "abandoned", "duplicate", "fraudulent", "requested_by_customer"))
def intent_cancel(world: World, call: Call) -> Json:
  found = world.find("payment_intent", call.ids[0])
  if found["status"] in ("succeeded", "canceled", "processing"):
    raise unexpected(world, found, "cancel")
  found.update(status="canceled", canceled_at=world.now(), next_action=None,
               cancellation_reason=call.get("cancellation_reason"))
  world.emit("payment_intent.canceled", found)
  return world.show(found)


def unexpected(world: World, intent: Json, verb: str) -> Failure:
  failure = refused(f"You cannot {verb} this PaymentIntent because it has a status of "
                    f"{intent['status']}.", code="payment_intent_unexpected_state")
  failure.error["payment_intent"] = world.show(intent)
  return failure


@route("GET", "/v1/payment_intents", customer=text, **DATED)
def intent_list(world: World, call: Call) -> Json:
  return page(world, call, "payment_intent", "customer")
