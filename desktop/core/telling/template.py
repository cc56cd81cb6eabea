"""Templates: the texts that updates begin with, by stage and readers; versioned, so that any can be
restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.telling.update import Readers, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`subject` and `text` are Jinja2 source. `version` counts from 1 for what somebody wrote; 0 is what
    ships."""

    stage: Stage
    readers: Readers
    subject: str
    text: str
    version: int = 0
    changed_by: str = ""
    changed_at: datetime | None = None
