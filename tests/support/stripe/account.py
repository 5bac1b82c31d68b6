"""Connected accounts, and the links by which their owners are onboarded."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from failure import INVALID, Failure, Json, missing, wrong
from listing import DATED, page
from route import Call, route
from schema import (Need, Shape, absent, boolean, email, merged, metadata, one_of, optional, text,
                    url)
from world import World, fresh

WANTED = Shape(requested=boolean)
CONTROLLER = Shape(
  fees=Shape(payer=one_of("account", "application")),
  losses=Shape(payments=one_of("application", "stripe")),
  requirement_collection=one_of("application", "stripe"),
  stripe_dashboard=Shape(type=one_of("express", "full", "none")))
DUE = ["business_type", "external_account", "individual.dob.day", "individual.first_name",
       "tos_acceptance.date", "tos_acceptance.ip"]
LINK_LASTS = 300


def country(param: str, raw: Any) -> str:
  if not re.fullmatch(r"[A-Z]{2}", text(param, raw)):
    raise wrong(param, f"Country '{raw}' is unknown. Try using a 2-character alphanumeric country "
                "code instead, such as 'US'.", "country_code_invalid")
  return str(raw)


FIELDS = {
  "business_profile": Shape(mcc=text, name=text, product_description=text, support_email=email,
                            url=url),
  "business_type": one_of("company", "government_entity", "individual", "non_profit"),
  "capabilities": Shape(transfers=WANTED, card_payments=WANTED), "email": optional(email),
  "metadata": metadata}


def requirements(due: list[str], reason: str | None) -> Json:
  return {"alternatives": [], "current_deadline": None, "currently_due": due,
          "disabled_reason": reason, "errors": [], "eventually_due": due,
          "past_due": due if reason else [], "pending_verification": []}


def controller(call: Call) -> Json:
  sent = call.get("controller", {})
  express = call.get("type") == "express"
  return {"fees": {"payer": sent.get("fees", {}).get(
            "payer", "application_express" if express else "account")},
          "is_controller": True,
          "losses": {"payments": sent.get("losses", {}).get(
            "payments", "application" if express else "stripe")},
          "requirement_collection": sent.get("requirement_collection", "stripe"),
          "stripe_dashboard": {"type": sent.get("stripe_dashboard", {}).get(
            "type", "express" if express else "full")},
          "type": "application"}


@route("POST", "/v1/accounts", controller=CONTROLLER, country=country,
       type=one_of("custom", "express", "standard"), **FIELDS)
def account_create(world: World, call: Call) -> Json:
  if "type" in call.params and "controller" in call.params:
    raise wrong("type", "You may only specify one of these parameters: type, controller.")
  wanted = call.get("capabilities", {})
  made = world.add(
    "acct_", "account", business_profile=call.get("business_profile", {}),
    business_type=call.get("business_type"),
    capabilities={name: "inactive" for name, each in wanted.items() if each.get("requested")},
    charges_enabled=False, controller=controller(call), country=call.get("country", "US"),
    default_currency="usd", details_submitted=False, email=call.get("email"),
    external_accounts={"object": "list", "data": [], "has_more": False, "url": ""},
    future_requirements=requirements([], None), metadata=merged({}, call.get("metadata")),
    payouts_enabled=False, requirements=requirements(DUE, "requirements.past_due"),
    settings={"payouts": {"debit_negative_balances": True, "statement_descriptor": None,
                          "schedule": {"delay_days": 2, "interval": "daily"}}},
    tos_acceptance={"date": None}, type=call.get("type", "none"))
  del made["livemode"]
  made["external_accounts"]["url"] = f"/v1/accounts/{made['id']}/external_accounts"
  return world.show(made)


def find(world: World, name: str) -> Json:
  """Accounts that we lost, or never had, are not said to exist."""
  found = world.objects.get(name)
  if not found or found["object"] != "account" or world.notes[name].get("deauthorized"):
    raise Failure(403, INVALID, f"The provided key does not have access to account '{name}' (or "
                  "that account does not exist). Application access may have been revoked.",
                  code="account_invalid")
  return found


def change(world: World, found: Json, **fields: Any) -> Json:
  before = deepcopy(found)
  found.update(fields)
  world.emit("account.updated", found, before, account=found["id"])
  return found


def activate(world: World, found: Json, **fields: Any) -> Json:
  active = {name: "active" for name in found["capabilities"]}
  return change(world, found, **({
    "capabilities": active, "details_submitted": True, "payouts_enabled": True,
    "charges_enabled": "card_payments" in active, "requirements": requirements([], None)} | fields))


def restrict(world: World, found: Json, **fields: Any) -> Json:
  lost = {name: "inactive" for name in found["capabilities"]}
  return change(world, found, **({
    "capabilities": lost, "payouts_enabled": False, "charges_enabled": False,
    "requirements": requirements(["individual.verification.document"],
                                 "requirements.past_due")} | fields))


def deauthorize(world: World, found: Json) -> Json:
  world.emit("account.application.deauthorized",
             {"id": "ca_double", "object": "application", "name": "double"}, account=found["id"])
  world.notes[found["id"]]["deauthorized"] = True
  return found


@route("GET", "/v1/account")
def platform_find(world: World, call: Call) -> Json:
  return {"id": "acct_1PlatformDouble000", "object": "account", "charges_enabled": True,
          "country": "US", "default_currency": "usd", "details_submitted": True, "email": None,
          "payouts_enabled": True, "type": "standard"}


@route("GET", "/v1/accounts/{id}")
def account_find(world: World, call: Call) -> Json:
  return world.show(find(world, call.ids[0]))


@route("POST", "/v1/accounts/{id}", **FIELDS)
def account_update(world: World, call: Call) -> Json:
  found = find(world, call.ids[0])
  sent = {name: value for name, value in call.params.items() if name in FIELDS}
  if "metadata" in sent:
    sent["metadata"] = merged(found["metadata"], sent["metadata"])
  if "capabilities" in sent:
    asked = {name for name, each in sent["capabilities"].items() if each.get("requested")}
    sent["capabilities"] = {name: "inactive" for name in asked} | found["capabilities"]
  return world.show(change(world, found, **sent))


@route("DELETE", "/v1/accounts/{id}")
def account_delete(world: World, call: Call) -> Json:
  found = find(world, call.ids[0])
  found["deleted"] = True
  world.notes[found["id"]]["deauthorized"] = True
  return {"id": found["id"], "object": "account", "deleted": True}


@route("GET", "/v1/accounts", **DATED)
def account_list(world: World, call: Call) -> Json:
  return page(world, call, "account")


@route("POST", "/v1/account_links", account=Need(text), type=Need(one_of("account_onboarding")),
       refresh_url=url, return_url=url,
       collection_options=Shape(fields=one_of("currently_due", "eventually_due"),
                                future_requirements=one_of("include", "omit")))
def link_create(world: World, call: Call) -> Json:
  for name in ("refresh_url", "return_url"):
    if name not in call.params:
      raise absent(name)
  name = call.params["account"]
  if world.objects.get(name, {}).get("object") != "account":
    raise missing("account", name, "account")
  find(world, name)
  token = fresh("link_", 16)
  until = world.now() + LINK_LASTS
  world.notes[name].setdefault("links", {})[token] = {
    "until": until, "used": False, "return_url": call.params["return_url"],
    "refresh_url": call.params["refresh_url"]}
  return {"object": "account_link", "created": world.now(), "expires_at": until,
          "url": f"{world.base}/connect/{name}?link={token}"}
