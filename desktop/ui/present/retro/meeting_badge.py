"""What the rail says of the retro's meeting."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.retro.meeting import MeetingState, MeetingSummary
from desktop.core.retro.retro_week import Week
from desktop.ui.present.words import tr


def badge_words(meetings: Iterable[MeetingSummary], running: Week) -> str:
    """One that is on, or waits to be held about the week before the running one; empty: none."""
    last = running.moved(-1)
    waits = ""
    for one in meetings:
        number = Week(monday=one.starts_on, zone=running.zone).number
        if one.state is MeetingState.OPEN:
            return tr("the meeting about week {n} is on").format(n=number)
        if one.state is MeetingState.PREPARED and one.starts_on == last.monday:
            waits = tr("the meeting about week {n} is prepared").format(n=number)
    return waits
