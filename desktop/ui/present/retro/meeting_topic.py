"""A topic of the meeting as the moderator shows it: why it is here, what is known of it, what to ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.retro.meeting_topic import Topic, TopicFacts, TopicKind
from desktop.core.retro.retro_incident import Climb, Mentioned
from desktop.core.team.team import Team
from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow, left_out_rows
from desktop.ui.present.people import listed, person, seat_title, starts
from desktop.ui.present.retro.debts import debt_rows
from desktop.ui.present.retro.retro_week import percent
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class TopicShown:
    """`name` says why it is here, `question` what the meeting may ask itself; empty words are not shown.
    `lines` are figures, `rows` incidents."""

    icon: str
    tone: Tone
    name: str
    title: str
    question: str
    lines: tuple[LeftOutLine, ...] = ()
    rows: tuple[LeftOutRow, ...] = ()


def topic_icon(kind: TopicKind) -> str:
    """Its sign in lists."""
    return {
        TopicKind.DEBT: "mdi6.repeat",
        TopicKind.DISPUTED: "mdi6.scale-unbalanced",
        TopicKind.UNDECIDED: "mdi6.help-circle-outline",
        TopicKind.CLIMB: "mdi6.stairs-up",
        TopicKind.UPDATES_LATE: "mdi6.clock-alert-outline",
        TopicKind.NIGHTS: "mdi6.weather-night",
        TopicKind.LEFT_OUT: "mdi6.debug-step-over",
        TopicKind.UPTIME: "mdi6.chart-line",
        TopicKind.ACTIONS: "mdi6.checkbox-multiple-outline",
        TopicKind.FREE: "mdi6.message-text-outline",
    }[kind]


def topic_shown(
    topic: Topic, team: Team, viewer: Viewer, now: datetime, known: Collection[UUID]
) -> TopicShown:
    """`known`: the incidents that can be opened here."""
    facts = topic.facts
    tone = Tone.WARN if topic.kind in (TopicKind.DEBT, TopicKind.DISPUTED) else Tone.TEXT
    lines = _lines(topic, team, viewer)
    if facts.left_out:
        rows = left_out_rows(facts.left_out, team, viewer, now, known)
    else:
        rows = tuple(_row(one, known) for one in reversed(facts.incidents))
    return TopicShown(
        icon=topic_icon(topic.kind),
        tone=tone,
        name=_name(topic, team, viewer),
        title=_title(topic),
        question=_question(topic.kind),
        lines=lines,
        rows=rows,
    )


def _name(topic: Topic, team: Team, viewer: Viewer) -> str:
    if topic.kind is TopicKind.FREE:
        return tr("Brought up by {who}").format(who=person(team, topic.added_by, viewer.me))
    return {
        TopicKind.DEBT: tr("Debt"),
        TopicKind.DISPUTED: tr("Urgency disputed"),
        TopicKind.UNDECIDED: tr("Urgency undecided"),
        TopicKind.CLIMB: tr("A seat stayed empty and climbed"),
        TopicKind.UPDATES_LATE: tr("Communication"),
        TopicKind.NIGHTS: tr("Nights"),
        TopicKind.LEFT_OUT: tr("Closing"),
        TopicKind.UPTIME: tr("Uptime"),
        TopicKind.ACTIONS: tr("Actions"),
    }[topic.kind]


def _title(topic: Topic) -> str:
    facts = topic.facts
    service = tr("{title} ({service})").format(title=facts.title, service=facts.service)
    named = service if facts.service else facts.title
    many = len(facts.incidents)
    return {
        TopicKind.UNDECIDED: tr("No rule says whether it can wait: {n} incidents").format(n=many)
        if many != 1
        else tr("No rule says whether it can wait: 1 incident"),
        TopicKind.UPDATES_LATE: _late(facts),
        TopicKind.NIGHTS: _nights(sum(one.nights for one in facts.nights)),
        TopicKind.LEFT_OUT: tr("Steps left out after {n} incidents").format(n=many)
        if many != 1
        else tr("Steps left out after 1 incident"),
        TopicKind.UPTIME: tr("Uptime below its average of four weeks"),
        TopicKind.ACTIONS: tr("Promised before, and not done: {n}").format(n=len(facts.actions)),
    }.get(topic.kind, named)


def _late(facts: TopicFacts) -> str:
    if facts.late == 1:
        return tr("1 update came late")
    return tr("{n} updates came late").format(n=facts.late)


def _nights(count: int) -> str:
    return tr("1 night was disturbed") if count == 1 else tr("{n} nights were disturbed").format(n=count)


def _question(kind: TopicKind) -> str:
    return {
        TopicKind.DEBT: tr("What keeps it from coming again: a run-book, a repair, one alert less?"),
        TopicKind.DISPUTED: tr("Shall it wake somebody the next time?"),
        TopicKind.UNDECIDED: tr("Which rule says the next time whether it can wait?"),
        TopicKind.CLIMB: tr("Why was the seat empty, and what would have helped?"),
        TopicKind.UPDATES_LATE: tr("What kept the updates from going out in time?"),
        TopicKind.NIGHTS: tr("Which of these nights could have been spared?"),
        TopicKind.LEFT_OUT: tr("Which of these steps are worth their time, and who takes them now?"),
        TopicKind.UPTIME: tr("What cost the most, and what would it cost to mend it?"),
        TopicKind.ACTIONS: tr("What is in the way: do them, change them, or let them go?"),
        TopicKind.FREE: "",
    }[kind]


def _lines(topic: Topic, team: Team, viewer: Viewer) -> tuple[LeftOutLine, ...]:
    facts = topic.facts
    match topic.kind:
        case TopicKind.DEBT:
            return () if facts.debt is None else debt_rows((facts.debt,), team, viewer, ())[0].lines
        case TopicKind.CLIMB:
            return tuple(_climb(climb, team, viewer) for climb in facts.climbs)
        case TopicKind.UPDATES_LATE:
            words = tr("{n} were on time").format(n=facts.on_time)
            return (LeftOutLine("mdi6.check", Tone.MUTED, words),)
        case TopicKind.NIGHTS:
            # The burden of the team, in the order of the roster: no ranking.
            return tuple(
                LeftOutLine(
                    "mdi6.account-outline",
                    Tone.TEXT,
                    tr("{who}: {nights}").format(
                        who=starts(team, one.responder, viewer.me), nights=_count_nights(one.nights)
                    ),
                )
                for one in facts.nights
            )
        case TopicKind.UPTIME:
            words = tr("{service}: {percent}, on average {rolling}")
            return tuple(
                LeftOutLine(
                    "mdi6.trending-down",
                    Tone.TEXT,
                    words.format(
                        service=one.service, percent=percent(one.percent), rolling=percent(one.rolling)
                    ),
                )
                for one in facts.uptime
            )
        case _:
            return ()


def _count_nights(count: int) -> str:
    return tr("1 night") if count == 1 else tr("{n} nights").format(n=count)


def _climb(climb: Climb, team: Team, viewer: Viewer) -> LeftOutLine:
    seat = seat_title(climb.seat)
    paged = listed([starts(team, person, viewer.me) for person in climb.paged])
    words = tr("{seat}: up to level {n}; paged: {people}").format(seat=seat, n=climb.level, people=paged)
    if climb.woken:
        woken = listed([starts(team, person, viewer.me) for person in climb.woken])
        words += tr("; probably woken: {people}").format(people=woken)
    return LeftOutLine("mdi6.stairs-up", Tone.TEXT, words)


def _row(one: Mentioned, known: Collection[UUID]) -> LeftOutRow:
    return LeftOutRow(
        incident_id=one.incident_id,
        title=tr("#{n} {title}").format(n=one.number, title=one.title),
        detail=one.service or tr("no service"),
        lines=(),
        can_open=one.incident_id in known,
    )
