"""JSON of any shape, as text for people."""

from __future__ import annotations

import pytest

from desktop.formats import loose


def test_nested_details_are_indented():
    value = {"a": 1, "b": {"c": [True, None, {"d": "x"}]}, "text": "two\nlines", "empty": {}, "none": None}
    assert loose.readable(value) == "a: 1\nb:\n  c:\n    - true\n    -\n      d: x\ntext:\n  two\n  lines"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"nan", b'"\xff"', b"1" * 5000, b"[" * 70 + b"]" * 70, b"[" * 100_000]
)
def test_what_is_no_json_or_nests_too_deeply(body):
    with pytest.raises(loose.NotJson):
        loose.decode(body)


def test_wide_is_not_deep():
    assert len(loose.decode(b"[" + b",".join([b"{}"] * 1000) + b"]")) == 1000
