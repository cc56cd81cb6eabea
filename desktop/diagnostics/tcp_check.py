"""The TCP check: whether somebody listens."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.variables import PLACE
from desktop.diagnostics.asking import Asking
from desktop.diagnostics.web import NoAnswer, resolved
from desktop.formats.check.fields import field_of, host, number
from desktop.formats.check.verdict import Judged, shown


async def tcp_check(asking: Asking) -> Judged:
    """Raises CannotCheck."""
    name = host(field_of(asking.diagnostic, "host", asking.values))
    port = number(field_of(asking.diagnostic, "port", asking.values), "port", 1, 65_535)
    loop = asyncio.get_running_loop()
    try:
        is_ours = not PLACE.search(asking.diagnostic.field("host"))
        address = await resolved(name, guarded=asking.access.guarded and not is_ours)
    except NoAnswer as error:
        return Judged(verdict=CheckVerdict.BAD, summary=str(error))
    began = loop.time()
    try:
        _, writer = await asyncio.open_connection(address, port)
    except OSError as error:
        words = "Nothing listens there" if isinstance(error, ConnectionRefusedError) else error.strerror
        return Judged(verdict=CheckVerdict.BAD, summary=f"{words or error} ({address}, port {port})")
    took = timedelta(seconds=loop.time() - began)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return Judged(verdict=CheckVerdict.FINE, summary=f"Open in {shown(took)} ({address}, port {port})")
