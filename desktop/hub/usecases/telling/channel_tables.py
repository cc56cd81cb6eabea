"""The [[channels]] of a team file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.core.errors import PairwatchError
from desktop.core.telling.update import Readers
from desktop.hub.usecases.team.toml_table import TomlTable
from desktop.hub.usecases.telling.channels import ChannelAddress, described


def read_channels(tables: Sequence[TomlTable], environment: Mapping[str, str]) -> tuple[ChannelAddress, ...]:
    """The channels of the file. `url_env` names a variable of `environment` that has the address, so that the
    file holds no secret. Raises InvalidTeamFile, which never repeats an address."""
    found: dict[str, ChannelAddress] = {}
    for table in tables:
        channel = _channel(table, environment)
        if channel.channel.name in found:
            table.reject("another channel has the same name.", "Give each a name of its own.")
        found[channel.channel.name] = channel
    return tuple(found.values())


def _channel(table: TomlTable, environment: Mapping[str, str]) -> ChannelAddress:
    name = table.text("name")
    table.where = f"channel “{name}”"
    readers = Readers(table.choice("readers", [readers.value for readers in Readers]))
    url, variable = table.text("url", ""), table.text("url_env", "")
    longest = table.whole("longest", 0)
    table.finish()
    if bool(url) == bool(variable):
        table.reject("it needs either url or url_env.", 'Add url = "mailto://…", or url_env = "NAME".')
    if variable and not environment.get(variable, "").strip():
        table.reject(
            f"the environment has no {variable}.", f"Set {variable} to the address where the hub starts."
        )
    try:
        return described(name, readers, url or environment[variable], longest or None)
    except PairwatchError as error:
        table.reject(error.sentence, error.remedy)
