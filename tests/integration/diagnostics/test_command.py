"""Commands as they are run: their group, their environment, their end, their output."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from desktop import tasks
from desktop.core.fixing.check_result import LONGEST_EXCERPT, CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.diagnostics import output as outputs
from desktop.diagnostics.output import Output
from tests.integration.diagnostics.conftest import Running, check


def command(text: str, timeout: float = 10):
    return check(DiagnosticKind.COMMAND, command=text, timeout=timeout)


def left_of(mark: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(
            mark in part for part in process.info["cmdline"] or ()
        ):
            found.append(process)
    return found


async def started(output: Output, word: bytes) -> None:
    while word not in output.kept:
        await asyncio.sleep(0.01)


async def test_says_what_it_wrote(run_check: Running, home: Path) -> None:
    finished = await run_check(command("echo one; echo two >&2"))
    assert finished.result.verdict is CheckVerdict.TOLD
    assert finished.result.excerpt == "one\ntwo"
    assert finished.result.summary.startswith("2 lines in ")
    assert finished.file is None


async def test_failing_is_bad(run_check: Running, home: Path) -> None:
    finished = await run_check(command("echo no; exit 3"))
    assert finished.result.verdict is CheckVerdict.BAD
    assert finished.result.summary.startswith("Failed with status 3; 1 line in ")


async def test_has_nothing_to_read_and_knows_little(
    run_check: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
    monkeypatch.setenv("PAIRWATCH_HOME", "/x")
    monkeypatch.setenv("KUBECONFIG", "/k")
    finished = await run_check(command("cat; pwd; env"))
    assert "s3cret" not in finished.result.excerpt
    assert "PAIRWATCH" not in finished.result.excerpt
    assert "KUBECONFIG=/k" in finished.result.excerpt
    assert "TERM=dumb" in finished.result.excerpt
    assert finished.result.excerpt.startswith(str(home))


async def test_out_of_time_all_of_it_ends(run_check: Running, home: Path) -> None:
    mark = f"7{uuid4().int % 10**8}"
    finished = await run_check(command(f"echo begun; sh -c 'sleep {mark} & sleep {mark}'", timeout=0.5))
    assert finished.result.verdict is CheckVerdict.NOT_RUN
    assert finished.result.summary == "Not finished in 500 ms"
    assert finished.result.excerpt == "begun"
    assert left_of(mark) == []


async def test_one_that_does_not_want_to_end_is_ended(run_check: Running, home: Path) -> None:
    mark = f"7{uuid4().int % 10**8}"
    text = f"trap '' TERM; echo begun; sleep {mark}; sleep {mark}"
    assert (await run_check(command(text, timeout=0.3))).result.verdict is CheckVerdict.NOT_RUN
    assert left_of(mark) == []


async def test_cancelled_all_of_it_ends(run_check: Running, home: Path) -> None:
    mark = f"7{uuid4().int % 10**8}"
    output = Output(uuid4())
    running = tasks.start(
        run_check(command(f"echo begun; sleep {mark} | sleep {mark}"), output=output), "the check"
    )
    await started(output, b"begun")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert left_of(mark) == []


async def test_what_it_leaves_in_the_background_ends_with_it(run_check: Running, home: Path) -> None:
    mark = f"7{uuid4().int % 10**8}"
    finished = await run_check(command(f"sleep {mark} & echo done"))
    assert finished.result.excerpt == "done"
    assert left_of(mark) == []


async def test_a_long_output_is_cut_in_memory_and_whole_in_a_file(run_check: Running, home: Path) -> None:
    output = Output(result_id := uuid4(), home / "output")
    text = "echo begin; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end"
    finished = await run_check(command(text), output=output)
    assert finished.result.output_bytes == 3_000_011
    assert len(finished.result.excerpt) <= LONGEST_EXCERPT
    assert finished.result.excerpt.endswith("end")
    assert len(output.kept) < outputs.KEPT + 100
    assert output.kept.startswith(b"begin\n")
    assert b"bytes \xe2\x80\xa6\n" in output.kept
    assert finished.file == home / "output" / f"{result_id}.txt"
    assert finished.file.stat().st_size == 3_000_011
    assert stat.S_IMODE(finished.file.stat().st_mode) == 0o600


async def test_too_much_is_ended(run_check: Running, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "LONGEST", 1_000_000)
    finished = await run_check(command("yes"))
    assert finished.result.summary.startswith("Ended: more than 200 MB")


async def test_what_is_not_there_is_said(
    run_check: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    finished = await run_check(check(DiagnosticKind.PING, host="localhost"))
    assert finished.result.verdict is CheckVerdict.NOT_RUN
    assert finished.result.summary.startswith("ping: No such file or directory.")


async def test_ping_is_asked_by_its_arguments(
    run_check: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = home / "ping"
    fake.write_text(
        '#!/bin/sh\necho "PING $*"\n'
        "echo '4 packets transmitted, 3 received, 25% packet loss, time 3004ms'\n"
        "echo 'rtt min/avg/max/mdev = 0.031/0.042/0.055/0.009 ms'\n"
    )
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}{os.environ['PATH']}")
    finished = await run_check(check(DiagnosticKind.PING, host="{{ host }}"), host="web-1")
    assert finished.result.verdict is CheckVerdict.BAD
    assert finished.result.summary == "25 % lost; 0.042 ms on average"
    assert "PING -n -c 4 web-1" in finished.result.excerpt
    for name in ("-f", "a b", "$(x)", "a;b"):
        refused = await run_check(check(DiagnosticKind.PING, host="{{ host }}"), host=name)
        assert "is not the name of a host" in refused.result.summary


async def test_old_files_are_forgotten(tmp_path: Path) -> None:
    from datetime import timedelta

    from desktop.clock import SystemClock

    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.touch()
    new.touch()
    now = SystemClock().now()
    fortnight = (now - timedelta(days=15)).timestamp()
    os.utime(old, (fortnight, fortnight))
    assert outputs.forget_old(tmp_path, now) == 1
    assert not old.exists()
    assert new.exists()
