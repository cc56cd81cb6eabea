"""The clerk, with trackers that answer over HTTP as GitHub, GitLab and Jira do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.channels.trackers.account import TrackerKind
from desktop.channels.trackers.clerk import Clerk
from desktop.channels.trackers.errand import (
    AddComment,
    CloseTicket,
    Errand,
    OpenTicket,
    Report,
    SetLabels,
    Work,
)
from desktop.core.closing.ticket import Label
from tests.integration.channels.tracker_server import TOKEN, Fault, Tracker

MARKER = "8f0b7c1e5d0e4d2a9a570d6f3c0c4a11"
SINCE = datetime(2026, 11, 24, 2, 26, tzinfo=UTC)
CHECKOUT = Label(key="service", value="checkout")
SEARCH = Label(key="service", value="search")
OPEN = OpenTicket(marker=MARKER, title="Checkout fails", text="Since 02:41", labels=(CHECKOUT,))
DOUBTFUL = OpenTicket(marker=MARKER, title="Checkout fails", text="Since 02:41", look_since=SINCE)
CREATES = {
    TrackerKind.GITHUB: "POST /api/v3/repos/acme/shop/issues",
    TrackerKind.GITLAB: "POST /api/v4/projects/acme%2Fshop/issues",
    TrackerKind.JIRA: "POST /rest/api/3/issue",
}
kinds = pytest.mark.parametrize("kind", list(TrackerKind))


async def run(
    tracker: Tracker, *works: Work, kind=TrackerKind.GITHUB, token=TOKEN, clerk: Clerk | None = None
) -> list[Report]:
    account = tracker.account(kind, token)
    errands = [Errand(id=number, account=account, work=work) for number, work in enumerate(works)]
    found: list[Report] = []

    async def tell(report: Report) -> None:
        found.append(report)

    await (clerk or Clerk()).run(errands, tell)
    assert [report.id for report in found] == list(range(len(works)))
    assert TOKEN not in repr(found)
    return found


@kinds
async def test_a_whole_incident(tracker, kind):
    (opened,) = await run(tracker, OPEN, kind=kind)
    assert opened.ticket is not None
    assert opened.ticket.key == ("OPS-1" if kind is TrackerKind.JIRA else "#1")
    assert opened.ticket.url.startswith(tracker.url)
    tracker.tickets[0].labels.add("somebody else's")
    number = opened.ticket.number
    reports = await run(
        tracker,
        SetLabels(number=number, wanted=(SEARCH,), dropped=(CHECKOUT,)),
        AddComment(number=number, marker="3f2a91c0", text="We look into it."),
        CloseTicket(number=number),
        kind=kind,
    )
    assert all(report.result.sent for report in reports)
    (ticket,) = tracker.tickets
    ours = "service:search" if kind is TrackerKind.JIRA else "service: search"
    assert {name for name in ticket.labels if MARKER not in name} == {ours, "somebody else's"}
    assert "We look into it." in ticket.comments[0]
    assert (ticket.title, ticket.state) == ("Checkout fails", "closed")
    assert MARKER in ticket.text + str(ticket.labels)


@kinds
async def test_a_connection_lost_after_it_was_opened_makes_no_second(tracker, kind):
    tracker.faults = [Fault(CREATES[kind], drops=True)]
    (lost,) = await run(tracker, OPEN, kind=kind)
    assert (lost.result.sent, lost.result.recoverable, lost.result.doubtful) == (False, True, True)
    (found,) = await run(tracker, DOUBTFUL, kind=kind)
    assert found.ticket is not None
    assert not found.ticket.perhaps_second
    assert len(tracker.tickets) == 1
    assert tracker.heard.count(CREATES[kind]) == 1


@kinds
async def test_a_comment_whose_answer_was_lost_is_not_written_twice(tracker, kind):
    (opened,) = await run(tracker, OPEN, kind=kind)
    assert opened.ticket is not None
    number = opened.ticket.number
    part = "notes" if kind is TrackerKind.GITLAB else "comment"
    tracker.faults = [Fault(f"{CREATES[kind]}/{number}/{part}", drops=True)]
    comment = AddComment(number=number, marker="3f2a91c0", text="We look into it.")
    (lost,) = await run(tracker, comment, kind=kind)
    assert lost.result.doubtful
    (found,) = await run(
        tracker,
        AddComment(number=number, marker="3f2a91c0", text="We look into it.", look_since=SINCE),
        kind=kind,
    )
    assert found.result.sent
    assert len(tracker.tickets[0].comments) == 1


@pytest.mark.slow
@kinds
async def test_what_trackers_answer(tracker, kind):
    (refused,) = await run(tracker, OPEN, kind=kind, token="wrong")
    assert not refused.result.recoverable
    assert "does not accept the token" in refused.result.sentence
    assert "wrong" not in refused.result.sentence
    for status, recoverable in ((404, False), (422, False), (429, True), (500, True), (503, True)):
        tracker.faults = [Fault(CREATES[kind], status, {"Retry-After": "17"}, {"message": "No."})]
        (report,) = await run(tracker, OPEN, kind=kind)
        assert report.result.recoverable is recoverable, status
        assert report.result.retry_after == (timedelta(seconds=17) if recoverable else None)
        assert report.result.doubtful is (status >= 500)
    assert tracker.tickets == []


async def test_one_that_does_not_answer_may_have_done_it(tracker):
    tracker.faults = [Fault("POST", hangs=True)]
    (report,) = await run(tracker, OPEN, clerk=Clerk(answer_within=timedelta(seconds=0.5)))
    assert (report.result.recoverable, report.result.doubtful) == (True, True)
    assert "did not answer in time" in report.result.sentence


async def test_what_may_be_repeated_is_never_doubtful(tracker):
    await run(tracker, OPEN)
    tracker.faults = [Fault("PATCH", drops=True)]
    (report,) = await run(tracker, CloseTicket(number="1"))
    assert (report.result.recoverable, report.result.doubtful) == (True, False)


async def test_one_that_hangs_for_ever_is_ended(tracker):
    tracker.faults = [Fault("POST", hangs=True)]
    (report,) = await run(tracker, OPEN, clerk=Clerk(patience=timedelta(seconds=1.5)))
    assert (report.result.recoverable, report.result.doubtful) == (True, True)


async def test_after_slow_down_nothing_more_is_asked(tracker):
    tracker.faults = [Fault("POST", 429, {"Retry-After": "30"})]
    reports = await run(tracker, OPEN, OPEN, OPEN)
    assert [report.result.retry_after for report in reports] == [timedelta(seconds=30)] * 3
    assert not any(report.result.doubtful for report in reports)
    assert len(tracker.heard) == 1


async def test_a_refusal_holds_up_nobody_else(tracker):
    refused, opened = await run(tracker, CloseTicket(number="99"), OPEN)
    assert "no ticket #99 any more" in refused.result.sentence
    assert opened.ticket is not None


async def test_nobody_listens():
    away = Tracker(port=1)
    (report,) = await run(away, OPEN)
    assert (report.result.recoverable, report.result.doubtful) == (True, False)
    assert report.result.sentence == "GitHub cannot be reached."
