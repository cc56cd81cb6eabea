"""The samples that ship are good ones."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from desktop.formats.run_book.writer import write_run_book
from tests.unit.formats.run_book.samples import read

ROOT = Path(__file__).parents[4]
SHIPPED = {
    file.name: file.read_text("utf-8") for file in (files("desktop") / "resources" / "run_books").iterdir()
}


def test_there_are_four():
    assert len(SHIPPED) == 4


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_sample_has_no_problem_and_something_to_do(name: str):
    book = read(SHIPPED[name])
    assert book.problems == ()
    assert book.alerts
    assert book.owner
    assert book.reviewed_on
    assert len(book.steps) >= 5
    assert any(one.automatic for one in book.diagnostics)
    assert all(one.step for one in book.diagnostics), "each stands in a step"
    assert write_run_book(book) == SHIPPED[name]
    assert "A sample: change it, or remove it." in SHIPPED[name]


def test_the_example_of_the_guide_is_a_good_one():
    guide = (ROOT / "docs" / "guide" / "fixing.md").read_text("utf-8")
    example = re.search(r"````markdown\n(.*?)````", guide, re.DOTALL)
    assert example is not None
    book = read(example[1])
    assert book.problems == ()
    assert (len(book.steps), len(book.diagnostics)) == (3, 2)
