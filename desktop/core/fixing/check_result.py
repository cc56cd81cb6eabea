"""Results of diagnostics that were attached to an incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.core.fixing.diagnostic import DiagnosticKind

LONGEST_EXCERPT = 4_000
"""Characters of output in the timeline; more is kept as a file."""


class CheckVerdict(StrEnum):
    """What it says."""

    FINE = "fine"
    BAD = "bad"
    TOLD = "told"
    """It has output and no opinion."""
    NOT_RUN = "not_run"
    """It could not be run, ran out of time, or was cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One run of one diagnostic. `summary` is a sentence ("200 in 41 ms; certificate ends in 6 days").
    `excerpt`: the end of the output. `output_bytes`: how long the whole output is, 0 when the excerpt is all
    of it. `run_by` is empty when the hub ran it by itself."""

    id: UUID
    diagnostic_id: str
    name: str
    kind: DiagnosticKind
    verdict: CheckVerdict
    summary: str
    excerpt: str = ""
    output_bytes: int = 0
    run_by: str = ""
    started_at: datetime
    took: timedelta
