"""One instance, and its command socket."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.oslayer import qtloop
from desktop.oslayer.instance import Instance
from desktop.oslayer.local_client import NoAnswer, NotRunning, send_command


@pytest.fixture
def path():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder) / "desktop.sock"


async def echo(command):
    return {"did": command["do"]}


def run(qapp, main):
    """Run `main` on the loop and give what it returns."""
    results = []

    async def around():
        results.append(await main())

    qtloop.run(qapp, around())
    return results[0]


def ask(path, command):
    return asyncio.to_thread(send_command, path, command)


def test_the_first_is_the_one_and_answers_commands(qapp, path):
    async def main():
        first = Instance(path, echo)
        assert first.claim()
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        assert not Instance(path, echo).claim()
        answers = await asyncio.gather(*(ask(path, {"do": f"ack {n}"}) for n in range(20)))
        first.close()
        return answers

    assert run(qapp, main) == [{"did": f"ack {n}"} for n in range(20)]
    assert not path.exists()


def test_what_a_crash_left_behind_is_taken_over(qapp, path):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
        dead.listen()
    assert path.exists()

    async def main():
        instance = Instance(path, echo)
        assert instance.claim()
        answer = await ask(path, {"do": "it"})
        instance.close()
        return answer

    assert run(qapp, main) == {"did": "it"}


def test_of_many_that_start_at_once_one_wins(qapp, path):
    program = (
        "import sys, pathlib; from PySide6.QtCore import QCoreApplication;"
        "from desktop.oslayer.instance import Instance;"
        "app = QCoreApplication([]); it = Instance(pathlib.Path(sys.argv[1]), None); won = it.claim();"
        "print(won, flush=True); won and sys.stdin.read()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = [process.stdout.readline().strip() for process in started if process.stdout is not None]
    for process in started:
        process.communicate()
    assert sorted(said) == ["False", "False", "False", "True"]


def test_a_command_that_fails_inside_is_answered(qapp, path, expected_errors):
    async def fail(command):
        raise LookupError("inside")

    async def main():
        instance = Instance(path, fail)
        instance.claim()
        answer = await ask(path, {"do": "it"})
        instance.close()
        return answer

    assert "error" in run(qapp, main)
    assert "inside" in str(expected_errors[0].exc_info)


@pytest.mark.parametrize("sent", [b"no json\n", b"[1, 2]\n", b"\xff\xfe\n"])
def test_what_is_not_a_command_is_answered_too(qapp, path, sent):
    async def main():
        instance = Instance(path, echo)
        instance.claim()
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(sent)
        answer = await reader.read()
        writer.close()
        instance.close()
        return answer

    assert b"not understood" in run(qapp, main)


def test_a_command_may_come_in_pieces(qapp, path):
    async def main():
        instance = Instance(path, echo)
        instance.claim()
        reader, writer = await asyncio.open_unix_connection(path)
        for piece in (b'{"do": ', b'"slowly"', b"}\n"):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02)
        answer = await reader.read()
        writer.close()
        instance.close()
        return answer

    assert run(qapp, main) == b'{"did": "slowly"}\n'


def test_who_hangs_up_early_disturbs_nobody(qapp, path):
    answered = asyncio.Event()

    async def slow(command):
        await asyncio.sleep(0.05)
        answered.set()
        return {}

    async def main():
        instance = Instance(path, slow)
        instance.claim()
        _, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do": "it"}\n')
        await writer.drain()
        writer.close()
        await answered.wait()
        await asyncio.sleep(0.02)
        instance.close()

    run(qapp, main)


def test_nobody_there_is_said_with_a_remedy(path):
    with pytest.raises(NotRunning, match="not running") as caught:
        send_command(path, {"do": "ack"})
    assert "pairwatch" in caught.value.remedy
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with pytest.raises(NotRunning):
        send_command(path, {"do": "ack"})


def test_somebody_who_does_not_answer_is_said(path):
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(path))
        hung.listen()
        with pytest.raises(NoAnswer):
            send_command(path, {"do": "ack"}, timeout=timedelta(milliseconds=50))


def test_the_command_line_side_needs_no_qt():
    program = "import sys, desktop.oslayer.local_client; print([m for m in sys.modules if 'PySide' in m])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == "[]\n"
