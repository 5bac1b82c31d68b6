"""Checkout sessions: made, read, listed, expired. What the person there does is in visit.py."""

from __future__ import annotations

import setup
from failure import Json, missing, refused, wrong
from listing import DATED, PAGE, page, cut
from route import Call, route
from schema import (LARGEST, Array, Need, Shape, absent, boolean, email, merged, metadata, one_of,
                    short, text, url, usd, whole)
from world import World, fresh

PRODUCT = Shape(name=Need(text), description=text, images=Array(url), metadata=metadata,
                tax_code=text, unit_label=text)
PRICE = Shape(currency=Need(usd), product=text, product_data=PRODUCT, unit_amount=whole,
              tax_behavior=one_of("exclusive", "inclusive", "unspecified"))
LINE = Shape(price=text, price_data=PRICE, quantity=whole, metadata=metadata)
PAYMENT = Shape(description=text, metadata=metadata, receipt_email=email,
                setup_future_usage=one_of("off_session", "on_session"),
                statement_descriptor=short(22), statement_descriptor_suffix=short(22),
                transfer_group=text)
FIELDS = {
  "adaptive_pricing": Shape(enabled=boolean), "cancel_url": url, "client_reference_id": short(200),
  "currency": usd, "customer": text, "customer_creation": one_of("always", "if_required"),
  "customer_email": email, "expires_at": whole, "line_items": Array(LINE), "locale": text,
  "metadata": metadata, "payment_intent_data": PAYMENT,
  "allowed_payment_method_types": Array(one_of("card")),
  "setup_intent_data": Shape(description=text, metadata=metadata),
  "submit_type": one_of("auto", "book", "donate", "pay"), "success_url": url,
  "ui_mode": one_of("hosted_page"),
}


def check(world: World, call: Call) -> None:
  """What one parameter asks of another."""
  mode = call.params["mode"]
  for name in ("line_items", "payment_intent_data") if mode == "setup" else ("setup_intent_data",):
    if name in call.params:
      raise wrong(name, f"You can not pass `{name}` in `{mode}` mode.")
  if mode == "payment" and not call.get("line_items"):
    raise absent("line_items")
  if mode == "setup" and not {"currency", "allowed_payment_method_types"} & call.params.keys():
    raise absent("currency")
  if "success_url" not in call.params:
    raise absent("success_url")
  if "customer" in call.params:
    for name in ("customer_email", "customer_creation"):
      if name in call.params:
        raise wrong(name, f"You may only specify one of these parameters: customer, {name}.")
  until = call.get("expires_at", world.now() + 86400)
  if not world.now() + 1800 <= until <= world.now() + 86400:
    raise wrong("expires_at", "The `expires_at` timestamp must be between 30 minutes and 24 hours "
                "from Checkout Session creation.")


def lines(world: World, call: Call) -> list[Json]:
  return [line(world, f"line_items[{index}]", each)
          for index, each in enumerate(call.get("line_items", []))]


def line(world: World, param: str, sent: Json) -> Json:
  if name := sent.get("price"):
    raise missing("price", name, f"{param}[price]")
  if "price_data" not in sent:
    raise wrong(param, f"You must specify either `price` or `price_data` in {param}.",
                "parameter_missing")
  if sent.get("quantity", 0) < 1:
    raise wrong(f"{param}[quantity]", f"Quantity is required. Add `quantity` to `{param}`",
                "parameter_missing")
  price = sent["price_data"]
  if "unit_amount" not in price:
    raise absent(f"{param}[price_data][unit_amount]")
  if price["unit_amount"] < 0:
    raise wrong(f"{param}[price_data][unit_amount]", "Invalid non-negative integer",
                "parameter_invalid_integer")
  if name := price.get("product"):
    raise missing("product", name, f"{param}[price_data][product]")
  if "product_data" not in price:
    raise absent(f"{param}[price_data][product_data]")
  total = price["unit_amount"] * sent["quantity"]
  return {"id": fresh("li_1"), "object": "item", "amount_discount": 0, "amount_subtotal": total,
          "amount_tax": 0, "amount_total": total, "currency": "usd",
          "description": price["product_data"]["name"], "metadata": sent.get("metadata") or {},
          "price": {"id": fresh("price_1"), "object": "price", "active": False, "currency": "usd",
                    "product": fresh("prod_", 14), "type": "one_time",
                    "unit_amount": price["unit_amount"]},
          "quantity": sent["quantity"]}


