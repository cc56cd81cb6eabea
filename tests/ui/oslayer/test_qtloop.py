"""asyncio on Qt's loop: it begins, and above all it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

import httpx
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from desktop import tasks
from desktop.oslayer import qtloop


async def for_ever(note):
    try:
        await asyncio.Event().wait()
    finally:
        note.append("ended")


def later(do):
    QTimer.singleShot(20, do)


def test_the_result_is_the_exit_status(qapp):
    async def main(result):
        await asyncio.sleep(0)
        return result

    assert qtloop.run(qapp, main(3)) == 3
    assert qtloop.run(qapp, main(None)) == 0


def test_what_main_raises_is_raised(qapp):
    async def main():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        qtloop.run(qapp, main())


def test_background_tasks_are_ended_with_it(qapp):
    note: list[str] = []

    async def main():
        tasks.start(for_ever(note), "for ever")
        await asyncio.sleep(0)

    assert qtloop.run(qapp, main()) == 0
    assert note == ["ended"]


@pytest.mark.parametrize(
    ("how", "status"),
    [("quit", 0), (signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, 128 + signal.SIGINT)],
    ids=["quit", "SIGTERM", "SIGINT"],
)
def test_ended_from_outside_main_may_still_clean_up(qapp, how, status):
    note: list[str] = []

    async def main():
        tasks.start(for_ever(note), "for ever")
        later(qapp.quit if how == "quit" else lambda: os.kill(os.getpid(), how))
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            note.append("cleaned up")

    before = signal.getsignal(signal.SIGINT)
    assert qtloop.run(qapp, main()) == status
    assert note == ["cleaned up", "ended"]
    assert signal.getsignal(signal.SIGINT) == before


def test_a_quit_while_it_cleans_up_changes_nothing(qapp):
    note: list[str] = []

    async def main():
        later(qapp.quit)
        try:
            await asyncio.Event().wait()
        finally:
            later(qapp.quit)
            for _ in range(10):
                try:
                    await asyncio.sleep(0.01)
                except asyncio.CancelledError:
                    note.append("cancelled again")
            note.append("cleaned up")

    assert qtloop.run(qapp, main()) == 0
    assert note[-1] == "cleaned up"


def test_a_call_that_hangs_in_a_thread_does_not_hold_it_up(qapp):
    let_go = threading.Event()

    async def main():
        asyncio.get_running_loop().run_in_executor(None, let_go.wait)
        await asyncio.sleep(0)

    assert qtloop.run(qapp, main()) == 0
    let_go.set()


def test_an_open_stream_does_not_hold_it_up(qapp):
    note: list[str] = []

    async def serve(reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
            for number in range(1000):
                writer.write(f"data: {number}\n\n".encode())
                await writer.drain()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            pass  # Python 3.11 logs an error when a handler of start_server is cancelled
        finally:
            writer.close()

    async def follow(port, got_all):
        async with (
            httpx.AsyncClient(timeout=30) as client,
            client.stream("GET", f"http://127.0.0.1:{port}") as answer,
        ):
            async for line in answer.aiter_lines():
                if line == "data: 999":
                    got_all.set()
                    later(qapp.quit)
        note.append("the stream ended by itself")

    async def main():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        got_all = asyncio.Event()
        tasks.start(follow(server.sockets[0].getsockname()[1], got_all), "follow")
        await got_all.wait()
        note.append("all events came")
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    assert qtloop.run(qapp, main()) == 0
    assert note == ["all events came"]


def test_an_exception_in_a_slot_is_logged_and_ends_nothing(qapp, expected_errors):
    def slot():
        raise LookupError("in a slot")

    async def main():
        QTimer.singleShot(0, slot)
        await asyncio.sleep(0.05)
        return 7

    assert qtloop.run(qapp, main()) == 7
    assert "escaped" in expected_errors[0].getMessage()


def test_a_dialog_is_awaited_while_tasks_go_on(qapp):
    note: list[int] = []

    async def count():
        while True:
            note.append(1)
            await asyncio.sleep(0.005)

    async def main():
        tasks.start(count(), "count")
        dialog = QDialog()
        QTimer.singleShot(100, dialog.accept)
        return await qtloop.opened(dialog)

    assert qtloop.run(qapp, main()) == QDialog.DialogCode.Accepted.value
    assert len(note) > 2


def test_a_dialog_that_nobody_waits_for_any_more_is_closed(qapp):
    dialog = QDialog()

    async def main():
        waiting = tasks.start(qtloop.opened(dialog), "dialog")
        await asyncio.sleep(0.02)
        assert dialog.isVisible()
        waiting.cancel()
        await asyncio.wait({waiting})
        return int(dialog.isVisible())

    assert qtloop.run(qapp, main()) == 0


def test_a_dialog_that_is_deleted_counts_as_rejected(qapp):
    async def main():
        dialog = QDialog()
        later(dialog.deleteLater)
        return await qtloop.opened(dialog)

    assert qtloop.run(qapp, main()) == QDialog.DialogCode.Rejected.value
