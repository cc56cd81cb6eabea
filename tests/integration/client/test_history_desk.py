"""A desktop reads the past of an incident from a real hub; its findings reach the other of the pair."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.errors import PairwatchError
from desktop.core.fixing.finding import FindingState
from desktop.core.fixing.fixing_commands import RecordFinding
from desktop.core.fixing.suspicion import SuspicionKind
from desktop.core.incident.commands import RecordResolution, ResolveIncident
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub


async def test_the_past_of_an_incident(hub: RunningHub, desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await hub.alert(service="checkout-api")
    first = await hub.incident()
    await ana.until(lambda desktop: first.id in desktop.state.incidents)
    ana.session.do(first.id, ResolveIncident)
    ana.session.do(
        first.id, partial(RecordResolution, how=ResolvedHow.RESTART, documented=False, automated=False)
    )
    await hub.incident(lambda found: found.outcome is not None)
    url = f"{hub.address}/ingest/change/{hub.key}"
    await hub.http.post(url, json={"summary": "Deploy 4", "service": "checkout-api", "author": "Mei"})
    await hub.alert(service="checkout-api")
    again = await hub.incident(lambda found: found.number == 2)
    (found,) = await ben.session.history.similar(again.id)
    assert (found.number, found.was_left_open) == (1, True)
    assert found.resolved_at - found.opened_at < timedelta(minutes=1)
    (suspect,) = await ben.session.history.changes(again.id)
    assert suspect.change.author == "Mei"
    assert suspect.reasons[0].kind is SuspicionKind.SERVICE
    with pytest.raises(PairwatchError, match="no such incident"):
        await ben.session.history.similar(uuid4())


async def test_a_finding_is_on_both_screens(hub: RunningHub, desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await hub.alert(service="checkout-api")
    incident = await hub.incident()
    await ben.until(lambda desktop: incident.id in desktop.state.incidents)
    finding_id = uuid4()
    ben.session.do(incident.id, partial(RecordFinding, finding_id=finding_id, words="A leak"))
    ben.session.do(
        incident.id,
        partial(
            RecordFinding,
            finding_id=finding_id,
            words="A leak",
            state=FindingState.CONFIRMED,
            evidence="one\ntwo",
        ),
    )
    await ana.until(
        lambda desktop: (
            incident.id in desktop.state.incidents
            and [one.state for one in desktop.state.incidents[incident.id].findings]
            == [FindingState.CONFIRMED]
        )
    )
    (finding,) = ana.state.incidents[incident.id].findings
    assert (finding.id, finding.by, finding.evidence) == (finding_id, "ben", "one\ntwo")
