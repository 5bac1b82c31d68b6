"""Transfers from the platform's balance to a connected account's, and back."""

from __future__ import annotations

from copy import deepcopy

import account
import funds
from failure import Json, missing, refused, wrong
from listing import DATED, PAGE, page
from route import Call, route
from schema import Need, absent, merged, metadata, optional, positive, text, usd
from world import World, fresh, listed


def receiver(world: World, name: str) -> Json:
  if world.objects.get(name, {}).get("object") != "account":
    raise missing("destination", name, "destination")
  found = account.find(world, name)
  if found["capabilities"].get("transfers") != "active":
    raise refused("Your destination account needs to have at least one of the following "
                  "capabilities enabled: transfers, crypto_transfers, legacy_payments",
                  "destination", "insufficient_capabilities_for_transfer")
  return found


def source(world: World, name: str, amount: int, group: str | None) -> str:
  """A charge's money may be passed on before it is available, once. Returns the group."""
  found = world.find("charge", name, "source_transaction")
  used = sum(each["amount"] for each in world.each("transfer")
             if each["source_transaction"] == name)
  if found["status"] != "succeeded" or used + amount > found["amount"]:
    raise refused("The transfers of a charge cannot exceed the source amount of "
                  f"${found['amount'] / 100:.2f}.", "amount")
  return group or found["transfer_group"] or f"group_{found['payment_intent']}"


@route("POST", "/v1/transfers", amount=positive, currency=Need(usd), destination=Need(text),
       description=text, metadata=metadata, source_transaction=text, transfer_group=text)
def transfer_create(world: World, call: Call) -> Json:
  if "amount" not in call.params:
    raise absent("amount")
  amount, charge = call.params["amount"], call.get("source_transaction")
  found = receiver(world, call.params["destination"])
  group = call.get("transfer_group")
  if charge:
    group = source(world, charge, amount, group)
  else:
    funds.need(world, amount)
  made = world.add(
    "tr_1", "transfer", amount=amount, amount_reversed=0, balance_transaction=None, currency="usd",
    description=call.get("description"), destination=found["id"], destination_payment=fresh("py_1"),
    metadata=merged({}, call.get("metadata")), reversed=False, source_transaction=charge,
    source_type="card", transfer_group=group)
  made["reversals"] = listed([], f"/v1/transfers/{made['id']}/reversals")
  made["balance_transaction"] = funds.book(world, -amount, "transfer", made["id"],
                                           pending=bool(charge) and funds.waits(world, charge))
  funds.hold(world, found["id"], amount)
  world.emit("transfer.created", made)
  return world.show(made)


@route("GET", "/v1/transfers/{id}")
def transfer_find(world: World, call: Call) -> Json:
  return world.show(world.find("transfer", call.ids[0]))


@route("POST", "/v1/transfers/{id}", description=optional(text), metadata=metadata)
def transfer_update(world: World, call: Call) -> Json:
  found = world.find("transfer", call.ids[0])
  before = deepcopy(found)
  if "description" in call.params:
    found["description"] = call.params["description"]
  if "metadata" in call.params:
    found["metadata"] = merged(found["metadata"], call.params["metadata"])
  world.emit("transfer.updated", found, before)
  return world.show(found)


@route("GET", "/v1/transfers", destination=text, transfer_group=text, **DATED)
def transfer_list(world: World, call: Call) -> Json:
  return page(world, call, "transfer", "destination", "transfer_group")


def reverse(world: World, found: Json, amount: int | None, sent: dict[str, str] | None,
            by_force: bool = False) -> Json:
  """By force: a reversal that the connected account's balance need not cover."""
  left = found["amount"] - found["amount_reversed"]
  if left == 0:
    raise refused(f"Transfer {found['id']} has already been fully reversed.")
  amount = amount or left
  if amount > left:
    raise wrong("amount", f"Reversal amount is greater than the unreversed amount ({left}).")
  if funds.held(world, found["destination"]) < amount and not by_force:
    raise refused("The connected account has insufficient funds for this reversal.",
                  code="balance_insufficient")
  made = world.add("trr_1", "transfer_reversal", amount=amount, balance_transaction=None,
                   currency="usd", destination_payment_refund=fresh("pyr_1"),
                   metadata=merged({}, sent), source_refund=None, transfer=found["id"])
  del made["livemode"]
  made["balance_transaction"] = funds.book(world, amount, "transfer_refund", made["id"])
  funds.hold(world, found["destination"], -amount)
  before = deepcopy(found)
  found["amount_reversed"] += amount
  found["reversed"] = found["amount_reversed"] == found["amount"]
  found["reversals"]["data"].insert(0, deepcopy(made))
  world.emit("transfer.reversed", found, before)
  return made


@route("POST", "/v1/transfers/{id}/reversals", amount=positive, description=optional(text),
       metadata=metadata)
def reversal_create(world: World, call: Call) -> Json:
  found = world.find("transfer", call.ids[0])
  return world.show(reverse(world, found, call.get("amount"), call.get("metadata")))


@route("GET", "/v1/transfers/{id}/reversals", **PAGE)
def reversal_list(world: World, call: Call) -> Json:
  found = world.find("transfer", call.ids[0])
  return page(world, call, "transfer_reversal", keep=lambda each: each["transfer"] == found["id"])


@route("GET", "/v1/transfers/{id}/reversals/{reversal}")
def reversal_find(world: World, call: Call) -> Json:
  return world.show(world.find("transfer_reversal", call.ids[1]))
