"""All of it on Qt's loop, in a process of its own, as the desktop does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.integration.diagnostics.servers import name_server, web


@pytest.mark.slow
def test_checks_and_commands_run_on_qts_loop() -> None:
    with web() as server, name_server({1: [bytes([192, 0, 2, 7])]}) as port:
        server.says("/healthz", "fine")
        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.diagnostics.qt_desk", server.url, str(port)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    http, tcp, dns, system, command, endless = json.loads(done.stdout)
    assert http.startswith("fine: 200 in ")
    assert tcp.startswith("fine: Open in ")
    assert dns.startswith("fine: 192.0.2.7 in ")
    assert system.startswith("fine: 127.0.0.1 in ")
    assert command.startswith("bad: Failed with status 3; 1 line in ")
    assert command.endswith("[$(echo no) 'yes']")
    assert endless == "not_run: Not finished in 1 s [begun]"
    assert "Traceback" not in done.stderr
