"""The hub's log tells no secrets."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from desktop.app.server.hub_logs import _Lazy, redact, without_secrets

KEY = "uPuXQ47nLzAYtqirMvdxwSAK9IzH8Wyl"


@pytest.mark.parametrize(
    "text",
    [
        f"POST /ingest/alertmanager/{KEY} failed",
        f"https://hub.example.com/ingest/generic/{KEY}?x=1",
        f"Authorization: Bearer {KEY}",
        f"postgresql+psycopg://pairwatch:{KEY}@db.example.com/hub is away",
        f"pairwatch:{KEY}",
        f'{{"routing_key": "{KEY}", "x": 1}}',
        f"{{'token': '{KEY}'}}",
        f"code={KEY}",
    ],
)
def test_secrets_within_texts(text):
    shown = without_secrets(text)
    assert KEY not in shown
    assert "***" in shown


def test_other_texts_stay_as_they_are():
    text = "the hub is ready at http://127.0.0.1:8765; pairwatch: nothing to do"
    assert without_secrets(text) == text


def test_secrets_by_the_names_of_their_fields():
    event = redact(
        None, "info", {"event": "joined", "token": "abc", "responder": "ben", "Authorization": "x"}
    )
    assert event == {"event": "joined", "token": "***", "responder": "ben", "Authorization": "***"}


def test_a_line_of_json_with_a_traceback_without_secrets():
    try:
        raise ValueError(f"/ingest/generic/{KEY}")
    except ValueError:
        record = logging.LogRecord(
            "desktop.hub",
            logging.ERROR,
            __file__,
            1,
            "unforeseen at %s",
            (f"/ingest/generic/{KEY}",),
            sys.exc_info(),
        )
    line = _Lazy(as_json=True).format(record)
    assert "\n" not in line
    event = json.loads(line)
    assert event["event"] == "unforeseen at /ingest/generic/***"
    assert event["level"] == "error"
    assert event["timestamp"]
    assert "ValueError: /ingest/generic/***" in event["exception"]
    assert KEY not in line
