"""The topics of a meeting as headings."""

from __future__ import annotations

from desktop.core.retro.meeting_topic import TopicFacts, TopicKind
from desktop.ui.present.words import tr


def topic_heading(kind: TopicKind, facts: TopicFacts) -> str:
    """What the topic is called where nothing else of it is shown."""
    title = " ".join(part for part in (facts.title, f"({facts.service})" if facts.service else "") if part)
    match kind:
        case TopicKind.DEBT:
            return tr("Came again: {title}").format(title=title)
        case TopicKind.DISPUTED:
            return tr("Could it have waited? {title}").format(title=title)
        case TopicKind.UNDECIDED:
            return (
                tr("No rule of urgency: {title}").format(title=title) if title else tr("No rule of urgency")
            )
        case TopicKind.CLIMB:
            return tr("A seat climbed: {title}").format(title=title) if title else tr("Seats that climbed")
        case TopicKind.UPDATES_LATE:
            return tr("Updates late: {n}").format(n=facts.late)
        case TopicKind.NIGHTS:
            return tr("Nights disturbed: {n}").format(n=sum(one.nights for one in facts.nights))
        case TopicKind.LEFT_OUT:
            return tr("Closing steps left out")
        case TopicKind.UPTIME:
            return tr("Uptime below its average")
        case TopicKind.ACTIONS:
            return tr("Promised before, and not done")
        case TopicKind.FREE:
            return title
