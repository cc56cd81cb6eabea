"""What the answer of a chat service says about a message. Pure; vendors' documents are named where they
decide."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from desktop.channels.result import Result, final, passing

_TRY_LATER = frozenset({408, 423, 425, 429})
_REFUSALS = {
    400: "It did not accept the message. Check the channel's address.",
    401: "It did not accept our key or password. Enter the channel's address again.",
    403: "It does not let us write there. Check the permissions, then the channel's address.",
    404: "There is no such room or webhook any more. Enter the channel's address again.",
    410: "The room is archived or the webhook is gone. Enter another address for the channel.",
    413: "The message is too long for it. Shorten it.",
}
# Slack's web API answers 200 with {"ok": false, "error": "ratelimited"}: https://docs.slack.dev/apis/web-api
_PASSING_WORDS = (
    "ratelimited", "rate_limited", "too many requests", "timeout", "internal_error", "fatal_error",
)  # fmt: skip
_REASONS = ("error", "errmsg", "message", "msg", "description", "detail")
LONGEST_REASON = 80
SHORTEST_SECRET = 4


def judge(status: int, headers: Mapping[str, str], body: bytes, address: str) -> Result:
    """What an answer means that the service's adapter did not take for success. `address` is a secret, which
    must not come back in the sentence."""
    reason = _reason(body, address)
    if status == 429:
        return passing("It asks us to slow down.", retry_after=retry_after(headers, body))
    if status >= 500 or status in _TRY_LATER:
        return passing(f"It has trouble of its own ({status}).", retry_after=retry_after(headers, body))
    if 200 <= status < 300:
        if any(word in reason.lower() for word in _PASSING_WORDS):
            return passing("It asks us to try later.", retry_after=retry_after(headers, body))
        return final(f"It refused the message{_in_brackets(reason)}. Check the channel's address.")
    known = _REFUSALS.get(status, "It refused the message. Check the channel's address.")
    return final(f"{known} ({status}{': ' + reason if reason else ''})")


def without_secrets(text: str, address: str) -> str:
    """`text` without anything of the address that could be a key, a password, a host or a room."""
    secret = address.partition("://")[2]
    split = re.split(r"[/?&=:@,+#]+", f"{secret}/{unquote(secret)}")
    parts = {part for part in split if len(part) >= SHORTEST_SECRET}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(re.escape(part), "…", text, flags=re.IGNORECASE)
    return text


def retry_after(headers: Mapping[str, str], body: bytes) -> timedelta | None:
    """How long to wait, as the service asks; None when it names no time. Seconds or a date (RFC 9110,
    10.2.3). Discord and Matrix say it in the body too, Matrix in ms."""
    value = next((text.strip() for name, text in headers.items() if name.lower() == "retry-after"), "")
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return timedelta(seconds=float(value))
    if value:
        # By the service's own clock: ours may be wrong.
        sent = next((text for name, text in headers.items() if name.lower() == "date"), "")
        try:
            return max(parsedate_to_datetime(value) - parsedate_to_datetime(sent), timedelta(0))
        except (ValueError, TypeError):
            return None
    found = _object(body)
    for field, unit in (("retry_after", timedelta(seconds=1)), ("retry_after_ms", timedelta(milliseconds=1))):
        number = found.get(field)
        if isinstance(number, int | float) and 0 <= number < 1e8:
            return number * unit
    return None


def _reason(body: bytes, address: str) -> str:
    """What the service says, in a few words of its own; empty when it says nothing short."""
    found = _object(body)
    text = next((value for name in _REASONS if isinstance(value := found.get(name), str)), "")
    if not found:
        text = body[:400].decode("utf-8", "replace")
        if "<" in text:
            return ""  # a page for browsers
    text = " ".join(without_secrets(text, address).split())
    return text if len(text) <= LONGEST_REASON else ""


def _object(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _in_brackets(reason: str) -> str:
    return f" ({reason})" if reason else ""
