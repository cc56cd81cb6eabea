"""Services that answer on this computer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.channels.mailbox import Mailbox, receiving
from tests.integration.channels.tracker_server import Tracker, tracking
from tests.integration.channels.vendor import Vendor, serving


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """A chat service."""
    with serving() as found:
        yield found


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server."""
    with receiving() as found:
        yield found


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    """An issue tracker."""
    with tracking() as found:
        yield found
