"""The process that asks for uptime: takes questions on standard input, tells each one's answer on standard
output.

python -P -m desktop.diagnostics.uptime_process
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from uuid import UUID

import msgspec

from desktop.core.errors import PairwatchError
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.diagnostics.asking import Access, Asking, access_from, variable_of
from desktop.diagnostics.output import Output
from desktop.diagnostics.queries import prometheus_query
from desktop.diagnostics.uptime_asking import LIMIT, UptimeAnswer, UptimeErrand
from desktop.formats.check.fields import CannotCheck
from desktop.formats.check.uptime import percent_of

_AT_ONCE = 4


def main() -> int:
    """Ask all; ends when all is told."""
    errands = msgspec.json.decode(sys.stdin.buffer.read(), type=list[UptimeErrand])
    access = replace(access_from(os.environ), guarded=True)
    asyncio.run(_ask_all(errands, access))
    return 0


async def _ask_all(errands: list[UptimeErrand], access: Access) -> None:
    some = asyncio.Semaphore(_AT_ONCE)

    async def ask(errand: UptimeErrand) -> None:
        async with some:
            answer = await asked(errand, access)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()

    await asyncio.gather(*(ask(one) for one in errands))


async def asked(errand: UptimeErrand, access: Access) -> UptimeAnswer:
    """What Prometheus says of one week, whatever happens."""
    answer = UptimeAnswer(service=errand.service, starts_on=errand.starts_on)
    length = round((errand.ends_at - errand.begins_at).total_seconds())
    fields = [("query", errand.query.query)]
    if errand.query.url:
        fields.append(("url", errand.query.url))
    asking = Asking(
        diagnostic=Diagnostic(
            id="", kind=DiagnosticKind.PROMETHEUS, name=errand.service, fields=tuple(fields)
        ),
        values={"range": f"{length}s"},
        output=Output(UUID(int=0)),
        access=access,
        # The value at the end of the week: what looks back over its length sees the week and nothing else.
        now=errand.ends_at,
    )
    try:
        if not errand.query.url and DiagnosticKind.PROMETHEUS not in access.servers:
            raise CannotCheck(
                "The team file does not say which Prometheus to ask.",
                f"Add url, or set {variable_of(DiagnosticKind.PROMETHEUS)} in the hub's environment.",
            )
        async with asyncio.timeout(LIMIT.total_seconds()):
            judged = await prometheus_query(asking)
        return replace(answer, percent=percent_of(judged.series, errand.query.unit))
    except TimeoutError:
        return replace(answer, problem="Prometheus did not answer in time. Make the query lighter.")
    except PairwatchError as error:
        return replace(answer, problem=f"{error.sentence} {error.remedy}".strip())
    finally:
        asking.output.close()


if __name__ == "__main__":
    sys.exit(main())
