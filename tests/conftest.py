"""What holds for every test: silence is tested (style: an unexpected log record, thread or task fails)."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from desktop import tasks
from tests import postgres
from tests.virtual_desktop.desktop import VirtualDesktop
from tests.virtual_desktop.desktop import virtual_desktop as start_virtual_desktop

# In this process widgets draw into memory; real screens are in tests/virtual_desktop, for child processes.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
# A keyring of the person who runs the tests is none of our business.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
)


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_errors() -> list[logging.LogRecord]:
    """For a test in which something logs an error by intention: the records; at least one must come."""
    return []


@pytest.fixture(autouse=True)
def no_unexpected_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which anybody logs an error, unless it asked for `expected_errors`."""
    handler = _Errors()
    if "expected_errors" in request.fixturenames:
        handler.records = request.getfixturevalue("expected_errors")
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if "expected_errors" in request.fixturenames:
        assert handler.records, "the test expects a logged error, and none was logged"
    elif handler.records:
        lines = "\n".join(f"{record.name}: {record.getMessage()}" for record in handler.records)
        pytest.fail(f"errors were logged:\n{lines}", pytrace=False)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread behind which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    give_up = time.monotonic() + 3
    while leaked := [t for t in threading.enumerate() if t not in before and not t.daemon and t.is_alive()]:
        if time.monotonic() > give_up:
            pytest.fail(f"threads left behind: {[thread.name for thread in leaked]}", pytrace=False)
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def no_leaked_tasks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a background task running."""
    # pytest-asyncio cancels what is left when it closes the loop; asking for the loop first makes that last.
    if "_function_scoped_runner" in request.fixturenames:
        request.getfixturevalue("_function_scoped_runner")
    before = tasks.running()
    yield
    leaked = [task.get_name() for task in tasks.running() - before if not task.get_loop().is_closed()]
    if leaked:
        pytest.fail(f"background tasks left behind: {leaked}", pytrace=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.PostgresServer]:
    """A PostgreSQL for this (worker) process, fast: it survives kill -9, not a power cut."""
    with postgres.serve() as server:
        yield server


@pytest.fixture(scope="session")
def durable_postgres_server() -> Iterator[postgres.PostgresServer]:
    """A PostgreSQL for this (worker) process with fsync and synchronous commit, as in production."""
    with postgres.serve(durable=True) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture
def durable_postgres_url(durable_postgres_server: postgres.PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database, written as durably as in production."""
    with durable_postgres_server.fresh_database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'hub.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, of each kind that the hub can use in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def virtual_desktop() -> Iterator[VirtualDesktop]:
    """A desktop with screen, tray, notifications, sound and keyring; nothing of it is left afterwards."""
    with start_virtual_desktop() as desktop:
        yield desktop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the cheap tests first: what is broken at the bottom should not be found at the top."""
    order = ["unit", "ui", "integration", "e2e"]

    def rank(item: pytest.Item) -> int:
        return next((n for n, folder in enumerate(order) if folder in item.path.parts), len(order))

    items.sort(key=rank)
