"""What can go wrong between desktop and hub, in words for a person."""

from __future__ import annotations

from enum import StrEnum

from desktop.core.errors import PairwatchError


class Trouble(StrEnum):
    """Why the hub could not be used. All of them are tried again."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    """Connected, but nothing came for longer than a heartbeat: the connection is half open."""
    TOKEN_REFUSED = "token_refused"
    HUB_FAULT = "hub_fault"
    """It answered, but with a server error or with something that is no answer."""


class HubFailure(PairwatchError):
    """The hub could not be used just now."""

    def __init__(self, trouble: Trouble, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence, remedy)
        self.trouble = trouble


class Undeliverable(PairwatchError):
    """The hub will never take this command."""


class NotKnownYet(PairwatchError):
    """Something was pressed before the hub or the cache told who we are."""


class CannotJoin(PairwatchError):
    """An invitation could not be exchanged for a token."""
