"""Where the key is kept that seals secrets."""

from __future__ import annotations

import asyncio
import logging
import stat
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop.app.server.seal_keys import NAME, file_keys, keyring_keys
from desktop.core.errors import PairwatchError
from desktop.oslayer.secrets import Found, Kept, Place


@dataclass
class Keyring:
    """As desktop.oslayer.secrets.Secrets, in memory. `works`: else it keeps nothing."""

    works: bool = True
    entries: dict[str, str] = field(default_factory=dict)

    async def get(self, name: str) -> Found:
        return Found(self.entries.get(name), Place.KEYRING if self.works else Place.MEMORY)

    async def set(self, name: str, value: str) -> Kept:
        if not self.works:
            return Kept(Place.MEMORY, "There is no keyring here.")
        self.entries[name] = value
        return Kept(Place.KEYRING)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


async def test_the_file_is_made_once_and_private(tmp_path):
    path = tmp_path / "keys" / "seal.key"
    first = await file_keys(path)
    assert mode(path) == 0o600
    assert await file_keys(path) == first
    assert [p.name for p in path.parent.iterdir()] == ["seal.key"]


async def test_two_that_start_at_once_have_the_same_key(tmp_path):
    path = tmp_path / "seal.key"
    found = await asyncio.gather(*(file_keys(path) for _ in range(4)))
    assert len({tuple(keys) for keys in found}) == 1


async def test_a_file_that_others_can_read_is_made_private(tmp_path, caplog):
    path = tmp_path / "seal.key"
    keys = await file_keys(path)
    path.chmod(0o644)
    assert await file_keys(path) == keys
    assert mode(path) == 0o600
    assert "others could read" in caplog.text
    assert keys[0] not in caplog.text


async def test_a_file_that_cannot_be_used(tmp_path):
    with pytest.raises(PairwatchError) as caught:
        await file_keys(tmp_path)
    assert caught.value.remedy


async def test_a_desktop_has_it_in_the_keyring_and_nowhere_else(tmp_path):
    keyring: Any = Keyring()
    keys = await keyring_keys(keyring, tmp_path / "seal.key")
    assert keyring.entries == {NAME: keys[0]}
    assert await keyring_keys(keyring, tmp_path / "seal.key") == keys
    assert list(tmp_path.iterdir()) == []


async def test_without_a_keyring_it_is_in_the_file(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    keyring: Any = Keyring(works=False)
    keys = await keyring_keys(keyring, tmp_path / "seal.key")
    assert await keyring_keys(keyring, tmp_path / "seal.key") == keys
    assert mode(tmp_path / "seal.key") == 0o600
    assert keys[0] not in caplog.text


async def test_a_keyring_that_was_locked_for_a_while_loses_nothing(tmp_path):
    keyring: Any = Keyring()
    (before,) = await keyring_keys(keyring, tmp_path / "seal.key")
    entries, keyring.entries, keyring.works = keyring.entries, {}, False
    (meanwhile,) = await keyring_keys(keyring, tmp_path / "seal.key")
    keyring.entries, keyring.works = entries, True
    assert await keyring_keys(keyring, tmp_path / "seal.key") == [before, meanwhile]
