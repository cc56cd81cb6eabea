"""Work in the issue tracker as rows: the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from desktop.channels.result import SENT, Result, final, passing
from desktop.channels.trackers.account import Account, TrackerKind
from desktop.channels.trackers.errand import AddComment, CloseTicket, Opened, OpenTicket, Report, SetLabels
from desktop.core.closing.ticket import SUGGESTED_KEYS, Label
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import AddLabel, RemoveLabel, ResolveIncident, SendUpdate
from desktop.core.incident.events import TicketChanged
from desktop.core.telling.update import Readers, Stage
from desktop.hub.store import tables
from desktop.hub.store.telling import tracker, tracker_ops
from desktop.hub.usecases.access.seal import Seal, new_key
from desktop.hub.usecases.incident.due import move_back
from desktop.hub.usecases.incident.feed import snapshot, timeline
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.telling.tracker import TrackerSetting
from desktop.hub.usecases.telling.tracker_work import (
    AGAIN_AT_MOST,
    CLOCKS_APART,
    GIVE_UP,
    LOOK_AFTER,
    claim_work,
    outlook,
    settle,
)
from tests.integration.store.conftest import FILE
from tests.sample import NIGHT, report

LEASE = timedelta(seconds=90)
TOKEN = "SecretTokenOfTheTracker"
SEAL = Seal([new_key()])
ACCOUNT = Account(
    kind=TrackerKind.GITHUB, name="GitHub", url="https://github.com", project="acme/shop", token=TOKEN
)
SETTING = TrackerSetting(account=ACCOUNT)
WITH_TRACKER = replace(FILE, tracker=SETTING)
CHECKOUT = Label(key="service", value="checkout")
SEARCH = Label(key="service", value="search")
TICKET = Opened(number="42", key="#42", url="https://github.com/acme/shop/issues/42")
AWAY = passing("GitHub cannot be reached.")
NO_TOKEN = final("GitHub does not accept the token (401).")


@pytest.fixture
async def hub(hub):
    await hub.write(apply_team, WITH_TRACKER, SEAL)
    return hub


@pytest.fixture
async def incident(hub):
    return await hub.opened()


async def claim(hub, limit=8):
    return await hub.write(claim_work, limit=limit, lease=LEASE)


async def end(hub, assigned, result: Result = SENT, ticket: Opened | None = None):
    told = Report(id=assigned.op.id, result=result, ticket=ticket)
    await hub.write(settle, assigned=assigned, report=told)


async def do(hub, kind, result: Result = SENT):
    """The one thing that is due is of this kind; it ends so."""
    (assigned,) = await claim(hub)
    assert isinstance(assigned.work, kind)
    await end(hub, assigned, result, TICKET if kind is OpenTicket and result.sent else None)
    return assigned.work


async def label(hub, incident, label: Label, command=AddLabel):
    answer = await hub.command(
        command(incident_id=incident.id, by="ana", pressed_at=NIGHT, label=label), key=str(uuid4())
    )
    assert answer.refusal is None


async def tell(hub, incident, readers: Readers = Readers.COLLEAGUES, text="We look into it.") -> UUID:
    command = SendUpdate(
        incident_id=incident.id,
        by="ana",
        pressed_at=NIGHT,
        update_id=uuid4(),
        stage=Stage.INVESTIGATING,
        readers=readers,
        subject="Problems",
        text=text,
        channels=(),
    )
    assert (await hub.command(command, key=str(uuid4()))).refusal is None
    return command.update_id


async def resolve(hub, incident):
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=NIGHT), key="over")


async def ticket(hub, incident):
    return (await hub.incident(incident.id)).ticket


async def told(hub, incident):
    lines = await hub.store.read(partial(timeline, incident_id=incident.id))
    return [line.event.ticket for line in lines if isinstance(line.event, TicketChanged)]


async def test_an_incident_opens_a_ticket(hub, incident):
    (assigned,) = await claim(hub)
    work = assigned.work
    assert isinstance(work, OpenTicket)
    assert (work.marker, work.title, work.look_since) == (incident.id.hex, "Checkout fails", None)
    assert "Service: checkout-api" in work.text
    assert "Reported by: Prometheus" in work.text
    assert "incident 1 in Pairwatch" in work.text
    await end(hub, assigned, SENT, TICKET)
    found = await ticket(hub, incident)
    assert (found.tracker, found.key, found.url, found.problem) == ("GitHub", "#42", TICKET.url, "")
    assert (await hub.read(outlook)).next_at is None


async def test_incident_and_work_come_in_one_transaction_or_not_at_all(hub, monkeypatch):
    def broken(*_fields, **_more):
        raise RuntimeError("between the incident and its ticket")

    monkeypatch.setattr(tracker_ops, "add", broken)
    with pytest.raises(RuntimeError):
        await hub.monitor()
    assert (await hub.read(snapshot, me="ana")).incidents == ()
    monkeypatch.undo()
    await hub.monitor()
    assert len(await claim(hub)) == 1


async def test_all_that_happens_goes_there_in_its_order(hub, incident):
    await label(hub, incident, CHECKOUT)
    this = await tell(hub, incident)
    await resolve(hub, incident)
    assert (await do(hub, OpenTicket)).labels == (CHECKOUT,)
    assert await do(hub, SetLabels) == SetLabels(number="42", wanted=(CHECKOUT,))
    comment = await do(hub, AddComment)
    assert comment.marker == this.hex
    assert comment.text.startswith("Update for colleagues, investigating: Ana Okafor, 02:41 UTC\n\nProblems")
    assert comment.text.endswith("We look into it.")
    assert await do(hub, CloseTicket) == CloseTicket(number="42")
    assert await claim(hub) == []
    assert [t.key for t in await told(hub, incident)] == ["#42"]


async def test_the_end_by_a_monitor_closes_it_too(hub, incident):
    await do(hub, OpenTicket)
    await hub.monitor(action=AlertAction.RESOLVE)
    await do(hub, CloseTicket)


async def test_labels_that_went_are_taken_off(hub, incident):
    await do(hub, OpenTicket)
    await label(hub, incident, CHECKOUT)
    await label(hub, incident, SEARCH)
    await label(hub, incident, CHECKOUT, RemoveLabel)
    expected = SetLabels(number="42", wanted=(SEARCH,), dropped=(CHECKOUT,))
    assert await do(hub, SetLabels) == expected
    # Each says what is true when it is done: the last of them no other than the first.
    assert [await do(hub, SetLabels) for _ in range(2)] == [expected] * 2


async def test_nothing_overtakes_what_is_tried_again(hub, incident):
    await do(hub, OpenTicket, AWAY)
    await tell(hub, incident)
    assert await claim(hub) == []
    seen = await hub.read(outlook)
    assert (seen.next_at - seen.now).total_seconds() == 10
    other = await hub.opened("another")
    (assigned,) = await claim(hub)
    assert assigned.op.incident_id == other.id
    hub.clock.advance(timedelta(seconds=10))
    await do(hub, OpenTicket)
    await do(hub, AddComment)


async def test_only_what_the_team_wants(hub, incident):
    wanted = replace(SETTING, services=("Search",), severities=("critical",), readers=(Readers.DEVOPS,))
    await hub.write(apply_team, replace(FILE, tracker=wanted), SEAL)
    await do(hub, OpenTicket)  # it is to have one from before
    await hub.opened("not of this service")
    assert await claim(hub) == []
    ours = replace(report("search"), service="search", severity="Critical")
    await hub.write(receive_report, integration="prometheus", report=ours)
    await do(hub, OpenTicket)
    await tell(hub, incident, Readers.CUSTOMERS)
    assert await claim(hub) == []
    await tell(hub, incident, Readers.DEVOPS)
    await do(hub, AddComment)


async def test_without_a_tracker_labels_stay_here(hub):
    await hub.write(apply_team, FILE)
    incident = await hub.opened()
    await label(hub, incident, CHECKOUT)
    await resolve(hub, incident)
    assert await claim(hub) == []
    found = await hub.incident(incident.id)
    assert (found.labels, found.ticket) == ((CHECKOUT,), None)
    # One that comes later has nothing to do with incidents from before.
    await hub.write(apply_team, WITH_TRACKER, SEAL)
    await label(hub, incident, SEARCH)
    assert await claim(hub) == []


async def test_nobody_takes_what_somebody_has(hub, incident, open_hub, store_url):
    other = open_hub(store_url) if "postgresql" in store_url else hub
    assert len(await claim(hub)) == 1
    assert await claim(other) == []
    hub.clock.advance(LEASE - timedelta(seconds=1))
    assert await claim(other) == []


async def test_two_replicas_share_what_is_due(hub, open_hub, store_url):
    for number in range(10):
        await hub.opened(str(number))
    other = open_hub(store_url) if "postgresql" in store_url else hub
    found = [one.op.id for _ in range(3) for each in (hub, other) for one in await claim(each, limit=2)]
    assert len(found) == len(set(found)) == 10


async def test_what_was_begun_and_not_finished_is_looked_for_first(hub, incident):
    await claim(hub)
    hub.clock.advance(LEASE)
    (again,) = await claim(hub)
    assert again.work.look_since == incident.opened_at - CLOCKS_APART
    await end(hub, again, SENT, TICKET)
    assert (await ticket(hub, incident)).problem == ""
    await tell(hub, incident)
    await claim(hub)
    hub.clock.advance(LEASE)
    (again,) = await claim(hub)
    assert again.work.look_since is not None


async def test_a_doubtful_failure_is_looked_for_too_and_not_at_once(hub, incident):
    await do(hub, OpenTicket, passing("GitHub did not answer in time.", doubtful=True))
    hub.clock.advance(LOOK_AFTER - timedelta(seconds=1))
    assert await claim(hub) == []
    hub.clock.advance(timedelta(seconds=1))
    (again,) = await claim(hub)
    assert again.work.look_since is not None
    await end(hub, again, AWAY)
    hub.clock.advance(AGAIN_AT_MOST)
    (again,) = await claim(hub)
    assert again.work.look_since is not None


async def test_two_who_opened_one_each_say_which(hub, incident):
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    (quick,) = await claim(hub)
    await end(hub, quick, SENT, TICKET)
    await end(hub, slow, SENT, Opened(number="43", key="#43", url="https://github.com/acme/shop/issues/43"))
    found = await ticket(hub, incident)
    assert found.key == "#42"
    assert "There may be a second ticket" in found.problem
    assert "#43: close it" in found.problem


async def test_two_who_found_the_same_say_nothing(hub, incident):
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    (quick,) = await claim(hub)
    await end(hub, slow, SENT, TICKET)
    assert "second ticket" in (await ticket(hub, incident)).problem
    await end(hub, quick, SENT, TICKET)
    assert (await ticket(hub, incident)).problem == ""


async def test_what_the_tracker_cannot_rule_out_is_said(hub, incident):
    (assigned,) = await claim(hub)
    await end(hub, assigned, SENT, replace(TICKET, perhaps_second=True))
    assert "There may be a second ticket" in (await ticket(hub, incident)).problem


async def test_a_failure_of_one_whose_lease_is_over_says_nothing(hub, incident):
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    await claim(hub)
    await end(hub, slow, NO_TOKEN)
    assert await ticket(hub, incident) is None


async def test_it_is_tried_again_later_and_later_and_says_so_once(hub, incident):
    waited = []
    for _ in range(9):
        await do(hub, OpenTicket, AWAY)
        seen = await hub.read(outlook)
        waited.append((seen.next_at - seen.now).total_seconds())
        hub.clock.advance_to(seen.next_at)
    assert waited == [10, 20, 40, 80, 160, 320, 640, 900, 900]
    (problem,) = [t.problem for t in await told(hub, incident)]
    assert problem == "There is no ticket yet. GitHub cannot be reached. Tried again by itself."
    await do(hub, OpenTicket)
    found = await ticket(hub, incident)
    assert (found.key, found.problem) == ("#42", "")


async def test_a_limit_holds_back_everything(hub, incident):
    other = await hub.opened("another")
    assigned, also = await claim(hub)
    third = await hub.opened("a third")
    await end(hub, assigned, passing("GitHub asks us to slow down.", retry_after=timedelta(minutes=40)))
    await end(hub, also, SENT, TICKET)
    assert await ticket(hub, other) is not None
    hub.clock.advance(timedelta(minutes=39))
    assert await claim(hub) == []
    hub.clock.advance(timedelta(minutes=1))
    assert {one.op.incident_id for one in await claim(hub)} == {incident.id, third.id}


async def test_a_limit_without_sense_is_cut(hub, incident):
    await do(hub, OpenTicket, passing("GitHub asks us to slow down.", retry_after=timedelta(days=400)))
    hub.clock.advance(timedelta(hours=2))
    assert len(await claim(hub)) == 1


async def test_without_a_ticket_all_else_waits_until_somebody_put_it_right(hub, incident):
    await label(hub, incident, CHECKOUT)
    await do(hub, OpenTicket, NO_TOKEN)
    await tell(hub, incident)
    await resolve(hub, incident)
    assert (await hub.read(outlook)).next_at is None
    found = await ticket(hub, incident)
    assert (found.tracker, found.key) == ("GitHub", "")
    assert found.problem == "No ticket was opened. GitHub does not accept the token (401)."
    new = replace(SETTING, account=replace(ACCOUNT, token="NewSecretToken"))
    await hub.write(apply_team, replace(FILE, tracker=new), SEAL)
    (assigned,) = await claim(hub)
    assert SEAL.open(assigned.tracker.sealed) == "NewSecretToken"
    # It was given up, not known to have failed.
    assert assigned.work.look_since is not None
    await end(hub, assigned, SENT, TICKET)
    for kind in (SetLabels, AddComment, CloseTicket):
        await do(hub, kind)
    assert await ticket(hub, incident) == replace(found, key="#42", url=TICKET.url, problem="")


async def test_what_failed_long_ago_is_left_to_people(hub, incident):
    await do(hub, OpenTicket, NO_TOKEN)
    hub.clock.advance(timedelta(days=8))
    await hub.write(apply_team, WITH_TRACKER, SEAL)
    assert await claim(hub) == []


async def test_an_update_that_is_refused_holds_nothing_up(hub, incident):
    await do(hub, OpenTicket)
    await tell(hub, incident)
    await resolve(hub, incident)
    await do(hub, AddComment, final("GitHub refused it (422)."))
    await do(hub, CloseTicket)
    found = await ticket(hub, incident)
    assert found.key == "#42"
    assert found.problem == "An update is missing in the ticket. GitHub refused it (422)."


async def test_it_gives_up_and_says_so(hub, incident):
    await do(hub, OpenTicket, AWAY)
    hub.clock.advance(GIVE_UP - timedelta(seconds=1))
    await do(hub, OpenTicket, AWAY)
    problem = (await ticket(hub, incident)).problem
    assert problem == "No ticket was opened. GitHub cannot be reached. Given up after 2 attempts."


async def test_what_kills_its_hub_each_time_is_given_up(hub, incident):
    await claim(hub)
    hub.clock.advance(GIVE_UP)
    assert await claim(hub) == []
    assert "begun and never finished" in (await ticket(hub, incident)).problem


async def test_a_late_success_releases_what_waits(hub, incident):
    await tell(hub, incident)
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    await do(hub, OpenTicket, NO_TOKEN)
    await end(hub, slow, SENT, TICKET)
    await do(hub, AddComment)


async def test_a_ticket_in_another_project_is_left_alone(hub, incident):
    await do(hub, OpenTicket)
    await tell(hub, incident)
    moved = replace(SETTING, account=replace(ACCOUNT, project="acme/other"))
    await hub.write(apply_team, replace(FILE, tracker=moved), SEAL)
    assert await claim(hub) == []
    problem = (await ticket(hub, incident)).problem
    assert "not in the tracker of the team file" in problem


async def test_a_tracker_that_is_gone_says_what_to_do(hub, incident):
    await hub.write(apply_team, FILE)
    assert await claim(hub) == []
    assert "Add it again" in (await ticket(hub, incident)).problem


async def test_a_clock_that_is_set_back_delays_nothing(hub, incident):
    await do(hub, OpenTicket, AWAY)
    before = await hub.read(outlook)
    await hub.write(move_back, by=timedelta(hours=1))
    after = await hub.read(outlook)
    assert after.next_at == before.next_at - timedelta(hours=1)


async def test_no_token_is_in_the_database_in_the_clear(hub, incident):
    rows = await hub.read(lambda tx: str(tx.connection.execute(tables.meta.select()).all()))
    assert "acme/shop" in rows
    assert TOKEN not in rows
    assert TOKEN not in repr(await hub.read(tracker.load))


async def test_the_same_file_again_seals_nothing_anew(hub):
    before = await hub.read(tracker.load)
    await hub.write(apply_team, WITH_TRACKER, SEAL)
    assert await hub.read(tracker.load) == before
    other = Seal([new_key()])
    await hub.write(apply_team, WITH_TRACKER, other)
    assert other.open((await hub.read(tracker.load)).sealed) == TOKEN


async def test_what_the_team_lists_comes_before_what_was_used(hub, incident):
    assert tuple((await hub.read(snapshot, me="ana")).vocabulary) == SUGGESTED_KEYS
    listed = {"cause": ("deploy", "third party"), "service": ("search",)}
    before = hub.store.cursor
    await hub.write(apply_team, replace(WITH_TRACKER, labels=listed), SEAL)
    await hub.write(apply_team, replace(WITH_TRACKER, labels=listed), SEAL)
    await label(hub, incident, Label(key="cause", value="a full disk"))
    await label(hub, incident, Label(key="customer", value="Acme"))
    seen = await hub.read(snapshot, me="ana")
    assert list(seen.vocabulary.items()) == [
        ("cause", ("deploy", "third party", "a full disk")),
        ("service", ("search", "checkout-api")),
        ("customer", ("Acme",)),
    ]
    assert seen.cursor == before + 3
