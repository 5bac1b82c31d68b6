"""The platform's balance and the connected accounts', and the transactions that move them."""

from __future__ import annotations

from failure import Json, refused
from listing import DATED, page
from route import Call, route
from schema import text
from world import World

SHORT = ("You have insufficient available funds in your Stripe account. One of your charges' "
         "funds may still be pending.")


def fee_on(amount: int) -> int:
  return amount * 29 // 1000 + 30


def book(world: World, amount: int, kind: str, source: str, fee: int = 0,
         pending: bool = False) -> str:
  """A movement of the platform's balance. A charge's money may be pending at first."""
  pending = pending or kind == "charge" and world.funds["charges"] == "pending"
  fees = [{"amount": fee, "application": None, "currency": "usd",
           "description": "Stripe processing fees", "type": "stripe_fee"}]
  made = world.add(
    "txn_3", "balance_transaction", amount=amount, available_on=world.now(),
    balance_type="payments", currency="usd", description=None, exchange_rate=None, fee=fee,
    fee_details=fees if fee else [], net=amount - fee, reporting_category=kind, source=source,
    status="pending" if pending else "available", type=kind)
  del made["livemode"]
  world.funds["pending" if pending else "available"] += amount - fee
  return str(made["id"])


def waits(world: World, charge: str) -> bool:
  """Whether that charge's money is pending still."""
  booked = world.objects[charge]["balance_transaction"]
  return bool(world.objects[booked]["status"] == "pending")


def settle(world: World) -> None:
  """The pending money becomes available."""
  world.funds["available"] += world.funds["pending"]
  world.funds["pending"] = 0
  for each in world.each("balance_transaction"):
    each["status"] = "available"


def need(world: World, amount: int) -> None:
  if world.funds["available"] < amount:
    raise refused(SHORT, code="balance_insufficient")


def held(world: World, account: str) -> int:
  return int(world.notes[account].get("balance", 0))


def hold(world: World, account: str, amount: int) -> None:
  world.notes[account]["balance"] = held(world, account) + amount


def sums(world: World, available: int, pending: int) -> Json:
  def one(amount: int) -> list[Json]:
    return [{"amount": amount, "currency": "usd", "source_types": {"card": amount}}]
  return {"object": "balance", "available": one(available), "livemode": world.live,
          "pending": one(pending)}


@route("GET", "/v1/balance")
def balance_find(world: World, call: Call) -> Json:
  if call.account:
    return sums(world, held(world, world.find("account", call.account)["id"]), 0)
  return sums(world, world.funds["available"], world.funds["pending"])


@route("GET", "/v1/balance_transactions", source=text, type=text, **DATED)
def transaction_list(world: World, call: Call) -> Json:
  return page(world, call, "balance_transaction", "source", "type")


@route("GET", "/v1/balance_transactions/{id}")
def transaction_find(world: World, call: Call) -> Json:
  return world.show(world.find("balance_transaction", call.ids[0], spoken="balance transaction"))
