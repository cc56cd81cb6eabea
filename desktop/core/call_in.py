"""Call-ins: one person asked to help by name, without escalating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIn:
    """`because` is what they read on their alarm. `coming` None: no answer yet."""

    responder: str
    by: str
    because: str
    called_at: datetime
    coming: bool | None = None
    answered_at: datetime | None = None
