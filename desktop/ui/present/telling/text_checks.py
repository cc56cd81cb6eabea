"""What is said about a text before it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.client.drafts import find_gaps
from desktop.core.incident.incident import Incident
from desktop.core.team.channel import Channel
from desktop.core.team.team import Team
from desktop.core.telling.inside_names import internal_names
from desktop.core.telling.public_text import OUTSIDE, text_warnings
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.words import tr


def found_in(
    text: str,
    incident: Incident,
    team: Team,
    stage: Stage,
    readers: Readers,
    channels: Sequence[Channel],
) -> tuple[tuple[str, ...], str]:
    """Warnings, one sentence each, what is still empty first; and the line that is said when there are
    none."""
    found = [
        warning.sentence
        for warning in text_warnings(
            text,
            stage=stage,
            readers=readers,
            internal=internal_names(incident, team),
            channels=channels,
        )
    ]
    gaps = dict.fromkeys(gap.name for gap in find_gaps(text))
    if gaps:
        found.insert(0, tr("Still empty: {names}.").format(names=", ".join(gaps)))
    if not text.strip():
        return tuple(dict.fromkeys(found)), ""
    clean = tr("no promised time, no host names") if readers in OUTSIDE else tr("no promised time, no blame")
    return tuple(dict.fromkeys(found)), clean
