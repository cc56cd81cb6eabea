"""Output: its beginning, its end, all of it in a file, and what is new."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics.output import KEPT, Output

ID = UUID(int=1)


def test_what_is_short_is_all_there_and_no_file(tmp_path: Path) -> None:
    output = Output(ID, tmp_path)
    assert output.write(b"one\ntwo")
    output.close()
    assert output.kept == b"one\ntwo"
    assert output.lines == 2
    assert output.path is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_long_is_cut_in_its_middle_and_whole_in_the_file(tmp_path: Path) -> None:
    output = Output(ID, tmp_path)
    pieces = [bytes([65 + n % 26]) * 70_000 for n in range(50)]
    for piece in pieces:
        output.write(piece)
    output.close()
    whole = b"".join(pieces)
    assert output.path is not None
    assert output.path.read_bytes() == whole
    assert output.size == len(whole)
    assert output.kept.startswith(whole[: KEPT // 2])
    assert output.kept.endswith(whole[-KEPT // 2 :])
    assert f"… {len(whole) - KEPT:,} bytes …".encode() in output.kept


def test_what_comes_too_fast_to_be_read_is_left_out_of_the_view() -> None:
    output = Output(ID)
    output.write(b"a" * 100_000)
    output.write(b"b" * 10_000)
    data, skipped = output.take()
    assert len(data) + skipped == 110_000
    assert data.endswith(b"a" + b"b" * 10_000)
    assert output.take() == (b"", 0)


def test_who_begins_to_look_sees_the_end_and_then_what_is_new() -> None:
    output = Output(ID)
    for number in range(400_000):
        output.write(b"%07d\n" % number)
    data, before = output.so_far(80_000)
    assert data == b"".join(b"%07d\n" % number for number in range(390_000, 400_000))
    assert before == 390_000 * 8
    output.write(b"new\n")
    assert output.take() == (b"new\n", 0)


def test_a_disk_that_is_full_costs_the_file_only(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.txt").touch()  # somebody was there first
    output = Output(ID, tmp_path)
    assert output.write(b"x" * 100_000)
    assert output.write(b"x" * 100_000)
    assert output.path is None
    assert output.size == 200_000


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_lines_are_counted_however_they_come(pieces: list[bytes]) -> None:
    output = Output(ID)
    for piece in pieces:
        output.write(piece)
    whole = b"".join(pieces)
    assert output.lines == whole.count(b"\n") + (1 if whole and not whole.endswith(b"\n") else 0)
