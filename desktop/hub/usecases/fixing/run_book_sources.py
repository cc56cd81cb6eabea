"""Where run-books come from beside the app: [run_books] in the team file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from desktop.core.fixing.run_book import RunBookSource
from desktop.hub.usecases.team.toml_table import TomlTable
from desktop.wire.run_book import Following

FOLDER_EVERY = timedelta(seconds=10)
GIT_EVERY = timedelta(seconds=60)
SHORTEST = timedelta(seconds=1)

# An address, and neither an option nor a helper program (ext::…), which git would take, too.
_ADDRESS = re.compile(r"(?:(?:https?|ssh|git|file)://|[\w.+-]+@[\w.-]+:(?!:)|/)\S+")
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|@\{))[\w][\w./+@-]*")
_SECRETS = re.compile(r"(://)[^/@\s]+@")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookFolder:
    """A folder of the hub's computer."""

    folder: str
    every: timedelta = FOLDER_EVERY

    @property
    def source(self) -> RunBookSource:
        return RunBookSource.FOLDER

    @property
    def where(self) -> str:
        """What people are told."""
        return self.folder

    def beside(self, file: Path) -> RunBookFolder:
        """The same, a relative one being meant from where the team file `file` is."""
        return replace(self, folder=str(file.absolute().parent / Path(self.folder).expanduser()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookRepository:
    """A git repository, or the folder `path` in it. An empty `branch` is the one that it names itself."""

    url: str
    branch: str = ""
    path: str = ""
    every: timedelta = GIT_EVERY

    @property
    def source(self) -> RunBookSource:
        return RunBookSource.GIT

    @property
    def where(self) -> str:
        """What people are told: without a name or password in the address."""
        return without_secrets(self.url)

    def beside(self, _file: Path) -> RunBookRepository:
        """The same."""
        return self


RunBookSetting = RunBookFolder | RunBookRepository


class Followed:
    """What this hub follows, and how that goes; the one thing that engine and API share about it."""

    def __init__(self, setting: RunBookSetting | None = None) -> None:
        self.setting = setting
        self.state = Following()
        self.samples_are_settled = False


def read_source(table: TomlTable) -> RunBookSetting | None:
    """The [run_books] of a team file; None when it has none. Raises InvalidTeamFile."""
    folder, git = table.text("folder", ""), table.text("git", "")
    branch, path = table.text("branch", ""), table.text("path", "")
    every = table.duration("every", GIT_EVERY if git else FOLDER_EVERY)
    table.finish()
    if every < SHORTEST:
        table.reject("every is less than a second.", 'Write it as every = "60s".')
    if folder and git:
        table.reject("it has both folder and git.", "Name one of them.")
    if git:
        if not _ADDRESS.fullmatch(git):
            table.reject(
                "git is no address of a repository.", 'Write it as git = "https://…" or "git@host:path".'
            )
        if branch and not _BRANCH.fullmatch(branch):
            table.reject("branch is no name of a branch.", 'Write it as branch = "main".')
        if ".." in path.split("/"):
            table.reject("path leads out of the repository.", 'Write it as path = "docs/run-books".')
        return RunBookRepository(url=git, branch=branch, path=path.strip("/"), every=every)
    if branch or path:
        table.reject("branch and path are for git only.", "Take them out, or name a repository.")
    return RunBookFolder(folder=folder, every=every) if folder else None


def without_secrets(text: str) -> str:
    """`text` with names and passwords in its addresses left out."""
    return _SECRETS.sub(r"\1", text)
