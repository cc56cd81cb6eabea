"""The desktop's requests about run-books, answered by a real hub; and by the double in the same words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from desktop.client.desks.run_book_desk import HubRunBookDesk, RunBookDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import slug
from desktop.core.fixing.run_book_amendment import AmendmentState
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.wire.run_book import ProposedAmendment
from tests.doubles.table_run_books import TableRunBooks
from tests.doubles.table_session import TableSession
from tests.integration.hub.running import running
from tests.sample import NIGHT, TEAM, fresh

TEXT = "---\nservices: [checkout-api]\n---\n# Checkout: is it slow?\n\n1. Look\n2. Think\n"


@asynccontextmanager
async def real(sqlite_url: str) -> AsyncIterator[tuple[RunBookDesk, UUID]]:
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        await hub.alert(service="checkout-api")
        token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))
        try:
            yield HubRunBookDesk(lambda question: question(api)), (await hub.incident()).id
        finally:
            await api.close()


@asynccontextmanager
async def double(_url: str) -> AsyncIterator[tuple[RunBookDesk, UUID]]:
    session = TableSession(MovedClock(NIGHT), TEAM, "ana")
    session.put(fresh(), [])
    yield TableRunBooks(session), fresh().id


@pytest.mark.parametrize("kind", [real, double])
async def test_a_run_book_from_writing_to_amending(kind, sqlite_url: str):
    async with kind(sqlite_url) as (desk, incident_id):
        first = await desk.save(slug("Checkout: is it slow?"), TEXT)
        assert (first.id, first.title, first.changed_by) == (
            "checkout-is-it-slow", "Checkout: is it slow?", "ana"
        )  # fmt: skip
        assert await desk.get(first.id) == first
        assert [card.id for card in await desk.search('"slow? ch')] == [first.id]
        assert await desk.search("nothing of the kind & more") == []
        (fitting,) = await desk.fitting(incident_id)
        assert fitting.card == first.card
        assert fitting.fit.reasons
        with pytest.raises(PairwatchError, match="meanwhile") as refused:
            await desk.save(first.id, "# Other\n", "not the version")
        assert not isinstance(refused.value, HubFailure), "the hub says no"
        proposed = ProposedAmendment(
            id=UUID(int=3), run_book_id=first.id, incident_id=incident_id,
            old_body=first.body, new_body=first.body.replace("Think", "Act"),
        )  # fmt: skip
        amendment = await desk.propose(proposed)
        assert await desk.propose(proposed) == amendment
        assert await desk.amendments(state=AmendmentState.OPEN, incident_id=incident_id) == [amendment]
        accepted = await desk.accept(amendment.id)
        assert accepted.run_book is not None
        assert [step.title for step in accepted.run_book.steps] == ["Look", "Act"]
        assert "+2. Act" in accepted.difference
        assert await desk.amendments(state=AmendmentState.OPEN) == []
        assert [one.number for one in await desk.versions(first.id)] == [2, 1]
        again = await desk.propose(
            ProposedAmendment(id=UUID(int=4), run_book_id=first.id, old_body=first.body, new_body="x\n")
        )
        with pytest.raises(PairwatchError, match="changed since"):
            await desk.accept(again.id)
        assert (await desk.reject(again.id)).amendment.state is AmendmentState.REJECTED
        assert (await desk.following()).where == ""
        assert (await desk.remove(first.id)).id == first.id
        with pytest.raises(PairwatchError, match="no such run-book"):
            await desk.get(first.id)
        with pytest.raises(PairwatchError):
            await desk.get("../healthz")
