"""The [[channels]] of a team file, and what is said of mistakes in them."""

from __future__ import annotations

import pytest

from desktop.core.telling.update import Readers
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile
from tests.unit.hub.usecases.team.test_team_file import SMALL

SECRET = "slack://TokenAAAA/TokenBBBB/TokenCCCC/#incidents"


def read(channels: str, **environment: str):
    return read_team_file(SMALL + channels, environment=environment).channels


def test_a_channel_has_its_address_in_the_file_or_in_the_environment():
    found = read(
        """
        [[channels]]
        name = "#incidents"
        readers = "colleagues"
        url_env = "ROOM"

        [[channels]]
        name = "Customers by mail"
        readers = "customers"
        url = "mailto://localhost?from=a@example.com"
        longest = 900
        """,
        ROOM=SECRET,
    )
    room, mail = found
    assert (room.address, room.channel.kind, room.channel.longest) == (SECRET, "slack", 35_000)
    assert (mail.channel.readers, mail.channel.kind, mail.channel.longest) == (Readers.CUSTOMERS, "mail", 900)
    assert "Token" not in repr(found)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ('readers = "colleagues"', "either url or url_env"),
        (f'readers = "colleagues"\nurl = "{SECRET}"\nurl_env = "ROOM"', "either url or url_env"),
        ('readers = "colleagues"\nurl_env = "NOT_SET"', "no NOT_SET"),
        (f'readers = "everybody"\nurl = "{SECRET}"', "everybody"),
        ('readers = "colleagues"\nurl = "TokenAAAA-only"', "not understood"),
        (f'readers = "colleagues"\nadress = "{SECRET}"', "adress"),
        (f'readers = "colleagues"\nurl = "{SECRET}"\nlongest = 0', "longest"),
        (f'readers = "colleagues"\nurl = "{SECRET}"\n[[channels]]\nname = "#incidents"\n'
         f'readers = "devops"\nurl = "{SECRET}"', "the same name"),
    ],
)  # fmt: skip
def test_mistakes_are_told_without_the_address(fields, words):
    with pytest.raises(InvalidTeamFile) as caught:
        read(f'[[channels]]\nname = "#incidents"\n{fields}\n')
    assert words in caught.value.sentence
    assert "#incidents" in caught.value.sentence
    assert caught.value.remedy
    assert "Token" not in str(caught.value)
