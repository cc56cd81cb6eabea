"""The uptime of a hub that sits at the same table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.retro.impact import (
    Impact,
    ImpactCorrection,
    RanIncident,
    corrected,
    impact_of,
    impacts,
    in_force,
)
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import percent_up, uptimes
from desktop.core.retro.uptime_number import Source, UptimeNumber, counting
from desktop.core.retro.uptime_told import (
    ImportPreview,
    IncidentImpact,
    UptimeDifference,
    UptimeRow,
    UptimeTold,
    UptimeWeek,
)
from desktop.core.team.team import Team
from desktop.formats.uptime_csv import read_uptime_csv
from tests.doubles.table_retro import _part

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableUptime:
    """Implements `desktop.client.desks.uptime_desk.UptimeDesk`. `refusal`: the hub says no with it.
    `queries`: what Prometheus is asked, by service; `problems`: why it did not answer, by service and
    Monday."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.numbers: list[UptimeNumber] = []
        self.corrections: list[ImpactCorrection] = []
        self.services: list[str] = []
        self.queries: dict[str, str] = {}
        self.problems: dict[tuple[str, date], str] = {}
        self.measured: list[tuple[str, date]] = []
        self.refusal: PairwatchError | None = None
        self.since: datetime | None = None
        self.asked = 0

    def put(self, *numbers: UptimeNumber) -> None:
        """Numbers that came otherwise."""
        self.numbers += numbers
        self._tell()

    async def weeks(self, starts_on: date, count: int = 6) -> UptimeTold:
        self._ask()
        last = self._week(starts_on)
        every = [last.moved(number) for number in range(-2 - count, 1)]
        found = uptimes(
            every,
            impacts(self._ran(), self.corrections),
            self.services,
            self._since(),
            self._session.clock.now(),
            self.numbers,
            self.problems,
        )
        return UptimeTold(
            zone=last.zone,
            told_at=self._session.clock.now(),
            services=tuple(one.latest(count) for one in found),
            measured=tuple(self.queries),
        )

    async def week(self, service: str, starts_on: date) -> UptimeWeek:
        told = await self.weeks(starts_on, 1)
        week, now = self._week(starts_on), self._session.clock.now()
        mine = [one for one in impacts(self._ran(), self.corrections) if one.service == service]
        ran = [one for one in self._incidents() if one.opened_at < week.ends_at]
        return UptimeWeek(
            service=service,
            zone=week.zone,
            week=next(one.weeks[-1] for one in told.services if one.service == service),
            from_incidents=percent_up(week, mine, self._since(), now),
            numbers=tuple(n for n in self.numbers if (n.service, n.starts_on) == (service, starts_on)),
            incidents=tuple(
                self._told(one, service)
                for one in sorted(ran, key=lambda one: (one.service != service, one.opened_at))
                if one.resolved_at is None or one.resolved_at > week.begins_at
            ),
            query=self.queries.get(service, ""),
            asked_at=now if (service, starts_on) in self.problems else None,
            asks_again_at=now if (service, starts_on) in self.problems else None,
        )

    async def write(
        self, number_id: UUID, service: str, starts_on: date, percent: Decimal, reason: str
    ) -> UptimeNumber:
        self._ask()
        made = UptimeNumber(
            id=number_id,
            batch=number_id,
            service=service,
            starts_on=starts_on,
            percent=percent,
            source=Source.BY_HAND,
            because=reason,
            by=self._me,
            at=self._session.clock.now(),
        )
        self.put(made)
        return made

    async def undo(self, batch: UUID) -> list[UptimeNumber]:
        self._ask()
        now = self._session.clock.now()
        self.numbers = [
            replace(one, undone_at=now, undone_by=self._me) if one.batch == batch else one
            for one in self.numbers
        ]
        self._tell()
        return [one for one in self.numbers if one.batch == batch]

    async def correct(
        self,
        correction_id: UUID,
        incident_id: UUID,
        service: str,
        begins_at: datetime,
        ends_at: datetime | None,
        share: int,
        reason: str,
    ) -> ImpactCorrection:
        self._ask()
        if ends_at is not None and ends_at <= begins_at:
            raise PairwatchError("The impact ends before it begins.", "Say an end after its beginning.")
        made = ImpactCorrection(
            id=correction_id,
            incident_id=incident_id,
            service=service,
            begins_at=begins_at,
            ends_at=ends_at,
            share=share,
            reason=reason,
            by=self._me,
            at=self._session.clock.now(),
        )
        self.corrections.append(made)
        self._tell()
        return made

    async def undo_correction(self, correction_id: UUID) -> ImpactCorrection:
        self._ask()
        now = self._session.clock.now()
        self.corrections = [
            replace(one, undone_at=now, undone_by=self._me) if one.id == correction_id else one
            for one in self.corrections
        ]
        self._tell()
        return next(one for one in self.corrections if one.id == correction_id)

    async def measure(self, service: str, starts_on: date) -> None:
        self._ask()
        self.measured.append((service, starts_on))

    async def preview(self, text: str) -> ImportPreview:
        self._ask()
        read = read_uptime_csv(text)
        found, same = [], 0
        for row in read.rows:
            mine = [n for n in self.numbers if (n.service, n.starts_on) == (row.service, row.starts_on)]
            imported = counting(one for one in mine if one.source is Source.IMPORTED)
            by_hand = counting(one for one in mine if one.source is Source.BY_HAND)
            if imported is not None and imported.percent == row.percent:
                same += 1
                continue
            found.append(
                UptimeDifference(
                    row=row,
                    before=imported.percent if imported else None,
                    stands=by_hand.percent if by_hand else None,
                    is_new=row.service not in self._known(),
                )
            )
        return ImportPreview(differences=tuple(found), same=same, problems=read.problems)

    async def take(self, batch: UUID, file: str, rows: Sequence[UptimeRow]) -> list[UptimeNumber]:
        self._ask()
        made = [
            UptimeNumber(
                id=uuid5(batch, f"{row.starts_on} {row.service}"),
                batch=batch,
                service=row.service,
                starts_on=row.starts_on,
                percent=row.percent,
                source=Source.IMPORTED,
                because=file,
                by=self._me,
                at=self._session.clock.now(),
            )
            for row in rows
        ]
        self.put(*made)
        return made

    @property
    def _me(self) -> str:
        return self._session.state.me or ""

    def _week(self, monday: date) -> Week:
        team = self._session.state.team or Team()
        return Week(monday=monday, zone=team.schedule.zone)

    def _since(self) -> datetime:
        opened = (one.opened_at for one in self._incidents())
        return self.since or min(opened, default=self._session.clock.now())

    def _incidents(self) -> list[Incident]:
        return list(self._session.state.incidents.values())

    def _ran(self) -> list[RanIncident]:
        return [_part(RanIncident, one) for one in self._incidents()]

    def _known(self) -> set[str]:
        named = {*self.services, *(one.service for one in self.numbers)}
        return named | {one.service for one in self._incidents()}

    def _told(self, incident: Incident, service: str) -> IncidentImpact:
        ran = _part(RanIncident, incident)
        now = in_force(self.corrections).get((incident.id, service))
        impact: Impact | None = corrected(now, ran) if now is not None else impact_of(ran)
        return IncidentImpact(
            incident_id=incident.id,
            number=incident.number,
            title=incident.title,
            service=incident.service,
            opened_at=incident.opened_at,
            resolved_at=incident.resolved_at,
            impact=impact if impact is not None and impact.service == service else None,
            corrections=tuple(
                one for one in self.corrections if (one.incident_id, one.service) == (incident.id, service)
            ),
        )

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal

    def _tell(self) -> None:
        """Others hear that something changed."""
        self._session.evolve(cursor=self._session.state.cursor + 1)
