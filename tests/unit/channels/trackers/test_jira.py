"""Jira, in the cloud and on a server of one's own: what is asked of it, and what its answers mean."""

from __future__ import annotations

from base64 import b64decode

import msgspec
import pytest

from desktop.channels.trackers.errand import AddComment, CloseTicket, Opened, OpenTicket, SetLabels
from desktop.channels.trackers.jira import headers, root, talk
from desktop.core.closing.ticket import Label
from tests.unit.channels.trackers.dialogue import (
    CHECKOUT,
    JIRA,
    MARKER,
    OWN_JIRA,
    PAYMENTS,
    SINCE,
    TOKEN,
    play,
    said,
)

OPEN = OpenTicket(marker=MARKER, title="Checkout\nfails", text="Checkout fails\n\nNow", labels=(PAYMENTS,))
TICKET = Opened(number="OPS-24", key="OPS-24", url="https://acme.atlassian.net/browse/OPS-24")
COMMENT = AddComment(number="OPS-24", marker="3f2a91c0aaaa", text="We look into it.")
WAYS = "GET /issue/OPS-24/transitions"
STATUS = "GET /issue/OPS-24"


def test_a_ticket_is_opened():
    played = play(talk(JIRA, OPEN), said(201, "jira_issue_created"))
    assert played.asked == ["POST /issue"]
    assert not played.requests[0].repeatable
    fields = played.last["fields"]
    assert fields["project"] == {"key": "OPS"}
    assert fields["issuetype"] == {"name": "Task"}
    assert fields["summary"] == "Checkout fails"
    assert fields["labels"] == ["impact:a-third-of-payments", f"pairwatch-{MARKER}"]
    assert fields["description"]["type"] == "doc"
    assert [part["content"][0]["text"] for part in fields["description"]["content"]] == [
        "Checkout fails",
        "Now",
    ]
    assert played.ticket == TICKET


def test_after_a_doubtful_attempt_it_is_looked_for_and_found():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE)
    played = play(talk(JIRA, doubtful), said(200, "jira_search"))
    assert played.asked == ["GET /search/jql"]
    assert played.requests[0].query["jql"] == f'project = "OPS" AND labels = "pairwatch-{MARKER}"'
    assert played.ticket == TICKET


def test_when_its_search_finds_none_there_may_be_two():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE)
    played = play(talk(JIRA, doubtful), said(200, "jira_search_none"), said(201, "jira_issue_created"))
    assert played.asked == ["GET /search/jql", "POST /issue"]
    assert played.ticket is not None
    assert played.ticket.perhaps_second


def test_labels_are_put_on_and_taken_off_and_others_stay():
    # What both labels are over there stays, for one of them is wanted.
    same_there = Label(key="impact", value="a-third of payments")
    work = SetLabels(number="OPS-24", wanted=(PAYMENTS,), dropped=(CHECKOUT, same_there))
    played = play(talk(JIRA, work), said(204))
    assert played.asked == ["PUT /issue/OPS-24"]
    changes = [{"add": "impact:a-third-of-payments"}, {"remove": "service:checkout"}]
    assert played.last == {"update": {"labels": changes}}


def test_an_update_becomes_a_comment():
    played = play(talk(JIRA, COMMENT), said(201, "jira_comment_created"))
    assert played.asked == ["POST /issue/OPS-24/comment"]
    assert "Pairwatch 3f2a91c0" in msgspec.json.encode(played.last).decode()


def test_a_comment_that_may_be_there_is_looked_for():
    doubtful = msgspec.structs.replace(COMMENT, look_since=SINCE)
    assert play(talk(JIRA, doubtful), said(200, "jira_comments")).asked == ["GET /issue/OPS-24/comment"]
    other = msgspec.structs.replace(doubtful, marker="11112222")
    played = play(talk(JIRA, other), said(200, "jira_comments"), said(201, "jira_comment_created"))
    assert played.asked[-1] == "POST /issue/OPS-24/comment"


def test_it_is_closed_by_the_way_that_ends_it_as_usual():
    played = play(
        talk(JIRA, CloseTicket(number="OPS-24")),
        said(200, "jira_transitions"),
        said(200, "jira_issue_status"),
        said(204),
    )
    assert played.asked == [WAYS, STATUS, "POST /issue/OPS-24/transitions"]
    assert played.last == {"transition": {"id": "31"}}


def test_one_that_is_closed_stays_as_it_is():
    answers = said(200, "jira_transitions"), said(200, "jira_issue_status_done")
    played = play(talk(JIRA, CloseTicket(number="OPS-24")), *answers)
    assert played.asked == [WAYS, STATUS]
    assert played.refusal is None


def test_a_workflow_without_an_end_is_left_to_people():
    answers = said(200, "jira_transitions_without_end"), said(200, "jira_issue_status")
    result = play(talk(JIRA, CloseTicket(number="OPS-24")), *answers).refusal
    assert result is not None
    assert not result.recoverable
    assert "Close OPS-24 there" in result.sentence


@pytest.mark.parametrize(
    ("status", "name", "words"),
    [
        (400, "jira_bad_request", "issuetype: Specify a valid issue type"),
        (401, "jira_unauthorized", "does not accept the token (401: Client must be authenticated"),
        (404, "jira_not_found", "has no project OPS"),
    ],
)
def test_refusals_are_final_and_say_why(status, name, words):
    result = play(talk(JIRA, OPEN), said(status, name)).refusal
    assert result is not None
    assert not result.recoverable
    assert words in result.sentence


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"retry_after": "5", "ratelimit_reason": "jira-burst-based"}, 5),
        ({"x_ratelimit_reset": "2026-11-24T02:43Z", "date": "Tue, 24 Nov 2026 02:40:00 GMT"}, 180),
        ({}, 60),
    ],
)
def test_limits_are_kept(fields, seconds):
    result = play(talk(JIRA, OPEN), said(429, "jira_too_many", **fields)).refusal
    assert result is not None
    assert result.recoverable
    assert result.retry_after is not None
    assert result.retry_after.total_seconds() == seconds


def test_the_cloud_has_version_3_and_a_name_beside_the_token():
    assert root(JIRA) == "https://acme.atlassian.net/rest/api/3"
    kind, _, secret = headers(JIRA)["Authorization"].partition(" ")
    assert (kind, b64decode(secret).decode()) == ("Basic", f"bot@example.com:{TOKEN}")


def test_a_server_of_ones_own_has_version_2_and_wiki_text():
    assert root(OWN_JIRA) == "https://jira.example.com/rest/api/2"
    assert headers(OWN_JIRA)["Authorization"] == f"Bearer {TOKEN}"
    work = msgspec.structs.replace(OPEN, text="{quote}*no* [~ana] https://example.com/a-b", look_since=SINCE)
    played = play(talk(OWN_JIRA, work), said(200, "jira_search_none"), said(201, "jira_issue_created"))
    assert played.asked[0] == "GET /search"
    text = played.last["fields"]["description"]
    assert text == r"\{quote\}\*no\* \[\~ana\] https://example.com/a-b"
