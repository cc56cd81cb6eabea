"""Exit statuses that mean something to the program itself."""

from __future__ import annotations

RESTART = 75
"""The desktop asks to be started again (75 is EX_TEMPFAIL of sysexits.h: try again)."""
