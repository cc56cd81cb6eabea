"""Reads an export of a schedule, whichever tool made it."""

from __future__ import annotations

import re

import msgspec

from desktop.formats.schedules.grafana_oncall import read_grafana
from desktop.formats.schedules.imported import ImportedSchedule, NoSchedule
from desktop.formats.schedules.opsgenie import read_opsgenie
from desktop.formats.schedules.pagerduty import read_pagerduty

LONGEST = 10_000_000
"""Characters."""


def is_calendar(text: str) -> bool:
    """Whether it is an iCal export: `formats.calendar` reads these."""
    return text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR")


def read_schedule(text: str) -> ImportedSchedule:
    """The schedule in JSON. Raises NoSchedule."""
    if len(text) > LONGEST:
        raise NoSchedule("The export has more than ten million characters.", "Export one schedule only.")
    try:
        export = msgspec.json.decode(text.lstrip("\ufeff"))
    except (msgspec.DecodeError, RecursionError) as error:
        where = _line(text.lstrip("\ufeff"), str(error))
        raise NoSchedule(
            f"This is neither JSON nor a calendar{where}.", "Export the schedule anew, and take all of it."
        ) from error
    if isinstance(export, dict):
        for read in (read_pagerduty, read_opsgenie, read_grafana):
            found = read(export)
            if found is not None:
                return found
    raise NoSchedule(
        "This is no export of a schedule that is known.",
        "Use the JSON of PagerDuty's, Opsgenie's or Grafana OnCall's API, or an iCal file.",
    )


def _line(text: str, said: str) -> str:
    """Where JSON ended to be any, as far as the parser tells it."""
    found = re.search(r"\(byte (\d+)\)", said)
    if found is None:
        return ""
    line = text.encode()[: int(found[1])].count(b"\n") + 1
    return f" (line {line})"
