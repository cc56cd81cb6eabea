"""DNS and TCP checks."""

from __future__ import annotations

import asyncio
import socket

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from tests.integration.diagnostics.conftest import Running, check
from tests.integration.diagnostics.servers import name_server


async def test_the_systems_own_names(run_check: Running) -> None:
    finished = await run_check(check(DiagnosticKind.DNS, host="localhost", expect="127.0.0.1"))
    assert finished.result.verdict is CheckVerdict.FINE
    assert finished.result.summary.startswith("127.0.0.1 in ")
    other = await run_check(check(DiagnosticKind.DNS, host="localhost", expect="192.0.2.1"))
    assert other.result.verdict is CheckVerdict.BAD
    assert "expected 192.0.2.1" in other.result.summary
    none = await run_check(check(DiagnosticKind.DNS, host="nowhere.invalid"))
    assert none.result.verdict is CheckVerdict.BAD


async def test_records_of_a_name_server(run_check: Running) -> None:
    records = {
        1: [bytes([192, 0, 2, 7])],
        15: [b"\x00\x0a\x04mail\xc0\x0c"],
        16: [b"\x05v=spf\x03 -x"],
        33: [b"\x00\x01\x00\x02\x01\xbb\x03web\xc0\x0c"],
    }
    with name_server(records) as port:

        async def asked(kind: str) -> str:
            one = check(DiagnosticKind.DNS, host="example.com", type=kind, server=f"127.0.0.1:{port}")
            return (await run_check(one)).result.summary

        assert (await asked("A")).startswith("192.0.2.7 in ")
        assert (await asked("MX")).startswith("10 mail.example.com in ")
        assert (await asked("TXT")).startswith("v=spf -x in ")
        assert (await asked("SRV")).startswith("1 2 443 web.example.com in ")
        assert (await asked("NS")).startswith("example.com has no NS record")


async def test_a_lost_question_is_asked_again(run_check: Running) -> None:
    with name_server({1: [bytes([192, 0, 2, 7])]}, lose=1) as port:
        one = check(DiagnosticKind.DNS, host="example.com", server=f"127.0.0.1:{port}")
        assert (await run_check(one)).result.verdict is CheckVerdict.FINE


async def test_somebody_listens(run_check: Running) -> None:
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    finished = await run_check(check(DiagnosticKind.TCP, host="{{ host }}", port=str(port)), host="localhost")
    assert finished.result.verdict is CheckVerdict.FINE
    assert finished.result.summary.endswith(f"(127.0.0.1, port {port})")
    server.close()
    await server.wait_closed()


async def test_nobody_listens(run_check: Running) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        finished = await run_check(check(DiagnosticKind.TCP, host="127.0.0.1", port=str(port)))
    assert finished.result.verdict is CheckVerdict.BAD
    assert finished.result.summary.startswith("Nothing listens there")


async def test_what_is_no_port_is_said(run_check: Running) -> None:
    for port in ("0", "70000", "22; x", ""):
        finished = await run_check(check(DiagnosticKind.TCP, host="a", port=port))
        assert finished.result.verdict is CheckVerdict.NOT_RUN
