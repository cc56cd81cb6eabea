"""Events on the wire."""

from __future__ import annotations

from desktop.core.fixing import fixing_events
from desktop.core.incident import events, reach_events
from desktop.wire.tagged import Family, subclasses

EVENTS: Family[events.Event] = Family(
    events.Event,
    (
        *subclasses(events, events.Event),
        *subclasses(fixing_events, events.Event),
        *subclasses(reach_events, events.Event),
    ),
)
