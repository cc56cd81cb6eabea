"""Notices in words: what a row says before, within and after its time, and what is shown to users now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.client.state import State
from desktop.core.closing.closing_plan import still_shown
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.ui.present.people import short
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_MOST_NAMED = 4
_ICONS = {
    NoticeSeverity.INFO: "mdi6.information-outline",
    NoticeSeverity.WARNING: "mdi6.alert-outline",
    NoticeSeverity.OUTAGE: "mdi6.alert-octagon-outline",
}
_TONES = {
    NoticeSeverity.INFO: Tone.TEXT,
    NoticeSeverity.WARNING: Tone.WARN,
    NoticeSeverity.OUTAGE: Tone.ALARM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """`shown`: users see it now, which is more than `on`. `kind`: the severity. `service` is empty where it
    need not be said. `told`: planned, since when, by whom, until when; may be empty."""

    id: UUID
    on: bool
    shown: bool
    kind: str
    icon: str
    tone: Tone
    service: str
    text: str
    told: str

    @property
    def sentence(self) -> str:
        """All of it, to be read aloud."""
        return ". ".join(p.rstrip(".") for p in (self.service, self.kind, self.text, self.told) if p)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesView:
    """`service`: what the incident's is called. `own` rows are of that service or on for the incident; `on`
    are those of other services that users see, or will; `others` the rest."""

    service: str
    own: tuple[NoticeRow, ...]
    on: tuple[NoticeRow, ...]
    others: tuple[NoticeRow, ...]
    can_change: bool

    @property
    def nothing(self) -> str:
        """Where own rows would be."""
        if self.service:
            words = tr("No message for users of {service} yet. Write one before you need it.")
            return words.format(service=self.service)
        return tr("No message for users yet. Write one before you need it.")


def severity_name(severity: NoticeSeverity) -> str:
    """ "Info", "Warning", "Outage"."""
    return {
        NoticeSeverity.INFO: tr("Info"),
        NoticeSeverity.WARNING: tr("Warning"),
        NoticeSeverity.OUTAGE: tr("Outage"),
    }[severity]


def severity_icon(severity: NoticeSeverity) -> str:
    """Told apart by their outlines: circle, triangle, octagon."""
    return _ICONS[severity]


def notices_view(
    notices: Iterable[Notice], incident: Incident, team: Team, viewer: Viewer, now: datetime
) -> NoticesView:
    """What the card of this incident shows. `now` by the hub's clock."""
    known = sorted(notices, key=lambda notice: (notice.service.casefold(), notice.text.casefold(), notice.id))
    mine = [notice for notice in known if _belongs(notice, incident)]
    rest = [notice for notice in known if notice not in mine]
    service = incident_service(mine, incident)

    def rows(of: Iterable[Notice]) -> tuple[NoticeRow, ...]:
        return tuple(notice_row(notice, team, viewer, now, beside=service) for notice in of)

    return NoticesView(
        service=service,
        own=rows(mine),
        on=rows(notice for notice in rest if _counts(notice, now)),
        others=rows(notice for notice in rest if not _counts(notice, now)),
        can_change=viewer.me is not None and team.roster.can_be_paged(viewer.me),
    )


def notice_row(notice: Notice, team: Team, viewer: Viewer, now: datetime, *, beside: str = "") -> NoticeRow:
    """`beside`: the service that is said already."""
    shown, told = notice.is_shown(now), notice_told(notice, team, viewer, now)
    return NoticeRow(
        id=notice.id,
        on=notice.on,
        shown=shown,
        kind=severity_name(notice.severity),
        icon=severity_icon(notice.severity),
        tone=_TONES[notice.severity] if shown else Tone.MUTED,
        service="" if notice.service.casefold() == beside.casefold() else notice.service,
        text=notice.text,
        told=" · ".join(part for part in (tr("planned") if notice.planned else "", told) if part),
    )


