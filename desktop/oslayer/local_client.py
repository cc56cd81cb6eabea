"""The other end of the command socket: a word to the running instance, without Qt, for `pairwatch ack`."""

from __future__ import annotations

import json
import socket
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.core.errors import PairwatchError

LONGEST_LINE = 1 << 20


class NotRunning(PairwatchError):
    """Nobody listens on the command socket."""


class NoAnswer(PairwatchError):
    """The running instance took the command, and did not answer properly."""


def send_command(
    socket_path: Path, command: dict[str, Any], timeout: timedelta = timedelta(seconds=10)
) -> dict[str, Any]:
    """Send one JSON object and give the answer. Blocks. Raises `NotRunning` and `NoAnswer`."""
    line = json.dumps(command).encode() + b"\n"
    try:
        answer = (
            _through_pipe(socket_path, line) if sys.platform == "win32" else _ask(socket_path, line, timeout)
        )
    except (ConnectionRefusedError, FileNotFoundError) as error:
        raise NotRunning(
            "Pairwatch is not running here.", "Start it with `pairwatch`, then try again."
        ) from error
    except OSError as error:
        raise NoAnswer("Pairwatch does not answer.", "Look at its window; restart it if it hangs.") from error
    try:
        decoded = json.loads(answer)
    except ValueError as error:
        raise NoAnswer(
            "Pairwatch closed without an answer.", "Look at its window, then try again."
        ) from error
    return decoded if isinstance(decoded, dict) else {"answer": decoded}


def _ask(path: Path, line: bytes, timeout: timedelta) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout.total_seconds())
        connection.connect(str(path))
        connection.sendall(line)
        received = b""
        while not received.endswith(b"\n") and len(received) < LONGEST_LINE:
            part = connection.recv(65_536)
            if not part:
                break
            received += part
        return received


def _through_pipe(path: Path, line: bytes) -> bytes:
    """Windows: a local server is a named pipe there. Not tried on a real machine yet."""
    with open(rf"\\.\pipe\{path.name}", "r+b", buffering=0) as pipe:
        pipe.write(line)
        return pipe.readline(LONGEST_LINE)
