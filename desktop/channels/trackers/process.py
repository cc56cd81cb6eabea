"""The clerk's own process: takes a round of errands on standard input, reports each on standard output.

    python -P -m desktop.channels.trackers.process

One errand after the other: trackers ask for no more at once. When one of them is asked to slow down, or the
tracker cannot be reached, the rest of the round is not tried.
"""

from __future__ import annotations

import sys

import httpx
import msgspec

from desktop.channels.result import Result, passing
from desktop.channels.trackers import client
from desktop.channels.trackers.errand import Errand, Report, decode_round


def main() -> int:
    """Run all; ends when all is told."""
    told = decode_round(sys.stdin.buffer.read())
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # libraries that print must not garble the reports
    stopped: Result | None = None
    with client.new_client(told.patience) as http:
        for errand in told.errands:
            report = _run(errand, http) if stopped is None else Report(id=errand.id, result=stopped)
            if report.result.recoverable and stopped is None:
                said = report.result
                stopped = passing(said.sentence, retry_after=said.retry_after)
            out.write(msgspec.json.encode(report) + b"\n")
            out.flush()
    return 0


def _run(errand: Errand, http: httpx.Client) -> Report:
    try:
        return client.run(errand, http)
    except Exception as error:  # noqa: BLE001 - a defect in one errand must not take the others along
        said = passing(f"It failed inside Pairwatch ({type(error).__name__}).", doubtful=True)
        return Report(id=errand.id, result=said)


if __name__ == "__main__":
    sys.exit(main())
