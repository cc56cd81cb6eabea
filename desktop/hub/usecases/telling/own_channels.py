"""The channels of the responders' own, as a team file says them: [[responders.channels]]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.errors import PairwatchError
from desktop.core.telling.update import Readers
from desktop.hub.store.telling import own_channels
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Seal, SealBroken
from desktop.hub.usecases.team.toml_table import TomlTable
from desktop.hub.usecases.telling.channels import described

MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChannel:
    """With its address in the clear."""

    responder: str
    name: str
    address: str = field(repr=False)

    @property
    def key(self) -> str:
        """How it is called among all channels."""
        return own_channels.key_of(self.responder, self.name)


def read_own_channels(
    table: TomlTable, responder: str, environment: Mapping[str, str]
) -> tuple[OwnChannel, ...]:
    """Those of one responder's table. Raises InvalidTeamFile, which never repeats an address."""
    found: dict[str, OwnChannel] = {}
    for one in table.tables("channels"):
        own = _own(one, responder, environment)
        if own.name in found:
            one.reject("another channel of theirs has the same name.", "Give each a name of its own.")
        found[own.name] = own
    if len(found) > MOST:
        table.where = f"responder “{responder}”"
        table.reject(
            f"there are {len(found)} channels of their own.", f"Name {MOST} at most, the surest first."
        )
    return tuple(found.values())


def _own(table: TomlTable, responder: str, environment: Mapping[str, str]) -> OwnChannel:
    name = table.text("name")
    table.where = f"responder “{responder}”, channel “{name}”"
    url, variable = table.text("url", ""), table.text("url_env", "")
    table.finish()
    if bool(url) == bool(variable):
        table.reject("it needs either url or url_env.", 'Add url = "mailto://…", or url_env = "NAME".')
    if variable and not environment.get(variable, "").strip():
        table.reject(
            f"the environment has no {variable}.", f"Set {variable} to the address where the hub starts."
        )
    try:
        channel = described(name, Readers.COLLEAGUES, url or environment[variable])
    except PairwatchError as error:
        table.reject(error.sentence, error.remedy)
    return OwnChannel(responder=responder, name=channel.channel.name, address=channel.address)


def apply_own_channels(tx: Transaction, wanted: tuple[OwnChannel, ...], seal: Seal | None) -> None:
    """Make the file's the only ones. Without `wanted` no seal is needed; what is known already is not sealed
    anew."""
    known = own_channels.every(tx)
    sealed: dict[str, str] = {}
    for own in wanted:
        assert seal is not None
        before = known.get(own.key)
        same = before is not None and _opened(seal, before) == own.address
        sealed[own.key] = before if before is not None and same else seal.close(own.address)
    if sealed != known:
        own_channels.replace_all(tx, sealed)


def _opened(seal: Seal, sealed: str) -> str | None:
    try:
        return seal.open(sealed)
    except SealBroken:
        return None
