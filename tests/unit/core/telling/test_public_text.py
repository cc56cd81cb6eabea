"""What is warned of, and, as important, what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.team.channel import Channel
from desktop.core.telling.inside_names import internal_names
from desktop.core.telling.public_text import text_warnings
from desktop.core.telling.text_warning import Concern, TextWarning
from desktop.core.telling.update import Readers, Stage
from tests.sample import TEAM, fresh

NEXT = " Next update by 04:30."
INTERNAL = internal_names(fresh(), TEAM)


def warned(
    text: str,
    readers: Readers = Readers.CUSTOMERS,
    stage: Stage = Stage.INVESTIGATING,
    channels: tuple[Channel, ...] = (),
) -> tuple[TextWarning, ...]:
    return text_warnings(text, stage=stage, readers=readers, internal=INTERNAL, channels=channels)


def concerns(text: str, readers: Readers = Readers.CUSTOMERS) -> list[tuple[Concern, str]]:
    found = warned(text + NEXT, readers)
    return [(warning.concern, text[warning.start : warning.end]) for warning in found]


@pytest.mark.parametrize(
    "text",
    [
        "It will be fixed by 04:30.",
        "This will be resolved in about 20 minutes.",
        "We expect to restore the service within the hour.",
        "We expect a fix within 2 hours.",
        "Checkout should be back to normal by noon.",
        "We'll have it back up in half an hour.",
        "We’ll have it back up in half an hour.",
        "Payments should work again in a few minutes.",
        "The team is going to repair it by 5pm.",
        "It is likely to be resolved before 06.15.",
        "We aim to have this solved by tomorrow.",
        "The service will be available again shortly.",
        "It will be fixed soon.",
        "ETA: 20 minutes",
        "ETA 04:30",
        "The ETA is 30 min",
        "Estimated time to resolution: 45 minutes",
        "Estimated resolution time: 04:30",
        "Fixed by 04:30",
        "Back online by 6 am, we promise",
        "It will take another 20 minutes to fix this.",
        "We hope\tto restore it this afternoon.",
        "Everything will be up and running by Friday.",
    ],
)
def test_a_promised_time_of_repair_is_warned_of(text: str) -> None:
    assert [kind for kind, _ in concerns(text)] == [Concern.PROMISE]


@pytest.mark.parametrize(
    "text",
    [
        "The next update comes by 04:30.",
        "We will update you by 04:30.",
        "We will send an update on the fix by 04:30.",
        "We are working to restore the service and will update you by 04:30.",
        "We will share more when the service is restored, at 04:30 at the latest.",
        "It was fixed at 04:10.",
        "Service was restored within 10 minutes.",
        "The problem has been resolved by 04:10.",
        "The issue was fixed by 03:50, and we are watching.",
        "We fixed it in 10 minutes.",
        "We do not know yet when it will be fixed.",
        "We cannot say whether it will be fixed by 04:30.",
        "Since 03:41 customers cannot pay. Cards are declined.",
        "Since about 03:41 some customers get an error when they pay; retrying in a few minutes may help.",
        "We have found the cause and are working on a fix.",
        "We are watching the recovery for the next hour.",
        "You can still pay by invoice. Orders are kept and will be sent.",
        "Deliveries may arrive one day later.",
        "We expect delays of up to 20 minutes for mails.",
        "Maintenance took place at 02:00.",
        "Next update: in 20 minutes, or when it is fixed.",
        "The beta is available.",
        "Should you need help, write to us by mail.",
        "More details will be available in 20 minutes.",
        "We will be back with more by 04:30.",
        "It is too early to say that it will be fixed by 04:30.",
        "We do not expect it to be fixed by 04:30.",
        "Cards will work, and the refunds are sent within 3 days.",
    ],
)
def test_what_promises_no_repair_is_let_through(text: str) -> None:
    assert concerns(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The disk of db-03 is full.", "db-03"),
        ("We restarted web01 just now.", "web01"),
        ("We restarted checkout-db-3 just now.", "checkout-db-3"),
        ("Requests to payments.prod.internal fail.", "payments.prod.internal"),
        ("Requests to 10.0.4.17 fail.", "10.0.4.17"),
        ("The network 10.0.4.0/24 is gone.", "10.0.4.0/24"),
        ("Pod checkout-7d9f8b6c5d-x2k4q restarts.", "checkout-7d9f8b6c5d-x2k4q"),
        ("node12.eu.example.com does not answer.", "node12.eu.example.com"),
        ("fe80:0:0:0:204:61ff does not answer.", "fe80:0:0:0:204:61ff"),
    ],
)
def test_names_of_machines_are_warned_of_for_those_outside(text: str, name: str) -> None:
    assert concerns(text) == [(Concern.HOST, name)]
    assert concerns(text, Readers.DEVOPS) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The checkout-api answers with errors.", "checkout-api"),
        ("Ana Okafor is looking into it.", "Ana Okafor"),
        ("The table payment_orders is locked.", "payment_orders"),
    ],
)
def test_names_from_within_are_warned_of_for_those_outside(text: str, name: str) -> None:
    assert concerns(text) == [(Concern.INTERNAL, name)]
    assert concerns(text, Readers.COLLEAGUES) == []


@pytest.mark.parametrize(
    "text",
    [
        "See https://status.example.com/i/web-01?x=a_b or www.example.com.",
        "Write to help_desk@db-01.example.com.",
        "Version 2.10.3 and 1.2.3.4.5 are hit, 300.1.1.1 is not.",
        "HTTP 500, UTF-8, SHA-256, COVID-19, 24/7, web3, B2B and ISO-8601 are words.",
        "The checkout on our app is hit, and so are the servers.",
        "Since 03:41:52 the sign-in of app.example.com fails.",
        "We will post on example.co.uk.",
        "Step-2 verification and e-mail work.",
        "A checkout-apis list",
        "About 31 % of customers are hit.",
    ],
)
def test_ordinary_words_are_not_taken_for_names(text: str) -> None:
    assert concerns(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The cause was human error.",
        "This was our provider's fault.",
        "It was their mistake.",
        "Our hosting provider is to blame.",
        "An engineer deleted the wrong table.",
        "The network team broke the routing.",
        "Someone forgot to renew the certificate.",
        "A careless change caused this.",
        "One of our developers accidentally misconfigured the cache.",
        "Our vendor failed to renew a certificate.",
    ],
)
@pytest.mark.parametrize("readers", list(Readers))
def test_blame_is_warned_of_for_everybody(text: str, readers: Readers) -> None:
    assert [kind for kind, _ in concerns(text, readers)] == [Concern.BLAME]


@pytest.mark.parametrize(
    "text",
    [
        "A configuration change caused errors.",
        "Segmentation faults and fault tolerance are no blame.",
        "By default, cards are declined.",
        "Your error message tells more.",
        "Our engineers are working on it.",
        "A failed disk was replaced.",
        "The team found the cause.",
        "A provider has problems.",
    ],
)
def test_facts_are_no_blame(text: str) -> None:
    assert concerns(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We are looking into it.",
        "We will update you soon.",
        "It began at 03:41.",
        "More information follows.",
        "It began at 03:41. We will tell you more.",
    ],
)
def test_a_missing_next_update_is_warned_of(text: str) -> None:
    [warning] = warned(text)
    assert (warning.concern, warning.start, warning.end) == (Concern.NO_NEXT_UPDATE, len(text), len(text))
    assert warned(text, stage=Stage.RESOLVED) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Next update by 04:30 CET.",
        "Next update: 24 Nov, 04:30 CET",
        "We will update you in 20 minutes.",
        "We update this page every 20 minutes.",
        "You will hear from us by 5 pm.",
        "More information at 04.30.",
        "We’ll be in touch within the hour.",
        "The next update comes tomorrow.",
    ],
)
def test_a_next_update_is_recognised(text: str) -> None:
    assert warned(f"We are looking into it. {text}") == ()


def test_an_empty_text_is_not_warned_of() -> None:
    assert warned("") == ()
    assert warned(" \n") == ()


def test_what_is_too_long_for_a_channel_says_how_long_it_may_be() -> None:
    text = "It is known. Next update by 04:30."
    sms = Channel(name="SMS", readers=Readers.CUSTOMERS, longest=20)
    mail = Channel(name="Mail", readers=Readers.CUSTOMERS)
    [warning] = warned(text, channels=(sms, mail))
    assert (warning.concern, warning.start, warning.end) == (Concern.TOO_LONG, 20, len(text))
    assert warning.sentence == "SMS takes 20 characters; this has 34, and would be cut."


def test_names_of_the_incident_and_of_the_team_are_internal_but_words_are_not() -> None:
    assert internal_names(fresh(), TEAM)[:2] == ("checkout-api", "Ana Okafor")


WORDS = st.sampled_from(
    [
        *("We", "will", "be", "fixed", "by", "04:30", "soon", "db-03", "update", "the", "next", "in", "20"),
        *("minutes", "ETA:", "fault", "human", "error", "ana", "okafor", "\n", ".", ";", "'", "-"),
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)), st.sampled_from(Readers))
def test_every_warning_has_a_place_in_the_text_and_a_sentence(text: str, readers: Readers) -> None:
    found = warned(text, readers, channels=(Channel(name="SMS", readers=readers, longest=7),))
    assert [warning.start for warning in found] == sorted(warning.start for warning in found)
    for warning in found:
        assert 0 <= warning.start <= warning.end <= len(text)
        assert warning.sentence.endswith(".")
        if warning.concern not in (Concern.NO_NEXT_UPDATE, Concern.TOO_LONG):
            assert text[warning.start : warning.end].strip()


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_what_follows_in_sentences_of_their_own_changes_nothing_before_it(text: str) -> None:
    """A person who writes on sees the warnings of what is written stay where they are."""
    before = {
        (w.concern, w.start, w.end) for w in warned(text + ".\n") if w.concern is not Concern.NO_NEXT_UPDATE
    }
    after = {(w.concern, w.start, w.end) for w in warned(text + ".\nThanks for your patience.")}
    assert before <= after


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,", max_size=200))
def test_plain_small_words_name_no_machine(text: str) -> None:
    found = text_warnings(text, stage=Stage.RESOLVED, readers=Readers.CUSTOMERS)
    assert not [warning for warning in found if warning.concern in (Concern.HOST, Concern.INTERNAL)]
