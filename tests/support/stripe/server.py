"""HTTP on 127.0.0.1: the API below /v1, the pages below /c and /connect, control below /_double."""

from __future__ import annotations

import json
import socket
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import control
import page
from desk import Desk
from failure import Answer, Cut, Json
from route import Call
from world import World, fresh

LARGEST = 1 << 20


class Server(ThreadingHTTPServer):
  daemon_threads = True
  request_queue_size = 256

  def __init__(self, port: int, world: World, desk: Desk) -> None:
    super().__init__(("127.0.0.1", port), Handler)
    self.world = world
    self.desk = desk

  def handle_error(self, request: Any, client_address: Any) -> None:
    """Clients that hang up are part of the play."""


class Handler(BaseHTTPRequestHandler):
  protocol_version = "HTTP/1.1"
  disable_nagle_algorithm = True
  wbufsize = -1
  server: Server

  def log_message(self, format: str, *args: Any) -> None:
    pass

  def version_string(self) -> str:
    return "nginx"

  def do_GET(self) -> None:
    self.take()

  def do_POST(self) -> None:
    self.take()

  def do_DELETE(self) -> None:
    self.take()

  def take(self) -> None:
    place = urlsplit(self.path)
    length = int(self.headers.get("Content-Length") or 0)
    if length > LARGEST or "Transfer-Encoding" in self.headers:
      self.close_connection = True
      self.send(413, b"", {})
      return
    body = self.rfile.read(length).decode("latin-1")
    if place.path.startswith("/_double/"):
      self.control(place.path.removeprefix("/_double"), place.query, body)
    elif place.path.startswith(("/c/pay/", "/connect/")):
      self.page(place.path, place.query, body)
    else:
      self.api(place.path, place.query, body)

  # ---------------------------------------------------------------- the API

  def api(self, path: str, query: str, body: str) -> None:
    call = Call(self.command, unquote(path), [], fresh("req_", 14),
                key=self.headers.get("Idempotency-Key"), account=self.headers.get("Stripe-Account"),
                version=self.headers.get("Stripe-Version") or self.server.world.version)
    raw = query if self.command == "GET" else body or query
    try:
      answer = self.server.desk.serve(call, self.headers.get("Authorization"),
                                      self.headers.get("Content-Type") or "", raw)
    except Cut as cut:
      self.cut(cut, call)
      return
    self.send(answer.status, written(answer), self.named(call, answer))

  def named(self, call: Call, answer: Answer) -> dict[str, str]:
    known = {"Content-Type": "application/json", "Request-Id": call.request_id,
             "Stripe-Version": call.version, **answer.headers}
    if call.key and self.command == "POST":
      known["Idempotency-Key"] = call.key
    return known

  def cut(self, cut: Cut, call: Call) -> None:
    """close, reset, or half of the answer and then close."""
    self.close_connection = True
    if cut.how == "half" and cut.answer:
      body = written(cut.answer)
      self.begin(200, self.named(call, cut.answer) | {"Content-Length": str(len(body))})
      self.wfile.write(body[:len(body) // 2])
      self.wfile.flush()
    elif cut.how == "reset":
      self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
      self.connection.close()

  # ---------------------------------------------------------------- the rest

  def control(self, path: str, query: str, body: str) -> None:
    try:
      sent: Json = json.loads(body.encode("latin-1")) if body else {}
    except ValueError as error:
      self.say(400, {"error": f"not JSON: {error}"})
      return
    if not isinstance(sent, dict):
      self.say(400, {"error": "not an object"})
      return
    named = {name: values[0] for name, values in parse_qs(query).items()}
    self.say(*control.obey(self.server.world, self.server.desk.post, self.command, path, named,
                           sent))

  def page(self, path: str, query: str, body: str) -> None:
    world, submitted = self.server.world, self.command == "POST"
    name = path.rpartition("/")[2]
    with world.lock:
      if path.startswith("/c/pay/"):
        status, where, html = page.pay(world, name, submitted, body)
      else:
        token = parse_qs(query).get("link", [""])[0]
        status, where, html = page.connect(world, name, token, submitted)
      self.server.desk.post.collect()
      world.save()
    headers = {"Content-Type": "text/html; charset=utf-8"}
    self.send(status, html.encode(), headers | ({"Location": where} if where else {}))

  def say(self, status: int, body: Any) -> None:
    self.send(status, json.dumps(body, indent=2, ensure_ascii=False).encode() + b"\n",
              {"Content-Type": "application/json"})

  def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
    self.begin(status, {**headers, "Content-Length": str(len(body))})
    self.wfile.write(body)
    self.wfile.flush()

  def begin(self, status: int, headers: dict[str, str]) -> None:
    self.send_response(status)
    for name, value in headers.items():
      self.send_header(name, value)
    self.end_headers()


def written(answer: Answer) -> bytes:
  return json.dumps(answer.body, indent=2, ensure_ascii=False).encode() + b"\n"
