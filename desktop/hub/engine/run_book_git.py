"""A git repository of run-books, followed with git itself.

git, not a library: it costs the hub nothing between two looks, it knows the team's keys, helpers and proxies,
and wherever run-books are in a repository it is installed. Nothing is ever checked out: files are read from a
bare clone of the latest commit, so links, filters and hooks of the repository mean nothing.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.core.fixing.run_book import RunBookProblem, RunBookSource
from desktop.formats.run_book.digest import LONGEST
from desktop.hub.engine.run_book_source import (
    ENDINGS,
    MOST_FILES,
    CannotFollow,
    refusal,
    too_many,
    understood,
)
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile
from desktop.hub.usecases.fixing.run_book_sources import RunBookRepository, without_secrets

PATIENCE = timedelta(minutes=2)
_AT_ONCE = 100
"""Files that are read by one process."""
_REF = "refs/heads/followed"
_REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of the commit; `size` in bytes."""

    sha: str
    size: int


class RunBookGitFiles:
    """The Markdown files of one branch."""

    def __init__(self, repository: RunBookRepository, patience: timedelta = PATIENCE) -> None:
        self._repository = repository
        self._patience = patience
        self._clone: Path | None = None
        self._tip = ""
        self._by = ""
        self._at = datetime(1970, 1, 1, tzinfo=UTC)
        self._blobs: dict[str, _Blob] = {}
        self._versions: dict[str, str] = {}
        """By the blob's name."""

    async def look(self) -> dict[str, str]:
        tip = await self._remote_tip()
        if tip != self._tip:
            await self._fetch()
        return {path: self._versions[blob.sha] for path, blob in self._blobs.items()}

    async def read(self, paths: Sequence[str]) -> list[RunBookFile]:
        wanted = [(path, self._blobs[path]) for path in paths if path in self._blobs]
        contents = await self._contents([blob for _, blob in wanted])
        found = []
        for path, blob in wanted:
            version, text, problem = contents[blob.sha]
            found.append(
                RunBookFile(
                    id="",
                    text=text,
                    problem=problem,
                    source=RunBookSource.GIT,
                    path=path,
                    version=version,
                    changed_by=self._by,
                    changed_at=self._at,
                )
            )
        return found

    async def close(self) -> None:
        clone, self._clone = self._clone, None
        if clone is not None:
            shutil.rmtree(clone, ignore_errors=True)

    async def _remote_tip(self) -> str:
        wanted = self._remote_ref()
        said = await self._git("ls-remote", "--", self._repository.url, wanted)
        tips = [line.split("\t") for line in said.decode("utf-8", "replace").splitlines()]
        tip = next((line[0] for line in tips if line[-1] == wanted), "")
        if not tip:
            name = self._repository.branch or "its own branch"
            raise CannotFollow(
                f"The repository {self._repository.where} has no {name}.",
                "Name a branch that it has, in [run_books] of the team file.",
            )
        return tip

    def _remote_ref(self) -> str:
        return f"refs/heads/{self._repository.branch}" if self._repository.branch else "HEAD"

    async def _fetch(self) -> None:
        if self._clone is None:
            self._clone = Path(tempfile.mkdtemp(prefix="pairwatch-run-books-"))
            await self._git("init", "--quiet", "--bare", "--template=", str(self._clone))
        refs = f"+{self._remote_ref()}:{_REF}"
        await self._in_clone(
            "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--",
            self._repository.url, refs,
        )  # fmt: skip
        about = (await self._in_clone("log", "-1", "--format=%H%n%aN%n%cI", _REF)).decode("utf-8", "replace")
        tip, by, at = about.splitlines()[:3]
        blobs = _blobs(await self._in_clone("ls-tree", "-r", "-z", "--long", _REF, "--", *self._paths()))
        new = [blob for blob in blobs.values() if blob.sha not in self._versions]
        versions = {sha: content[0] for sha, content in (await self._contents(new)).items()}
        self._versions = {
            blob.sha: versions.get(blob.sha) or self._versions[blob.sha] for blob in blobs.values()
        }
        self._tip, self._by, self._blobs = tip, " ".join(by.split())[:200], blobs
        self._at = datetime.fromisoformat(at).astimezone(UTC)

    def _paths(self) -> list[str]:
        return [self._repository.path] if self._repository.path else []

    async def _contents(self, blobs: Sequence[_Blob]) -> dict[str, tuple[str, str, RunBookProblem | None]]:
        """Version, text and problem of each, by its name."""
        found: dict[str, tuple[str, str, RunBookProblem | None]] = {
            blob.sha: refusal(blob.sha, blob.size) for blob in blobs if blob.size > LONGEST
        }
        names = list(dict.fromkeys(blob.sha for blob in blobs if blob.size <= LONGEST))
        for begin in range(0, len(names), _AT_ONCE):
            some = names[begin : begin + _AT_ONCE]
            said = await self._in_clone("cat-file", "--batch", data="".join(f"{n}\n" for n in some).encode())
            position = 0
            for name in some:
                end = said.index(b"\n", position)
                size = int(said[position:end].split(b" ")[2])
                found[name] = understood(said[end + 1 : end + 1 + size])
                position = end + 1 + size + 1
        return found

    async def _in_clone(self, *arguments: str, data: bytes = b"") -> bytes:
        return await self._git("--literal-pathspecs", f"--git-dir={self._clone}", *arguments, data=data)

    async def _git(self, *arguments: str, data: bytes = b"") -> bytes:
        """What git says. Raises CannotFollow."""
        try:
            process = await asyncio.create_subprocess_exec(
                *("git", "-c", "protocol.ext.allow=never", "-c", "gc.auto=0", *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise CannotFollow(
                "git is not installed where the hub runs.", "Install it there, or follow a folder instead."
            ) from error
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                said, complaint = await process.communicate(data)
        except TimeoutError:
            raise CannotFollow(
                f"The repository {self._repository.where} does not answer.", "The hub tries again."
            ) from None
        finally:
            await _end(process)
        if process.returncode:
            raise self._failure(complaint.decode("utf-8", "replace"))
        return said

    def _failure(self, complaint: str) -> CannotFollow:
        lines = [line.strip() for line in complaint.splitlines() if line.strip()]
        told = next((line for line in lines if line.startswith(("fatal:", "error:", "ERROR:"))), "")
        why = without_secrets(told or (lines[-1] if lines else "no reason given"))
        return CannotFollow(
            f"git cannot read {self._repository.where}: {why[:300]}",
            "See that the address is right and that the hub's account may read the repository.",
        )


def _blobs(listed: bytes) -> dict[str, _Blob]:
    """The Markdown files of `git ls-tree -r -z --long`: regular ones only, neither links nor submodules."""
    found = {}
    for line in listed.split(b"\0"):
        head, _, raw = line.partition(b"\t")
        fields = head.decode().split()
        if len(fields) != 4 or fields[0] not in _REGULAR:
            continue
        try:
            path = raw.decode()
        except UnicodeDecodeError:
            continue
        hidden = any(part.startswith(".") for part in path.split("/"))
        if path.lower().endswith(ENDINGS) and not hidden and "\n" not in path:
            found[path] = _Blob(fields[2], int(fields[3]))
    if len(found) > MOST_FILES:
        raise too_many()
    return found


def _environment() -> dict[str, str]:
    """Ours, but git asks nobody (it has no terminal either), speaks English, and looks at no repository that
    happens to be around."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "LC_ALL": "C"}


_OF_A_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}


async def _end(process: Process) -> None:
    """Also of the helpers (ssh, git-remote-https) that it started."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
    await process.wait()
