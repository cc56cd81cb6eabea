"""Checks as the desktop runs them, on Qt's loop: their results as JSON on standard output.

python -m tests.integration.diagnostics.qt_desk WEB_URL DNS_PORT
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.clock import SystemClock
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.diagnostics.output import Output
from desktop.diagnostics.run import run
from desktop.oslayer import qtloop


def checks(url: str, port: str) -> list[Diagnostic]:
    host, web_port = url.removeprefix("http://").split(":")
    name_server = f"127.0.0.1:{port}"
    found: list[tuple[DiagnosticKind, dict[str, str], str]] = [
        (DiagnosticKind.HTTP, {"url": f"{url}/healthz"}, ""),
        (DiagnosticKind.TCP, {"host": host, "port": web_port}, ""),
        (DiagnosticKind.DNS, {"host": "example.com", "server": name_server}, ""),
        (DiagnosticKind.DNS, {"host": "localhost"}, ""),
        (DiagnosticKind.COMMAND, {}, "echo {{ x }}; exit 3"),
        (DiagnosticKind.COMMAND, {}, "echo begun; sleep 600"),
    ]
    return [
        Diagnostic(
            id=str(number),
            kind=kind,
            name=str(number),
            fields=tuple(fields.items()),
            command=command,
            timeout=timedelta(seconds=1 if "600" in command else 20),
        )
        for number, (kind, fields, command) in enumerate(found)
    ]


async def main(url: str, port: str) -> int:
    clock = SystemClock()

    async def result(one: Diagnostic) -> str:
        values = {"x": "$(echo no) 'yes'"}
        finished = await run(one, values, Output(uuid4()), result_id=uuid4(), clock=clock)
        return f"{finished.result.verdict}: {finished.result.summary} [{finished.result.excerpt}]"

    running = [tasks.start(result(one), one.name) for one in checks(url, port)]
    print(json.dumps(list(await asyncio.gather(*running))))
    left = tasks.start(result(checks(url, port)[-1]), "cancelled")
    await asyncio.sleep(0.1)
    left.cancel()
    await asyncio.wait([left])
    return 0 if left.cancelled() else 1


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    sys.exit(qtloop.run(app, main(sys.argv[1], sys.argv[2])))
