"""Nights in which people were paged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desktop.core.incident.page import PageReason
from desktop.core.retro.nights import night_of
from tests.sample import TEAM
from tests.unit.core.retro.test_page_row import page

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""03:00 in Berlin."""


def test_a_night_is_that_of_its_evening():
    assert night_of(page("ana", AT), TEAM) == ("ana", date(2026, 11, 23))
    assert night_of(page("ana", AT - timedelta(hours=3)), TEAM) == ("ana", date(2026, 11, 23))
    assert night_of(page("ana", AT + timedelta(hours=8)), TEAM) is None
    assert night_of(page("gone", AT), TEAM) is None


def test_a_shadow_s_night_counts_for_nothing():
    assert night_of(page("ana", AT, reason=PageReason.SHADOW), TEAM) is None
    assert night_of(page("ana", AT, reason=PageReason.CALL_IN), TEAM) is not None
