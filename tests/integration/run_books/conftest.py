"""A hub's store, and a follower of run-books that looks when it is told to."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from desktop.clock import SystemClock
from desktop.core.fixing.run_book import RunBook, RunBookCard
from desktop.hub.engine.run_books import RunBookFollower, files_of
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.run_book_sources import Followed, RunBookSetting
from desktop.hub.usecases.fixing.run_books import find_run_book, search_run_books


class Following:
    """One replica that follows a folder or repository; it looks only when asked to."""

    def __init__(self, store: Store, setting: RunBookSetting) -> None:
        self.store = store
        self.followed = Followed(setting)
        self.follower = RunBookFollower(store, self.followed, SystemClock())
        self.follower.files = files_of(setting, SystemClock())

    async def look(self) -> dict[str, str]:
        """Look once; then the titles that are there, by id."""
        await self.follower.look()
        return {card.id: card.title for card in await self.cards()}

    async def cards(self) -> list[RunBookCard]:
        return await self.store.read(partial(search_run_books, asked="", limit=5000))

    async def book(self, id: str) -> RunBook:
        return await self.store.read(partial(find_run_book, run_book_id=id))

    @property
    def problem(self) -> str:
        return self.followed.state.problem


@pytest.fixture
async def follow(sqlite_url: str) -> AsyncIterator[Callable[[RunBookSetting], Following]]:
    """Begins to follow something with a hub's store; several on the same one."""
    async with AsyncExitStack() as stack:
        store = Store.open(sqlite_url)
        stack.push_async_callback(store.close)

        def begin(setting: RunBookSetting) -> Following:
            found = Following(store, setting)
            stack.push_async_callback(found.follower.stop)
            return found

        yield begin


class Repository:
    """A git repository on this computer, and who commits to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def url(self) -> str:
        return f"file://{self.folder}"

    def git(self, *arguments: str) -> str:
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in WHO.items()}
        environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, **files: str | bytes | None) -> None:
        """Write these files (None: remove) and commit; `__` in a name is a slash, `_md` the ending."""
        for name, content in files.items():
            path = self.folder / name.replace("__", "/").replace("_md", ".md")
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "change")


WHO = {"NAME": "Mei Lindqvist", "EMAIL": "mei@example.com", "DATE": "2026-11-20T12:00:00+01:00"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")
