"""An issue tracker on this computer, with the parts of GitHub's, GitLab's and Jira's API that are used: it
keeps tickets, and fails as it is told to."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from desktop.channels.trackers.account import Account, TrackerKind

TOKEN = "SecretTokenOfTheTracker"
STATUS = {"open": ("To Do", "new"), "closed": ("Done", "done")}
_GITHUB = re.compile(r"/api/v3/repos/acme/shop/issues(?:/(\d+))?(?:/(labels|comments))?(?:/(.+))?")
_GITLAB = re.compile(r"/api/v4/projects/acme%2Fshop/issues(?:/(\d+))?(?:/(notes))?()")
_JIRA = re.compile(r"/rest/api/[23]/(?:issue(?:/(OPS-\d+))?(?:/(comment|transitions))?|(search)(?:/jql)?)")


@dataclass
class Ticket:
    """As people see it in the tracker."""

    number: int
    title: str
    text: str
    labels: set[str]
    comments: list[str] = field(default_factory=list)
    state: str = "open"


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer to the next request that begins so ("POST /api/v3"). `drops`: it is
    done, and the connection ends without an answer. `hangs`: nothing comes before the client has gone."""

    on: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    drops: bool = False
    hangs: bool = False


@dataclass
class Tracker:
    """`before` is called when a request was carried out, before it is answered."""

    port: int = 0
    tickets: list[Ticket] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    before: Callable[[str], None] = lambda _request: None
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def account(self, kind: TrackerKind = TrackerKind.GITHUB, token: str = TOKEN) -> Account:
        project, user = ("OPS", "bot@example.com") if kind is TrackerKind.JIRA else ("acme/shop", "")
        return Account(
            kind=kind, name=kind.vendor, url=self.url, project=project, user=user, token=token
        )  # fmt: skip

    def asked(self, beginning: str) -> int:
        return sum(request.startswith(beginning) for request in self.heard)

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """Carry out one request: status and body."""
        with self.lock:
            for shape, carry_out in ((_GITHUB, self._github), (_GITLAB, self._gitlab), (_JIRA, self._jira)):
                match = shape.fullmatch(path)
                if match is not None:
                    key, part, rest = match.groups()
                    number = int(key.rpartition("-")[2]) if key else 0
                    if number > len(self.tickets):
                        return 404, {"message": "Not Found"}
                    ticket = self.tickets[number - 1] if number else None
                    return carry_out(method, ticket, part, unquote(rest or ""), body, query)
        return 404, {"message": "Not Found"}

    def _add(self, title: str, text: str, labels: list[str]) -> Ticket:
        ticket = Ticket(len(self.tickets) + 1, title, text, set(labels))
        self.tickets.append(ticket)
        return ticket

    def _github(self, method, ticket, part, rest, body, _query) -> tuple[int, Any]:
        match method, part:
            case "POST", None:
                return 201, self._as_github(self._add(body["title"], body["body"], body["labels"]))
            case "GET", None:
                return 200, [self._as_github(known) for known in reversed(self.tickets)]
            case "PATCH", None:
                ticket.state = body["state"]
                return 200, self._as_github(ticket)
            case "POST", "labels":
                ticket.labels |= set(body["labels"])
                return 200, [{"name": name} for name in ticket.labels]
            case "DELETE", "labels":
                if rest not in ticket.labels:
                    return 404, {"message": "Label does not exist"}
                ticket.labels.discard(rest)
                return 200, []
            case "POST", "comments":
                ticket.comments.append(body["body"])
                return 201, {"id": 1}
            case "GET", "comments":
                return 200, [{"id": 1, "body": text} for text in ticket.comments]
        raise AssertionError(f"GitHub: {method} {part}")

    def _gitlab(self, method, ticket, part, _rest, body, _query) -> tuple[int, Any]:
        match method, part:
            case "POST", None:
                labels = [name for name in body["labels"].split(",") if name]
                return 201, self._as_gitlab(self._add(body["title"], body["description"], labels))
            case "GET", None:
                return 200, [self._as_gitlab(known) for known in reversed(self.tickets)]
            case "PUT", None:
                ticket.labels |= set(body.get("add_labels", "").split(",")) - {""}
                ticket.labels -= set(body.get("remove_labels", "").split(","))
                ticket.state = {"close": "closed"}.get(body.get("state_event"), ticket.state)
                return 200, self._as_gitlab(ticket)
            case "POST", "notes":
                ticket.comments.append(body["body"])
                return 201, {"id": 1}
            case "GET", "notes":
                return 200, [{"id": 1, "body": text} for text in ticket.comments]
        raise AssertionError(f"GitLab: {method} {part}")

    def _jira(self, method, ticket, part, rest, body, query) -> tuple[int, Any]:
        match method, part or rest:
            case "POST", "":
                fields = body["fields"]
                made = self._add(fields["summary"], json.dumps(fields["description"]), fields["labels"])
                return 201, {"id": "10000", "key": f"OPS-{made.number}", "self": "…"}
            case "GET", "":
                return 200, {"fields": {"status": _status(ticket.state)}}
            case "GET", "search":
                wanted = query["jql"][0].rpartition("labels = ")[2].strip('"')
                found = [t for t in self.tickets if wanted in t.labels]
                return 200, {"issues": [{"id": "1", "key": f"OPS-{t.number}"} for t in found]}
            case "PUT", "":
                for change in body["update"]["labels"]:
                    ticket.labels |= {change["add"]} if "add" in change else set()
                    ticket.labels -= {change.get("remove")}
                return 204, None
            case "GET", "transitions":
                return 200, {"transitions": [{"id": "31", "name": "Done", "to": _status("closed")}]}
            case "POST", "transitions":
                assert body == {"transition": {"id": "31"}}
                ticket.state = "closed"
                return 204, None
            case "POST", "comment":
                ticket.comments.append(json.dumps(body["body"]))
                return 201, {"id": "1"}
            case "GET", "comment":
                return 200, {"comments": [{"body": json.loads(text)} for text in ticket.comments]}
        raise AssertionError(f"Jira: {method} {part}")

    def _as_github(self, ticket: Ticket) -> dict[str, Any]:
        url = f"{self.url}/acme/shop/issues/{ticket.number}"
        return {"number": ticket.number, "html_url": url, "body": ticket.text, "state": ticket.state}

    def _as_gitlab(self, ticket: Ticket) -> dict[str, Any]:
        url = f"{self.url}/acme/shop/-/issues/{ticket.number}"
        return {"iid": ticket.number, "web_url": url, "description": ticket.text, "state": ticket.state}


