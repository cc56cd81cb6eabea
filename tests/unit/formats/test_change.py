"""Change events as they come in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.fixing.change_event import ChangeReport
from desktop.core.incident.alert import Link
from desktop.formats.change import LONGEST_FIELD, InvalidChange, read_generic, read_pagerduty

AT = datetime(2026, 11, 24, 2, 11, 52, tzinfo=UTC)


def generic(**fields: Any) -> ChangeReport:
    return read_generic(json.dumps(fields).encode())


def test_all_of_the_documented_json() -> None:
    assert generic(
        summary="Deploy checkout 2026.11.23-4",
        service="checkout-api",
        at="2026-11-24T02:11:52Z",
        source="github.com/example/shop",
        author="Mei Lindqvist",
        kind="deploy",
        details={"commit": "4f2a", "steps": ["build", "ship"]},
        links=["https://ci.example.com/1", {"href": "https://ci.example.com/2", "text": "Diff"}],
        key="run 17",
    ) == ChangeReport(
        summary="Deploy checkout 2026.11.23-4",
        at=AT,
        service="checkout-api",
        source="github.com/example/shop",
        author="Mei Lindqvist",
        kind="deploy",
        details="commit: 4f2a\nsteps:\n  - build\n  - ship",
        links=(Link(href="https://ci.example.com/1"), Link(href="https://ci.example.com/2", text="Diff")),
        key="run 17",
    )


def test_a_summary_is_enough() -> None:
    assert generic(summary=" Deploy \n x ") == ChangeReport(summary="Deploy x")


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2026-11-24T02:11:52+00:00", AT),
        ("2026-11-24T02:11:52.000+0000", AT),
        ("2026-11-24T03:11:52+0100", AT),
        ("2026-11-24T02:11:52.000000+00:00Z", AT),
        ("2026-11-24", AT.replace(hour=0, minute=0, second=0)),
        ("2026-11-24 02:11:52", AT),
        (AT.timestamp(), AT),
        (AT.timestamp() * 1000, AT),
        ("yesterday", None),
        ("", None),
        (True, None),
        (-5, None),
        (1e300, None),
        ("nan", None),
        ("inf", None),
        ("0001-01-01T00:00:00+14:00", None),
        ({"x": 1}, None),
    ],
)
def test_when_it_was_made(told: object, at: datetime | None) -> None:
    assert generic(summary="x", at=told).at == at


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"{}", b'{"summary": " "}', b'{"summary": null}', b"\xff"]
)
def test_what_is_no_change(body: bytes) -> None:
    with pytest.raises(InvalidChange) as caught:
        read_generic(body)
    assert caught.value.errors


def test_links_that_a_browser_should_not_open_are_left_out_and_long_words_are_cut() -> None:
    made = generic(summary="x", links=["javascript:alert(1)", "file:///etc/passwd", 7], service="s" * 999)
    assert made.links == ()
    assert len(made.service) == LONGEST_FIELD


def test_pagerdutys_change_event() -> None:
    made = read_pagerduty(
        {
            "routing_key": "k",
            "payload": {
                "summary": "Merge: raise the pool's limit",
                "timestamp": "2026-11-24T02:11:52.000+0000",
                "source": "build-7",
                "custom_details": {"author": "Priya Raman", "service": "checkout-api", "build_number": "220"},
            },
            "links": [{"href": "https://ci.example.com/220", "text": "Build"}],
            "images": [
                {"src": "https://img.example.com/x.png", "href": "https://ci.example.com", "alt": "Graph"}
            ],
        }
    )
    assert made == ChangeReport(
        summary="Merge: raise the pool's limit",
        at=AT,
        service="checkout-api",
        source="build-7",
        author="Priya Raman",
        details="author: Priya Raman\nservice: checkout-api\nbuild_number: 220",
        links=(
            Link(href="https://ci.example.com/220", text="Build"),
            Link(href="https://ci.example.com", text="Graph"),
        ),
    )


@pytest.mark.parametrize("event", [{}, {"payload": []}, {"payload": {"summary": ""}}, {"payload": None}])
def test_a_pagerduty_change_without_words(event: dict[str, Any]) -> None:
    with pytest.raises(InvalidChange, match="summary"):
        read_pagerduty(event)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["at", "links", "service", "details", "author", "url", "key", "kind"]), _JSON
    )
)
def test_whatever_stands_in_the_other_fields_a_summary_is_a_change(fields: dict[str, Any]) -> None:
    text = json.dumps({**fields, "summary": "x"}, allow_nan=False) if _is_json(fields) else None
    if text is not None:
        made = read_generic(text.encode("utf-8", "surrogatepass"))
        assert made.summary == "x"


def _is_json(fields: dict[str, Any]) -> bool:
    try:
        json.dumps(fields, allow_nan=False).encode()
    except ValueError:
        return False
    return True
