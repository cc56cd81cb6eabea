"""Uptime that was corrected by hand, measured or imported."""

from __future__ import annotations

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    pass
