"""A real Alertmanager pages two real desktops, and when it says that it is over, they fall silent."""

from __future__ import annotations

import asyncio

import pytest

from tests.alertmanager import PAGERDUTY, PAGERDUTY_URL, PROGRAM, ROUTE, WEBHOOK, alertmanager, tell
from tests.e2e.people import KEY, team

pytestmark = [
    pytest.mark.slow,
    pytest.mark.serial,
    pytest.mark.timeout(300),
    pytest.mark.skipif(PROGRAM is None, reason="needs apt-get install prometheus-alertmanager"),
]


@pytest.mark.parametrize("config", [WEBHOOK, PAGERDUTY_URL + PAGERDUTY], ids=["webhook", "pagerduty_url"])
def test_both_desktops_ring_and_fall_silent(tmp_path, config):
    with team(tmp_path, ("ana", "ben"), tls=False) as (hub, pair):
        receivers = (ROUTE + config).format(address=hub.address, key=KEY)
        with alertmanager(receivers, tmp_path) as address:
            asyncio.run(tell(address, "pay-1"))
            for person in pair:
                person.alarm()
                person.marked("ringing")
                assert person.sounds
            asyncio.run(tell(address, "pay-1", is_over=True))
            for person in pair:
                person.silent()
                person.unalarmed()
