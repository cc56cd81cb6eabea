"""`pairwatch pages` against a hub that runs."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from tests.integration.hub.test_process import Home, end, home

__all__ = ["home"]
pytestmark = pytest.mark.slow


def test_every_page_is_written_and_counted(home: Home) -> None:
    process, _ = home.hub("--embedded")
    home.run("send", "=1+1 fails", "--service", "checkout-api")
    home.run("send", "Search fails", "--service", "search")
    count = home.get("/v1/page-log")["total"]
    assert count >= 2
    xlsx, text = home.folder / "log.xlsx", home.folder / "log.csv"
    done = home.run("pages", "--xlsx", str(xlsx))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{count} pages, as many as the hub counts" in done.stdout
    book = load_workbook(xlsx, data_only=True)
    assert (book["Weeks"]["B1"].value, book["Weeks"]["B2"].value) == (count, count)
    done = home.run("pages", "--csv", str(text), "--bom", "--from", "2020-01-01")
    assert done.returncode == 0, done.stderr
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(text.read_text("utf-8-sig").splitlines()))
    assert len(rows) == count
    assert {row["Title"] for row in rows} == {"'=1+1 fails", "Search fails"}
    done = home.run("pages", "--csv", str(text), "--to", "2020-01-01T00:00:00Z")
    assert done.returncode == 0, done.stderr
    assert text.read_text().count("\n") == 1
    away = home.run("pages", "--csv", str(home.folder / "no" / "log.csv"))
    assert (away.returncode, "was not written" in away.stderr) == (1, True)
    assert [path.name for path in home.folder.glob(".log*")] == []
    assert end(process) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--csv", "log.csv"], "No hub runs on this computer."),
        ([], "It is not clear what to write."),
        (["--csv", "a", "--xlsx", "b"], "It is not clear what to write."),
        (["--csv", "a", "--from", "yesterday"], "--from is neither a day nor a time"),
        (["--csv", "a", "--to", "2026-11-24T02:11:52"], "--to is neither a day nor a time"),
        (["--csv", "a", "--hub", "http://127.0.0.1:9"], "--hub and --token-file belong together."),
    ],
)
def test_mistakes_are_answered_with_a_sentence(home: Home, arguments: list[str], sentence: str) -> None:
    done = home.run("pages", *arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