def notice_told(notice: Notice, team: Team, viewer: Viewer, now: datetime) -> str:
    """Whether users see it, in a line: "since 03:47 by Ana · until 05:00". Empty for one that is off and has
    no time of its own."""
    if notice.until_at is not None and notice.is_over(now):
        words = tr("its time ended {time}")
        if notice.on:
            words = tr("not shown any more: its time ended {time}")
        return words.format(time=viewer.moment(notice.until_at, now))
    ahead = notice.from_at is not None and notice.from_at > now
    parts = []
    if notice.on and not ahead:
        parts.append(_since(notice, team, viewer, now))
    elif notice.from_at is not None and ahead:
        words = tr("not shown yet: from {time}") if notice.on else tr("from {time}")
        parts.append(words.format(time=viewer.moment(notice.from_at, now)))
    if notice.until_at is not None:
        parts.append(tr("until {time}").format(time=viewer.moment(notice.until_at, now)))
    return " · ".join(parts)


def shown_line(notices: Iterable[Notice], now: datetime) -> str | None:
    """ "2 messages shown to users: checkout, search"; None when users see none."""
    shown = [notice for notice in notices if notice.is_shown(now)]
    if not shown:
        return None
    services = sorted({notice.service.casefold(): notice.service for notice in shown}.values())
    named = ", ".join(services[:_MOST_NAMED])
    if len(services) > _MOST_NAMED:
        named = tr("{names} and {n} more").format(names=named, n=len(services) - _MOST_NAMED)
    if len(shown) == 1:
        return tr("1 message shown to users: {names}").format(names=named)
    return tr("{n} messages shown to users: {names}").format(n=len(shown), names=named)


def open_notices(state: State, incident: Incident) -> tuple[Notice, ...]:
    """Those that are still on for the incident, by service: what closing asks about."""
    found = still_shown(incident, state.notices)
    return tuple(sorted(found, key=lambda notice: (notice.service.casefold(), notice.text.casefold())))


def left_words(number: int) -> str:
    """ "2 messages are still on for this incident"."""
    if number == 1:
        return tr("1 message is still on for this incident")
    return tr("{n} messages are still on for this incident").format(n=number)


def switched_words(notice: Notice, viewer: Viewer, now: datetime) -> str:
    """What a switch has just done."""
    if not notice.on:
        return tr("Users do not see it any more.")
    if notice.from_at is not None and notice.from_at > now:
        return tr("Users see it from {time}.").format(time=viewer.moment(notice.from_at, now))
    return tr("Users see it now.")


def incident_service(own: Iterable[Notice], incident: Incident) -> str:
    """What users call it: as the label says, or as the notices for it do, or else as the monitor does."""
    labelled = (label.value for label in incident.labels if label.key == "service")
    names = (notice.service for notice in own if any(_same(notice.service, s) for s in _services(incident)))
    return next(labelled, "") or next(names, "") or incident.service


def known_services(state: State, incident: Incident) -> tuple[str, ...]:
    """Names of services, those of the incident first, each once: suggestions."""
    names = [
        *_services(incident),
        *(notice.service for notice in state.notices),
        *state.vocabulary.get("service", ()),
        *(other.service for other in state.incidents.values()),
    ]
    once: dict[str, str] = {}
    for name in filter(None, names):
        once.setdefault(name.casefold(), name)
    return tuple(once.values())


def _since(notice: Notice, team: Team, viewer: Viewer, now: datetime) -> str:
    at, by = notice.on_since_at or notice.changed_at, notice.on_by or notice.changed_by
    if notice.from_at is not None and notice.from_at > at:
        # It appeared by itself.
        return tr("since {time}").format(time=viewer.moment(notice.from_at, now))
    who = tr("you") if by == viewer.me else short(team, by)
    return tr("since {time} by {name}").format(time=viewer.moment(at, now), name=who)


def _counts(notice: Notice, now: datetime) -> bool:
    return notice.on and not notice.is_over(now)


def _services(incident: Incident) -> Iterator[str]:
    yield from (label.value for label in incident.labels if label.key == "service")
    yield incident.service
    yield from (alert.service for alert in incident.alerts)


def _belongs(notice: Notice, incident: Incident) -> bool:
    return notice.incident_id == incident.id or any(
        _same(notice.service, name) for name in _services(incident)
    )


def _same(told: str, inside: str) -> bool:
    """Whether users' name of a service and the monitor's mean one: "Checkout" and "checkout-api"."""
    words = re.findall(r"\w+", told.casefold().replace("_", " "))
    longer = re.findall(r"\w+", inside.casefold().replace("_", " "))
    return bool(words) and longer[: len(words)] == words
