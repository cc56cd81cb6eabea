"""Run-books over the API: who may, what is answered, what conflicts; the samples."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookSource, RunBookVersion
from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.core.fixing.run_book_fit import FitKind
from desktop.wire.run_book import DecidedAmendment, FittingRunBook, Following
from tests.integration.hub.running import RunningHub

TEXT = "---\ntitle: Checkout is slow\nservices: [checkout-api]\n---\n1. Look\n2. Think\n"
ROUTE = "/v1/run-books/checkout-slow"
AMENDMENT = {
    "id": str(UUID(int=7)), "run_book_id": "checkout-slow",
    "old_body": "1. Look\n2. Think\n", "new_body": "1. Look twice\n2. Think\n",
}  # fmt: skip


def book(response: httpx.Response) -> RunBook:
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=RunBook)


def cards(response: httpx.Response) -> list[RunBookCard]:
    return msgspec.json.decode(response.content, type=list[RunBookCard])


def refusal(response: httpx.Response) -> tuple[int, str]:
    assert response.json()["remedy"]
    return response.status_code, response.json()["title"]


async def write(hub: RunningHub, text: str = TEXT, based_on: str = "", by: str = "ana") -> httpx.Response:
    return await hub.put(ROUTE, {"text": text, "based_on": based_on}, by)


async def test_a_run_book_is_written_found_and_removed(hub: RunningHub):
    first = book(await write(hub))
    assert (first.title, first.changed_by, first.source) == ("Checkout is slow", "ana", RunBookSource.APP)
    assert [step.title for step in first.steps] == ["Look", "Think"]
    assert book(await hub.get(ROUTE)) == first
    assert [card.id for card in cards(await hub.get("/v1/run-books?q=slow+check"))] == ["checkout-slow"]
    second = book(await write(hub, TEXT.replace("Think", "Act"), first.version, "ben"))
    assert second.changed_by == "ben"
    versions = msgspec.json.decode((await hub.get(f"{ROUTE}/versions")).content, type=list[RunBookVersion])
    assert [(one.number, one.text) for one in versions] == [(2, second.text), (1, TEXT)]
    undone = book(await write(hub, versions[1].text, second.version))
    assert undone.steps == first.steps
    assert book(await hub.delete(ROUTE)).id == "checkout-slow"
    assert (await hub.get(ROUTE)).status_code == 404
    assert (await hub.delete(ROUTE)).status_code == 404
    assert cards(await hub.get("/v1/run-books?q=slow")) == []
    assert book(await write(hub)).version == first.version, "writing it brings it back"


async def test_two_who_change_the_same_are_told(hub: RunningHub):
    first = book(await write(hub))
    second = book(await write(hub, TEXT + "3. Act\n", first.version))
    status, said = refusal(await write(hub, TEXT + "3. Sleep\n", first.version))
    assert (status, said) == (409, "Somebody changed this run-book meanwhile.")
    status, said = refusal(await write(hub, "# Another\n"))
    assert (status, "already" in said) == (409, True)
    assert book(await write(hub, second.text, first.version)) == second, "pressed twice"


async def test_what_makes_no_run_book_is_refused(hub: RunningHub):
    assert refusal(await write(hub, " \n"))[0] == 400
    assert refusal(await write(hub, "x" * 1_000_001))[0] == 400
    assert refusal(await hub.put("/v1/run-books/Not%20an%20id", {"text": TEXT}))[0] == 400
    assert refusal(await hub.put("/v1/run-books/for-incident", {"text": TEXT}))[0] == 404
    assert refusal(await hub.put(ROUTE, {"texts": TEXT}))[0] == 400
    assert (await hub.get("/v1/run-books/none")).status_code == 404
    assert (await hub.get("/v1/run-books/none/versions")).status_code == 404
    assert (await hub.get(f"/v1/run-books/for-incident/{uuid4()}")).status_code == 404
    assert (await hub.get("/v1/run-books?limit=0")).status_code == 400


async def test_one_with_mistakes_is_kept_with_its_problems(hub: RunningHub):
    kept = book(await write(hub, "---\ntitle: a: b\n---\n1. x\n\n```check nix\n```\n"))
    assert [problem.line for problem in kept.problems] == [2, 6]
    (found,) = cards(await hub.get("/v1/run-books?q=checkout-slow"))
    assert (found.title, found.problems) == ("checkout slow", 2)


async def test_the_samples_are_there_until_they_are_removed(hub: RunningHub):
    shown = cards(await hub.get("/v1/run-books"))
    assert {card.source for card in shown} == {RunBookSource.SAMPLE}
    assert len(shown) == 4
    assert [card.title for card in shown] == sorted((card.title for card in shown), key=str.lower)
    changed = book(await hub.get("/v1/run-books/disk-full"))
    ours = book(await hub.put("/v1/run-books/disk-full", {"text": "# Ours\n", "based_on": changed.version}))
    assert (ours.source, ours.path) == (RunBookSource.APP, "")
    for card in shown:
        assert (await hub.delete(f"/v1/run-books/{card.id}")).status_code == 200
    assert cards(await hub.get("/v1/run-books")) == []


async def test_a_hub_with_run_books_of_its_own_gets_no_samples(hub: RunningHub):
    await write(hub)
    assert [card.id for card in cards(await hub.get("/v1/run-books"))] == ["checkout-slow"]


async def test_those_that_fit_an_incident_come_with_reasons(hub: RunningHub):
    await write(hub)
    await hub.put("/v1/run-books/other", {"text": "# Printer on fire\n"})
    await hub.alert(service="checkout-api", summary="Checkout: latency")
    incident = await hub.incident()
    answer = await hub.get(f"/v1/run-books/for-incident/{incident.id}")
    (fitting,) = msgspec.json.decode(answer.content, type=list[FittingRunBook])
    assert fitting.card.id == fitting.fit.run_book_id == "checkout-slow"
    assert [(why.kind, why.detail) for why in fitting.fit.reasons] == [
        (FitKind.SERVICE, "checkout-api"), (FitKind.WORDS, "checkout")
    ]  # fmt: skip


async def test_an_amendment_is_proposed_and_accepted(hub: RunningHub):
    before = book(await write(hub))
    await hub.alert()
    incident = await hub.incident()
    asked = {**AMENDMENT, "incident_id": str(incident.id), "because": "once\nis not enough"}
    proposed = await hub.post("/v1/run-book-amendments", asked, "ben")
    amendment = msgspec.json.decode(proposed.content, type=RunBookAmendment)
    assert (amendment.proposed_by, amendment.because) == ("ben", "once is not enough")
    assert (await hub.post("/v1/run-book-amendments", asked, "ben")).json() == proposed.json(), "sent twice"
    for query in ("?state=open", f"?incident_id={incident.id}", "?run_book_id=checkout-slow", ""):
        assert (await hub.get(f"/v1/run-book-amendments{query}")).json() == [proposed.json()]
    for query in ("?state=accepted", f"?incident_id={uuid4()}", "?run_book_id=other"):
        assert (await hub.get(f"/v1/run-book-amendments{query}")).json() == []
    answer = await hub.post(f"/v1/run-book-amendments/{amendment.id}/accept")
    decided = msgspec.json.decode(answer.content, type=DecidedAmendment)
    assert (decided.amendment.state, decided.amendment.decided_by) == (AmendmentState.ACCEPTED, "ana")
    now = book(await hub.get(ROUTE))
    assert decided.run_book == now
    assert (now.body, now.title, now.front) == (AMENDMENT["new_body"], before.title, before.front)
    assert "-1. Look\n+1. Look twice\n" in decided.difference
    again = await hub.post(f"/v1/run-book-amendments/{amendment.id}/accept", responder="ben")
    assert again.json() == answer.json(), "pressed twice"
    status, said = refusal(await hub.post(f"/v1/run-book-amendments/{amendment.id}/reject"))
    assert (status, said) == (409, "This amendment is accepted already.")


async def test_an_amendment_of_what_was_changed_since_is_not_accepted(hub: RunningHub):
    first = book(await write(hub))
    await hub.post("/v1/run-book-amendments", AMENDMENT)
    await write(hub, TEXT + "3. Act\n", first.version)
    status, said = refusal(await hub.post(f"/v1/run-book-amendments/{AMENDMENT['id']}/accept"))
    assert (status, said) == (409, "This run-book was changed since the amendment was proposed.")
    (still,) = (await hub.get("/v1/run-book-amendments?state=open")).json()
    assert still["id"] == AMENDMENT["id"]
    rejected = await hub.post(f"/v1/run-book-amendments/{AMENDMENT['id']}/reject", responder="ben")
    assert rejected.json()["amendment"]["state"] == "rejected"
    assert refusal(await hub.post(f"/v1/run-book-amendments/{AMENDMENT['id']}/accept"))[0] == 409


async def test_what_makes_no_amendment_is_refused(hub: RunningHub):
    assert refusal(await hub.post("/v1/run-book-amendments", AMENDMENT))[0] == 404
    await write(hub)
    same = {**AMENDMENT, "new_body": AMENDMENT["old_body"]}
    assert refusal(await hub.post("/v1/run-book-amendments", same))[0] == 400
    long = {**AMENDMENT, "because": "x" * 501}
    assert refusal(await hub.post("/v1/run-book-amendments", long))[0] == 400
    nowhere = {**AMENDMENT, "incident_id": str(uuid4())}
    assert refusal(await hub.post("/v1/run-book-amendments", nowhere))[0] == 404
    assert refusal(await hub.post(f"/v1/run-book-amendments/{uuid4()}/accept"))[0] == 404
    assert refusal(await hub.post(f"/v1/run-book-amendments/{uuid4()}/reject"))[0] == 404
    assert (await hub.get("/v1/run-book-amendments?state=maybe")).status_code == 400


async def test_observers_only_read(hub: RunningHub):
    version = book(await write(hub)).version
    asked = [
        await write(hub, "# x\n", version, "olga"),
        await hub.delete(ROUTE, "olga"),
        await hub.post("/v1/run-book-amendments", AMENDMENT, "olga"),
        await hub.post(f"/v1/run-book-amendments/{AMENDMENT['id']}/accept", responder="olga"),
        await hub.post(f"/v1/run-book-amendments/{AMENDMENT['id']}/reject", responder="olga"),
    ]
    assert [response.status_code for response in asked] == [403] * len(asked)
    assert book(await hub.get(ROUTE, "olga")).version == version


@pytest.mark.parametrize(
    "path",
    ["/v1/run-books", ROUTE, f"{ROUTE}/versions", "/v1/run-books-followed", "/v1/run-book-amendments"],
)
async def test_without_a_token_nothing_is_told(hub: RunningHub, path: str):
    assert (await hub.http.get(hub.address + path)).status_code == 401


async def test_a_hub_that_follows_nothing_says_so(hub: RunningHub):
    answer = await hub.get("/v1/run-books-followed")
    assert msgspec.json.decode(answer.content, type=Following) == Following()
