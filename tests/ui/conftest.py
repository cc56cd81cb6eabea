"""One theme for all UI tests of a process, as the application has one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from tests.ui.story import NIGHT, Story

HEARD = SoundState(device="Speakers", verified_at=NIGHT - timedelta(hours=2))


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.DARK)


@pytest.fixture
def theme(one_theme: Theme) -> Iterator[Theme]:
    yield one_theme
    one_theme.set_text_scale(1.0)
    one_theme.set_scheme(Scheme.DARK)


@pytest.fixture
def story() -> Story:
    """Ben, the Engineer of the night, is paged for the checkout."""
    return Story()


@pytest.fixture
def bridge_of(qapp: QApplication) -> Iterator[Callable[[Story], Bridge]]:
    """Makes bridges, and closes them."""
    made: list[Bridge] = []

    def make(story: Story) -> Bridge:
        made.append(Bridge(story.session, story.clock))
        return made[-1]

    yield make
    for bridge in made:
        bridge.close()


def drive(coro: Coroutine[Any, Any, None], _name: str) -> None:
    """Runs what never waits, as the double's coroutines, in place of a background task."""
    try:
        coro.send(None)
    except StopIteration:
        return
    raise AssertionError("it waits for something")
