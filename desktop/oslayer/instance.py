"""One instance for each person and profile, and the socket on which it takes commands.

One JSON object a line in, one out, then the connection is closed. Only the same person may connect.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from desktop import tasks
from desktop.oslayer.local_client import LONGEST_LINE

_log = logging.getLogger(__name__)

Answer = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class Instance(QObject):
    """The claim to be the only one; then the server. `answer` gets each command on the loop's thread."""

    def __init__(self, socket_path: Path, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = socket_path
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """True: we are the one, and listen. False: another runs; say what is wanted with `send_command`.

        A socket that nobody answers is left over from a crash and is removed; two who start at the same
        moment are kept apart by a lock. Raises OSError when the socket cannot be made.
        """
        lock = QLockFile(f"{self._path}.lock")
        lock.setStaleLockTime(10_000)
        lock.lock()
        try:
            if self._another_answers():
                return False
            QLocalServer.removeServer(str(self._path))
            if not self._server.listen(str(self._path)):
                raise OSError(f"cannot listen on {self._path}: {self._server.errorString()}")
            return True
        finally:
            lock.unlock()

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()

    def _another_answers(self) -> bool:
        probe = QLocalSocket()
        probe.connectToServer(str(self._path))
        found = probe.waitForConnected(1000)
        probe.abort()
        return found

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            connection.readyRead.connect(lambda c=connection: self._read(c))
            if connection.canReadLine():
                self._read(connection)

    def _read(self, connection: QLocalSocket) -> None:
        if not connection.canReadLine():
            if connection.bytesAvailable() > LONGEST_LINE:
                connection.abort()
            return
        line = bytes(connection.readLine().data())
        connection.readyRead.disconnect()
        tasks.start(self._reply(connection, line), "local command")

    async def _reply(self, connection: QLocalSocket, line: bytes) -> None:
        try:
            command = json.loads(line)
            if not isinstance(command, dict):
                raise ValueError("not an object")
        except ValueError:
            reply: dict[str, Any] = {"error": "The command was not understood."}
        else:
            reply = await self._answered(command)
        if isValid(connection):  # whoever asked may have hung up
            connection.write(json.dumps(reply).encode() + b"\n")
            connection.disconnectFromServer()

    async def _answered(self, command: dict[str, Any]) -> dict[str, Any]:
        try:
            return await self._answer(command)
        except Exception:  # noqa: BLE001 - whoever asks waits for an answer, whatever went wrong here
            _log.exception("a local command failed")
            return {"error": "Something went wrong. The log of Pairwatch says what."}
