"""What these tests need of Qt."""

from __future__ import annotations

import pytest

from desktop.ui.pyside_none import keep_none


@pytest.fixture(autouse=True, scope="session")
def references_of_pyside() -> None:
    """PySide 6.12.0 on Python 3.11 uses up None and True (see there)."""
    keep_none()
