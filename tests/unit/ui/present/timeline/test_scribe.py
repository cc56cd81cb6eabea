from __future__ import annotations

import pytest

from desktop.ui.present.timeline.scribe import Named, suggestions, taken
from tests.ui.story import ROSTER

PEOPLE = [known.name for known in ROSTER.responders]
SERVICES = ["checkout-api", "orders-db", "search"]


def names(text: str, cursor: int | None = None) -> list[str]:
    found = suggestions(text, len(text) if cursor is None else cursor, PEOPLE, SERVICES)
    return [suggestion.name for suggestion in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask be", ["Ben Sato"]),
        ("Ask OKA", ["Ana Okafor"]),
        ("asked tom", ["Tomás Novak"]),
        ("(ben", ["Ben Sato"]),
        ("“Jon", ["Jonas Weber"]),
        ("@b", ["Ben Sato"]),
        ("ask @Ana Ok", ["Ana Okafor"]),
        ("ask Ana Ok", ["Ana Okafor"]),
        ("restart che", ["checkout-api"]),
        ("api", ["checkout-api"]),
        ("the db", ["orders-db"]),
        ("sea", ["search"]),
    ],
)
def test_names_that_begin_as_the_word(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "b", "Ask ", "ben ", "mail@be", "xbe", "Ask Ben Sato", "search", "@zz"]
)
def test_nothing_is_suggested_for(text: str) -> None:
    assert names(text) == []


def test_an_at_sign_alone_names_people_only_and_not_too_many() -> None:
    found = suggestions("@", 1, PEOPLE, SERVICES)
    assert [suggestion.name for suggestion in found] == PEOPLE[:6]
    assert {suggestion.named for suggestion in found} == {Named.PERSON}


def test_people_come_before_services() -> None:
    found = suggestions("so", 2, PEOPLE, ["sold-out"])
    assert [suggestion.name for suggestion in found] == ["Ingrid Solheim", "Sofia Marchetti", "sold-out"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask be| today", "Ask Ben Sato| today"),
        ("Ask @be|", "Ask Ben Sato|"),
        ("Ask @Ben Sa|", "Ask Ben Sato|"),
        ("Ask ben sa|, then wait", "Ask Ben Sato|, then wait"),
        ("(sat|)", "(Ben Sato|)"),
    ],
)
def test_a_name_stands_in_place_of_what_was_typed(text: str, expected: str) -> None:
    cursor = text.index("|")
    typed = text.replace("|", "")
    (suggestion,) = suggestions(typed, cursor, PEOPLE, SERVICES)
    made, cursor = taken(typed, cursor, suggestion)
    assert made[:cursor] + "|" + made[cursor:] == expected
