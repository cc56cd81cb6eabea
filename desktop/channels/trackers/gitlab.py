"""GitLab's REST API, version 4: https://docs.gitlab.com/api/issues and /api/notes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from desktop.channels.trackers import markdown
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
from desktop.channels.trackers.exchange import Request, Talk
from desktop.channels.trackers.labels import gitlab_label, names
from desktop.channels.trackers.vendor import Vendor

PAGE, PAGES = 100, 5


class _Issue(msgspec.Struct):
    iid: int
    web_url: str
    description: str | None = None


class _Note(msgspec.Struct):
    body: str | None = None


def root(account: Account) -> str:
    """The same for gitlab.com and a server of one's own."""
    return f"{account.url}/api/v4"


def headers(account: Account) -> Mapping[str, str]:
    """For each request."""
    return {"PRIVATE-TOKEN": account.token, "Accept": "application/json"}


def talk(account: Account, work: Work) -> Talk:
    """Do the work."""
    issues = f"/projects/{quote(account.project, safe='')}/issues"
    match work:
        case OpenTicket():
            return _open(account, work, issues)
        case SetLabels():
            return _labels(account, work, issues)
        case AddComment():
            return _comment(account, work, f"{issues}/{work.number}/notes")
        case CloseTicket():
            return _change(account, work.number, issues, {"state_event": "close"})


def _open(account: Account, work: OpenTicket, issues: str) -> Talk:
    marker = markdown.hidden(work.marker)
    if work.look_since is not None:
        newest = {"scope": "all", "created_after": work.look_since.isoformat(), "order_by": "created_at"}
        for page in range(1, PAGES + 1):
            query = {**newest, "sort": "desc", "per_page": str(PAGE), "page": str(page)}
            answer = yield Request(method="GET", path=issues, query=query)
            known = checked(answer, account, list[_Issue])
            for issue in known:
                if marker in (issue.description or ""):
                    return _opened(issue)
            if len(known) < PAGE:
                break
    body = {
        "title": markdown.title(work.title),
        "description": f"{markdown.words(work.text)}\n\n{marker}",
        "labels": ",".join(names(work.labels, (), gitlab_label)[0]),
    }
    answer = yield Request(method="POST", path=issues, body=body, repeatable=False)
    return _opened(checked(answer, account, _Issue))


def _labels(account: Account, work: SetLabels, issues: str) -> Talk:
    put, take_off = names(work.wanted, work.dropped, gitlab_label)
    change = {"add_labels": ",".join(put), "remove_labels": ",".join(take_off)}
    return (yield from _change(account, work.number, issues, {k: v for k, v in change.items() if v}))


def _comment(account: Account, work: AddComment, path: str) -> Talk:
    marker = markdown.hidden(work.marker)
    if work.look_since is not None:
        query = {"order_by": "created_at", "sort": "desc", "per_page": str(PAGE)}
        answer = yield Request(method="GET", path=path, query=query)
        known = checked(answer, account, list[_Note], f"#{work.number}")
        if any(marker in (note.body or "") for note in known):
            return None
    body = {"body": f"{markdown.words(work.text)}\n\n{marker}"}
    answer = yield Request(method="POST", path=path, body=body, repeatable=False)
    succeeded(answer, account, f"#{work.number}")
    return None


def _change(account: Account, number: str, issues: str, change: Mapping[str, str]) -> Talk:
    if change:
        answer = yield Request(method="PUT", path=f"{issues}/{number}", body=dict(change))
        succeeded(answer, account, f"#{number}")
    return None


def _opened(issue: _Issue) -> Opened:
    return Opened(number=str(issue.iid), key=f"#{issue.iid}", url=issue.web_url)


GITLAB = Vendor(root=root, headers=headers, talk=talk)
