"""Six months of the sample team: alerts, nights, climbs, run-books that are written one by one, a retro each
week. What it shows is meant: people are called in less as run-books appear, fewer updates are late, fewer
shifts begin unproven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

from desktop.app.demo.history.past import Past
from desktop.app.demo.history.people import Course, People
from desktop.app.demo.history.retros import Retros
from desktop.app.demo.history.troubles import BREAKAGES, FIRST_RULES, LATER_RULES, SERVICES, Breakage
from desktop.app.demo.story import on_stage
from desktop.clock import MovedClock
from desktop.core.fixing.run_book import RunBook
from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Status
from desktop.core.incident.intake import open_incident
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.schedule.hand_over import HandOverPolicy
from desktop.core.team.service import Service
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.zones import zone
from desktop.formats.run_book.reader import read_run_book
from desktop.hub.store.incident import incidents
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.fixing.run_books import save_run_book
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.incident.sweep import sweep
from desktop.hub.usecases.incident.transition import begin
from desktop.hub.usecases.schedule.hand_over import prove
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.hub.usecases.team.urgency import read_urgency, save_urgency
from desktop.hub.usecases.telling.notices import save_notice, switch_notice
from desktop.wire.hand_over import ProofRequest
from desktop.wire.urgency import WrittenUrgency

WEEKS = 26
"""Before the running one."""
MONITOR = "Prometheus"
_SEED = 20_260
_MEETINGS = 14
"""So many weeks the team has met about; the last meeting is prepared and waits for whoever looks at it."""
_DAY = timedelta(days=1)
_LAST_CALM = timedelta(minutes=90)
"""So long before now the last incident is over, and written down."""
_ADMIN = "ana"

Progress = Callable[[int, int], None]
"""Weeks that are made, and all."""


async def make_history(
    database: Path, file: TeamFile, now: datetime, progress: Progress, weeks: int = WEEKS
) -> None:
    """Make the database and fill it with what happened until `now`. Raises PairwatchError."""
    this_week = week_of(now, file.team.schedule.zone)
    first = this_week.moved(-weeks)
    clock = MovedClock(first.begins_at)
    store = Store.open(f"sqlite:///{database}", clock)
    try:
        team = before_the_demo(file.team, now)
        await store.write(lambda tx: apply_team(tx, replace(file, team=team, integrations=())))
        history = History(Past(clock), team, weeks, now)
        for number in range(weeks + 1):
            progress(number, weeks + 1)
            week = first.moved(number)
            await store.write(partial(history.live, week=week, number=number))
        progress(weeks + 1, weeks + 1)
    finally:
        await store.close()


def before_the_demo(team: Team, now: datetime) -> Team:
    """The team in the months before: the demo's pair is on duty now, and waits are as long as everywhere."""
    staged = on_stage(team, now)
    return replace(
        staged,
        policy=replace(team.policy, from_file=False, hand_over=HandOverPolicy(at_most=timedelta(0))),
        services=tuple(Service(name=name) for name in SERVICES),
    )


