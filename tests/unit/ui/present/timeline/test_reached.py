"""What the partner reads of a page that was tried elsewhere."""

from __future__ import annotations

from uuid import UUID

import pytest

from desktop.core.incident.page import TriedWhy
from desktop.core.incident.reach_events import OwnChannelTried, PageTriedElsewhere
from desktop.core.team.seat import Seat
from desktop.ui.present.rows import RowKind
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from tests.ui.story import NIGHT, TEAM

PAGE = UUID(int=5)


def rows(*events, me="ana"):
    return timeline_rows(events, TEAM, viewer_of(TEAM, me), NIGHT)


def tried(why):
    return PageTriedElsewhere(
        at=NIGHT, page_id=PAGE, responder="ben", seat=Seat.ENGINEER, channels=("Phone", "Mail"), why=why
    )


@pytest.mark.parametrize(
    ("why", "detail"),
    [
        (TriedWhy.NOT_RINGING, "no desktop rings for the Engineer's page"),
        (TriedWhy.NOT_ANSWERED, "nobody answers the Engineer's page"),
        (TriedWhy.AGAIN, "everybody is paged again"),
    ],
)
def test_the_partner_sees_what_was_tried_and_why(why, detail):
    (row,) = rows(tried(why))
    assert (row.title, row.detail) == ("Tried to reach Ben Sato by Phone and Mail, too", detail)
    assert row.kind is RowKind.PAGE


def test_how_it_went_is_a_row_of_its_own():
    took, failed = (
        OwnChannelTried(
            at=NIGHT,
            page_id=PAGE,
            responder="ben",
            seat=Seat.ENGINEER,
            channel=channel,
            sent=sent,
            detail=words,
        )
        for channel, sent, words in (("Phone", True, ""), ("Mail", False, "No such address."))
    )
    newest, older = rows(took, failed, me="ben")
    assert older.title == "Phone took the page for you"
    assert (newest.title, newest.detail) == ("Mail did not reach you", "No such address.")
