"""A notice while it is written: what becomes of it, how users will see it, what to think about again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.inside_names import inside_names, internal_names
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.telling.public_text import text_warnings
from desktop.core.telling.text_warning import Concern, TextWarning
from desktop.core.telling.update import Readers, Stage
from desktop.core.zones import told_time, zone
from desktop.ui.present.people import starts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

LONGEST_READ = 200
"""Characters. A product shows a line or two; more is cut by some, and read by few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What the editor holds. `base`: the notice that is changed, as it was when that began; None: a new one.
    `from_at` None: as soon as it is on; `until_at` None: until it is switched off."""

    service: str
    text: str = ""
    severity: NoticeSeverity = NoticeSeverity.WARNING
    planned: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None
    base: Notice | None = None

    @property
    def is_whole(self) -> bool:
        return bool(self.service.strip() and self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePreview:
    """As the public page shows it, in its zone."""

    heading: str
    severity: NoticeSeverity
    service: str
    text: str
    until: str


def draft_of(notice: Notice) -> NoticeDraft:
    """To change it."""
    return NoticeDraft(
        service=notice.service,
        text=notice.text,
        severity=notice.severity,
        planned=notice.planned,
        from_at=notice.from_at,
        until_at=notice.until_at,
        base=notice,
    )


def written(draft: NoticeDraft, known: Notice | None, notice_id: UUID, now: datetime) -> Notice:
    """The notice to save: on or off as it is `known` to be now, which None of is off. `notice_id` is for a
    new one."""
    begun = known or Notice(
        id=draft.base.id if draft.base is not None else notice_id, service="", text="", changed_at=now
    )
    return replace(
        begun,
        service=draft.service,
        text=draft.text,
        severity=draft.severity,
        planned=draft.planned,
        from_at=draft.from_at,
        until_at=draft.until_at,
    )


def preview(draft: NoticeDraft, team: Team, now: datetime) -> NoticePreview:
    """Without a service and a text, what their places are for."""
    notice = written(draft, None, UUID(int=0), now)
    until = ""
    if draft.until_at is not None:
        # In the words of the page, which nobody translates.
        until = f"Shown until {told_time(draft.until_at, zone(team.schedule.zone), now)}."
    return NoticePreview(
        heading=notice.heading,
        severity=draft.severity,
        service=" ".join(draft.service.split()) or tr("Service"),
        text=draft.text.strip() or tr("What users should know"),
        until=until,
    )


def draft_warnings(
    draft: NoticeDraft, known: Notice | None, incident: Incident, team: Team, viewer: Viewer, now: datetime
) -> tuple[str, ...]:
    """What to think about again; none of it stands in the way of saving. `known`: the changed notice as it
    is now, None when it is gone."""
    found = [*_meanwhile(draft, known, team, viewer), *_times(draft, now)]
    if any(warning.concern in (Concern.HOST, Concern.INTERNAL) for warning in _names(draft, incident, team)):
        found.append(tr("Write the service as users know it, without its machine's name."))
    for warning in text_warnings(
        draft.text,
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        internal=internal_names(incident, team),
    ):
        # It stays for as long as it is true: no next one is due.
        if warning.concern is not Concern.NO_NEXT_UPDATE:
            found.append(warning.sentence)
    length = len(draft.text.strip())
    if length > LONGEST_READ:
        words = tr("{n} characters: a product shows a line or two, {most} at most.")
        found.append(words.format(n=length, most=LONGEST_READ))
    return tuple(dict.fromkeys(found))


def _names(draft: NoticeDraft, incident: Incident, team: Team) -> Iterator[TextWarning]:
    return inside_names(draft.service, internal_names(incident, team))


def _meanwhile(draft: NoticeDraft, known: Notice | None, team: Team, viewer: Viewer) -> Iterator[str]:
    base = draft.base
    if base is None:
        return
    if known is None:
        yield tr("Somebody deleted this message meanwhile. Saving makes it anew, switched off.")
    elif draft_of(known) != replace(draft_of(base), base=known):
        who = starts(team, known.changed_by, viewer.me)
        yield tr("{name} changed this message meanwhile. Saving replaces that.").format(name=who)


def _times(draft: NoticeDraft, now: datetime) -> Iterator[str]:
    if draft.until_at is None:
        return
    if draft.from_at is not None and draft.until_at <= draft.from_at:
        yield tr("It would end before it begins.")
    elif draft.until_at <= now:
        yield tr("Its time is over: nobody would see it.")
