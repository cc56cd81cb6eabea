"""A service on this computer that answers over HTTP as chat services do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """One answer. `hangs`: none comes before the client has gone, at most 5 s."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    hangs: bool = False


@dataclass
class Vendor:
    """`answers` are given one after the other, the last for ever. `before` is called before each."""

    port: int
    answers: list[Says] = field(default_factory=lambda: [Says()])
    heard: list[dict[str, Any]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"json://localhost:{self.port}/hooks/SecretOfTheVendor"

    @property
    def texts(self) -> list[str]:
        return [heard["message"] for heard in self.heard]

    def answer(self) -> Says:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving() -> Iterator[Vendor]:
    """The vendor, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            vendor.heard.append(json.loads(body))
            vendor.before()
            says = vendor.answer()
            if says.hangs:
                vendor.over.wait(5)
                return
            self.send_response(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(says.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    vendor = Vendor(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield vendor
    finally:
        vendor.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
