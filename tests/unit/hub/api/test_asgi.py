"""Reading bodies: whole, cut, or broken off."""

from __future__ import annotations

import pytest

from desktop.hub.api.asgi import Gone, read_body


def sender(*parts: bytes, hangs_up: bool = False):
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    if hangs_up:
        messages.append({"type": "http.disconnect"})
    else:
        messages.append({"type": "http.request", "body": b"", "more_body": False})
    waiting = iter(messages)

    async def receive():
        return next(waiting)

    return receive


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], (b"", True)),
        ([b"ab", b"cd"], (b"abcd", True)),
        ([b"abc", b"def"], (b"abcd", False)),
        ([b"abcdefgh", b"ij"], (b"abcd", False)),
    ],
)
async def test_at_most_so_much_is_kept(parts, expected):
    assert await read_body(sender(*parts), largest=4) == expected


async def test_one_who_hangs_up_has_sent_nothing():
    with pytest.raises(Gone):
        await read_body(sender(b"ab", hangs_up=True), largest=4)
