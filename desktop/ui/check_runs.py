"""The checks that run on this desktop, and what they said: by incident, whichever is looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.clock import Clock
from desktop.core.fixing.diagnostic import Diagnostic
from desktop.diagnostics.asking import access_from
from desktop.diagnostics.output import Output, forget_old
from desktop.diagnostics.run import Finished, cancelled, run
from desktop.ui.present.fixing.checks import Key, RunState
from desktop.ui.timeline_loader import Start

MOST_FINISHED = 60
"""Results with their output that are kept; each is up to a megabyte."""


class CheckRun:
    """One run. `finished` None: it is under way."""

    def __init__(self, diagnostic: Diagnostic, output: Output, result_id: UUID, clock: Clock) -> None:
        self.diagnostic, self.output, self.result_id = diagnostic, output, result_id
        self.began, self.started_at = clock.monotonic(), clock.now()
        self.finished: Finished | None = None
        self.task: object = None


class CheckRuns(QObject):
    """`changed`: one began or ended. `folder` is where long outputs are kept; None: nowhere."""

    changed = Signal()

    def __init__(
        self, clock: Clock, start: Start, folder: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._start = clock, start
        self._folder = folder / "checks" if folder is not None else None
        self._runs: dict[tuple[UUID, Key], CheckRun] = {}
        self._is_tidy = False

    def find(self, incident_id: UUID, key: Key) -> CheckRun | None:
        """The newest run of a check."""
        return self._runs.get((incident_id, key))

    def state(self, incident_id: UUID, key: Key) -> RunState | None:
        """How it stands with a check; None: it was never run here."""
        found = self.find(incident_id, key)
        if found is None:
            return None
        if found.finished is None:
            took = timedelta(seconds=self._clock.monotonic() - found.began)
            return RunState(running_for=took, has_output=found.output.size > 0)
        finished = found.finished
        has_output = bool(found.output.size or finished.series)
        return RunState(result=finished.result, has_output=has_output)

    @property
    def running(self) -> int:
        return sum(found.finished is None for found in self._runs.values())

    def begin(
        self, incident_id: UUID, key: Key, diagnostic: Diagnostic, values: Mapping[str, str], me: str
    ) -> None:
        """Run it, unless it runs. Whether a command may run was decided before."""
        known = self.find(incident_id, key)
        if known is not None and known.finished is None:
            return
        self._tidy()
        result_id = uuid4()
        begun = CheckRun(diagnostic, Output(result_id, self._folder), result_id, self._clock)
        self._runs.pop((incident_id, key), None)
        self._runs[incident_id, key] = begun
        begun.task = self._start(self._run(begun, dict(values), me), f"check {diagnostic.kind}")
        self._forget()
        self.changed.emit()

    def cancel(self, incident_id: UUID, key: Key) -> bool:
        """End it; whether there was something to end."""
        found = self.find(incident_id, key)
        if found is None or found.finished is not None:
            return False
        cancel = getattr(found.task, "cancel", None)
        if cancel is not None:
            cancel()
        return True

    async def _run(self, begun: CheckRun, values: Mapping[str, str], me: str) -> None:
        try:
            begun.finished = await run(
                begun.diagnostic,
                values,
                begun.output,
                result_id=begun.result_id,
                clock=self._clock,
                access=access_from(os.environ),
                run_by=me,
            )
        finally:
            if begun.finished is None:
                begun.finished = self._cancelled(begun, me)
            if isValid(self):  # what is cancelled at the end outlives the windows
                self.changed.emit()

    def _cancelled(self, begun: CheckRun, me: str) -> Finished:
        took = timedelta(seconds=self._clock.monotonic() - begun.began)
        started_at: datetime = begun.started_at
        return cancelled(
            begun.diagnostic,
            begun.output,
            result_id=begun.result_id,
            started_at=started_at,
            took=took,
            run_by=me,
        )

    def _forget(self) -> None:
        done = [where for where, one in self._runs.items() if one.finished is not None]
        for where in done[:-MOST_FINISHED]:
            del self._runs[where]

    def _tidy(self) -> None:
        if not self._is_tidy and self._folder is not None:
            self._is_tidy = True
            with suppress(OSError):
                forget_old(self._folder, self._clock.now())
