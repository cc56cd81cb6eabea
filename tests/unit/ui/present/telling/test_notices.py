"""What rows say: before, within and after a notice's time, off and on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.closing.ticket import Label
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.ui.present.telling.notices import (
    known_services,
    left_words,
    notice_row,
    notice_told,
    notices_view,
    open_notices,
    shown_line,
    switched_words,
)
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import NIGHT, Story

H = timedelta(hours=1)


@pytest.fixture
def story() -> Story:
    return Story()


def notice(number: int, service: str, text: str = "It may fail.", **more: object) -> Notice:
    made = Notice(id=UUID(int=number), service=service, text=text, changed_by="ana", changed_at=NIGHT)
    return replace(made, **more)  # type: ignore[arg-type]


PAYMENTS = notice(1, "Checkout", "Payments may fail.")
ON = replace(PAYMENTS, on=True, on_by="ana", on_since_at=NIGHT)


def told(of: Notice, story: Story, me: str = "ben") -> str:
    return notice_told(of, story.team, viewer_of(story.team, me), story.clock.now())


def test_on_says_since_when_and_by_whom(story: Story) -> None:
    assert told(PAYMENTS, story) == ""
    assert told(ON, story) == "since 03:41 by Ana"
    assert told(ON, story, me="ana") == "since 03:41 by you"
    assert told(replace(ON, until_at=NIGHT + 26 * H), story) == "since 03:41 by Ana · until Wed 05:41"
    old = replace(ON, on_by="", on_since_at=None, changed_by="mei")
    assert told(old, story) == "since 03:41 by Mei", "a hub that did not keep it yet"


def test_a_planned_one_before_within_and_after_its_time(story: Story) -> None:
    planned = replace(ON, planned=True, from_at=NIGHT + H, until_at=NIGHT + 2 * H)
    viewer = viewer_of(story.team, "ben")
    seen = []
    for _ in range(3):
        row = notice_row(planned, story.team, viewer, story.clock.now())
        seen.append((row.on, row.shown, row.tone, row.told))
        story.clock.advance(H)
    assert seen == [
        (True, False, Tone.MUTED, "planned · not shown yet: from 04:41 · until 05:41"),
        (True, True, Tone.WARN, "planned · since 04:41 · until 05:41"),
        (True, False, Tone.MUTED, "planned · not shown any more: its time ended 05:41"),
    ]


def test_a_timed_one_that_is_off(story: Story) -> None:
    timed = replace(PAYMENTS, from_at=NIGHT + H, until_at=NIGHT + 2 * H)
    seen = []
    for _ in range(3):
        seen.append(told(timed, story))
        story.clock.advance(H)
    assert seen == ["from 04:41 · until 05:41", "until 05:41", "its time ended 05:41"]


def test_the_incidents_own_are_told_from_others(story: Story) -> None:
    incident = story.incident(story.checkout)
    search = notice(2, "search", on=True)
    mail, api = notice(3, "mail", on=True, until_at=NIGHT), notice(4, "api")
    elsewhere = notice(5, "Website", on=True, incident_id=story.checkout)
    known = [mail, search, ON, api, elsewhere]
    view = notices_view(known, incident, story.team, viewer_of(story.team, "ben"), NIGHT)
    assert view.service == "Checkout", "as users call checkout-api"
    assert [row.id for row in view.own] == [ON.id, elsewhere.id]
    assert [row.id for row in view.on] == [search.id]
    assert [row.id for row in view.others] == [api.id, mail.id], "the end of a name is another service"
    assert [row.service for row in (*view.own, *view.on)] == ["", "Website", "search"]
    assert view.can_change
    assert not notices_view(known, incident, story.team, viewer_of(story.team, None), NIGHT).can_change


def test_a_label_names_the_service(story: Story) -> None:
    incident = replace(story.incident(story.checkout), labels=(Label(key="service", value="Till"),))
    till = notice(1, "Till")
    viewer = viewer_of(story.team, "ben")
    view = notices_view([till, PAYMENTS], incident, story.team, viewer, NIGHT)
    assert (view.service, len(view.own)) == ("Till", 2)


def test_an_empty_list_says_what_would_be_there(story: Story) -> None:
    viewer = viewer_of(story.team, "ben")
    incident = story.incident(story.checkout)
    view = notices_view([], incident, story.team, viewer, NIGHT)
    assert view.nothing == "No message for users of checkout-api yet. Write one before you need it."
    nameless = replace(incident, service="", alerts=())
    view = notices_view([PAYMENTS], nameless, story.team, viewer, NIGHT)
    assert view.nothing == "No message for users yet. Write one before you need it."
    assert view.own == ()


@pytest.mark.parametrize(
    ("services", "line"),
    [
        ([], None),
        (["checkout"], "1 message shown to users: checkout"),
        (["search", "checkout"], "2 messages shown to users: checkout, search"),
        (["search", "Search"], "2 messages shown to users: Search"),
        (list("fedcba"), "6 messages shown to users: a, b, c, d and 2 more"),
    ],
)
def test_the_line_of_what_users_see_now(services: list[str], line: str | None) -> None:
    shown = [notice(number, name, on=True) for number, name in enumerate(services)]
    later = notice(90, "later", on=True, from_at=NIGHT + H)
    assert shown_line([*shown, later, notice(91, "off")], NIGHT) == line


def test_what_closing_asks_about(story: Story) -> None:
    other = UUID(int=77)
    found = [
        notice(2, "search", on=True, incident_id=story.checkout),
        notice(1, "Checkout", on=True, incident_id=story.checkout),
        notice(3, "mail", on=True, incident_id=other),
        notice(4, "Checkout"),
    ]
    story.session.evolve(notices=tuple(found))
    left = open_notices(story.session.state, story.incident(story.checkout))
    assert [known.service for known in left] == ["Checkout", "search"]
    assert left_words(1) == "1 message is still on for this incident"
    assert left_words(2) == "2 messages are still on for this incident"


def test_what_a_switch_did(story: Story) -> None:
    viewer = viewer_of(story.team, "ben")
    assert switched_words(ON, viewer, NIGHT) == "Users see it now."
    assert switched_words(PAYMENTS, viewer, NIGHT) == "Users do not see it any more."
    later = replace(ON, from_at=NIGHT + H)
    assert switched_words(later, viewer, NIGHT) == "Users see it from 04:41."


def test_suggested_services_begin_with_the_incidents(story: Story) -> None:
    story.session.evolve(
        notices=(notice(1, "Mail"), notice(2, "Checkout-API")), vocabulary={"service": ("edge", "mail")}
    )
    names = known_services(story.session.state, story.incident(story.checkout))
    assert names == ("checkout-api", "Mail", "edge")


def test_severities_are_told_by_icon_and_word(story: Story) -> None:
    viewer = viewer_of(story.team, "ben")
    rows = [
        notice_row(replace(ON, severity=known), story.team, viewer, NIGHT, beside="checkout")
        for known in NoticeSeverity
    ]
    assert [row.kind for row in rows] == ["Info", "Warning", "Outage"]
    assert len({row.icon for row in rows}) == 3
    assert rows[2].sentence == "Outage. Payments may fail. since 03:41 by Ana"
