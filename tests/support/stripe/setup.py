"""Setup intents: a card saved for later, without a payment."""

from __future__ import annotations

from typing import Any

import card
from failure import Json, refused
from listing import DATED, page
from route import Call, route
from schema import Array, Shape, boolean, merged, metadata, Need, one_of, text, url
from world import World, fresh


def create(world: World, **known: Any) -> Json:
  made = world.add(
    "seti_1", "setup_intent", allowed_payment_method_types=None, application=None,
    automatic_payment_methods=None, cancellation_reason=None, customer=None, customer_account=None,
    description=None, excluded_payment_method_types=None, flow_directions=None,
    last_setup_error=None, latest_attempt=None, mandate=None, metadata={}, next_action=None,
    on_behalf_of=None, payment_method=None, payment_method_configuration_details=None,
    payment_method_options={"card": {"mandate_options": None, "network": None,
                                     "request_three_d_secure": "automatic"}},
    payment_method_types=["card"], single_use_mandate=None, status="requires_payment_method",
    usage="off_session")
  made.update({name: value for name, value in known.items() if value is not None})
  made["client_secret"] = fresh(f"{made['id']}_secret_", 32)
  world.emit("setup_intent.created", made)
  return made


def succeed(world: World, intent: Json, method: Json) -> None:
  if intent["status"] in ("succeeded", "canceled"):
    raise refused(f"This SetupIntent has a status of {intent['status']}.",
                  code="setup_intent_unexpected_state")
  if intent["customer"]:
    card.attach(world, method, intent["customer"])
  intent.update(status="succeeded", payment_method=method["id"], last_setup_error=None)
  world.emit("setup_intent.succeeded", intent)


def fail(world: World, intent: Json, method: Json) -> None:
  manner = card.manner(world, method)
  found = manner if manner.code else card.CARDS["pm_card_chargeDeclined"]
  intent.update(status="requires_payment_method", payment_method=None,
                last_setup_error=card.decline(world, found, method).error)
  world.emit("setup_intent.setup_failed", intent)


@route("POST", "/v1/setup_intents", customer=text, description=text, metadata=metadata,
       usage=one_of("off_session", "on_session"),
       allowed_payment_method_types=Array(one_of("card")),
       automatic_payment_methods=Shape(enabled=Need(boolean),
                                       allow_redirects=one_of("always", "never")),
       confirm=boolean, payment_method=text, return_url=url)
def setup_create(world: World, call: Call) -> Json:
  if customer := call.get("customer"):
    world.find("customer", customer, "customer")
  method = None
  if name := call.get("payment_method"):
    method = card.usable(world, name, customer)
  made = create(world, customer=customer, description=call.get("description"),
                metadata=merged({}, call.get("metadata")), usage=call.get("usage"),
                allowed_payment_method_types=call.get("allowed_payment_method_types"),
                automatic_payment_methods={"allow_redirects": "always", "enabled": True,
                                           **call.get("automatic_payment_methods", {})})
  if method:
    made.update(payment_method=method["id"], status="requires_confirmation")
    if call.get("confirm"):
      confirm(world, made, method)
  return world.show(made)


def confirm(world: World, intent: Json, method: Json) -> None:
  manner = card.manner(world, method)
  if manner.code and not manner.attaches:
    fail(world, intent, method)
    failure = card.decline(world, manner, method)
    failure.error["setup_intent"] = world.show(intent)
    raise failure
  succeed(world, intent, method)


@route("GET", "/v1/setup_intents/{id}", client_secret=text)
def setup_find(world: World, call: Call) -> Json:
  return world.show(world.find("setup_intent", call.ids[0]))


@route("POST", "/v1/setup_intents/{id}/cancel", cancellation_reason=one_of(
  "abandoned", "duplicate", "requested_by_customer"))
def setup_cancel(world: World, call: Call) -> Json:
  found = world.find("setup_intent", call.ids[0])
  if found["status"] in ("succeeded", "canceled"):
    raise refused(f"This SetupIntent has a status of {found['status']}.",
                  code="setup_intent_unexpected_state")
  found.update(status="canceled", cancellation_reason=call.get("cancellation_reason"))
  world.emit("setup_intent.canceled", found)
  return world.show(found)


@route("GET", "/v1/setup_intents", customer=text, payment_method=text, **DATED)
def setup_list(world: World, call: Call) -> Json:
  return page(world, call, "setup_intent", "customer", "payment_method")
