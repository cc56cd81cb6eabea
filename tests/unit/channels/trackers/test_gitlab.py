"""GitLab: what is asked of it, and what its answers mean."""

from __future__ import annotations

import msgspec
import pytest

from desktop.channels.trackers.errand import AddComment, CloseTicket, Opened, OpenTicket, SetLabels
from desktop.channels.trackers.exchange import Answer
from desktop.channels.trackers.gitlab import headers, root, talk
from desktop.core.closing.ticket import Label
from tests.unit.channels.trackers.dialogue import CHECKOUT, GITLAB, MARKER, SINCE, TOKEN, play, said

ISSUES = "/projects/acme%2Fshop/issues"
OPEN = OpenTicket(marker=MARKER, title="Checkout fails", text="Checkout fails", labels=(CHECKOUT,))
TICKET = Opened(number="14", key="#14", url="https://gitlab.example.com/acme/shop/-/issues/14")
COMMENT = AddComment(number="14", marker="3f2a91c0", text="We look into it.")


def test_a_ticket_is_opened():
    played = play(talk(GITLAB, OPEN), said(201, "gitlab_issue_created"))
    assert played.asked == [f"POST {ISSUES}"]
    assert not played.requests[0].repeatable
    assert played.last["labels"] == "service: checkout"
    assert f"<!-- pairwatch:{MARKER} -->" in played.last["description"]
    assert played.ticket == TICKET


def test_after_a_doubtful_attempt_it_is_looked_for_and_found():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE)
    played = play(talk(GITLAB, doubtful), said(200, "gitlab_issues"))
    assert played.asked == [f"GET {ISSUES}"]
    assert played.requests[0].query["created_after"] == "2026-11-24T02:26:52+00:00"
    assert played.ticket == TICKET


def test_after_a_doubtful_attempt_that_made_none_it_is_opened():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE, marker="another")
    played = play(talk(GITLAB, doubtful), said(200, "gitlab_issues"), said(201, "gitlab_issue_created"))
    assert played.asked == [f"GET {ISSUES}", f"POST {ISSUES}"]


def test_labels_are_put_on_and_taken_off_and_others_stay():
    dropped = (Label(key="customer", value="Smith, Jones and Co"),)
    work = SetLabels(number="14", wanted=(CHECKOUT,), dropped=dropped)
    played = play(talk(GITLAB, work), said(200, "gitlab_issue_created"))
    assert played.asked == [f"PUT {ISSUES}/14"]
    assert played.last == {
        "add_labels": "service: checkout",
        "remove_labels": "customer: Smith Jones and Co",
    }


def test_an_update_becomes_a_note():
    played = play(talk(GITLAB, COMMENT), said(201, "gitlab_note_created"))
    assert played.asked == [f"POST {ISSUES}/14/notes"]
    assert played.last["body"] == "We look into it.\n\n<!-- pairwatch:3f2a91c0 -->"


def test_a_note_that_may_be_there_is_looked_for():
    doubtful = msgspec.structs.replace(COMMENT, look_since=SINCE)
    there = Answer(status=200, body=b'[{"id": 302, "body": "\\u2026 <!-- pairwatch:3f2a91c0 -->"}]')
    assert play(talk(GITLAB, doubtful), there).asked == [f"GET {ISSUES}/14/notes"]
    none = Answer(status=200, body=b"[]")
    played = play(talk(GITLAB, doubtful), none, said(201, "gitlab_note_created"))
    assert played.asked[-1] == f"POST {ISSUES}/14/notes"


def test_it_is_closed():
    played = play(talk(GITLAB, CloseTicket(number="14")), said(200, "gitlab_issue_closed"))
    assert played.asked == [f"PUT {ISSUES}/14"]
    assert played.last == {"state_event": "close"}


@pytest.mark.parametrize(
    ("status", "name", "words"),
    [
        (401, "gitlab_unauthorized", "does not accept the token (401: 401 Unauthorized)"),
        (403, "gitlab_forbidden", "does not let the token do this in acme/shop (403: insufficient_scope"),
        (404, "gitlab_project_not_found", "has no project acme/shop"),
        (400, "gitlab_bad_request", "title: is too long (maximum is 255 characters)"),
    ],
)
def test_refusals_are_final_and_say_why(status, name, words):
    result = play(talk(GITLAB, OPEN), said(status, name)).refusal
    assert result is not None
    assert not result.recoverable
    assert words in result.sentence


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"retry_after": "42", "ratelimit_reset": "1"}, 42),
        ({"ratelimit_reset": "1795488090", "date": "Tue, 24 Nov 2026 02:40:00 GMT"}, 90),
        ({}, 60),
    ],
)
def test_limits_are_kept(fields, seconds):
    result = play(talk(GITLAB, OPEN), said(429, "gitlab_too_many", **fields)).refusal
    assert result is not None
    assert result.recoverable
    assert result.retry_after is not None
    assert result.retry_after.total_seconds() == seconds


def test_where_the_api_is():
    assert root(GITLAB) == "https://gitlab.com/api/v4"
    assert headers(GITLAB)["PRIVATE-TOKEN"] == TOKEN
