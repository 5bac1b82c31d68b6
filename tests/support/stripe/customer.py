"""Customers."""

from __future__ import annotations

from copy import deepcopy

import card
from failure import Json
from listing import DATED, page
from route import Call, route
from schema import email, merged, metadata, optional, short, text
from world import World

FIELDS = {"description": optional(text), "email": optional(email), "metadata": metadata,
          "name": optional(short(256)), "phone": optional(short(20))}


def create(world: World, **known: str | None) -> Json:
  made = world.add(
    "cus_", "customer", address=None, balance=0, currency=None, customer_account=None,
    default_source=None, delinquent=False, description=None, discount=None, email=None,
    invoice_prefix=None, name=None, next_invoice_sequence=1, phone=None, preferred_locales=[],
    shipping=None, tax_exempt="none", test_clock=None, metadata={},
    invoice_settings={"custom_fields": None, "default_payment_method": None, "footer": None,
                      "rendering_options": None})
  made.update(known)
  made["invoice_prefix"] = made["id"][-8:].upper()
  return made


@route("POST", "/v1/customers", payment_method=text, **FIELDS)
def customer_create(world: World, call: Call) -> Json:
  sent = {name: value for name, value in call.params.items() if name in FIELDS}
  made = create(world, **(sent | {"metadata": merged({}, sent.get("metadata"))}))
  world.emit("customer.created", made)
  if method := call.get("payment_method"):
    card.attach(world, card.resolve(world, method), made["id"])
  return world.show(made)


@route("GET", "/v1/customers/{id}")
def customer_find(world: World, call: Call) -> Json:
  found = world.objects.get(call.ids[0], {})
  if found.get("object") == "customer" and found.get("deleted"):
    return {"id": found["id"], "object": "customer", "deleted": True}
  return world.show(world.find("customer", call.ids[0]))


@route("POST", "/v1/customers/{id}", **FIELDS)
def customer_update(world: World, call: Call) -> Json:
  found = world.find("customer", call.ids[0])
  before = deepcopy(found)
  sent = {name: value for name, value in call.params.items() if name in FIELDS}
  if "metadata" in sent:
    sent["metadata"] = merged(found["metadata"], sent["metadata"])
  found.update(sent)
  world.emit("customer.updated", found, before)
  return world.show(found)


@route("DELETE", "/v1/customers/{id}")
def customer_delete(world: World, call: Call) -> Json:
  found = world.find("customer", call.ids[0])
  for method in [each for each in world.each("payment_method") if each["customer"] == found["id"]]:
    card.detach(world, method)
  world.emit("customer.deleted", found)
  found["deleted"] = True
  return {"id": found["id"], "object": "customer", "deleted": True}


@route("GET", "/v1/customers", email=email, **DATED)
def customer_list(world: World, call: Call) -> Json:
  return page(world, call, "customer", "email")
