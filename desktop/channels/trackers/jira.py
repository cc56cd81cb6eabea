"""Jira's REST API. Pure.

In Atlassian's cloud (with `user`) version 3, whose texts are documents: what an alert or an update says is
exactly what is shown. Jira Data Center has no version 3, so there (without `user`) it is version 2 and wiki
text, escaped. https://developer.atlassian.com/cloud/jira/platform/rest/v3 ·
https://developer.atlassian.com/server/jira/platform
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.channels.result import final
from desktop.channels.trackers import jira_text
from desktop.channels.trackers.account import Account
from desktop.channels.trackers.answers import checked, succeeded
from desktop.channels.trackers.errand import (
    AddComment,
    CloseTicket,
    Opened,
    OpenTicket,
    SetLabels,
    Work,
)
from desktop.channels.trackers.exchange import Refused, Request, Talk
from desktop.channels.trackers.labels import jira_label, names
from desktop.channels.trackers.markdown import title
from desktop.channels.trackers.vendor import Vendor

DONE = "done"
"""The category of every status that ends a ticket, whatever a team calls it."""
_USUAL_ENDS = ("done", "resolved", "closed")


class _Named(msgspec.Struct):
    key: str


class _Found(msgspec.Struct):
    issues: list[_Named] = []


class _Status(msgspec.Struct):
    name: str
    statusCategory: _Named


class _Transition(msgspec.Struct):
    id: str
    to: _Status


class _Transitions(msgspec.Struct):
    transitions: list[_Transition]


class _Fields(msgspec.Struct):
    status: _Status


class _Issue(msgspec.Struct):
    fields: _Fields


class _Comment(msgspec.Struct):
    body: Any = None


class _Comments(msgspec.Struct):
    comments: list[_Comment]


def root(account: Account) -> str:
    """The version that speaks our kind of text."""
    return f"{account.url}/rest/api/{3 if account.user else 2}"


def headers(account: Account) -> Mapping[str, str]:
    """A token of the cloud goes with its owner's mail address, one of a server alone."""
    right = f"Bearer {account.token}"
    if account.user:
        right = f"Basic {b64encode(f'{account.user}:{account.token}'.encode()).decode()}"
    return {"Authorization": right, "Accept": "application/json"}


def talk(account: Account, work: Work) -> Talk:
    """Do the work."""
    match work:
        case OpenTicket():
            return _open(account, work)
        case SetLabels():
            return _labels(account, work)
        case AddComment():
            return _comment(account, work)
        case CloseTicket():
            return _close(account, work)


def _open(account: Account, work: OpenTicket) -> Talk:
    # A label: the one marker that Jira's search finds exactly.
    marker = f"pairwatch-{work.marker}"
    if work.look_since is not None:
        jql = f'project = "{account.project}" AND labels = "{marker}"'
        path = "/search/jql" if account.user else "/search"
        answer = yield Request(
            method="GET", path=path, query={"jql": jql, "fields": "summary", "maxResults": "2"}
        )
        for issue in checked(answer, account, _Found).issues:
            return _opened(account, issue.key)
    fields = {
        "project": {"key": account.project},
        "issuetype": {"name": account.issue_type},
        "summary": title(work.title),
        "description": _text(account, work.text),
        "labels": [*names(work.labels, (), jira_label)[0], marker],
    }
    answer = yield Request(method="POST", path="/issue", body={"fields": fields}, repeatable=False)
    created = checked(answer, account, _Named)
    # Its search may lag behind what was made a moment before.
    return _opened(account, created.key, perhaps_second=work.look_since is not None)


def _labels(account: Account, work: SetLabels) -> Talk:
    put, take_off = names(work.wanted, work.dropped, jira_label)
    changes = [*({"add": name} for name in put), *({"remove": name} for name in take_off)]
    if changes:
        body = {"update": {"labels": changes}}
        answer = yield Request(method="PUT", path=f"/issue/{work.number}", body=body)
        succeeded(answer, account, work.number)
    return None


def _comment(account: Account, work: AddComment) -> Talk:
    path = f"/issue/{work.number}/comment"
    marker = f"Pairwatch {work.marker[:8]}"
    if work.look_since is not None:
        answer = yield Request(
            method="GET", path=path, query={"orderBy": "-created", "maxResults": "100"}
        )  # fmt: skip
        known = checked(answer, account, _Comments, work.number).comments
        if any(marker.encode() in msgspec.json.encode(comment.body) for comment in known):
            return None
    body = {"body": _text(account, f"{work.text}\n\n{marker}")}
    answer = yield Request(method="POST", path=path, body=body, repeatable=False)
    succeeded(answer, account, work.number)
    return None


def _close(account: Account, work: CloseTicket) -> Talk:
    """By a way of the ticket's own workflow that leads to an end; there may be several, or none."""
    path = f"/issue/{work.number}/transitions"
    answer = yield Request(method="GET", path=path)
    ways = checked(answer, account, _Transitions, work.number).transitions
    ends = [way for way in ways if way.to.statusCategory.key == DONE]
    answer = yield Request(method="GET", path=f"/issue/{work.number}", query={"fields": "status"})
    if checked(answer, account, _Issue, work.number).fields.status.statusCategory.key == DONE:
        return None
    if not ends:
        raise Refused(
            final(
                f"Jira knows no way from here to an end that the token may take. Close {work.number} there."
            )
        )
    best = min(ends, key=_unusual)
    answer = yield Request(method="POST", path=path, body={"transition": {"id": best.id}})
    succeeded(answer, account, work.number)
    return None


def _unusual(way: _Transition) -> int:
    """ "Done" rather than "Won't do"; else the workflow's own order."""
    name = way.to.name.lower()
    return _USUAL_ENDS.index(name) if name in _USUAL_ENDS else len(_USUAL_ENDS)


def _text(account: Account, text: str) -> Any:
    return jira_text.document(text) if account.user else jira_text.wiki(text)


def _opened(account: Account, key: str, *, perhaps_second: bool = False) -> Opened:
    return Opened(number=key, key=key, url=f"{account.url}/browse/{key}", perhaps_second=perhaps_second)


JIRA = Vendor(root=root, headers=headers, talk=talk)
