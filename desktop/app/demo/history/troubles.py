"""What breaks at the sample team, who knows about it, and which run-book is written one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.urgency.urgency import Urgency, UrgencyRule

SERVICES = ("checkout-api", "mail-gateway", "orders-db", "payments", "reports", "search")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakage:
    """One kind of trouble. `often`: how often in the first and the last week of the history; `lasts`: the
    median without a run-book. `expert` is called in as long as there is none; `written_in`: in which week
    it is written (None: never). `can_wait`: what people say afterwards."""

    name: str
    service: str
    summary: str
    severity: str
    cause: str
    impact: str = "customers"
    how: ResolvedHow
    often: tuple[float, float]
    lasts: timedelta
    expert: str = ""
    written_in: int | None = None
    automated_in: int | None = None
    can_wait: bool = False
    by_itself: float = 0.1
    labels: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    steps: tuple[str, ...] = field(default=())

    @property
    def run_book_id(self) -> str:
        """The id of its run-book."""
        return f"demo-{self.name}"

    @property
    def text(self) -> str:
        """The run-book."""
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps, 1))
        return (
            f"---\ntitle: {self.summary}\nservices: [{self.service}]\n"
            f'alerts: ["{self.summary}*"]\nowner: {self.expert or "ana"}\n---\n\n{steps}\n'
        )


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


BREAKAGES = (
    Breakage(
        name="checkout-5xx",
        service="checkout-api",
        summary="Checkout fails for many customers",
        severity="critical",
        cause="deploy",
        how=ResolvedHow.ROLLBACK,
        often=(3.6, 2.5),
        lasts=_minutes(34),
        expert="tomas",
        written_in=8,
        labels=(("region", "eu-west"), ("tier", "1")),
        notice="Paying may fail at the moment. Your basket is kept.",
        steps=(
            "See which release is out, and since when",
            "Roll back to the release before",
            "Watch the share of failures fall below 1 %",
        ),
    ),
    Breakage(
        name="db-connections",
        service="orders-db",
        summary="Orders database has no connections left",
        severity="critical",
        cause="capacity",
        how=ResolvedHow.RESTART,
        often=(3.0, 1.1),
        lasts=_minutes(48),
        expert="dmitri",
        written_in=5,
        automated_in=19,
        labels=(("region", "eu-west"),),
        steps=(
            "Find the client that holds most connections",
            "Restart that client, not the database",
            "Raise the pool's alert if it was below 90 %",
        ),
    ),
    Breakage(
        name="payments-timeout",
        service="payments",
        summary="Payment provider answers too slowly",
        severity="critical",
        cause="third party",
        how=ResolvedHow.CONFIGURATION,
        often=(1.8, 1.6),
        lasts=_minutes(41),
        expert="mei",
        written_in=13,
        notice="Payments by card take longer than usual.",
        steps=("Look at the provider's status page", "Switch to the second provider", "Tell the provider"),
    ),
    Breakage(
        name="search-lag",
        service="search",
        summary="Search index lags behind",
        severity="error",
        cause="capacity",
        how=ResolvedHow.CAPACITY,
        often=(2.8, 1.5),
        lasts=_minutes(38),
        expert="tomas",
        written_in=16,
        by_itself=0.3,
        steps=("See which shard is behind", "Add an indexer", "Wait until the lag is below one minute"),
    ),
    Breakage(
        name="mail-queue",
        service="mail-gateway",
        summary="Mails wait in the queue",
        severity="error",
        cause="third party",
        how=ResolvedHow.FIX,
        often=(1.5, 1.4),
        lasts=_minutes(55),
        expert="priya",
        written_in=21,
        steps=("See which provider refuses them", "Send through the other relay"),
    ),
    Breakage(
        name="disk",
        service="orders-db",
        summary="Disk of the orders database fills up",
        severity="warning",
        cause="capacity",
        impact="nobody",
        how=ResolvedHow.CAPACITY,
        often=(1.2, 0.8),
        lasts=_minutes(26),
        expert="priya",
        written_in=10,
        automated_in=15,
        can_wait=True,
        labels=(("env", "production"),),
        steps=("Find what is large", "Remove the oldest backups"),
    ),
    Breakage(
        name="reports-late",
        service="reports",
        summary="The nightly report is late",
        severity="warning",
        cause="batch",
        impact="nobody",
        how=ResolvedHow.RESTART,
        often=(2.2, 1.8),
        lasts=_minutes(20),
        can_wait=True,
        by_itself=0.25,
        labels=(("batch", "nightly"),),
    ),
    Breakage(
        name="thumbnails",
        service="search",
        summary="Pictures of products are made slowly",
        severity="warning",
        cause="capacity",
        impact="nobody",
        how=ResolvedHow.BY_ITSELF,
        often=(1.4, 1.4),
        lasts=_minutes(18),
        can_wait=True,
        by_itself=0.5,
        labels=(("queue", "thumbnails"),),
    ),
    Breakage(
        name="probe",
        service="checkout-api",
        summary="The checkout's probe from one region fails",
        severity="error",
        cause="monitoring",
        impact="nobody",
        how=ResolvedHow.FALSE_ALARM,
        often=(1.6, 0.4),
        lasts=_minutes(9),
        by_itself=0.7,
        labels=(("region", "us-east"),),
    ),
)

FIRST_RULES = (
    UrgencyRule(id="checkout", name="Checkout", service=("checkout-*",), urgency=Urgency.NOW),
    UrgencyRule(id="payments", name="Payments", service=("payments",), urgency=Urgency.NOW),
)
LATER_RULES = {
    7: UrgencyRule(id="orders", name="Orders", service=("orders-db",), urgency=Urgency.NOW),
    12: UrgencyRule(
        id="reports",
        name="Nightly reports",
        service=("reports",),
        severity=("warning",),
        urgency=Urgency.OFFICE_HOURS,
    ),
    18: UrgencyRule(id="mails", name="Mails", service=("mail-*",), urgency=Urgency.NOW),
}
"""What the retro made of undecided alerts, by week: each is put in front of those before."""
