"""Addresses of channels as Apprise writes them, `scheme://…`: what can be said without loading it."""

from __future__ import annotations

import re

from desktop.core.errors import PairwatchError

_SHAPE = re.compile(r"([a-z][a-z0-9.+-]*)://\S+", re.IGNORECASE)

_KINDS = {
    "mailto": "mail", "mailtos": "mail", "slack": "slack", "workflow": "teams", "workflows": "teams",
    "mmost": "mattermost", "mmosts": "mattermost", "discord": "discord", "matrix": "matrix",
    "matrixs": "matrix", "zulip": "zulip", "gchat": "google chat", "irc": "irc", "ircs": "irc",
    "tgram": "telegram", "rocket": "rocket.chat", "rockets": "rocket.chat", "wxteams": "webex",
    "webex": "webex", "ntfy": "ntfy", "ntfys": "ntfy", "json": "webhook", "jsons": "webhook",
}  # fmt: skip

_LONGEST = {
    "slack": 35_000, "teams": 1_000, "mattermost": 4_000, "discord": 2_000, "zulip": 10_000,
    "google chat": 4_000, "irc": 380, "telegram": 4_096, "rocket.chat": 1_000,
}  # fmt: skip
"""Characters, as Apprise cuts; longer texts go in pieces."""


class BadAddress(PairwatchError):
    """The address of a channel is not one."""


def checked_address(address: str, channel: str) -> str:
    """The address without blanks around it. Raises BadAddress, which does not repeat it: it is a secret."""
    address = address.strip()
    if not _SHAPE.fullmatch(address):
        raise BadAddress(
            f"The address of the channel “{channel}” is not understood.",
            "Write it as scheme://…, for instance mailto://… or slack://…, as Apprise's documentation shows.",
        )
    return address


def kind_of(address: str) -> str:
    """Which service it is, in a word: "mail", "slack"; for a rare one its scheme."""
    scheme = address.partition("://")[0].lower()
    return _KINDS.get(scheme, scheme)[:40]


def usual_longest(kind: str) -> int:
    """How many characters a message may have there; 0: no limit that matters."""
    return _LONGEST.get(kind, 0)
