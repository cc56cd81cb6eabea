"""Rules of urgency that were proposed, and what became of them."""

from __future__ import annotations

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass
