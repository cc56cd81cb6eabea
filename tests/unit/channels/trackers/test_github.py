"""GitHub: what is asked of it, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from desktop.channels.trackers.errand import AddComment, CloseTicket, Opened, OpenTicket, SetLabels
from desktop.channels.trackers.exchange import Answer
from desktop.channels.trackers.github import PAGE, PAGES, headers, root, talk
from desktop.core.closing.ticket import Label
from tests.unit.channels.trackers.dialogue import CHECKOUT, GITHUB, MARKER, SINCE, TOKEN, payload, play, said

ISSUES = "/repos/acme/shop/issues"
OPEN = OpenTicket(marker=MARKER, title="Checkout fails", text="Checkout fails", labels=(CHECKOUT,))
TICKET = Opened(number="42", key="#42", url="https://github.com/acme/shop/issues/42")
COMMENT = AddComment(number="42", marker="3f2a91c0", text="We look into it.")


def test_a_ticket_is_opened():
    played = play(talk(GITHUB, OPEN), said(201, "github_issue_created"))
    assert played.asked == [f"POST {ISSUES}"]
    assert not played.requests[0].repeatable
    assert played.last["title"] == "Checkout fails"
    assert played.last["labels"] == ["service: checkout"]
    assert f"<!-- pairwatch:{MARKER} -->" in played.last["body"]
    assert played.ticket == TICKET


def test_after_a_doubtful_attempt_it_is_looked_for_and_found():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE)
    played = play(talk(GITHUB, doubtful), said(200, "github_issues"))
    assert played.asked == [f"GET {ISSUES}"]
    assert played.requests[0].query["since"] == "2026-11-24T02:26:52Z"
    assert played.requests[0].query["state"] == "all"
    assert played.ticket == TICKET


def test_after_a_doubtful_attempt_that_made_none_it_is_opened():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE, marker="another")
    played = play(talk(GITHUB, doubtful), said(200, "github_issues"), said(201, "github_issue_created"))
    assert played.asked == [f"GET {ISSUES}", f"POST {ISSUES}"]


def test_it_looks_through_pages_but_not_for_ever():
    doubtful = msgspec.structs.replace(OPEN, look_since=SINCE, marker="another")
    (issue, *_) = msgspec.json.decode(payload("github_issues"))
    full = Answer(status=200, body=msgspec.json.encode([issue] * PAGE))
    played = play(talk(GITHUB, doubtful), *[full] * PAGES, said(201, "github_issue_created"))
    assert [request.query.get("page") for request in played.requests] == ["1", "2", "3", "4", "5", None]


def test_labels_are_put_on_and_taken_off_and_others_stay():
    gone = Label(key="service", value="search")
    work = SetLabels(number="42", wanted=(CHECKOUT,), dropped=(gone, CHECKOUT))
    played = play(talk(GITHUB, work), said(200, "github_labels"), said(200, "github_labels"))
    assert played.asked == [
        f"POST {ISSUES}/42/labels",
        f"DELETE {ISSUES}/42/labels/service%3A%20search",
    ]
    assert played.requests[0].body == {"labels": ["service: checkout"]}
    assert all(request.repeatable for request in played.requests)


def test_a_label_that_somebody_took_off_already_is_off():
    work = SetLabels(number="42", dropped=(CHECKOUT,))
    assert play(talk(GITHUB, work), said(404, "github_not_found")).refusal is None


def test_an_update_becomes_a_comment():
    played = play(talk(GITHUB, COMMENT), said(201, "github_comment_created"))
    assert played.asked == [f"POST {ISSUES}/42/comments"]
    assert played.last["body"] == "We look into it.\n\n<!-- pairwatch:3f2a91c0 -->"
    assert not played.requests[0].repeatable


def test_a_comment_that_may_be_there_is_looked_for():
    doubtful = msgspec.structs.replace(COMMENT, look_since=SINCE)
    there = Answer(status=200, body=b'[{"id": 7001, "body": "\\u2026 <!-- pairwatch:3f2a91c0 -->"}]')
    assert play(talk(GITHUB, doubtful), there).asked == [f"GET {ISSUES}/42/comments"]
    none = Answer(status=200, body=b"[]")
    played = play(talk(GITHUB, doubtful), none, said(201, "github_comment_created"))
    assert played.asked[-1] == f"POST {ISSUES}/42/comments"


def test_it_is_closed_as_completed():
    played = play(talk(GITHUB, CloseTicket(number="42")), said(200, "github_issue_closed"))
    assert played.asked == [f"PATCH {ISSUES}/42"]
    assert played.last == {"state": "closed", "state_reason": "completed"}


@pytest.mark.parametrize(
    ("status", "name", "words"),
    [
        (401, "github_bad_credentials", "does not accept the token (401: Bad credentials)"),
        (403, "github_forbidden", "does not let the token do this in acme/shop"),
        (404, "github_not_found", "has no project acme/shop"),
        (410, "github_gone", "Issues has been disabled in this repository"),
        (422, "github_validation_failed", "title is too long (maximum is 256 characters)"),
        (301, "github_moved", "has moved"),
    ],
)
def test_refusals_are_final_and_say_why(status, name, words):
    result = play(talk(GITHUB, OPEN), said(status, name)).refusal
    assert result is not None
    assert not result.recoverable
    assert words in result.sentence
    assert result.sentence.startswith("GitHub ")


def test_a_ticket_that_is_gone_says_so():
    result = play(talk(GITHUB, CloseTicket(number="42")), said(404, "github_not_found")).refusal
    assert result is not None
    assert "no ticket #42 any more" in result.sentence


@pytest.mark.parametrize(
    ("status", "name", "fields", "seconds"),
    [
        (403, "github_secondary_limit", {"retry_after": "30", "x_ratelimit_remaining": "4321"}, 30),
        (429, "github_secondary_limit", {"retry_after": "30"}, 30),
        (403, "github_secondary_limit", {}, 60),
        (
            403,
            "github_primary_limit",
            {
                "x_ratelimit_remaining": "0",
                "x_ratelimit_reset": "1795488600",
                "date": "Tue, 24 Nov 2026 02:40:00 GMT",
            },
            600,
        ),
        (429, "github_primary_limit", {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "soon"}, 60),
    ],
)
def test_limits_are_kept(status, name, fields, seconds):
    result = play(talk(GITHUB, OPEN), said(status, name, **fields)).refusal
    assert result is not None
    assert result.recoverable
    assert result.retry_after is not None
    assert result.retry_after.total_seconds() == seconds
    assert not result.doubtful


def test_trouble_of_its_own_may_have_come_after_it_was_done():
    result = play(talk(GITHUB, OPEN), Answer(status=502, body=b"<html>Unicorn!</html>")).refusal
    assert result is not None
    assert (result.recoverable, result.doubtful) == (True, True)


def test_something_else_that_answers_is_no_success():
    result = play(talk(GITHUB, OPEN), Answer(status=200, body=b"<html>Log in</html>")).refusal
    assert result is not None
    assert not result.recoverable
    assert "What answered is no GitHub" in result.sentence


def test_the_token_is_never_in_a_sentence():
    body = msgspec.json.encode({"message": f"token {TOKEN} is bad"})
    result = play(talk(GITHUB, OPEN), Answer(status=401, body=body)).refusal
    assert result is not None
    assert TOKEN not in result.sentence
    assert TOKEN not in repr(GITHUB)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com", "https://api.github.com"),
        ("https://acme.ghe.com", "https://api.acme.ghe.com"),
        ("https://git.example.com", "https://git.example.com/api/v3"),
    ],
)
def test_where_the_api_is(url, expected):
    assert root(replace(GITHUB, url=url)) == expected
    assert headers(GITHUB)["Authorization"] == f"Bearer {TOKEN}"
