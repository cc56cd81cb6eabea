"""The ping check: by the system's own program, which may send what we may not."""

from __future__ import annotations

import os

from desktop.diagnostics.asking import Asking
from desktop.diagnostics.command import reduced, run_program
from desktop.formats.check.fields import field_of, host, number
from desktop.formats.check.verdict import Judged, judge_ping
from desktop.formats.terminal import terminal_text

USUAL = 4


async def ping_check(asking: Asking) -> Judged:
    """Raises CannotCheck."""
    name = host(field_of(asking.diagnostic, "host", asking.values))
    count = number(field_of(asking.diagnostic, "count", asking.values, str(USUAL)), "count", 1, 100)
    # The name is checked: it is no option. -n: no names for addresses, which may take long.
    argv = ["ping", "-n", "-c", str(count), name]
    environment = reduced(os.environ, {"LC_ALL": "C"})
    ended = await run_program(argv, environment, asking.output)
    return judge_ping(terminal_text(asking.output.kept), ended.status)