class History:
    """Lives week after week."""

    def __init__(self, past: Past, team: Team, weeks: int, now: datetime) -> None:
        self._past, self._weeks, self._now = past, weeks, now
        self._schedule = team.schedule
        self._chance = Random(_SEED)
        self._people = People(past, self._chance)
        self._retros = Retros(past, self._chance, self._people.id, _ADMIN)
        self._books: dict[str, RunBook] = {}
        self._notices: dict[str, UUID] = {}

    def live(self, tx: Transaction, week: Week, number: int) -> None:
        """One week, the first one being number 0."""
        end = min(week.ends_at, self._now)
        share = number / self._weeks
        self._past.at(week.begins_at + timedelta(hours=1), lambda: self._first_thing(week, number))
        for at, breakage in self._breaks(week, number):
            if at < self._now - 2 * _LAST_CALM:
                self._past.at(at, partial(self._break, breakage, share))
        self._prove(week, share)
        if end == self._now:
            self._past.at(self._now - _LAST_CALM, self._all_clear)
        self._past.inside(tx, end)
        sweep(tx)

    def _first_thing(self, week: Week, number: int) -> None:
        """On Monday: what was written since, which rule the retro made, what it asked for."""
        if number == 0:
            self._write_notices()
        for breakage in BREAKAGES:
            if breakage.written_in == number:
                self._write_run_book(breakage)
        new = FIRST_RULES if number == 0 else tuple(filter(None, [LATER_RULES.get(number)]))
        if new:
            kept = self._past.do(read_urgency)
            written = WrittenUrgency(rules=(*new, *kept.policy.rules), based_on=kept.version)
            self._past.do(partial(save_urgency, written=written))
        if number:
            if number > self._weeks - _MEETINGS:
                meet = partial(self._retros.meet, week, number, open=number != self._weeks)
                self._past.at(week.begins_at + timedelta(hours=10), meet)
            self._past.at(week.begins_at + timedelta(hours=13), self._retros.look_after_promises)

    def _write_notices(self) -> None:
        for breakage in BREAKAGES:
            if breakage.notice:
                notice = Notice(
                    id=self._people.id(),
                    service=breakage.service,
                    text=breakage.notice,
                    severity=NoticeSeverity.WARNING,
                    changed_at=self._past.now,
                )
                kept = self._past.do(partial(save_notice, notice=notice, by=_ADMIN))
                self._notices[breakage.name] = kept.id

    def _write_run_book(self, breakage: Breakage) -> None:
        book = read_run_book(breakage.text, id=breakage.run_book_id, changed_at=self._past.now)
        self._books[breakage.name] = self._past.do(
            lambda tx: save_run_book(tx, book, "", breakage.expert or _ADMIN)
        )

    def _breaks(self, week: Week, number: int) -> list[tuple[datetime, Breakage]]:
        """When what breaks in the week; more of it in the day than in the night."""
        chance, share = self._chance, number / self._weeks
        often = [one.often[0] + (one.often[1] - one.often[0]) * share for one in BREAKAGES]
        count = max(9, round(chance.gauss(sum(often), 2.4)))
        there = zone(week.zone)
        found = []
        for breakage in chance.choices(BREAKAGES, weights=often, k=count):
            hour = chance.triangular(8, 21, 14) if chance.random() < 0.72 else chance.uniform(21, 32)
            day = week.monday + chance.randrange(7) * _DAY
            midnight = datetime(day.year, day.month, day.day, tzinfo=there)
            found.append((midnight.astimezone(week.begins_at.tzinfo) + timedelta(hours=hour), breakage))
        return sorted(found, key=lambda one: (one[0], one[1].name))

    def _break(self, breakage: Breakage, share: float) -> None:
        past, chance = self._past, self._chance
        report = Report(
            action=AlertAction.TRIGGER,
            dedup_key=breakage.name,
            summary=breakage.summary,
            source=MONITOR,
            service=breakage.service,
            severity=breakage.severity,
            labels=(("alertname", breakage.name), *breakage.labels),
        )
        over = partial(self._monitor, replace(report, action=AlertAction.RESOLVE))
        known = next(
            (
                i
                for i, course in self._people.courses.items()
                if course.breakage is breakage and not course.closing
            ),
            None,
        )
        if known is not None:
            self._monitor(report)
            return
        team = past.team
        number = past.do(incidents.next_number)
        incident, events = open_incident(report, MONITOR, self._people.id(), number, team, past.now)
        self._people.courses[incident.id] = Course(
            breakage=breakage, share=share, is_over=over, run_book=self._books.get(breakage.name)
        )
        past.do(lambda tx: begin(tx, incident, events, team))
        self._people.notice(incident)
        if chance.random() < breakage.by_itself:
            past.after(timedelta(minutes=chance.uniform(4, 25)), over)
        # Whoever sleeps through everything: it is over by itself some time.
        past.after(timedelta(hours=9) if incident.communication else 4 * _DAY, over)
        if breakage.name in self._notices and chance.random() < 0.7:
            self._show(breakage, incident.id)

    def _show(self, breakage: Breakage, incident_id: UUID) -> None:
        def switch(*, on: bool) -> None:
            incident = self._past.incident(incident_id)
            by = incident.manager.holder or _ADMIN
            if on and incident.status is Status.RESOLVED:
                return
            notice = self._notices[breakage.name]
            self._past.do(lambda tx: switch_notice(tx, notice, on=on, incident_id=incident_id, by=by))

        self._past.after(timedelta(minutes=self._chance.uniform(6, 11)), partial(switch, on=True))
        forgotten = timedelta(hours=20) if self._chance.random() < 0.1 else timedelta(minutes=70)
        self._past.after(forgotten, partial(switch, on=False))

    def _monitor(self, report: Report) -> None:
        receipt = self._past.do(lambda tx: receive_report(tx, MONITOR, report))
        if receipt.incident is not None:
            self._people.notice(receipt.incident)

    def _all_clear(self) -> None:
        for incident in self._past.do(incidents.unresolved):
            for alert in incident.alerts:
                over = Report(action=AlertAction.RESOLVE, dedup_key=alert.dedup_key)
                self._monitor(over)

    def _prove(self, week: Week, share: float) -> None:
        """Most of those who come on duty hear their alarm before, more of them as time goes on."""
        for shift in self._schedule.shifts_between(week.begins_at, week.ends_at):
            if not week.begins_at <= shift.starts_at < self._now:
                continue
            for who in dict.fromkeys((shift.turn.manager, shift.turn.engineer)):
                before = timedelta(minutes=self._chance.uniform(3, 600))
                if self._chance.random() > 0.58 + 0.4 * share:
                    before = -timedelta(minutes=self._chance.uniform(10, 90))
                heard = partial(prove, asked=ProofRequest(device="Headset"), by=who)
                self._past.at(shift.starts_at - before, partial(self._past.do, heard))
                looks = partial(self._people.rest.look, who, share)
                self._past.at(min(shift.ends_at + timedelta(hours=5), self._now - _LAST_CALM), looks)
