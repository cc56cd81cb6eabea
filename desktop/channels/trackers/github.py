"""GitHub's REST API, version 2022-11-28: https://docs.github.com/rest/issues. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

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
from desktop.channels.trackers.labels import github_label, names
from desktop.channels.trackers.vendor import Vendor

PAGE, PAGES = 100, 5


class _Issue(msgspec.Struct):
    number: int
    html_url: str
    body: str | None = None


class _Comment(msgspec.Struct):
    body: str | None = None


def root(account: Account) -> str:
    """github.com and ghe.com have a host for the API, a server of one's own has a path."""
    host = urlsplit(account.url).netloc
    if host == "github.com" or host.endswith(".ghe.com"):
        return f"https://api.{host}"
    return f"{account.url}/api/v3"


def headers(account: Account) -> Mapping[str, str]:
    """For each request."""
    return {
        "Authorization": f"Bearer {account.token}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }


def talk(account: Account, work: Work) -> Talk:
    """Do the work."""
    issues = f"/repos/{account.project}/issues"
    match work:
        case OpenTicket():
            return _open(account, work, issues)
        case SetLabels():
            return _labels(account, work, issues)
        case AddComment():
            return _comment(account, work, f"{issues}/{work.number}/comments")
        case CloseTicket():
            return _close(account, work, issues)


def _open(account: Account, work: OpenTicket, issues: str) -> Talk:
    marker = markdown.hidden(work.marker)
    if work.look_since is not None:
        # Not the search: its index lags behind, the list does not.
        newest = {"state": "all", "sort": "created", "direction": "desc", "since": _iso(work.look_since)}
        for page in range(1, PAGES + 1):
            answer = yield Request(
                method="GET", path=issues, query={**newest, "per_page": str(PAGE), "page": str(page)}
            )
            known = checked(answer, account, list[_Issue])
            for issue in known:
                if marker in (issue.body or ""):
                    return _opened(issue)
            if len(known) < PAGE:
                break
    body = {
        "title": markdown.title(work.title),
        "body": f"{markdown.words(work.text)}\n\n{marker}",
        "labels": names(work.labels, (), github_label)[0],
    }
    answer = yield Request(method="POST", path=issues, body=body, repeatable=False)
    return _opened(checked(answer, account, _Issue))


def _labels(account: Account, work: SetLabels, issues: str) -> Talk:
    """Not the whole set at once: what others put on meanwhile would be lost."""
    path = f"{issues}/{work.number}/labels"
    put, take_off = names(work.wanted, work.dropped, github_label)
    if put:
        answer = yield Request(method="POST", path=path, body={"labels": put})
        succeeded(answer, account, f"#{work.number}")
    for name in take_off:
        answer = yield Request(method="DELETE", path=f"{path}/{quote(name, safe='')}")
        if answer.status != 404:  # it is not there: just so
            succeeded(answer, account, f"#{work.number}")
    return None


def _comment(account: Account, work: AddComment, path: str) -> Talk:
    marker = markdown.hidden(work.marker)
    if work.look_since is not None:
        for page in range(1, PAGES + 1):
            query = {"since": _iso(work.look_since), "per_page": str(PAGE), "page": str(page)}
            answer = yield Request(method="GET", path=path, query=query)
            known = checked(answer, account, list[_Comment], f"#{work.number}")
            if any(marker in (comment.body or "") for comment in known):
                return None
            if len(known) < PAGE:
                break
    body = {"body": f"{markdown.words(work.text)}\n\n{marker}"}
    answer = yield Request(method="POST", path=path, body=body, repeatable=False)
    succeeded(answer, account, f"#{work.number}")
    return None


def _close(account: Account, work: CloseTicket, issues: str) -> Talk:
    body = {"state": "closed", "state_reason": "completed"}
    answer = yield Request(method="PATCH", path=f"{issues}/{work.number}", body=body)
    succeeded(answer, account, f"#{work.number}")
    return None


def _opened(issue: _Issue) -> Opened:
    return Opened(number=str(issue.number), key=f"#{issue.number}", url=issue.html_url)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


GITHUB = Vendor(root=root, headers=headers, talk=talk)
