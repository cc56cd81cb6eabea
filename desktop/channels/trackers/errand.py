"""What the hub and the clerk's process say to each other about tickets, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from desktop.channels.result import Result
from desktop.channels.trackers.account import Account
from desktop.core.closing.ticket import Label


class OpenTicket(msgspec.Struct, frozen=True, kw_only=True, tag="open"):
    """`marker` is the incident's own and is written into the ticket. With `look_since` an earlier attempt may
    have arrived: tickets made since then are looked through for it first."""

    marker: str
    title: str
    text: str
    labels: tuple[Label, ...] = ()
    look_since: datetime | None = None


class SetLabels(msgspec.Struct, frozen=True, kw_only=True, tag="labels"):
    """`wanted` are all labels of the incident, `dropped` those it had before. Others stay as they are."""

    number: str
    wanted: tuple[Label, ...] = ()
    dropped: tuple[Label, ...] = ()


class AddComment(msgspec.Struct, frozen=True, kw_only=True, tag="comment"):
    """`marker` is the update's own; `look_since` as for a ticket."""

    number: str
    marker: str
    text: str
    look_since: datetime | None = None


class CloseTicket(msgspec.Struct, frozen=True, kw_only=True, tag="close"):
    """It is over."""

    number: str


Work = OpenTicket | SetLabels | AddComment | CloseTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to do in one tracker."""

    id: int
    account: Account
    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The ticket: `number` is how the tracker's API calls it, `key` how people do. `perhaps_second`: the
    tracker cannot say for sure that an earlier attempt made none."""

    number: str
    key: str
    url: str
    perhaps_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of the errand `id`."""

    id: int
    result: Result
    ticket: Opened | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Errands, to be run in their order. `patience` is how many seconds a tracker has for each answer."""

    patience: float
    errands: tuple[Errand, ...]


def decode_round(data: bytes) -> Round:
    """The round again. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=Round)


def decode_report(line: bytes) -> Report | None:
    """One line of the clerk's process; None for one that it did not finish."""
    try:
        return msgspec.json.decode(line, type=Report)
    except msgspec.DecodeError:
        return None
