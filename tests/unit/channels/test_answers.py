"""What the answers of chat services mean."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.channels.answers import judge, without_secrets

ADDRESS = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#outages"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_trouble_of_theirs_is_tried_again(status):
    assert judge(status, {}, b"", ADDRESS).recoverable


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 422])
def test_trouble_of_ours_is_not_and_says_what_to_do(status):
    result = judge(status, {}, b"", ADDRESS)
    assert not result.sent
    assert not result.recoverable
    assert any(word in result.sentence for word in ("Check", "Enter", "Shorten"))


@pytest.mark.parametrize(
    ("headers", "body", "wait"),
    [
        ({"Retry-After": "30"}, b"", timedelta(seconds=30)),
        ({"retry-after": "1.5"}, b"", timedelta(seconds=1.5)),
        (
            {"Date": "Tue, 24 Nov 2026 02:41:52 GMT", "Retry-After": "Tue, 24 Nov 2026 02:43:52 GMT"},
            b"",
            timedelta(minutes=2),
        ),
        ({"Retry-After": "Tue, 24 Nov 2026 02:43:52 GMT"}, b"", None),
        ({"Retry-After": "soon"}, b"", None),
        # https://docs.discord.com/developers/topics/rate-limits
        ({}, b'{"message": "You are being rate limited.", "retry_after": 64.57, "global": false}',
         timedelta(seconds=64.57)),
        # https://spec.matrix.org/latest/client-server-api/#rate-limiting
        ({}, b'{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2000}', timedelta(seconds=2)),
        ({}, b'{"retry_after": "never"}', None),
        ({}, b"", None),
    ],
)  # fmt: skip
def test_the_service_says_when(headers, body, wait):
    assert judge(429, headers, body, ADDRESS).retry_after == wait


def test_a_success_that_is_none():
    # Slack's web API: https://docs.slack.dev/reference/methods/chat.postMessage
    refused = judge(200, {}, b'{"ok": false, "error": "channel_not_found"}', ADDRESS)
    assert not refused.recoverable
    assert "channel_not_found" in refused.sentence
    assert judge(200, {}, b'{"ok": false, "error": "ratelimited"}', ADDRESS).recoverable


def test_what_a_service_says_is_passed_on_without_the_address():
    body = b'{"message": "no hook TIiajkdnlazkcOXrIdevi7FQ for #outages"}'
    sentence = judge(404, {}, body, ADDRESS).sentence
    assert "no hook" in sentence
    assert "TIiajk" not in sentence
    assert "outages" not in sentence


@pytest.mark.parametrize("body", [b"<html><h1>Not found</h1></html>", b"x" * 300, b"\xff\xfe", b"[1]"])
def test_what_is_no_short_reason_is_left_out(body):
    assert len(judge(404, {}, body, ADDRESS).sentence) < 120


def test_quoted_parts_of_an_address_are_secrets_too():
    address = "mailto://me:pass%2Fword%21@example.com"
    assert "word!" not in without_secrets("bad password: pass/word!", address)
