"""The meetings of the retro: prepared, talked about, closed."""

from __future__ import annotations

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass
