"""What was pressed survives whatever happens to the process; nothing counts twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desktop.client.outbox import Outbox
from desktop.core.incident.commands import AddNote, ConfirmRinging, ReturnSeat
from desktop.core.team.seat import Seat
from tests.sample import INCIDENT_ID, NIGHT, claim
from tests.unit.client.playbook import LOCAL

MINE = claim("ana", Seat.MANAGER, NIGHT)


def note(text: str) -> AddNote:
    return AddNote(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, text=text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.sqlite3"


def test_what_was_put_is_there_after_a_restart_in_order(path: Path) -> None:
    outbox = Outbox(path)
    put = [outbox.put(command, LOCAL) for command in (MINE, note("one"), note("two"))]
    outbox.close()
    again = Outbox(path)
    assert list(again.pending) == put
    again.remove(again.pending[1].key)
    again.close()
    third = Outbox(path)
    assert [pending.command for pending in third.pending] == [MINE, note("two")]
    third.close()


def test_pressing_twice_counts_once_also_after_a_restart(path: Path) -> None:
    outbox = Outbox(path)
    assert outbox.put(MINE, LOCAL)
    later = claim("ana", Seat.MANAGER, NIGHT + timedelta(minutes=1))
    assert outbox.put(later, LOCAL) is None
    outbox.put(ConfirmRinging(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT), LOCAL)
    assert outbox.put(later, LOCAL) is None
    outbox.close()
    again = Outbox(path)
    assert again.put(later, LOCAL) is None
    assert again.pending[0].command == MINE, "the first press is the one that is kept"
    again.close()


def test_what_means_something_else_is_not_a_repeat(path: Path) -> None:
    outbox = Outbox(path)
    assert outbox.put(MINE, LOCAL)
    assert outbox.put(claim("ana", Seat.MANAGER, NIGHT, explicit=True), LOCAL)
    assert outbox.put(claim("ana", Seat.ENGINEER, NIGHT), LOCAL)
    back = ReturnSeat(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT, seat=Seat.MANAGER)
    assert outbox.put(back, LOCAL)
    assert outbox.put(MINE, LOCAL), "claimed again after giving it back"
    assert len(outbox.pending) == 5
    outbox.close()


def test_a_page_that_came_since_is_answered_too(path: Path) -> None:
    outbox = Outbox(path)
    assert outbox.put(MINE, LOCAL, NIGHT)
    assert outbox.put(MINE, LOCAL, NIGHT) is None
    again_at = NIGHT + timedelta(minutes=5)
    assert outbox.put(claim("ana", Seat.MANAGER, again_at), LOCAL, again_at)
    outbox.close()


def test_only_its_owner_can_read_it(path: Path) -> None:
    outbox = Outbox(path)
    outbox.put(note("the database's password is out"), LOCAL)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    outbox.close()


def test_a_broken_file_is_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, however long it is " * 100)
    outbox = Outbox(path)
    assert outbox.put(MINE, LOCAL)
    outbox.close()
    assert path.with_name("outbox.sqlite3.broken").exists()
    again = Outbox(path)
    assert [pending.command for pending in again.pending] == [MINE]
    again.close()


def test_a_command_of_a_newer_pairwatch_stays_and_the_others_go_on(path: Path) -> None:
    outbox = Outbox(path)
    outbox.put(MINE, LOCAL)
    outbox.close()
    database = sqlite3.connect(path)
    database.execute(
        "INSERT INTO outbox (key, queued_at, command) VALUES (?, ?, ?)",
        (str(UUID(int=1)), LOCAL.isoformat(), b'{"type": "OfferSeat", "data": {}}'),
    )
    database.commit()
    database.close()
    again = Outbox(path)
    assert [pending.command for pending in again.pending] == [MINE]
    again.close()
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*) FROM outbox").fetchone() == (2,)
    database.close()


def test_what_is_pressed_while_the_program_ends_is_kept(path: Path) -> None:
    outbox = Outbox(path)
    outbox.close()
    pending = outbox.put(MINE, LOCAL)
    outbox.close()
    again = Outbox(path)
    assert again.pending == (pending,)
    again.close()


def test_without_a_disk_it_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where the folder should be")
    outbox = Outbox(tmp_path / "file" / "outbox.sqlite3")
    pending = outbox.put(MINE, LOCAL)
    assert pending is not None
    assert outbox.pending == (pending,)
    outbox.remove(pending.key)
    assert not outbox.pending


PRESS_UNTIL_KILLED = """
import sys
from pathlib import Path
from desktop.client.outbox import Outbox
from tests.unit.client.test_outbox import note
from tests.unit.client.playbook import LOCAL

outbox = Outbox(Path(sys.argv[1]))
number = len(outbox.pending)
while True:
    outbox.put(note(str(number)), LOCAL)
    print(number, flush=True)
    number += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kill_9_loses_nothing_that_put_had_returned_for(path: Path) -> None:
    said = 0
    for round_ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", PRESS_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(20 + 7 * round_):
                said = int(process.stdout.readline()) + 1
            os.kill(process.pid, signal.SIGKILL)
            said += len(process.stdout.readlines())
        outbox = Outbox(path)
        texts = [pending.command.text for pending in outbox.pending if isinstance(pending.command, AddNote)]
        outbox.close()
        assert texts[:said] == [str(number) for number in range(said)]
        assert len(texts) <= said + 1, "at most the one that was killed between the disk and the word"
