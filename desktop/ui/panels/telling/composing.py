"""The update of the incident that is shown, from its draft to its sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop.client.drafts import BrokenTemplate, Draft, draft, known_values
from desktop.core.fixing.finding import Finding
from desktop.core.incident.commands import SendUpdate
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.telling.communication import Due
from desktop.core.telling.update import Readers, Stage
from desktop.ui.bridge import Bridge
from desktop.ui.panels.telling.composer import Composer
from desktop.ui.panels.telling.promise_keeper import PromiseKeeper
from desktop.ui.present.fixing.findings import offered
from desktop.ui.present.telling.answers import answer_offer, answer_words
from desktop.ui.present.telling.communicating import readers_in_sentence
from desktop.ui.present.telling.promise import moved_time
from desktop.ui.present.telling.text_checks import found_in
from desktop.ui.present.words import tr

_Heard: TypeAlias = tuple[datetime | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An update that somebody began and left. `by_hand`: when it promises the next one, if somebody chose;
    `told_time`: as its text says it. `taken_at`: of which time the answer is that was taken in."""

    text: str
    drafted: str
    stage: Stage
    readers: Readers
    scope: bool
    by_hand: datetime | None
    told_time: str
    taken_at: datetime | None


class Composing(QObject):
    """Fills the composer. What is somebody's own is never overwritten: the template's text alone is."""

    def __init__(self, composer: Composer, bridge: Bridge) -> None:
        super().__init__(composer)
        self._composer, self._bridge = composer, bridge
        self._shown: UUID | None = None
        self._drafted = Draft(subject="", text="")
        self._promise = PromiseKeeper(composer.promised, bridge)
        self._promise.changed.connect(self._draft)
        self._heard: _Heard | None = None
        self._taken_at: datetime | None = None
        self._begun: dict[UUID, _Begun] = {}
        composer.chosen.connect(self._draft)
        composer.edited.connect(self._look)
        composer.routed.connect(self._look)
        composer.previewed.connect(self._preview)
        composer.offer.taken.connect(self._take_answer)
        composer.found.taken.connect(self._take_in)

    @property
    def has_begun(self) -> bool:
        """Whether the text is somebody's own, not a template's."""
        return self._composer.words.strip() not in ("", self._drafted.text.strip())

    @property
    def begun(self) -> int:
        """In how many incidents an update is begun that was not sent."""
        others = sum(1 for incident_id in self._begun if incident_id != self._shown)
        return others + int(self._shown is not None and self.has_begun)

    def show(self, incident: Incident, now: datetime, *, open_: bool) -> None:
        """What is being written for another incident is put away, and kept. `open_`: the composer is seen."""
        if incident.id != self._shown:
            self._put_away()
            self._shown = incident.id
            self._forget()
            self._take_up()
        if not open_:
            return
        passed = self._promise.at is not None and self._promise.at <= now
        told_more = not self.has_begun and _heard(incident) != self._heard
        if passed or told_more:
            self._draft()
        self._offer_answer(incident)
        self._offer_findings(incident)

    def begin(self, incident: Incident) -> None:
        """The text that fits; what was begun before is still there."""
        if self.has_begun:
            self._draft()
            return
        self._forget()
        clock = incident.communication
        over = incident.status is Status.RESOLVED
        before = incident.updates[-1] if incident.updates else None
        self._composer.begin(
            Stage.RESOLVED if over else before.stage if before else Stage.INVESTIGATING,
            before.readers if before else Readers.COLLEAGUES,
            scope=clock is not None and clock.what is Due.SCOPE,
        )
        self._composer.show_draft("")
        self._draft()

    def command(self, incident_id: UUID, by: str, pressed_at: datetime) -> SendUpdate:
        """The update as it stands."""
        promised = self._promise.at
        if promised is not None and promised <= pressed_at:
            promised = None  # the hub takes the usual time
        return SendUpdate(
            incident_id=incident_id,
            by=by,
            pressed_at=pressed_at,
            update_id=uuid4(),
            stage=self._composer.stage,
            readers=self._composer.readers,
            subject=self._subject,
            text=self._composer.words,
            channels=self._composer.chosen_channels,
            next_update_at=promised,
            tells_scope=self._composer.scope.isChecked(),
        )

    def sent(self) -> None:
        """It is told: the next one begins anew."""
        self._forget()
        self._composer.show_draft("")

    @property
    def _subject(self) -> str:
        """The template's; one with something empty in it is left to the hub, which takes the incident's
        title."""
        return "" if self._drafted.subject_gaps else self._drafted.subject

    # One incident after the other

    def _forget(self) -> None:
        self._drafted = Draft(subject="", text="")
        self._promise.begin()
        self._heard = self._taken_at = None
        self._composer.offer.offer("")
        self._composer.found.offer(())

    def _put_away(self) -> None:
        composer = self._composer
        if self._shown is None:
            return
        if self.has_begun:
            self._begun[self._shown] = _Begun(
                text=composer.words,
                drafted=self._drafted.text,
                stage=composer.stage,
                readers=composer.readers,
                scope=composer.scope.isChecked(),
                by_hand=self._promise.by_hand,
                told_time=self._promise.told,
                taken_at=self._taken_at,
            )
        else:
            self._begun.pop(self._shown, None)

    def _take_up(self) -> None:
        composer = self._composer
        begun = self._begun.get(self._shown) if self._shown is not None else None
        if begun is None:
            composer.show_draft("")
            return
        self._drafted = Draft(subject="", text=begun.drafted)
        self._promise.begin(begun.by_hand, begun.told_time)
        self._taken_at = begun.taken_at
        composer.begin(begun.stage, begun.readers, scope=begun.scope)
        composer.show_draft(begun.text)
        self._draft()

    # The text

    def _draft(self) -> None:
        """The template's text; in a text of somebody's own only the time of the next update follows."""
        composer = self._composer
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None:
            return
        now = self._bridge.hub_now()
        before = self._promise.told
        scope = composer.scope.isChecked()
        self._promise.settle(incident, team, now, composer.stage, scope=scope)
        channels = self._bridge.state.channels
        composer.show_channels([known.name for known in channels if known.readers is composer.readers])
        own = self.has_begun
        self._drafted = self._from_template(incident, team, now)
        self._heard = _heard(incident)
        if not own:
            composer.show_draft(self._drafted.text)
        elif before != self._promise.told:
            moved = moved_time(composer.words, before, self._promise.told)
            if moved is not None:
                composer.text.change(moved)
        self._offer_answer(incident)
        self._offer_findings(incident)
        self._look()

    def _from_template(self, incident: Incident, team: Team, now: datetime) -> Draft:
        wanted = (self._composer.stage, self._composer.readers)
        template = next(
            (known for known in self._bridge.state.templates if (known.stage, known.readers) == wanted), None
        )
        if template is None:
            return Draft(subject="", text="")
        try:
            return draft(template, known_values(incident, team, now, next_update_at=self._promise.at))
        except BrokenTemplate as error:
            self._bridge.refused.emit(str(error))
            return Draft(subject="", text="")

    def _look(self) -> None:
        """What to think about again."""
        composer = self._composer
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None:
            return
        chosen = composer.chosen_channels
        channels = [known for known in self._bridge.state.channels if known.name in chosen]
        composer.show_found(
            *found_in(composer.words, incident, team, composer.stage, composer.readers, channels)
        )
        if composer.previewing:
            self._preview()

    def _preview(self) -> None:
        incident = self._incident()
        if incident is None:
            return
        composer = self._composer
        readers = readers_in_sentence(composer.readers)
        channels = ", ".join(composer.chosen_channels) or tr("by other means")
        composer.preview.show_message(
            tr("Pairwatch to {readers}: {channels}").format(readers=readers, channels=channels),
            self._subject or f"#{incident.number} {incident.title}",
            composer.words.strip(),
        )

    # The Engineer's answer

    def _offer_answer(self, incident: Incident) -> None:
        """What the text does not say yet, unless it was told before."""
        question, team = incident.question, self._bridge.state.team
        told_at = incident.updates[-1].sent_at if incident.updates else incident.opened_at
        words = ""
        if question is not None and question.answer is not None and team is not None:
            is_new = question.answered_at is not None and question.answered_at > told_at
            if is_new and question.answered_at != self._taken_at:
                words = answer_offer(question, self._composer.words, team, self._bridge.viewer)
        self._composer.offer.offer(words)

    def _take_answer(self) -> None:
        incident = self._incident()
        if incident is None or incident.question is None or incident.question.answer is None:
            return
        self._taken_at = _answered_at(incident)
        self._take_in(answer_words(incident.question.answer))
        self._composer.offer.offer("")

    # The Engineer's findings

    def _offer_findings(self, incident: Incident) -> None:
        self._composer.found.offer(offered(incident, self._composer.words))

    def _take_in(self, found: str) -> None:
        """At the end of the text, which is looked through again."""
        words = self._composer.words.rstrip()
        self._composer.text.change(f"{words}\n{found}" if words else found)
        incident = self._incident()
        if incident is not None:
            self._offer_findings(incident)
        self._composer.take_focus()

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None


def _heard(incident: Incident) -> _Heard:
    """What a text that nobody has touched follows: the Engineer's answer and findings."""
    return _answered_at(incident), incident.findings


def _answered_at(incident: Incident) -> datetime | None:
    return incident.question.answered_at if incident.question is not None else None
