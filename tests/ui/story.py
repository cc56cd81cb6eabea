"""The sample roster in the night of a real-looking outage: what UI tests and screenshots show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from desktop.clock import MovedClock
from desktop.core.fixing.fixing_commands import CallInPerson
from desktop.core.incident.alert import AlertAction, Link, Report, alert_from
from desktop.core.incident.commands import AddNote, ClaimSeat, Command, ConfirmRinging, ResolveIncident
from desktop.core.incident.decide import decide
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident, receive
from desktop.core.incident.woken import Woken
from desktop.core.schedule.hand_over import HandOverFacts, Proof
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Role, Roster, Tier
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from tests.doubles.table_session import TableSession

NIGHT = datetime(2026, 11, 24, 2, 41, 52, tzinfo=UTC)
"""A Tuesday, 03:41:52 in Berlin; Ana and Ben are on duty until Monday 09:00."""
S = timedelta(seconds=1)

ROSTER = Roster(
    responders=(
        Responder(id="ana", name="Ana Okafor", zone="Europe/Berlin", role=Role.ADMIN),
        Responder(id="ben", name="Ben Sato", zone="Europe/Berlin"),
        Responder(id="mei", name="Mei Lindqvist", zone="Europe/Stockholm"),
        Responder(id="dmitri", name="Dmitri Alvarez", zone="Europe/Madrid"),
        Responder(id="priya", name="Priya Raman", zone="Asia/Kolkata"),
        Responder(id="jonas", name="Jonas Weber", zone="Europe/Berlin"),
        Responder(id="leila", name="Leila Haddad", zone="Europe/Paris"),
        Responder(id="tomas", name="Tomás Novak", zone="Europe/Prague"),
        Responder(id="ingrid", name="Ingrid Solheim", zone="Europe/Oslo"),
        Responder(id="kwame", name="Kwame Mensah", zone="Africa/Accra"),
        Responder(id="sofia", name="Sofia Marchetti", zone="Europe/Rome"),
        Responder(id="ruth", name="Ruth Castellanos", tier=Tier.VP, zone="America/New_York"),
        Responder(id="henrik", name="Henrik Aalto", tier=Tier.CTO, zone="Europe/Helsinki"),
    )
)
SCHEDULE = Schedule(
    zone="Europe/Berlin",
    starts_on=date(2026, 11, 23),
    hand_over=time(9),
    turns=(
        Turn(manager="ana", engineer="ben"),
        Turn(manager="mei", engineer="dmitri"),
        Turn(manager="priya", engineer="jonas"),
    ),
)
HEARD_AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""When Ana and Ben did the sound check for their shift."""
TEAM = Team(
    name="Sample",
    roster=ROSTER,
    schedule=SCHEDULE,
    hand_overs=HandOverFacts(
        proofs=tuple(Proof(responder=who, at=HEARD_AT, device="Speakers") for who in ("ana", "ben"))
    ),
)
LAST_WOKEN = {
    "dmitri": datetime(2026, 11, 22, 1, 12, tzinfo=UTC),
    "mei": datetime(2026, 11, 23, 2, 50, tzinfo=UTC),
    "kwame": datetime(2026, 11, 14, 3, 30, tzinfo=UTC),
}


