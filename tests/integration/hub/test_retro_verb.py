"""`pairwatch retro` against a hub that runs."""

from __future__ import annotations

import pytest

from tests.integration.hub.test_process import Home, end, home

__all__ = ["home"]
pytestmark = pytest.mark.slow


def test_the_retro_of_a_week_is_written(home: Home) -> None:
    process, _ = home.hub("--embedded")
    home.run("send", "Checkout fails", "--service", "checkout-api")
    told = home.run("retro")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("# Retro: Week ")
    for kind, begins in (("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("md", b"# Retro")):
        file = home.folder / f"retro.{kind}"
        done = home.run("retro", "-o", str(file))
        assert done.returncode == 0, done.stderr
        assert file.read_bytes().startswith(begins)
        assert f"retro.{kind}: Retro: Week" in done.stdout
    named = home.run("retro", "--week", "2026-01-07")
    assert "begins on a Monday" in named.stderr
    away = home.run("retro", "-o", str(home.folder / "no" / "retro.html"))
    assert (away.returncode, "cannot be written" in away.stderr) == (1, True)
    assert end(process) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "No hub runs on this computer."),
        (["--week", "last"], "--week is no date."),
        (["--format", "pdf"], "A PDF is not told here."),
        (["--hub", "http://127.0.0.1:9"], "--hub and --token-file belong together."),
    ],
)
def test_mistakes_are_answered_with_a_sentence(home: Home, arguments: list[str], sentence: str) -> None:
    done = home.run("retro", *arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
