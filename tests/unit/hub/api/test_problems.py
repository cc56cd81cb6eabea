"""What is logged of a failed request holds no key."""

from __future__ import annotations

import logging

import pytest

from desktop.hub.api import problems


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/ingest/generic/SecretSecretSecretSecretSecretSe", "/ingest/generic/…"),
        ("/ingest/alertmanager/Secret/more", "/ingest/alertmanager/…"),
        ("/v1/commands", "/v1/commands"),
        ("/v2/enqueue", "/v2/enqueue"),
    ],
)
def test_keys_in_paths_are_not_logged(
    path: str, logged: str, caplog: pytest.LogCaptureFixture, expected_errors: list[logging.LogRecord]
) -> None:
    problems.log(RuntimeError("a defect"), path)
    assert caplog.messages == [f"unforeseen at {logged}"]
