"""`pairwatch change` against a hub that runs."""

from __future__ import annotations

import pytest

from tests.integration.hub.test_process import Home, end, home

__all__ = ["home"]


def test_a_change_is_written_down_and_pages_nobody(home: Home) -> None:
    process, _ = home.hub("--embedded")
    done = home.run(
        *("change", "Deploy checkout 2026.11.23-4", "--service", "checkout-api", "--author", "Mei Lindqvist"),
        *("--kind", "deploy", "--link", "https://ci.example.com/1", "--at", "2026-11-24T02:11:52Z"),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Written down.\n", "")
    assert home.run("change", "Deploy checkout 2026.11.23-5", "--service", "checkout-api").returncode == 0
    assert home.get("/v1/snapshot")["incidents"] == []
    home.run("send", "Checkout fails", "--service", "checkout-api")
    (incident,) = home.get("/v1/snapshot")["incidents"]
    (suspect,) = home.get(f"/v1/incidents/{incident['id']}/changes")
    assert suspect["change"]["summary"] == "Deploy checkout 2026.11.23-5"
    assert end(process) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["change", "x"], "No hub runs on this computer."),
        (["change", " "], "The change has no words."),
        (["change", "x", "--at", "yesterday"], "--at is no time with an offset."),
        (["change", "x", "--at", "2026-11-24T02:11:52"], "--at is no time with an offset."),
        (["change", "x", "--hub", "http://127.0.0.1:9"], "integration key"),
        (["change"], "Missing argument"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(
    home: Home,
    arguments: list[str],
    sentence: str,
) -> None:
    done = home.run(*arguments)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
