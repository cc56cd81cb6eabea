"""The [[responders.channels]] of a team file, and what is said of mistakes in them."""

from __future__ import annotations

import pytest

from desktop.hub.usecases.team.team_file import TeamFile, read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile

SECRET = "slack://TokenAAAA/TokenBBBB/TokenCCCC/#ana"
TEAM = """
[[responders]]
id = "ana"
name = "Ana Okafor"
{channels}
[[responders]]
id = "ben"
name = "Ben Sato"

[schedule]
turns = [{{ manager = "ana", engineer = "ben" }}]
"""


def read(channels: str, **environment: str) -> TeamFile:
    return read_team_file(TEAM.format(channels=channels), environment=environment)


def own(fields: str, name: str = "Phone") -> str:
    return f'[[responders.channels]]\nname = "{name}"\n{fields}\n'


def test_everybody_knows_the_names_and_only_the_hub_the_addresses() -> None:
    mail = own('url = "mailto://localhost?from=a@example.com"', "Mail")
    file = read(own('url_env = "ANAS_PHONE"') + mail, ANAS_PHONE=SECRET)
    ana, ben = file.team.roster.responders
    assert ana.channels == ("Phone", "Mail")
    assert ben.channels == ()
    assert (file.own_channels[0].key, file.own_channels[0].address) == ("ana/Phone", SECRET)
    assert file.has_secrets
    assert "Token" not in repr(file)
    assert not read("").has_secrets


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        (own(""), "either url or url_env"),
        (own(f'url = "{SECRET}"\nurl_env = "ROOM"'), "either url or url_env"),
        (own('url_env = "NOT_SET"'), "no NOT_SET"),
        (own('url = "TokenAAAA-only"'), "not understood"),
        (own(f'adress = "{SECRET}"'), "adress"),
        (own(f'url = "{SECRET}"') * 2, "the same name"),
        (own(f'url = "{SECRET}"', "a/b"), "has a slash in it"),
        ("".join(own(f'url = "{SECRET}"', f"Way {n}") for n in range(6)), "6 channels"),
    ],
)
def test_mistakes_are_told_without_the_address(channels: str, words: str) -> None:
    with pytest.raises(InvalidTeamFile) as caught:
        read(channels)
    assert words in caught.value.sentence
    assert "ana" in caught.value.sentence
    assert "Token" not in caught.value.sentence
    assert caught.value.remedy