def _status(state: str) -> dict[str, Any]:
    name, category = STATUS[state]
    return {"name": name, "statusCategory": {"key": category}}


def _lets_in(headers: Message) -> bool:
    basic = "Ym90QGV4YW1wbGUuY29tOlNlY3JldFRva2VuT2ZUaGVUcmFja2Vy"  # bot@example.com:TOKEN
    return headers.get("PRIVATE-TOKEN") == TOKEN or headers.get("Authorization") in (
        f"Bearer {TOKEN}",
        f"Basic {basic}",
    )


@contextmanager
def tracking() -> Iterator[Tracker]:
    """The tracker, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            request = f"{self.command} {parts.path}"
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            with tracker.lock:
                tracker.heard.append(request)
                fault = next((f for f in tracker.faults if request.startswith(f.on)), None)
                if fault is not None:
                    tracker.faults.remove(fault)
            if fault is not None and fault.hangs:
                tracker.over.wait(5)
                return
            if fault is not None and fault.status:
                self._say(fault.status, fault.body, fault.headers)
                return
            if not _lets_in(self.headers):
                self._say(401, {"message": "Bad credentials"})
                return
            status, found = tracker.answer(self.command, parts.path, parse_qs(parts.query), body)
            tracker.before(request)
            if fault is not None and fault.drops:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._say(status, found)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

        def _say(self, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            if body is not None:
                self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    tracker = Tracker(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield tracker
    finally:
        tracker.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
