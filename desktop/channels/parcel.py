"""What the hub and the courier's process say to each other, as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from desktop.channels.message import Message
from desktop.channels.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message and where it goes; without a message the address is only looked at."""

    id: UUID
    address: str = field(repr=False)
    message: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the parcel `id`."""

    id: UUID
    result: Result


def decode_parcels(data: bytes) -> list[Parcel]:
    """The parcels again. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=list[Parcel])


def decode_outcome(line: bytes) -> Outcome | None:
    """One line of the courier's; None for one that it did not finish."""
    try:
        return msgspec.json.decode(line, type=Outcome)
    except msgspec.DecodeError:
        return None
