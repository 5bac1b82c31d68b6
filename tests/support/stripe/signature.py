"""Stripe-Signature: an HMAC over the time and the raw body, keyed with the secret as it stands."""

from __future__ import annotations

import hashlib
import hmac


def digest(secret: str, stamp: int, body: bytes) -> str:
  return hmac.new(secret.encode(), b"%d." % stamp + body, hashlib.sha256).hexdigest()


def header(secrets: list[str], stamp: int, body: bytes) -> str:
  """One v1 for each secret: there are two while one is rolled."""
  return ",".join([f"t={stamp}", *(f"v1={digest(each, stamp, body)}" for each in secrets)])
