"""Channels: what admins and the team file say about where updates go. Addresses go in and never come out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.channels.address import checked_address, kind_of, usual_longest
from desktop.core.team.channel import Channel
from desktop.core.telling.update import Readers
from desktop.hub.store.telling import channels
from desktop.hub.store.telling.channels import KeptChannel
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Seal, SealBroken
from desktop.hub.usecases.errors import BadChannel, OwnedByFile, UnknownChannel

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAddress:
    """A channel with its address in the clear."""

    channel: Channel
    address: str = field(repr=False)


def described(name: str, readers: Readers, address: str, longest: int | None = None) -> ChannelAddress:
    """A channel from what a person says of it; `longest` None: as usual for its kind. Raises BadChannel,
    BadAddress."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or "/" in name:
        raise BadChannel(
            "The name of a channel is empty, too long or has a slash in it.",
            f"Use a short name as people say it, such as “#incidents”; at most {LONGEST_NAME} characters.",
        )
    address = checked_address(address, name)
    kind = kind_of(address)
    most = usual_longest(kind) if longest is None else max(longest, 0)
    return ChannelAddress(
        channel=Channel(name=name, readers=readers, kind=kind, longest=most), address=address
    )


def set_channel(
    tx: Transaction, seal: Seal, name: str, readers: Readers, address: str | None, longest: int | None = None
) -> KeptChannel:
    """Add a channel or change one. Without an address it keeps the one it has. Raises OwnedByFile,
    UnknownChannel when there is none to keep, BadChannel, BadAddress."""
    known = channels.find(tx, " ".join(name.split()))
    if known is not None and known.from_file:
        raise _owned(name)
    if address is None:
        if known is None:
            raise UnknownChannel("A new channel needs an address.", "Enter the address of the room or mail.")
        kept_longest = known.channel.longest if longest is None else max(longest, 0)
        kept = replace(known, channel=replace(known.channel, readers=readers, longest=kept_longest))
    else:
        new = described(name, readers, address, longest)
        kept = KeptChannel(channel=new.channel, sealed=seal.close(new.address), from_file=False)
    channels.save(tx, kept)
    return kept


def remove_channel(tx: Transaction, name: str) -> None:
    """Forget a channel. What still waits for it fails, and says so. Raises OwnedByFile, UnknownChannel."""
    if find_channel(tx, name).from_file:
        raise _owned(name)
    channels.remove(tx, name)


def find_channel(tx: Transaction, name: str) -> KeptChannel:
    """The channel of this name. Raises UnknownChannel."""
    known = channels.find(tx, name)
    if known is None:
        raise UnknownChannel(f"There is no channel called “{name}”.", "Look at the list of channels.")
    return known


def list_channels(tx: Transaction) -> list[KeptChannel]:
    """All channels, by name."""
    return channels.every(tx)


def names(tx: Transaction) -> tuple[Channel, ...]:
    """What desktops may know of them."""
    return tuple(kept.channel for kept in channels.every(tx))


def apply_file(tx: Transaction, wanted: tuple[ChannelAddress, ...], seal: Seal | None) -> bool:
    """Make the file's channels the only ones that come from a file; whether that changed anything. Without
    `wanted` no seal is needed."""
    known = {kept.channel.name: kept for kept in channels.every(tx)}
    gone = {name for name, kept in known.items() if kept.from_file} - {w.channel.name for w in wanted}
    for name in gone:
        channels.remove(tx, name)
    changed = bool(gone)
    for new in wanted:
        assert seal is not None
        before = known.get(new.channel.name)
        same = before is not None and before.from_file and before.channel == new.channel
        if before is not None and same and _opened(seal, before.sealed) == new.address:
            continue
        channels.save(tx, KeptChannel(channel=new.channel, sealed=seal.close(new.address), from_file=True))
        changed = True
    return changed


def _opened(seal: Seal, sealed: str) -> str | None:
    try:
        return seal.open(sealed)
    except SealBroken:
        return None  # the file has the address in the clear: it is sealed anew


def _owned(name: str) -> OwnedByFile:
    return OwnedByFile(
        f"The channel “{name}” belongs to the team file.", "Change it there and start the hub again."
    )
