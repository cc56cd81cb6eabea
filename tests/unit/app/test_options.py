"""The desktop's options."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app.desk.options import DesktopOptions, Place, desktop_options
from desktop.core.errors import PairwatchError
from desktop.ui.theme.tokens import Scheme


def test_none_are_needed() -> None:
    assert desktop_options([]) == DesktopOptions()


def test_all_are_understood() -> None:
    given = ["--team", "t.toml", "--me", "ana", "--theme", "dark", "--hidden", "--place", "0,20,640,700"]
    assert desktop_options(given) == DesktopOptions(
        team=Path("t.toml"),
        me="ana",
        theme=Scheme.DARK,
        hidden=True,
        place=Place(x=0, y=20, width=640, height=700),
    )


@pytest.mark.parametrize(
    "given",
    [
        ["--glow"],
        ["--theme", "pink"],
        ["--place", "1,2"],
        ["--hub", "http://h"],
        ["--token-file", "t"],
        ["--me"],
    ],
)
def test_what_is_not_understood_is_a_sentence(given: list[str]) -> None:
    with pytest.raises(PairwatchError) as refused:
        desktop_options(given)
    assert refused.value.remedy
