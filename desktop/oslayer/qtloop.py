"""The one module that knows qasync: asyncio on Qt's event loop, from the start to an end that does not
hang."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QDialog

from desktop import tasks
from desktop.oslayer.daemon_threads import DaemonThreads

if TYPE_CHECKING:
    from qasync import QEventLoop

_log = logging.getLogger(__name__)
_PATIENCE = timedelta(seconds=3)


def run(app: QApplication, main: Coroutine[Any, Any, int | None]) -> int:
    """Run `main` to its end and give its result as exit status (None is 0).

    `main` should wait for an Event of its own. `app.quit()`, SIGINT and SIGTERM cancel it (status 0, and 128
    + the signal); what it awaits in `finally` is still done. Then all other tasks are cancelled and awaited,
    3 s at most. Exceptions that escape from slots are logged. What `main` raises is raised here.
    """
    os.environ.setdefault("QT_API", "pyside6")
    from qasync import QEventLoop

    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    # A name that cannot be looked up, because the network is gone, must not hold up the exit.
    loop.set_default_executor(DaemonThreads("blocking call"))
    excepthook, sys.excepthook = sys.excepthook, _log_escaped
    task = asyncio.Task(main, loop=loop, name="main")
    signals = _Signals(task)
    try:
        # When Qt's loop is left by app.quit() or the end of the session, `main` may still clean up.
        _run_until_done(loop, task, interrupted=task.cancel)
        if signals.got is not None:
            return 128 + signals.got
        return 0 if task.cancelled() else int(task.result() or 0)
    finally:
        signals.close()
        _finish(loop)
        sys.excepthook = excepthook


async def opened(dialog: QDialog) -> int:
    """Open `dialog` and wait until it is finished; gives its result code. Cancelled, it closes the dialog.

    Not `exec`: that would nest an event loop in a running task, and lose background tasks for good.
    """
    result: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finished(code: int) -> None:
        if not result.done():
            result.set_result(code)

    dialog.finished.connect(finished)
    dialog.destroyed.connect(lambda _: finished(QDialog.DialogCode.Rejected.value))
    dialog.open()
    try:
        return await result
    except asyncio.CancelledError:
        dialog.close()
        raise


class _Signals:
    """SIGINT and SIGTERM stop it. Python runs signal handlers when it gets to run only: a socket wakes it."""

    def __init__(self, task: asyncio.Task[Any]) -> None:
        self.got: int | None = None
        self._task = task
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._old_wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._old = {
            number: signal.signal(number, self._caught) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_wakeup)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    def _caught(self, number: int, frame: object) -> None:
        self.got = number
        self._task.get_loop().call_soon_threadsafe(self._task.cancel)

    def _woken(self) -> None:
        self._ours.recv(1024)


def _run_until_done(
    loop: QEventLoop, task: asyncio.Task[Any], interrupted: Callable[[], object] | None = None
) -> None:
    """Not by run_until_complete: when Qt's loop is left early, that one goes on with tasks outside of any
    running loop, and they fail."""
    task.add_done_callback(lambda _: loop.stop())
    while not task.done():
        loop.run_forever()
        if interrupted is not None and not task.done():
            interrupted()


def _finish(loop: QEventLoop) -> None:
    try:
        for last in (_end_tasks(), loop.shutdown_asyncgens()):
            _run_until_done(loop, asyncio.Task(last, loop=loop))
    finally:
        loop.close()
        asyncio.set_event_loop(None)


async def _end_tasks() -> None:
    await tasks.cancel_all(_PATIENCE)
    # Libraries make tasks of their own.
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    if others:
        await asyncio.wait(others, timeout=_PATIENCE.total_seconds())


def _log_escaped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.error("an exception escaped", exc_info=(kind, error, trace))
