"""How the people of the history behave: they hear their pages or sleep through them, claim, tell, look for
who knows, work through what is written, and write down how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from desktop.app.demo.history.past import Past
from desktop.app.demo.history.rest import Rest
from desktop.app.demo.history.troubles import Breakage
from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.ticket import Label
from desktop.core.fixing.fixing_commands import (
    AnswerCallIn,
    BeginRunBook,
    CallInPerson,
    EndRunBook,
    MarkStep,
)
from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.work import StepState
from desktop.core.incident.commands import (
    AddLabel,
    AddNote,
    ClaimSeat,
    CloseStep,
    Command,
    ConfirmRinging,
    GiveVerdict,
    RecordResolution,
    SendUpdate,
    StillOnIt,
)
from desktop.core.incident.events import NoteKind
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageReason
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_WORDS = {
    Stage.INVESTIGATING: "We know that “{title}” is happening and are looking into it.",
    Stage.IDENTIFIED: "We know why, and are working on it. Hit: {service}.",
    Stage.MONITORING: "It looks better. We are watching it.",
    Stage.RESOLVED: "It is over. “{title}” lasted {minutes} minutes.",
}
TODOS = (
    "Alert on it earlier",
    "Write down whom the provider wants to hear from",
    "Let the pool grow by itself",
    "Take the old host out",
)


@dataclass(kw_only=True)
class Course:
    """What is known of one incident beside what the hub knows. `share`: how far in the history it is."""

    breakage: Breakage
    share: float
    is_over: Callable[[], object]
    run_book: RunBook | None = None
    seen: set[UUID] = field(default_factory=set)
    told: int = 0
    manages: str = ""
    fixes: str = ""
    closing: bool = False


class People:
    """All of them. `courses` by incident; who opens one puts it there before anything is noticed of it."""

    def __init__(self, past: Past, chance: Random) -> None:
        self._past, self._chance = past, chance
        self.courses: dict[UUID, Course] = {}
        self.rest = Rest(past, chance)
        past.noticed = self.notice

    def notice(self, incident: Incident) -> None:
        """Something happened to the incident: whoever it concerns decides what to do, and when."""
        course = self.courses[incident.id]
        for page in incident.pages:
            if page.is_open and page.id not in course.seen:
                course.seen.add(page.id)
                self._paged(page, course)
        if incident.status is Status.RESOLVED:
            if not course.closing:
                course.closing = True
                self._past.after(self._about(8 * _MINUTE), lambda: self._close(incident.id))
            return
        manager, engineer = incident.manager.holder or "", incident.engineer.holder or ""
        if manager and manager != course.manages:
            self._tell_later(incident, manager)
        if engineer and engineer != course.fixes:
            self._past.after(self._about(3 * _MINUTE), lambda: self._fix(incident.id, engineer))
            if not course.fixes:
                lasts = course.breakage.lasts * (0.55 if course.run_book else 1.0)
                self._past.after(self._about(lasts, 0.5), course.is_over)
        course.manages, course.fixes = manager, engineer

    def _paged(self, page: Page, course: Course) -> None:
        asleep = self._is_asleep(page)
        if asleep and page.level == 1:
            self.rest.look_later(page.responder, course.share, self._chance.uniform(6, 10))
        if self._chance.random() < 0.95:
            rings = timedelta(seconds=round(self._chance.uniform(0.6, 3.5), 1))
            ring = ConfirmRinging(incident_id=page.incident_id, by=page.responder, pressed_at=self._past.now)
            self._past.after(rings, partial(self._act, ring))
        match page.reason:
            case PageReason.SEAT:
                self._maybe_claim(page, course, asleep)
            case PageReason.CALL_IN:
                coming = AnswerCallIn(
                    incident_id=page.incident_id, by=page.responder, pressed_at=self._past.now
                )
                self._past.after(self._about(4 * _MINUTE), partial(self._act, coming))
            case PageReason.STILL_ON_IT:
                still = StillOnIt(incident_id=page.incident_id, by=page.responder, pressed_at=self._past.now)
                self._past.after(self._about(_MINUTE), partial(self._act, still))
            case _:
                pass

    def _maybe_claim(self, page: Page, course: Course, asleep: bool) -> None:
        if page.level == 1:
            misses = (0.14 if asleep else 0.06) * (1.3 - 0.9 * course.share)
            if self._chance.random() < misses:
                return
            delay = self._about((75 if asleep else 38) * _SECOND * (1.25 - 0.5 * course.share), 0.6)
        else:
            if self._chance.random() > (0.15 if asleep else 0.4):
                return
            delay = self._about(2 * _MINUTE, 0.5)
        self._past.after(delay, lambda: self._claim(page))

    def _claim(self, page: Page) -> None:
        incident = self._past.incident(page.incident_id)
        if incident.status is Status.RESOLVED or incident.seat(page.seat).holder is not None:
            return
        if incident.held_by(page.responder) and page.level == 1:
            return
        claim = ClaimSeat(
            incident_id=page.incident_id, by=page.responder, pressed_at=self._past.now, seat=page.seat
        )
        self._act(claim)
        if self._chance.random() < 0.06:
            # Some take what is still empty, too, so that nobody else is woken.
            other = replace(claim, seat=page.seat.other, explicit=True)
            self._past.after(self._about(2 * _MINUTE), lambda: self._take_both(other))

    def _take_both(self, claim: ClaimSeat) -> None:
        incident = self._past.incident(claim.incident_id)
        if incident.status is not Status.RESOLVED and incident.seat(claim.seat).holder is None:
            self._act(claim)

    def _tell_later(self, incident: Incident, manager: str) -> None:
        course, clock = self.courses[incident.id], incident.communication
        if clock is None:
            return
        late = self._chance.random() < 0.3 - 0.24 * course.share
        slip = timedelta(seconds=self._chance.randint(60, 400) if late else -self._chance.randint(20, 150))
        self._past.at(clock.due_at + slip, lambda: self._tell(incident.id, manager))

    def _tell(self, incident_id: UUID, manager: str) -> None:
        incident = self._past.incident(incident_id)
        if incident.status is Status.RESOLVED or incident.manager.holder != manager:
            return
        course = self.courses[incident_id]
        stage = (Stage.INVESTIGATING, Stage.IDENTIFIED)[min(course.told, 1)]
        if course.told > 2:
            stage = Stage.MONITORING
        told = self._act(self._update(incident, manager, stage))
        course.told += 1
        self._tell_later(told, manager)

    def _update(self, incident: Incident, by: str, stage: Stage) -> SendUpdate:
        lasted = (incident.resolved_at or self._past.now) - incident.opened_at
        return SendUpdate(
            incident_id=incident.id,
            by=by,
            pressed_at=self._past.now,
            update_id=self.id(),
            stage=stage,
            readers=Readers.CUSTOMERS if stage is not Stage.IDENTIFIED else Readers.COLLEAGUES,
            subject=f"#{incident.number} {incident.title}",
            text=_WORDS[stage].format(
                title=incident.title, service=incident.service, minutes=round(lasted / _MINUTE)
            ),
            tells_scope=stage is Stage.IDENTIFIED,
        )

    def _fix(self, incident_id: UUID, engineer: str) -> None:
        incident = self._past.incident(incident_id)
        if incident.status is Status.RESOLVED or incident.engineer.holder != engineer:
            return
        course = self.courses[incident_id]
        fields: dict[str, Any] = {"incident_id": incident_id, "by": engineer, "pressed_at": self._past.now}
        book = course.run_book
        if book is not None and self._chance.random() < 0.9:
            self._act(BeginRunBook(run_book_id=book.id, title=book.title, version=book.version, **fields))
            for number, step in enumerate(book.steps, 1):
                state = StepState.FAILED if self._chance.random() < 0.08 else StepState.DONE
                mark = MarkStep(run_book_id=book.id, step_id=step.id, title=step.title, state=state, **fields)
                self._past.after(number * self._about(4 * _MINUTE), partial(self._act, mark))
            return
        expert = course.breakage.expert
        if expert and expert not in {page.responder for page in incident.pages}:
            if self._chance.random() < 0.75:
                because = f"{course.breakage.summary}: you know {course.breakage.service}"
                self._act(CallInPerson(responder=expert, because=because, **fields))
        elif self._chance.random() < 0.5:
            self._act(AddNote(text="Looked at the dashboards: it began all at once.", **fields))

    def _close(self, incident_id: UUID) -> None:
        """The pair, or whoever was paged first, writes down how it ended; some leave it."""
        incident = self._past.incident(incident_id)
        course = self.courses[incident_id]
        paged = {page.seat: page.responder for page in reversed(incident.pages)}
        manager = incident.manager.holder or paged.get(Seat.MANAGER, "")
        engineer = incident.engineer.holder or paged.get(Seat.ENGINEER, "")
        if not manager or not engineer:
            return
        breakage, chance, share = course.breakage, self._chance, course.share
        both: dict[str, Any] = {"incident_id": incident_id, "pressed_at": self._past.now}
        if course.told and chance.random() < 0.92:
            self._act(self._update(incident, manager, Stage.RESOLVED))
        if chance.random() < 0.7 + 0.25 * share:
            for key, value in (("cause", breakage.cause), ("impact", breakage.impact)):
                self._act(AddLabel(label=Label(key=key, value=value), by=manager, **both))
        if course.run_book is not None and incident.work:
            self._act(EndRunBook(run_book_id=course.run_book.id, helped=True, by=engineer, **both))
        if chance.random() < 0.88 + 0.1 * share:
            self._say_how(incident, course, engineer)
        for who in dict.fromkeys((manager, engineer)):
            if chance.random() < 0.78:
                likely = 0.85 if breakage.can_wait else 0.05
                verdict = Verdict.COULD_HAVE_WAITED if chance.random() < likely else Verdict.ACT_NOW
                self._act(GiveVerdict(verdict=verdict, by=who, **both))
        if chance.random() < 0.8 + 0.15 * share:
            skipped = chance.random() < 0.25 - 0.15 * share
            self._act(CloseStep(step=ClosingStep.RUN_BOOK, skipped=skipped, by=engineer, **both))
        if chance.random() < 0.08:
            text = f"{chance.choice(TODOS)}: {breakage.service}"
            self._act(AddNote(text=text, kind=NoteKind.TODO, by=engineer, **both))

    def _say_how(self, incident: Incident, course: Course, engineer: str) -> None:
        breakage, chance, share = course.breakage, self._chance, course.share
        week = round(share * 26)
        documented = course.run_book is not None or chance.random() < 0.06
        automated = breakage.automated_in is not None and week >= breakage.automated_in
        by_itself = not incident.work and incident.engineer.holder is None
        self._act(
            RecordResolution(
                incident_id=incident.id,
                by=engineer,
                pressed_at=self._past.now,
                how=(
                    breakage.how
                    if not by_itself or breakage.how is breakage.how.FALSE_ALARM
                    else breakage.how.BY_ITSELF
                ),
                words=breakage.steps[-1] if breakage.steps and documented else "",
                documented=documented,
                automated=automated,
            )
        )

    def _act(self, command: Command) -> Incident:
        # A press waits in the heap: it is pressed when it comes out.
        return self._past.act(replace(command, pressed_at=self._past.now))

    def _is_asleep(self, page: Page) -> bool:
        person = self._past.team.roster.find(page.responder)
        return person is not None and person.probably_asleep(page.attempted_at)

    def _about(self, middle: timedelta, spread: float = 0.35) -> timedelta:
        """A time around this one: seldom less than half of it, sometimes much more."""
        return timedelta(seconds=round(middle.total_seconds() * self._chance.lognormvariate(0, spread), 1))

    def id(self) -> UUID:
        """One more id, the same each time that the history is made."""
        return UUID(int=self._chance.getrandbits(128), version=4)