def total(items: list[Json]) -> int:
  amount = sum(int(each["amount_total"]) for each in items)
  if amount < 50:
    raise wrong("line_items", "The Checkout Session's total amount due must add up to at least "
                "$0.50 usd", "amount_too_small")
  if amount > LARGEST:
    raise wrong("line_items", "The Checkout Session's total amount must be no more than "
                "$999,999.99", "amount_too_large")
  return amount


@route("POST", "/v1/checkout/sessions", mode=Need(one_of("payment", "setup")), **FIELDS)
def session_create(world: World, call: Call) -> Json:
  check(world, call)
  pays = call.params["mode"] == "payment"
  items = lines(world, call)
  amount = total(items) if pays else None
  if customer := call.get("customer"):
    world.find("customer", customer, "customer")
  made = create(world, call, amount)
  note = world.notes[made["id"]]
  note["line_items"] = items
  note["payment_intent_data"] = call.get("payment_intent_data", {})
  if not pays:
    data = call.get("setup_intent_data", {})
    intent = setup.create(world, customer=call.get("customer"), description=data.get("description"),
                          metadata=merged({}, data.get("metadata")))
    made["setup_intent"] = intent["id"]
  return world.show(made)


def create(world: World, call: Call, amount: int | None) -> Json:
  pays = amount is not None
  made = world.add(
    "cs_test_", "checkout.session",
    adaptive_pricing={"enabled": call.get("adaptive_pricing", {}).get("enabled", True)} if pays
    else None,
    after_expiration=None, allow_promotion_codes=None,
    allowed_payment_method_types=call.get("allowed_payment_method_types"),
    amount_subtotal=amount, amount_total=amount,
    automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
    billing_address_collection=None, client_secret=None, collected_information=None, consent=None,
    consent_collection=None, currency="usd" if pays else call.get("currency"),
    currency_conversion=None, custom_fields=[],
    custom_text={"after_submit": None, "shipping_address": None, "submit": None,
                 "terms_of_service_acceptance": None},
    customer_account=None, customer_details=None, discounts=[] if pays else None,
    integration_identifier=None, invoice=None, invoice_creation=None, managed_payments=None,
    origin_context=None, payment_intent=None, payment_link=None,
    payment_method_collection="if_required" if pays else "always",
    payment_method_configuration_details=None, payment_method_options={},
    payment_method_types=["card"], payment_status="unpaid" if pays else "no_payment_required",
    permissions=None, recovered_from=None, saved_payment_method_options=None, setup_intent=None,
    shipping_address_collection=None, shipping_cost=None, shipping_options=[], status="open",
    subscription=None, ui_mode="hosted_page", wallet_options=None,
    total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0} if pays else None,
    mode=call.params["mode"], metadata=merged({}, call.get("metadata")),
    expires_at=call.get("expires_at", world.now() + 86400), **{name: call.get(name) for name in (
      "cancel_url", "client_reference_id", "customer", "customer_creation", "customer_email",
      "locale", "submit_type", "success_url")})
  if pays and not made["customer"] and not made["customer_creation"]:
    made["customer_creation"] = "if_required"
  # Stripe's own carries several hundred characters that only its page reads.
  made["url"] = f"{world.base}/c/pay/{made['id']}#fid" + fresh("", 300)
  return made


def expire(world: World, found: Json) -> Json:
  if found["status"] != "open":
    raise refused(f"Only Checkout Sessions with a status in [\"open\"] can be expired. This "
                  f"Checkout Session has a status of {found['status']}.", "session")
  found.update(status="expired", url=None)
  world.emit("checkout.session.expired", found)
  return found


def current(world: World, name: str) -> Json:
  """The session as it is by now: its time may have run out."""
  found = world.find("checkout.session", name, spoken="checkout.session")
  if found["status"] == "open" and found["expires_at"] <= world.now():
    expire(world, found)
  return found


@route("GET", "/v1/checkout/sessions/{id}")
def session_find(world: World, call: Call) -> Json:
  return world.show(current(world, call.ids[0]))


@route("POST", "/v1/checkout/sessions/{id}/expire")
def session_expire(world: World, call: Call) -> Json:
  return world.show(expire(world, current(world, call.ids[0])))


@route("GET", "/v1/checkout/sessions/{id}/line_items", **PAGE)
def session_lines(world: World, call: Call) -> Json:
  return cut(world, call, world.notes[current(world, call.ids[0])["id"]]["line_items"])


@route("GET", "/v1/checkout/sessions", customer=text, payment_intent=text,
       status=one_of("open", "complete", "expired"), **DATED)
def session_list(world: World, call: Call) -> Json:
  for each in list(world.each("checkout.session")):
    current(world, each["id"])
  return page(world, call, "checkout.session", "customer", "payment_intent", "status")
