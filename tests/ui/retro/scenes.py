"""What the retro shows in tests and screenshots: a week's actions, incidents with loose ends."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.incident.commands import AddNote, CloseStep, GiveVerdict
from desktop.core.incident.events import NoteKind
from desktop.core.retro.action import Action
from desktop.core.team.seat import Seat
from tests.ui.story import NIGHT, Story

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def action(number: int, text: str, owner: str = "", due: int | None = None, ticket: str = "") -> Action:
    """`due` in days from today."""
    return Action(
        id=UUID(int=number),
        text=text,
        owner=owner,
        due_on=TODAY + due * DAY if due is not None else None,
        ticket_url=ticket,
        created_by="ana",
        created_at=NIGHT - DAY + number * timedelta(minutes=1),
    )


def over(story: Story, summary: str, service: str) -> UUID:
    """An incident of a quarter of an hour that Ana and Ben held."""
    incident_id = story.alert(summary, service)
    story.claims(incident_id, "ana", Seat.MANAGER)
    story.claims(incident_id, "ben", Seat.ENGINEER)
    story.wait(timedelta(minutes=15))
    story.resolves(incident_id, "ana")
    return incident_id


def closes(
    story: Story, incident_id: UUID, *steps: ClosingStep, skipped: bool = False, by: str = "ana"
) -> None:
    for step in steps:
        make = partial(CloseStep, step=step, skipped=skipped)
        story.others(make(incident_id=incident_id, by=by, pressed_at=story.clock.now()))


def says(story: Story, incident_id: UUID, by: str, verdict: Verdict) -> None:
    story.others(GiveVerdict(incident_id=incident_id, by=by, pressed_at=story.clock.now(), verdict=verdict))


def todo(story: Story, incident_id: UUID, text: str, by: str = "ana") -> None:
    story.others(
        AddNote(incident_id=incident_id, by=by, pressed_at=story.clock.now(), text=text, kind=NoteKind.TODO)
    )


def quiet(me: str = "ben") -> Story:
    """Nothing to talk about yet."""
    return Story(me, quiet=True)


def week(me: str = "ben") -> Story:
    """Five actions, two of them late, one of an incident; two incidents with loose ends, one disputed."""
    story = Story(me, quiet=True)
    story.clock.jump(-2 * DAY)
    disputed = over(story, "Certificate of edge ends in 6 days", "edge")
    closes(story, disputed, *ClosingStep)
    says(story, disputed, "ana", Verdict.ACT_NOW)
    says(story, disputed, "ben", Verdict.COULD_HAVE_WAITED)
    loose = over(story, "Checkout fails for 31 % of customers", "checkout-api")
    closes(story, loose, ClosingStep.RUN_BOOK, ClosingStep.LABELS, skipped=True)
    closes(story, loose, ClosingStep.RESOLUTION)
    todo(story, loose, "Ask the payment provider for a status page that we can poll")
    story.clock.advance_to(NIGHT)
    story.session.retro.put(
        action(1, "Write the run-book for the search index", "mei", -4),
        action(
            2,
            "Alert on connections that leak before the pool is empty",
            "ben",
            0,
            "https://tracker.example.com/OPS-7",
        ),
        action(3, "Try the backup of db-7 on a machine of its own", "dmitri", 9),
        action(4, "Move the certificate's renewal to the first of the month", "ana", -1).finished(
            "ana", NIGHT - DAY
        ),
    )
    return story


def long(me: str = "ben") -> Story:
    """Words that do not fit anywhere."""
    story = week(me)
    name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    story.session.retro.put(
        *(
            action(
                20 + number,
                f"Find out why {name} answers with 502, 503 and 504 in turn while its own checks are green, "
                "and write down whom to call there at night and what they need to know",
                "tomas",
                number - 3,
                "https://tracker.example.com/7",
            )
            for number in range(12)
        )
    )
    for number in range(4):
        over(story, f"{name} {number} does not answer while its replicas are behind", name)
    story.clock.advance_to(NIGHT + timedelta(hours=2))
    return story
