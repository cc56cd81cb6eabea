"""Output of programs as text that a window can show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.formats.terminal import LONGEST_LINE, TerminalText, terminal_text


def test_colours_and_titles_are_left_out() -> None:
    assert terminal_text(b"\x1b[1;31mred\x1b[0m \x1b]0;title\x07x\x1b(B\ty\x00\x07") == "red x\ty"


def test_progress_bars_are_lines() -> None:
    assert terminal_text(b"10%\r20%\r\nend") == "10%\n20%\nend"


def test_a_line_without_an_end_gets_ends() -> None:
    lines = terminal_text(b"x" * 1_000_000).split("\n")
    assert max(map(len, lines)) == LONGEST_LINE
    assert sum(map(len, lines)) == 1_000_000


@given(
    st.binary(max_size=300) | st.text("a\x1b[31m\r\né\U0001f4a5]07;\x07", max_size=60).map(str.encode),
    st.lists(st.integers(0, 300), max_size=5),
)
def test_however_it_is_cut_it_is_the_same(data: bytes, cuts: list[int]) -> None:
    text, before, at = TerminalText(), "", 0
    for cut in sorted(cuts):
        before += text.feed(data[at:cut])
        at = max(at, cut)
    before += text.feed(data[at:], final=True)
    assert before == terminal_text(data)
    assert "\x1b[31m" not in before


@given(st.lists(st.text("ab\n", max_size=3000), max_size=6))
def test_no_line_is_too_long_however_it_comes(pieces: list[str]) -> None:
    text = TerminalText()
    found = "".join(text.feed(piece.encode()) for piece in pieces)
    assert all(len(line) <= LONGEST_LINE for line in found.split("\n"))