class Story:
    """A clock that stands, a session of `me`, and an incident to begin with, unless `quiet`."""

    def __init__(self, me: str = "ben", team: Team = TEAM, *, quiet: bool = False) -> None:
        self.clock = MovedClock(NIGHT)
        self.session = TableSession(self.clock, team, me)
        self.session.evolve(last_woken={who: Woken(at=at) for who, at in LAST_WOKEN.items()})
        self.team = team
        self._number = 141
        if not quiet:
            self.checkout = self.alert("Checkout fails for 31 % of customers", "checkout-api")

    def alert(
        self,
        summary: str,
        service: str,
        source: str = "Prometheus",
        *,
        ring: bool = True,
        details: str = "",
        labels: tuple[tuple[str, str], ...] = (),
        links: tuple[Link, ...] = (),
        parsed: bool = True,
    ) -> UUID:
        """A monitor reports; both of the pair are paged, and their desktops ring."""
        self._number += 1
        incident_id = UUID(int=self._number)
        report = Report(
            action=AlertAction.TRIGGER,
            dedup_key=f"k{self._number}",
            summary=summary,
            source=source,
            service=service,
            severity="critical",
            details=details,
            labels=labels,
            links=links,
            parsed=parsed,
        )
        now = self.clock.now()
        incident, events = open_incident(report, "prometheus", incident_id, self._number, self.team, now)
        self.session.put(incident, events)
        if ring:
            for who in ("ana", "ben"):
                self.others(
                    ConfirmRinging(incident_id=incident_id, by=who, pressed_at=now, device="Speakers")
                )
        return incident_id

    def incident(self, incident_id: UUID) -> Incident:
        return self.session.state.incidents[incident_id]

    def others(self, command: Command) -> None:
        self.session.others_do(command)

    def claims(self, incident_id: UUID, by: str, seat: Seat) -> None:
        self.others(ClaimSeat(incident_id=incident_id, by=by, pressed_at=self.clock.now(), seat=seat))

    def calls_in(self, by: str, person: str, because: str = "knows the payment gateway") -> None:
        self.others(
            CallInPerson(
                incident_id=self.checkout,
                by=by,
                pressed_at=self.clock.now(),
                responder=person,
                because=because,
            )
        )

    def notes(self, incident_id: UUID, by: str, text: str) -> None:
        self.others(AddNote(incident_id=incident_id, by=by, pressed_at=self.clock.now(), text=text))

    def resolves(self, incident_id: UUID, by: str) -> None:
        self.others(ResolveIncident(incident_id=incident_id, by=by, pressed_at=self.clock.now()))

    def monitor_resolves(self, incident_id: UUID) -> None:
        incident = self.incident(incident_id)
        key = incident.alerts[0].dedup_key
        report = Report(action=AlertAction.RESOLVE, dedup_key=key)
        after, events = receive(incident, report, "prometheus", self.team, self.clock.now())
        self.session.put(after, events)

    def repeats(self, incident_id: UUID, times: int) -> None:
        for _ in range(times):
            incident = self.incident(incident_id)
            alert = incident.alerts[0]
            report = Report(action=AlertAction.TRIGGER, dedup_key=alert.dedup_key, summary=alert.summary)
            after, events = receive(incident, report, "prometheus", self.team, self.clock.now())
            self.session.put(after, events)

    def joins(self, incident_id: UUID, number: int) -> None:
        """One more alert of the same trouble, told apart by `number`."""
        report = Report(
            action=AlertAction.TRIGGER, dedup_key=f"joined{number}", summary=f"Replica {number} lags"
        )
        alert = alert_from(report, "prometheus", self.clock.now())
        self.session.put(self.incident(incident_id).with_alert(alert), [])

    def wait(self, by: timedelta) -> None:
        """Time passes; the hub does what fell due."""
        self.clock.advance(by)
        self.session.time_passes()


def many(team: Team, count: int, at: datetime) -> list[tuple[Incident, list[Event]]]:
    """So many incidents: a third of them open, a third answered, a third resolved."""
    made = []
    for number in range(count):
        incident_id = UUID(int=10_000 + number)
        opened_at = at - timedelta(minutes=number)
        report = Report(
            action=AlertAction.TRIGGER,
            dedup_key=f"m{number}",
            summary=f"Replica {number} of the order database lags behind its primary by {number} s",
            source="Prometheus",
            service=f"orders-{number % 7}",
        )
        incident, events = open_incident(report, "prometheus", incident_id, number, team, opened_at)
        if number % 3 != 0:
            for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
                claim = ClaimSeat(incident_id=incident_id, by=by, pressed_at=opened_at, seat=seat)
                decision = decide(incident, claim, team, opened_at)
                incident, events = decision.incident, [*events, *decision.events]
        if number % 3 == 2:
            over = ResolveIncident(incident_id=incident_id, by="ana", pressed_at=opened_at)
            decision = decide(incident, over, team, opened_at)
            incident, events = decision.incident, [*events, *decision.events]
        made.append((incident, events))
    return made
