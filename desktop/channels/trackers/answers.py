"""What the answers of trackers mean. Pure. Sources are named where vendors differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import msgspec

from desktop.channels import answers
from desktop.channels.result import Result, final, passing
from desktop.channels.trackers.account import Account
from desktop.channels.trackers.exchange import Answer, Refused

T = TypeVar("T")

LONGEST_REASON = 160
NO_TIME_NAMED = timedelta(minutes=1)
"""What GitHub asks of those whom it tells no time: https://docs.github.com/rest/using-the-rest-api"""


def checked(answer: Answer, account: Account, shape: type[T], ticket: str = "") -> T:
    """What a successful answer says. `ticket` is the one that was asked for. Raises Refused."""
    succeeded(answer, account, ticket)
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except msgspec.MsgspecError as error:
        vendor = account.kind.vendor
        raise Refused(
            final(f"What answered is no {vendor}. Check the url under [tracker] in the team file.")
        ) from error


def succeeded(answer: Answer, account: Account, ticket: str = "") -> None:
    """Look only whether it worked. Raises Refused."""
    if not 200 <= answer.status < 300:
        raise Refused(judge(answer, account, ticket))


def judge(answer: Answer, account: Account, ticket: str = "") -> Result:
    """Why it did not work. Doubtful: what was asked for may have been done all the same."""
    vendor, status = account.kind.vendor, answer.status
    if _slow_down(answer):
        return passing(f"{vendor} asks us to slow down.", retry_after=retry_after(answer) or NO_TIME_NAMED)
    if status >= 500 or status in (408, 425):
        return passing(
            f"{vendor} has trouble of its own ({status}).", retry_after=retry_after(answer), doubtful=True
        )
    reason = _reason(answer, account)
    because = f" ({status}: {reason})" if reason else f" ({status})"
    if status == 401:
        return final(
            f"{vendor} does not accept the token{because}. Give the team file a new one, "
            "then start the hub again."
        )
    if status == 403:
        return final(
            f"{vendor} does not let the token do this in {account.project}{because}. "
            "Give it the right to write issues there, then start the hub again."
        )
    if status in (404, 410) and ticket:
        return final(f"{vendor} has no ticket {ticket} any more, or hides it from the token{because}.")
    if status in (404, 410):
        return final(
            f"{vendor} has no project {account.project}, or its issues are off, or the token may not see it"
            f"{because}. Correct the team file or the token's rights, then start the hub again."
        )
    if 300 <= status < 400:
        return final(
            f"{vendor} says that {account.project} has moved. Write its new name into the team file, "
            "then start the hub again."
        )
    return final(f"{vendor} refused it{because}.")


def retry_after(answer: Answer) -> timedelta | None:
    """How long to wait, as the tracker asks: `Retry-After`, else until its limit begins anew (GitHub:
    `x-ratelimit-reset`, GitLab: `RateLimit-Reset`, both seconds since 1970; Jira: `X-RateLimit-Reset`, ISO
    8601), by its own clock."""
    named = answers.retry_after(answer.headers, answer.body)
    if named is not None:
        return named
    reset = answer.headers.get("x-ratelimit-reset") or answer.headers.get("ratelimit-reset") or ""
    try:
        sent_at = parsedate_to_datetime(answer.headers.get("date", ""))
        if reset.isdigit():
            again_at = datetime.fromtimestamp(int(reset), UTC)
        else:
            again_at = datetime.fromisoformat(reset)
        return max(again_at - sent_at, timedelta(0))
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _slow_down(answer: Answer) -> bool:
    """GitHub says so with 403 as well: by a spent budget, by `Retry-After`, or in words only."""
    if answer.status == 429:
        return True
    if answer.status != 403:
        return False
    spent = answer.headers.get("x-ratelimit-remaining") == "0"
    return spent or "retry-after" in answer.headers or b"rate limit" in answer.body.lower()


def _reason(answer: Answer, account: Account) -> str:
    """The tracker's own words, on one line and not long; never with the token."""
    try:
        said = json.loads(answer.body)
    except ValueError:
        return ""
    words = "; ".join(dict.fromkeys(_sentences(said))) if isinstance(said, dict) else ""
    if account.token:
        words = words.replace(account.token, "…")
    words = " ".join(re.sub(r"[.;\s]+$", "", words).split())
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"


def _sentences(said: dict[str, Any]) -> Iterator[str]:
    # GitHub: message, errors: [{field, code, message}]. GitLab: message: text or {field: [words]}, or error.
    # Jira: errorMessages: [text], errors: {field: text}.
    for name in ("message", "error", "errorMessages", "errors"):
        yield from _flat(said.get(name))


def _flat(value: Any) -> Iterator[str]:
    match value:
        case str():
            if value.strip():
                yield value.strip()
        case {"message": str() as message}:
            yield message
        case {"field": str() as name, "code": str() as code}:
            yield f"{name}: {code}"
        case dict():
            for name, inner in value.items():
                yield from (f"{name}: {words}" for words in _flat(inner))
        case list():
            for inner in value:
                yield from _flat(inner)
