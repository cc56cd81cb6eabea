"""The schedule of a hub that sits at the same table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from desktop.core.errors import PairwatchError
from desktop.core.retro.incident_hours import HeldSeat, IncidentHours, incident_hours
from desktop.core.schedule.absence import Absence, AbsenceKind
from desktop.core.schedule.duty_changes import duty_changes
from desktop.core.schedule.on_call import OnCall, who_is_on_call
from desktop.core.schedule.rotation_facts import RotationFacts, facts_of
from desktop.core.schedule.schedule import Schedule, Segment, Shadow, ShiftException, Turn
from desktop.core.schedule.schedule_warnings import new_warnings, warnings_of
from desktop.core.schedule.shift_offer import OfferState, Part, ShiftOffer, accepted, declined, withdrawn
from desktop.core.team.team import Team
from desktop.formats.schedules.reader import read_schedule
from desktop.wire.schedule import (
    AbsenceCalendarState,
    AbsenceRequest,
    CalendarFeed,
    ImportedPerson,
    ImportPreview,
    ImportRequest,
    OfferRequest,
    OverrideMade,
    OverrideRequest,
    PlanPreview,
    PlanRequest,
    SchedulePage,
    ShadowRequest,
)

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession

_YEAR = timedelta(days=366)


class TableSchedule:
    """Implements `desktop.client.desks.schedule_desk.ScheduleDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._absences: list[Absence] = []
        self._offers: dict[UUID, ShiftOffer] = {}
        self._feeds: list[CalendarFeed] = []
        self.refusal: PairwatchError | None = None
        self.published: list[Segment] = []
        self.holidays: dict[str, tuple[date, ...]] = {}
        self.problems: tuple[str, ...] = ()
        self.joined: dict[str, date] = {}
        self.held: list[HeldSeat] = []
        self.calendars: dict[str, str] = {}
        self.imports: list[ImportRequest] = []
        self.asked = 0

    # What tests do

    def put_absences(self, *absences: Absence) -> None:
        self._absences.extend(absences)

    def put_offers(self, *offers: ShiftOffer) -> None:
        """Somebody else's offers reach the hub."""
        self._offers |= {offer.id: offer for offer in offers}

    def offer_of(self, offer_id: UUID) -> ShiftOffer:
        return self._offers[offer_id]

    @property
    def offers(self) -> list[ShiftOffer]:
        return list(self._offers.values())

    # The protocol

    async def on_call(self, at: datetime | None = None) -> OnCall:
        self._ask()
        return who_is_on_call(self._team, at or self._now)

    async def page(self, begin: datetime, end: datetime) -> SchedulePage:
        self._ask()
        plan = self._plan
        return SchedulePage(
            begin=begin,
            end=end,
            zone=plan.zone,
            exceptions=plan.exceptions,
            shadows=plan.shadows,
            offers=tuple(self._offers.values()),
            absences=tuple(self._absences),
            joined=self.joined,
        )

    async def rotation_facts(self, begin: datetime, end: datetime) -> RotationFacts:
        self._ask()
        return facts_of(self._team, begin, end, self._absences, self.holidays, self.problems, self.joined)

    async def incident_hours(self, begin: datetime, end: datetime) -> IncidentHours:
        self._ask()
        return incident_hours(self.held, begin, end)

    async def override(self, asked: OverrideRequest, *, preview: bool = False) -> OverrideMade:
        self._ask()
        if asked.ends_at <= self._now:
            raise PairwatchError("That time is over: what was is never altered.", "Begin now or later.")
        made = ShiftException(
            id=asked.id or uuid4(),
            seat=asked.seat,
            responder=asked.responder,
            starts_at=max(asked.starts_at, self._now),
            ends_at=asked.ends_at,
            by=self._me,
            at=self._now + timedelta(microseconds=len(self._plan.exceptions)),
            because=asked.because,
        )
        if not preview:
            self._become(replace(self._plan, exceptions=(*self._plan.exceptions, made)))
        return OverrideMade(exception=made)

    async def remove_override(self, exception_id: UUID) -> None:
        self._ask()
        kept = tuple(e for e in self._plan.exceptions if e.id != exception_id)
        if kept == self._plan.exceptions:
            raise PairwatchError("There is no such override (any more).", "Look at the schedule.")
        self._become(replace(self._plan, exceptions=kept))

    async def offer(self, asked: OfferRequest) -> ShiftOffer:
        self._ask()
        begin = asked.starts_at or self._now
        duty = self._plan.on_duty(asked.seat, begin)
        assert duty is not None
        part = Part(seat=asked.seat, starts_at=begin, ends_at=asked.ends_at or duty.ends_at)
        made = ShiftOffer(
            id=asked.id or uuid4(),
            by=self._me,
            part=part,
            made_at=self._now,
            to=asked.to,
            in_return=asked.in_return,
            because=asked.because,
        )
        self._offers[made.id] = made
        return made

    async def accept(self, offer_id: UUID) -> ShiftOffer:
        self._ask()
        after, made = accepted(self._offers[offer_id], self._me, self._team, self._now)
        self._offers[offer_id] = after
        self._become(replace(self._plan, exceptions=(*self._plan.exceptions, *made)))
        return after

    async def decline(self, offer_id: UUID) -> ShiftOffer:
        self._ask()
        self._offers[offer_id] = declined(self._offers[offer_id], self._me, self._now)
        return self._offers[offer_id]

    async def withdraw(self, offer_id: UUID) -> ShiftOffer:
        self._ask()
        after = withdrawn(self._offers[offer_id], self._me, self._now)
        self._offers[offer_id] = after
        if after.state is OfferState.UNDONE:
            kept = tuple(e for e in self._plan.exceptions if e.offer_id != offer_id)
            self._become(replace(self._plan, exceptions=kept))
        return after

    async def shadow(self, asked: ShadowRequest) -> Shadow:
        self._ask()
        made = Shadow(
            id=asked.id or uuid4(),
            responder=asked.responder,
            starts_at=asked.starts_at or self._now,
            ends_at=asked.ends_at,
            by=self._me,
            at=self._now,
            because=asked.because,
        )
        self._become(replace(self._plan, shadows=(*self._plan.shadows, made)))
        return made

    async def remove_shadow(self, shadow_id: UUID) -> None:
        self._ask()
        kept = tuple(s for s in self._plan.shadows if s.id != shadow_id)
        self._become(replace(self._plan, shadows=kept))

    async def publish(self, asked: PlanRequest, *, preview: bool = False) -> PlanPreview:
        return await self.publish_parts([asked], preview=preview)

    async def publish_parts(self, parts: Sequence[PlanRequest], *, preview: bool = False) -> PlanPreview:
        self._ask()
        plan, *more = [
            Segment(
                starts_on=asked.starts_on,
                zone=asked.zone or self._plan.zone,
                hand_over=asked.hand_over or self._plan.hand_over,
                days=asked.days,
                turns=asked.turns,
                repeat=asked.repeat,
            )
            for asked in parts
        ]
        after = replace(self._plan, published=(*self._plan.published, plan, *more))
        begin, end = plan.starts_at, max((plan, *more)[-1].turns_end_at, plan.starts_at + _YEAR)
        before = warnings_of(self._team, begin, end, self._absences)
        told = PlanPreview(
            plan=plan,
            more=tuple(more),
            begin=begin,
            end=end,
            published=not preview,
            changes=tuple(duty_changes(self._plan, after, begin, end)),
            kept=tuple(e for e in self._plan.exceptions if e.ends_at > begin),
            warnings=tuple(new_warnings(before, warnings_of(self._team, begin, end, self._absences, after))),
        )
        if not preview:
            self.published += [plan, *more]
            self._become(after)
        return told

    async def read_import(self, asked: ImportRequest) -> ImportPreview:
        self._ask()
        self.imports.append(asked)
        engineer = read_schedule(asked.engineer)
        manager = read_schedule(asked.manager) if asked.manager else engineer
        ids = {r.name: r.id for r in self._team.roster.responders} | asked.people
        names = dict.fromkeys((*manager.people, *engineer.people))
        people = tuple(ImportedPerson(name=name, responder=ids.get(name)) for name in names)
        problems = tuple(f"{engineer.tool}: {problem}" for problem in engineer.problems)
        if any(one.responder is None for one in people):
            return ImportPreview(people=people, sentences=problems)
        seats = [[ids[name] for name in one.people if ids[name]] for one in (manager, engineer)]
        if not all(seats):
            raise PairwatchError("The export has nobody on call from then on.", "Export more of it.")
        managers, engineers = seats if asked.manager else (seats[0][1:] + seats[0][:1], seats[0])
        turns = tuple(Turn(manager=managers[n % len(managers)], engineer=e) for n, e in enumerate(engineers))
        later = self._now.date() + timedelta(days=7 - self._now.weekday())
        plan = PlanRequest(starts_on=asked.starts_on or later, turns=turns, repeat=True)
        preview = await self.publish_parts([plan], preview=True)
        return ImportPreview(people=people, sentences=problems, plan=plan, preview=preview)

    async def save_absence(self, asked: AbsenceRequest) -> Absence:
        self._ask()
        made = Absence(
            id=asked.id or uuid4(),
            responder=asked.responder or self._me,
            starts_at=asked.starts_at,
            ends_at=asked.ends_at,
            kind=AbsenceKind(asked.kind),
        )
        self._absences.append(made)
        return made

    async def remove_absence(self, absence_id: UUID) -> None:
        self._ask()
        self._absences = [a for a in self._absences if a.id != absence_id]

    async def calendar(self, responder: str) -> AbsenceCalendarState:
        self._ask()
        return AbsenceCalendarState(responder=responder, is_set=responder in self.calendars)

    async def follow_calendar(self, responder: str, address: str) -> AbsenceCalendarState:
        self._ask()
        if not address.startswith("https://"):
            raise PairwatchError("This is no address of a calendar.", "Copy the secret address.")
        self.calendars[responder] = address
        return AbsenceCalendarState(responder=responder, is_set=True)

    async def unfollow_calendar(self, responder: str) -> None:
        self._ask()
        del self.calendars[responder]

    async def feeds(self) -> list[CalendarFeed]:
        self._ask()
        return [replace(feed, url="") for feed in self._feeds]

    async def make_feed(self, responder: str | None) -> CalendarFeed:
        self._ask()
        made = CalendarFeed(
            id=uuid4(),
            responder=responder,
            made_by=self._me,
            made_at=self._now,
            url=f"http://127.0.0.1:8477/public/calendar/s{len(self._feeds)}.ics",
        )
        self._feeds.append(made)
        return made

    async def revoke_feed(self, token_id: UUID) -> None:
        self._ask()
        self._feeds = [feed for feed in self._feeds if feed.id != token_id]

    # Inside

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal

    @property
    def _team(self) -> Team:
        team = self._session.state.team
        assert team is not None
        return team

    @property
    def _plan(self) -> Schedule:
        return self._team.schedule

    @property
    def _me(self) -> str:
        me = self._session.state.me
        assert me is not None
        return me

    @property
    def _now(self) -> datetime:
        return self._session.state.hub_now(self._session.clock.now())

    def _become(self, plan: Schedule) -> None:
        self._session.evolve(team=replace(self._team, schedule=plan))


def offer(
    number: int, by: str, part: Part, made_at: datetime, to: str | None = None, in_return: Part | None = None
) -> ShiftOffer:
    """An offer of somebody."""
    return ShiftOffer(id=UUID(int=number), by=by, part=part, made_at=made_at, to=to, in_return=in_return)
