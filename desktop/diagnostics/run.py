"""Runs one check to its result, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from desktop.clock import Clock
from desktop.core.errors import PairwatchError
from desktop.core.fixing.check_result import LONGEST_EXCERPT, CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.core.schedule.series import Series
from desktop.diagnostics.asking import Access, Asking
from desktop.diagnostics.command_check import command_check
from desktop.diagnostics.dns_check import dns_check
from desktop.diagnostics.http_check import http_check
from desktop.diagnostics.output import Output
from desktop.diagnostics.ping_check import ping_check
from desktop.diagnostics.queries import elasticsearch_query, loki_query, prometheus_query
from desktop.diagnostics.tcp_check import tcp_check
from desktop.formats.check.verdict import Judged, shown
from desktop.formats.terminal import terminal_text

_RUNNERS: dict[DiagnosticKind, Callable[[Asking], Awaitable[Judged]]] = {
    DiagnosticKind.HTTP: http_check,
    DiagnosticKind.DNS: dns_check,
    DiagnosticKind.TCP: tcp_check,
    DiagnosticKind.PING: ping_check,
    DiagnosticKind.PROMETHEUS: prometheus_query,
    DiagnosticKind.LOKI: loki_query,
    DiagnosticKind.ELASTICSEARCH: elasticsearch_query,
    DiagnosticKind.COMMAND: command_check,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """`series` are for a graph; `file` has all of a long output."""

    result: CheckResult
    series: tuple[Series, ...] = ()
    file: Path | None = None


async def run(
    diagnostic: Diagnostic,
    values: Mapping[str, str],
    output: Output,
    *,
    result_id: UUID,
    clock: Clock,
    access: Access | None = None,
    run_by: str = "",
) -> Finished:
    """Run it, within its own time limit; `output` has what it says while it runs. Cancelling ends it: then
    `cancelled` makes a result of what there is. Whether a command may run is decided before."""
    began, started_at = clock.monotonic(), clock.now()
    asking = Asking(
        diagnostic=diagnostic, values=values, output=output, access=access or Access(), now=started_at
    )
    try:
        async with asyncio.timeout(diagnostic.timeout.total_seconds()):
            judged = await _RUNNERS[diagnostic.kind](asking)
    except TimeoutError:
        words = f"Not finished in {shown(diagnostic.timeout)}"
        judged = Judged(verdict=CheckVerdict.NOT_RUN, summary=words)
    except PairwatchError as error:
        judged = Judged(verdict=CheckVerdict.NOT_RUN, summary=str(error))
    finally:
        output.close()
    return Finished(
        result=_result(
            *(diagnostic, judged, output, result_id, started_at),
            took=timedelta(seconds=clock.monotonic() - began),
            run_by=run_by,
        ),
        series=judged.series,
        file=output.path,
    )


def cancelled(
    diagnostic: Diagnostic,
    output: Output,
    *,
    result_id: UUID,
    started_at: datetime,
    took: timedelta,
    run_by: str = "",
) -> Finished:
    """What there is of one that was cancelled."""
    judged = Judged(verdict=CheckVerdict.NOT_RUN, summary=f"Cancelled after {shown(took)}")
    result = _result(diagnostic, judged, output, result_id, started_at, took=took, run_by=run_by)
    return Finished(result=result, file=output.path)


def _result(
    diagnostic: Diagnostic,
    judged: Judged,
    output: Output,
    result_id: UUID,
    started_at: datetime,
    *,
    took: timedelta,
    run_by: str,
) -> CheckResult:
    text = terminal_text(output.kept)
    return CheckResult(
        id=result_id,
        diagnostic_id=diagnostic.id,
        name=diagnostic.name,
        kind=diagnostic.kind,
        verdict=judged.verdict,
        summary=judged.summary,
        excerpt=text[-LONGEST_EXCERPT:].strip(),
        output_bytes=output.size if len(text) > LONGEST_EXCERPT else 0,
        run_by=run_by,
        started_at=started_at,
        took=took,
    )
