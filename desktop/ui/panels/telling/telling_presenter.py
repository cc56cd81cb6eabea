"""Fills the telling card of the incident that is shown, and carries out what is told or moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop.client.drafts import BrokenTemplate, draft, find_gaps, known_values
from desktop.core.commands import ExtendUpdate, SendUpdate
from desktop.core.communication import Due, next_update
from desktop.core.errors import PairwatchError
from desktop.core.incident import Incident, Status
from desktop.core.inside_names import internal_names
from desktop.core.public_text import text_warnings
from desktop.core.team import Team
from desktop.core.update import Readers, Stage
from desktop.ui.bridge import Bridge
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.present.times import Viewer
from desktop.ui.present.update_clock import update_clock
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An update that somebody began and left."""

    text: str
    stage: Stage
    readers: Readers
    scope: bool


class TellingPresenter(QObject):
    """One for each card. `show` is called whenever the incident is drawn."""

    def __init__(self, card: TellingCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._promised: datetime | None = None
        self._drafted = ""
        self._begun: dict[UUID, _Begun] = {}
        card.wanted.connect(self.compose)
        card.composer.chosen.connect(self._draft)
        card.composer.edited.connect(self._look)
        card.composer.sent.connect(self._told)
        card.extension.moved.connect(self._move)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The clock of this incident; what is being written for another one is put away, and kept."""
        if incident.id != self._shown:
            self._put_away()
            self._shown, self._drafted = incident.id, ""
            self._take_up()
        clock = update_clock(incident, team, viewer, now)
        if clock is not None:
            note = " · ".join(part for part in (clock.what, clock.by) if part)
            if clock.note:
                note = f"{note}\n{clock.note}"
            self._card.show_clock(clock.lead, clock.clock, clock.tone, note, can_move=True)
        else:
            lead = tr("Over. Tell those who were told that it was broken.")
            self._card.show_clock(lead, "", Tone.MUTED, "", can_move=False)
        self._card.setVisible(clock is not None or _wants_last_word(incident))

    def compose(self) -> None:
        """Open the composer, with the text that fits; what was begun before is still there."""
        incident = self._incident()
        if incident is None or self._card.isHidden():
            return
        if not self._card.composing and not self._has_begun:
            clock = incident.communication
            over = incident.status is Status.RESOLVED
            before = incident.updates[-1] if incident.updates else None
            self._card.composer.begin(
                Stage.RESOLVED if over else before.stage if before else Stage.INVESTIGATING,
                before.readers if before else Readers.COLLEAGUES,
                scope=clock is not None and clock.what is Due.SCOPE,
            )
            self._draft()
        self._card.open_composer()

    @property
    def _has_begun(self) -> bool:
        """Whether the text is somebody's own, not a template's."""
        return self._card.composer.words.strip() not in ("", self._drafted.strip())

    def _put_away(self) -> None:
        composer = self._card.composer
        self._card.fold()
        if self._shown is None:
            return
        if self._has_begun:
            self._begun[self._shown] = _Begun(
                text=composer.words,
                stage=composer.stage,
                readers=composer.readers,
                scope=composer.scope.isChecked(),
            )
        else:
            self._begun.pop(self._shown, None)

    def _take_up(self) -> None:
        composer = self._card.composer
        begun = self._begun.get(self._shown) if self._shown is not None else None
        if begun is None:
            composer.show_draft("")
            return
        composer.begin(begun.stage, begun.readers, scope=begun.scope)
        composer.show_draft(begun.text)
        self._draft()

    def _draft(self) -> None:
        """The template's text, unless somebody has written something of their own."""
        composer = self._card.composer
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None:
            return
        now = self._bridge.hub_now()
        self._promised = _promise(incident, team, now, composer.stage, scope=composer.scope.isChecked())
        at = self._promised
        composer.show_promise(
            tr("The next update is due at {time}.").format(time=self._bridge.viewer.moment(at, now))
            if at is not None
            else ""
        )
        channels = self._bridge.state.channels
        composer.show_channels([known.name for known in channels if known.readers is composer.readers])
        if composer.words.strip() and composer.words != self._drafted:
            self._look()
            return
        template = next(
            (
                known
                for known in self._bridge.state.templates
                if (known.stage, known.readers) == (composer.stage, composer.readers)
            ),
            None,
        )
        text = ""
        if template is not None:
            try:
                text = draft(template, known_values(incident, team, now, next_update_at=at)).text
            except BrokenTemplate as error:
                self._bridge.refused.emit(str(error))
        self._drafted = text
        composer.show_draft(text)

    def _look(self) -> None:
        """What to think about again."""
        composer = self._card.composer
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None:
            return
        text = composer.words
        found = [
            warning.sentence
            for warning in text_warnings(
                text,
                stage=composer.stage,
                readers=composer.readers,
                internal=internal_names(incident, team),
                channels=[
                    known for known in self._bridge.state.channels if known.name in composer.chosen_channels
                ],
            )
        ]
        gaps = dict.fromkeys(gap.name for gap in find_gaps(text))
        if gaps:
            found.insert(0, tr("Still empty: {names}.").format(names=", ".join(gaps)))
        composer.show_warnings(list(dict.fromkeys(found)))

    def _told(self) -> None:
        composer = self._card.composer
        now = self._bridge.hub_now()
        promised = self._promised
        if promised is not None and promised <= now:
            promised = None  # written for so long that it passed: the hub takes the usual time
        self._do(
            partial(
                SendUpdate,
                update_id=uuid4(),
                stage=composer.stage,
                readers=composer.readers,
                text=composer.words,
                channels=composer.chosen_channels,
                next_update_at=promised,
                tells_scope=composer.scope.isChecked(),
            )
        )

    def _move(self, by: timedelta, reason: str) -> None:
        self._do(partial(ExtendUpdate, until=self._bridge.hub_now() + by, because=reason))

    def _do(self, make: partial[SendUpdate] | partial[ExtendUpdate]) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        self._drafted = ""
        self._card.composer.show_draft("")
        self._card.fold()

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None


def _promise(incident: Incident, team: Team, now: datetime, stage: Stage, *, scope: bool) -> datetime | None:
    """When the update should say that the next one comes, to the minute; None for the last one."""
    clock = incident.communication
    if clock is None or stage is Stage.RESOLVED or incident.status is Status.RESOLVED:
        return None
    at = next_update(clock, incident.opened_at, now, team.policy.communication, tells_scope=scope)
    return at.replace(second=0, microsecond=0) + (timedelta(minutes=1) if at.second else timedelta(0))


def _wants_last_word(incident: Incident) -> bool:
    """Whether it is over, something was told of it, and nobody has told that it is over."""
    told = [update.stage for update in incident.updates]
    return incident.status is Status.RESOLVED and bool(told) and told[-1] is not Stage.RESOLVED
