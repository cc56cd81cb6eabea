"""Follows the run-books of a folder or a repository: what is new there, what changed, what is gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar

from desktop import tasks
from desktop.clock import Clock, SystemClock
from desktop.hub.engine.run_book_folder import RunBookFolderFiles
from desktop.hub.engine.run_book_git import RunBookGitFiles
from desktop.hub.engine.run_book_source import CannotFollow, RunBookFiles
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.run_book_files import forget_files, kept_files, take_over
from desktop.hub.usecases.fixing.run_book_reading import read_files
from desktop.hub.usecases.fixing.run_book_sources import Followed, RunBookFolder, RunBookSetting
from desktop.wire.run_book import Following

T = TypeVar("T")

_log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=10)
"""So often what is stored is compared although nothing changed here: another replica may have had an older
copy."""
READ_AT_ONCE = 200
WRITTEN_AT_ONCE = 25
"""Run-books in one transaction: alerts wait behind it."""


class RunBookFollower:
    """Looks every few seconds. With several replicas each of them does; the second finds nothing to do."""

    def __init__(self, store: Store, followed: Followed, clock: Clock | None = None) -> None:
        self._store = store
        self._followed = followed
        self._clock = clock or SystemClock()
        self.files: RunBookFiles | None = None
        self._task: asyncio.Task[None] | None = None
        self._settled: dict[str, str] = {}
        self._compare_at = 0.0

    def start(self) -> None:
        """Begin; nothing happens when nothing is followed."""
        setting = self._followed.setting
        if setting is not None:
            self.files = files_of(setting, self._clock)
            self._followed.state = Following(where=setting.where)
            self._task = tasks.start(self._run(setting), "run-books: follow")

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        if self.files is not None:
            await self.files.close()

    async def look(self) -> None:
        """Look now. What goes wrong is told in the state, and logged once."""
        setting, files = self._followed.setting, self.files
        if setting is None or files is None:
            return
        try:
            await self._follow(setting, files)
        except (CannotFollow, StoreUnavailable) as error:
            state = Following(where=setting.where, problem=error.sentence, remedy=error.remedy)
        except Exception:  # noqa: BLE001 - a defect here must not end the hub, which pages people
            _log.exception("following the run-books failed")
            problem, remedy = "The run-books could not be read.", "The hub's log says why; it tries again."
            state = Following(where=setting.where, problem=problem, remedy=remedy)
        else:
            state = Following(where=setting.where)
        if state != self._followed.state and state.problem:
            _log.warning("run-books: %s", state.problem)
        self._followed.state = state

    async def _run(self, setting: RunBookSetting) -> None:
        while True:
            await self.look()
            await asyncio.sleep(setting.every.total_seconds())

    async def _follow(self, setting: RunBookSetting, files: RunBookFiles) -> None:
        found = await files.look()
        now = self._clock.monotonic()
        if found == self._settled and now < self._compare_at:
            return
        kept = await self._store.read(partial(kept_files, source=setting.source))
        if kept and not found:
            # A disk that is not mounted is an empty folder too.
            raise CannotFollow(
                f"There is no run-book in {setting.where} any more. Those from before are kept.",
                "Bring them back; or take [run_books] out of the team file.",
            )
        gone = {path: one.version for path, one in kept.items() if path not in found}
        changed = [
            path for path, version in found.items() if path not in kept or kept[path].version != version
        ]
        moved = _moved(gone, {path: found[path] for path in changed if path not in kept})
        for some in _parts(changed, READ_AT_ONCE):
            for books in _parts(await read_files(await files.read(some)), WRITTEN_AT_ONCE):
                await self._store.write(partial(take_over, found=books, moved=moved))
        if gone:
            await self._store.write(partial(forget_files, source=setting.source, paths=list(gone)))
        if changed or gone:
            _log.info("run-books: %d new or changed, %d gone", len(changed), len(gone))
        self._settled, self._compare_at = found, now + AGAIN.total_seconds()


def files_of(setting: RunBookSetting, clock: Clock) -> RunBookFiles:
    """What the setting names."""
    if isinstance(setting, RunBookFolder):
        return RunBookFolderFiles(setting.folder, clock)
    return RunBookGitFiles(setting)


def _parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (whole[begin : begin + size] for begin in range(0, len(whole), size))


def _moved(gone: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """The former path of each new file that has exactly the text of one that is gone."""
    former = {version: path for path, version in gone.items()}
    return {path: former.pop(version) for path, version in new.items() if version in former}
