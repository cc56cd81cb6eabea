"""A run-book worked through on two desktops at a real hub, and amended afterwards."""

from __future__ import annotations

from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

from desktop.core.fixing.fixing_commands import BeginRunBook, EndRunBook, MarkStep
from desktop.core.fixing.run_book_amendment import AmendmentState
from desktop.core.fixing.run_book_fit import FitKind
from desktop.core.fixing.work import StepState
from desktop.ui.present.fixing.run_book_amended import amended, because
from desktop.ui.present.fixing.run_book_progress import progress_words
from desktop.ui.present.fixing.run_book_steps import StepView, parts_of
from desktop.ui.present.times import viewer_of
from desktop.wire.run_book import ProposedAmendment
from tests.integration.client.desktops import Desktop, Desktops

TEXT = """---
title: Checkout is slow
services: [checkout-api]
---
1. Look
2. Roll back
3. See that it is over
"""


async def test_marks_appear_on_the_other_desktop_and_become_an_amendment_that_is_accepted(
    desktops: Desktops,
) -> None:
    ana, ben = await desktops.pair()
    await desktops.hub.alert(service="checkout-api")
    await ben.until(lambda d: d.ringing)
    incident_id = ben.ringing[0].incident.id
    book = await ben.session.run_books.save("checkout-is-slow", TEXT)
    (fitting,) = [one for one in await ben.session.run_books.fitting(incident_id) if one.card.id == book.id]
    assert FitKind.SERVICE in [reason.kind for reason in fitting.fit.reasons]

    begin = partial(BeginRunBook, run_book_id=book.id, title=book.title, version=book.version)
    ben.session.do(incident_id, begin)
    for step, state, words in zip(
        book.steps, (StepState.DONE, StepState.FAILED), ("", "no older image"), strict=False
    ):
        make = partial(MarkStep, run_book_id=book.id, step_id=step.id, title=step.title, state=state)
        ben.session.do(incident_id, partial(make, words=words))

    def works(desktop: Desktop):
        return desktop.state.incidents[incident_id].work if incident_id in desktop.state.incidents else ()

    await ana.until(lambda d: works(d) and len(works(d)[0].marks) == 2)
    (seen,) = works(ana)
    team = ana.state.team
    assert team is not None
    viewer, now = viewer_of(team, "ana"), desktops.hub.hub.store.now()
    assert progress_words(seen, team, viewer, [step.id for step in book.steps]) == "2 of 3, Ben is at it"
    parts = [part for part in parts_of(book, seen, {}, team, viewer, now) if isinstance(part, StepView)]
    assert [part.state for part in parts] == [StepState.DONE, StepState.FAILED, None]
    assert parts[2].current

    ana.session.do(incident_id, partial(EndRunBook, run_book_id=book.id, helped=True))
    await ben.until(lambda d: works(d) and works(d)[0].helped)
    (work,) = works(ben)
    number = ben.state.incidents[incident_id].number
    made = amended(book, work, number, ZoneInfo("Europe/Berlin"))
    await ben.session.run_books.propose(
        ProposedAmendment(
            id=uuid4(),
            run_book_id=book.id,
            incident_id=incident_id,
            old_body=book.body,
            new_body=made.body,
            because=because(work, number),
        )
    )
    (waiting,) = await ana.session.run_books.amendments(state=AmendmentState.OPEN)
    assert waiting.because == f"One step went otherwise in #{number}."
    accepted = await ana.session.run_books.accept(waiting.id)
    assert accepted.run_book is not None
    assert "no older image" in accepted.run_book.steps[1].body
    assert [step.id for step in accepted.run_book.steps] == [step.id for step in book.steps]
    assert (await ben.session.run_books.get(book.id)).version == accepted.run_book.version
