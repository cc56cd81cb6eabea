"""When an update says that the next one comes: choices, what is typed, and the words in its text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.telling.communication import next_update
from desktop.core.telling.update import Stage
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

MINUTES = (10, 20, 30, 60)
"""The choices beside the usual time, counted from now."""
_AHEAD = timedelta(hours=12)
"""A typed hour that has passed today is tomorrow's when that is nearer than this: "00:10" before midnight."""
_HOUR = re.compile(r"\s*([01]?\d|2[0-3])[:.h ]?([0-5]\d)\s*")


def usual_promise(
    incident: Incident, team: Team, now: datetime, stage: Stage, *, scope: bool
) -> datetime | None:
    """When an update told now should say that the next one comes, to the minute; None for the last one."""
    clock = incident.communication
    if clock is None or stage is Stage.RESOLVED or incident.status is Status.RESOLVED:
        return None
    at = next_update(clock, incident.opened_at, now, team.policy.clock(incident.urgency), tells_scope=scope)
    return to_the_minute(at)


def to_the_minute(at: datetime) -> datetime:
    """The next whole minute: a text tells no seconds."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def typed_time(words: str, viewer: Viewer, now: datetime) -> datetime:
    """What "04:07", "4.07" or "407" means in the viewer's zone. Raises PairwatchError for what is no hour,
    and for one that has passed."""
    found = _HOUR.fullmatch(words)
    if found is None:
        raise PairwatchError(tr("That is no time of day."), tr("Write it as 04:30."))
    local = now.astimezone(viewer.zone)
    today = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    for days in (0, 1):
        at = (today + timedelta(days=days)).astimezone(now.tzinfo)
        if now < at and (not days or at - now <= _AHEAD):
            return at
    raise PairwatchError(
        tr("{time} has passed; it is {now}.").format(time=viewer.hour(today), now=viewer.hour(now)),
        tr("Choose a later time."),
    )


def moved_time(text: str, before: str, after: str) -> str | None:
    """The text with another time in it; None when it is not told exactly once, so that nobody's words are
    guessed at."""
    if not before or not after or text.count(before) != 1:
        return None
    return text.replace(before, after)
