"""The retro as PDF: A4, numbered, with its words and charts; whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument

from desktop.core.errors import PairwatchError
from desktop.ui.retro.report_pdf import write_pdf
from desktop.ui.theme.theme import Theme
from tests.unit.ui.present.retro.report_scene import report


def words_of(path: Path) -> list[str]:
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    for number in range(document.pageCount()):
        size = document.pagePointSize(number)
        assert (round(size.width()), round(size.height())) == (595, 842), "A4"
    found = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return [" ".join(one.split()) for one in found]


def test_it_has_everything(theme: Theme, tmp_path: Path):
    path = tmp_path / "retro.pdf"
    count = write_pdf(report(), path)
    pages = words_of(path)
    assert len(pages) == count >= 3
    for number, text in enumerate(pages, 1):
        assert f"{number} of {count}" in text
    whole = " ".join(pages)
    for words in (
        "Retro: Week 48 of 2026",
        "To talk about",
        "Closed by Ana Okafor",
        "Write the run-book of the pool",
        "Until a Manager answers, median",
        "Ana Okafor: 3 nights",
        "Uptime of services",
        "Over the weeks",
        "Falling: ",
        "<script>alert(1)</script>",
    ):
        assert words in whole, words
    assert [one.name for one in tmp_path.iterdir()] == ["retro.pdf"]


def test_many_actions_make_more_pages(theme: Theme, tmp_path: Path):
    whole = report()
    few = write_pdf(whole, tmp_path / "few.pdf")
    many = write_pdf(replace(whole, actions=whole.actions * 80), tmp_path / "many.pdf")
    assert many > few + 2


def test_what_cannot_be_written_says_why_and_leaves_the_old_one(theme: Theme, tmp_path: Path):
    (tmp_path / "retro.pdf").mkdir()
    with pytest.raises(PairwatchError, match="cannot be written") as raised:
        write_pdf(report(), tmp_path / "retro.pdf")
    assert raised.value.remedy
    with pytest.raises(PairwatchError, match="cannot be written"):
        write_pdf(report(), tmp_path / "nowhere" / "retro.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["retro.pdf"]
