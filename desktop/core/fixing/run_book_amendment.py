"""Amendments: what somebody who worked through a run-book would have it say."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.fixing.run_book import RunBook


class AmendmentState(StrEnum):
    """open → accepted or rejected; that is final."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookAmendment:
    """`old_body` is the run-book's body that `new_body` was made from. `because` is a sentence; may be
    empty. `incident_id` is where it was worked through, if anywhere."""

    id: UUID
    run_book_id: str
    incident_id: UUID | None = None
    proposed_by: str
    at: datetime
    old_body: str
    new_body: str
    because: str = ""
    state: AmendmentState = AmendmentState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None

    def difference(self, of: RunBook) -> str:
        """What has to be done to the file of its run-book, as `git apply` takes it."""
        old, new = (replace(of, body=body).text for body in (self.old_body, self.new_body))
        return difference(old, new, of.path if of.source.is_file else f"{of.id}.md")


def difference(old: str, new: str, name: str) -> str:
    """What has to be done to `old` to make it `new`, as a unified difference of the file `name`."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
