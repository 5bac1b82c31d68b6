"""The pages that Stripe hosts, as plain as can be: Checkout and onboarding."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlencode

import account
import card
import checkout
import visit
from failure import Failure
from world import World

Page = tuple[int, str, str]  # status, where to, HTML

CHOICE = "".join(f"<option>{name}</option>" for name in card.CARDS)


def html(title: str, body: str) -> str:
  return (f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
          f"<h1>{escape(title)}</h1>{body}</html>\n")


def to(place: str) -> Page:
  return 303, place, ""


def gone(failure: Failure) -> Page:
  return 410, "", html("Not open", f"<p>{escape(str(failure))}</p>")


def pay(world: World, name: str, submitted: bool, form: str) -> Page:
  try:
    session = checkout.current(world, name)
    if session["status"] != "open":
      return 410, "", html("Not open", f"<p>This page is {session['status']}.</p>")
    if submitted:
      return paid(world, name, form)
  except Failure as failure:
    return gone(failure)
  amount = session["amount_total"]
  button = f"Pay ${amount / 100:.2f}" if amount is not None else "Save card"
  back = session["cancel_url"]
  link = f'<p><a id=cancel href="{escape(back, quote=True)}">Back</a></p>' if back else ""
  return 200, "", html("Checkout (test double)", (
    f'<form method=post action="/c/pay/{name}"><select name=card>{CHOICE}</select> '
    f"<button id=pay>{escape(button)}</button></form>{link}"))


def paid(world: World, name: str, form: str) -> Page:
  chosen = parse_qs(form).get("card", ["pm_card_visa"])[0]
  session = visit.complete(world, name, chosen if chosen in card.CARDS else "pm_card_visa", False)
  return to(session["success_url"].replace("{CHECKOUT_SESSION_ID}", name))


def connect(world: World, name: str, token: str, submitted: bool) -> Page:
  """A link works once, and not for long: after that it leads to refresh_url."""
  links = world.notes.get(name, {}).get("links", {})
  link = links.get(token) or (list(links.values())[-1] if links and not token else None)
  if not link:
    return 404, "", html("Not found", "<p>There is no such link.</p>")
  if submitted:
    account.activate(world, world.objects[name])
    return to(link["return_url"])
  if token and (link["used"] or link["until"] <= world.now()):
    return to(link["refresh_url"])
  link["used"] = True
  query = escape("?" + urlencode({"link": token}) if token else "", quote=True)
  return 200, "", html("Onboarding (test double)", (
    f'<form method=post action="/connect/{name}{query}"><button id=finish>Finish</button></form>'
    f'<p><a id=leave href="{escape(link["return_url"], quote=True)}">Leave, not finished</a></p>'))
