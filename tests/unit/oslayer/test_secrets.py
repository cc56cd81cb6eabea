"""Secrets: kept in the keyring, or in memory with a sentence; never hanging, never raising, never shown."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from desktop.oslayer.secrets import Place, Secrets


class Memory(KeyringBackend):
    priority = 1

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


class Hanging(Memory):
    """A locked collection: each call waits for a prompt that nobody answers."""

    def __init__(self):
        super().__init__()
        self.prompt = threading.Event()
        self.calls = 0

    def get_password(self, service, username):
        self.calls += 1
        self.prompt.wait()
        return super().get_password(service, username)

    def set_password(self, service, username, password):
        self.calls += 1
        self.prompt.wait()
        super().set_password(service, username, password)


class Broken(Memory):
    def __init__(self, error):
        super().__init__()
        self.error = error

    def get_password(self, service, username):
        raise self.error

    set_password = delete_password = lambda self, *_: self.get_password("", "")


@pytest.fixture
def use():
    before = keyring.get_keyring()

    def use_it(backend):
        keyring.set_keyring(backend)
        return backend

    yield use_it
    keyring.set_keyring(before)


async def test_what_is_kept_is_found_and_can_be_forgotten(use):
    backend = use(Memory())
    secrets = Secrets()
    assert (await secrets.get("token")).value is None
    assert (await secrets.set("token", "s3cret")).place is Place.KEYRING
    assert backend.kept == {("pairwatch", "token"): "s3cret"}
    found = await Secrets().get("token")
    assert (found.value, found.place, found.sentence) == ("s3cret", Place.KEYRING, "")
    await secrets.delete("token")
    assert (await secrets.delete("token")).place is Place.KEYRING
    assert backend.kept == {}


async def test_profiles_have_secrets_of_their_own(use):
    use(Memory())
    await Secrets("ana").set("token", "of Ana")
    assert (await Secrets("ben").get("token")).value is None
    assert (await Secrets("ana").get("token")).value == "of Ana"


async def test_a_locked_keyring_is_given_up_and_the_token_kept_in_memory(use):
    backend = use(Hanging())
    secrets = Secrets(patience=timedelta(milliseconds=50))
    kept = await secrets.set("token", "s3cret")
    assert kept.place is Place.MEMORY
    assert "locked" in kept.sentence
    assert (await secrets.get("token")).value == "s3cret"
    # While one call hangs no other is sent after it: each would open another prompt.
    other = await secrets.get("other")
    assert (other.value, other.place) == (None, Place.MEMORY)
    assert backend.calls == 1
    backend.prompt.set()
    async with asyncio.timeout(10):
        while (await secrets.get("third")).place is Place.MEMORY:
            await asyncio.sleep(0.01)
    assert (await secrets.set("token", "newer")).place is Place.KEYRING
    assert backend.kept["pairwatch", "token"] == "newer"


@pytest.mark.parametrize(
    ("error", "word"),
    [(keyring.errors.NoKeyringError("none"), "no keyring"), (keyring.errors.KeyringLocked("no"), "locked")],
)
async def test_a_keyring_that_fails_is_said_and_memory_serves(use, error, word):
    use(Broken(error))
    secrets = Secrets()
    kept = await secrets.set("token", "s3cret")
    assert kept.place is Place.MEMORY
    assert word in kept.sentence
    assert (await secrets.get("token")).value == "s3cret"
    assert (await secrets.get("other")).sentence == kept.sentence
    assert (await secrets.delete("token")).place is Place.MEMORY
    assert (await secrets.get("token")).value is None


async def test_the_null_keyring_counts_as_none(use):
    from keyring.backends.null import Keyring

    use(Keyring())
    assert (await Secrets().set("token", "s3cret")).place is Place.MEMORY


async def test_a_secret_is_never_shown(use, caplog):
    use(Broken(RuntimeError("could not keep s3cret")))
    secrets = Secrets()
    await secrets.set("token", "s3cret")
    assert "s3cret" not in repr(await secrets.get("token"))
    assert "s3cret" not in caplog.text
