"""What the follower of run-books needs of a folder or a repository."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBookProblem
from desktop.formats.run_book.digest import LONGEST, digest, normal, version_of
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile

ENDINGS = (".md", ".markdown")
MOST_FILES = 5_000


class CannotFollow(PairwatchError):
    """The folder or repository cannot be looked at just now; what is known of it is kept."""


class RunBookFiles(Protocol):
    """A folder or a repository."""

    async def look(self) -> dict[str, str]:
        """The version of each file, by its path. Raises CannotFollow: when anything is uncertain, nothing is
        said, for what is missing here will be removed."""
        ...

    async def read(self, paths: Sequence[str]) -> list[RunBookFile]:
        """These files; one that has gone meanwhile is left out. Raises CannotFollow."""
        ...

    async def close(self) -> None:
        """Leave nothing behind. Called again it does nothing."""
        ...


def too_many() -> CannotFollow:
    """There are more files than anybody reads."""
    return CannotFollow(
        f"There are more than {MOST_FILES} Markdown files.", "Name a folder that holds run-books only."
    )


def understood(content: bytes) -> tuple[str, str, RunBookProblem | None]:
    """A file's version, its text, and what keeps it from being read."""
    if len(content) > LONGEST:
        return refusal(content.hex()[:64], len(content))
    try:
        text = normal(content.decode("utf-8"))
    except UnicodeDecodeError:
        cause = RunBookProblem(line=0, sentence="This file is no UTF-8 text.", remedy="Save it as UTF-8.")
        return f"refused-{digest(content.hex(), length=16)}", "", cause
    return version_of(text), text, None


def refusal(mark: str, size: int) -> tuple[str, str, RunBookProblem]:
    """The same for a file that is too long to be looked into; `mark` tells its versions apart."""
    cause = RunBookProblem(
        line=0,
        sentence=f"This file has {size / 1_000_000:.1f} MB; more than 1 MB is not read.",
        remedy="Part it, and keep pictures and logs elsewhere.",
    )
    return f"refused-{digest(mark, str(size), length=16)}", "", cause
