"""What is written of a run-book and not saved yet. No Qt, no hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from desktop.core.fixing.run_book import RunBook
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`book` is what was changed; None for a new one. `theirs`: what somebody saved meanwhile. `amendment`
    is its id when it is proposed: twice pressed is proposed once."""

    text: str
    book: RunBook | None
    theirs: RunBook | None = None
    amendment: UUID = field(default_factory=uuid4)

    @property
    def before(self) -> str:
        return written(self.book) if self.book is not None else ""


def is_file(book: RunBook | None) -> bool:
    """Whether what is written is proposed, and taken over in somebody's files."""
    return book is not None and book.source.is_file


def written(book: RunBook) -> str:
    """What of it is written here: of a file the body, which is what an amendment changes."""
    return book.body if book.source.is_file else book.text


def begin() -> str:
    """What a new run-book begins with."""
    return "\n".join(
        [
            "---",
            f"title: {tr('When … happens')}",
            "services:",
            "  - ",
            "owner: ",
            "---",
            "",
            tr("What it looks like, and when this is the wrong run-book."),
            "",
            f"1. {tr('See whether it is so')}",
            f"2. {tr('Do what helps')}",
            f"3. {tr('See that it is over')}",
            "",
        ]
    )
