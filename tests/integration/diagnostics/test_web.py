"""HTTP checks against real servers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.clock import SystemClock
from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.diagnostics.asking import Access
from tests.integration.diagnostics.conftest import Running, check
from tests.integration.diagnostics.servers import certificate, web


def http(url: str, timeout: float = 10, **fields: str):
    return check(DiagnosticKind.HTTP, timeout=timeout, url=url, **fields)


async def test_fine(run_check: Running) -> None:
    with web() as server:
        server.says("/healthz", "all is well")
        finished = await run_check(http(f"{server.url}/healthz", status="200", contains="well", within="9s"))
        assert finished.result.verdict is CheckVerdict.FINE
        assert finished.result.summary.startswith("200 in ")
        assert finished.result.excerpt == "all is well"
        method, _, headers, _ = server.asked[0]
        assert method == "GET"
        assert headers["Host"] == f"localhost:{server.port}"
        assert "Cookie" not in headers
        assert "Authorization" not in headers


async def test_bad(run_check: Running) -> None:
    with web() as server:
        server.says("/", "oh", status=503)
        finished = await run_check(http(f"{server.url}/", status="200, 204", contains="well"))
        assert finished.result.verdict is CheckVerdict.BAD
        assert "503 in " in finished.result.summary
        assert "expected 200, 204" in finished.result.summary
        assert "“well” is not in the answer" in finished.result.summary
        assert (await run_check(http(f"{server.url}/"))).result.verdict is CheckVerdict.BAD
        assert (await run_check(http(f"{server.url}/", status="5xx"))).result.verdict is CheckVerdict.FINE


async def test_nobody_there_is_bad_and_too_slow_is_not_run(run_check: Running) -> None:
    with web() as server:
        slow = await run_check(http(f"{server.url}/slow", timeout=0.3))
        server.hold.set()
        url = server.url
    assert slow.result.verdict is CheckVerdict.NOT_RUN
    gone = await run_check(http(url))
    assert gone.result.verdict is CheckVerdict.BAD
    assert gone.result.summary == "Nothing listens there"
    unknown = await run_check(http("http://nowhere.invalid/"))
    assert unknown.result.summary == "The name nowhere.invalid is not known"


async def test_redirects_are_told_and_end(run_check: Running) -> None:
    with web() as server:
        server.says("/a", "", status=302, Location="/b")
        server.says("/b", "here")
        server.says("/loop", "", status=302, Location="/loop")
        server.says("/out", "", status=302, Location="file:///etc/passwd")
        server.says("/cloud", "", status=302, Location="http://169.254.169.254/latest/meta-data")
        found = await run_check(http(f"{server.url}/a"))
        assert found.result.verdict is CheckVerdict.FINE
        assert f"sent on to {server.url}/b" in found.result.summary
        loop = await run_check(http(f"{server.url}/loop"))
        assert loop.result.summary == "Sent on more than 3 times"
        out = await run_check(http(f"{server.url}/out"))
        assert "is no web address" in out.result.summary
        cloud = await run_check(http(f"{server.url}/cloud"))
        assert "is not asked" in cloud.result.summary


async def test_a_large_answer_is_cut(run_check: Running) -> None:
    with web() as server:
        server.says("/", b"x" * 5_000_000)
        finished = await run_check(http(f"{server.url}/", contains="y"))
        assert "in what was read of it" in finished.result.summary
        assert finished.result.output_bytes == 1_000_000


@pytest.mark.parametrize("host", ["web/../../x", "a@b", "a:b@c", "a b", "a\\b", "x?y", "#"])
async def test_a_value_cannot_leave_the_host(run_check: Running, host: str) -> None:
    finished = await run_check(http("https://{{ host }}/healthz"), host=host)
    assert finished.result.verdict is CheckVerdict.NOT_RUN
    assert "is not the name of a host" in finished.result.summary


async def test_a_value_cannot_leave_its_part_of_the_path(run_check: Running) -> None:
    with web() as server:
        await run_check(http(f"{server.url}/a/{{{{ x }}}}?q={{{{ x }}}}"), x="/../b?c=d&e#f")
        assert server.asked[0][1] == "/a/%2F..%2Fb%3Fc%3Dd%26e%23f?q=%2F..%2Fb%3Fc%3Dd%26e%23f"


async def test_a_whole_address_from_an_alert_must_be_one(run_check: Running) -> None:
    for link in ("file:///etc/passwd", "javascript:1", "http://a:b@c/", "gopher://x"):
        finished = await run_check(http("{{ link }}"), link=link)
        assert finished.result.verdict is CheckVerdict.NOT_RUN


async def test_certificates(run_check: Running, tmp_path: Path) -> None:
    now = SystemClock().now()
    server_side, trusting = certificate(tmp_path, now - timedelta(days=1), timedelta(days=7, hours=1))
    with web(server_side) as server:
        server.says("/", "fine")
        good = await run_check(http(f"{server.url}/"), Access(context=trusting))
        assert good.result.verdict is CheckVerdict.FINE
        assert "certificate ends in 6 days" in good.result.summary
        soon = await run_check(http(f"{server.url}/", certificate_days="14"), Access(context=trusting))
        assert soon.result.verdict is CheckVerdict.BAD
        unknown = await run_check(http(f"{server.url}/"))
        assert unknown.result.verdict is CheckVerdict.BAD
        assert unknown.result.summary.startswith("The certificate is not good: self")


async def test_a_certificate_that_has_ended(run_check: Running, tmp_path: Path) -> None:
    now = SystemClock().now()
    server_side, trusting = certificate(tmp_path, now - timedelta(days=9), timedelta(days=7))
    with web(server_side) as server:
        ended = await run_check(http(f"{server.url}/"), Access(context=trusting))
        assert ended.result.verdict is CheckVerdict.BAD
        assert ended.result.summary == "The certificate is not good: certificate has expired"


async def test_a_variable_without_a_value(run_check: Running) -> None:
    finished = await run_check(http("https://{{ host }}/"))
    assert finished.result.verdict is CheckVerdict.NOT_RUN
    assert "The alert says no host." in finished.result.summary


async def test_where_nobody_looks_on_an_alert_cannot_have_this_computer_asked(run_check: Running) -> None:
    guarded = Access(guarded=True)
    with web() as server:
        server.says("/", "fine")
        server.says("/home", "", status=302, Location="/")
        for host in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"):
            finished = await run_check(http(f"http://{{{{ host }}}}:{server.port}/"), guarded, host=host)
            assert finished.result.verdict is CheckVerdict.NOT_RUN, host
        assert server.asked == []
        written = await run_check(http(f"{server.url}/{{{{ x }}}}"), guarded, x="")
        assert written.result.verdict is CheckVerdict.FINE
        sent_on = await run_check(http(f"{server.url}/home"), guarded)
        assert sent_on.result.verdict is CheckVerdict.NOT_RUN


class Told:
    """Logins by origin, and for which one somebody asked."""

    def __init__(self, **headers: str) -> None:
        self.headers = headers
        self.asked: list[str] = []

    async def header(self, origin: str) -> str:
        self.asked.append(origin)
        return self.headers.get(origin, "")


async def test_a_login_goes_to_its_server_and_to_nobody_else(run_check: Running) -> None:
    with web() as server, web() as other:
        for one in (server, other):
            one.says("/", "fine")
        server.says("/within", "", status=302, Location="/")
        server.says("/away", "", status=302, Location=f"{other.url}/back")
        other.says("/back", "", status=302, Location=f"{server.url}/")
        logins = Told(**{server.url: "Bearer s3cret"})
        access = Access(logins=logins)
        assert (await run_check(http(f"{server.url}/within"), access)).result.verdict is CheckVerdict.FINE
        assert [one[2].get("Authorization") for one in server.asked] == ["Bearer s3cret"] * 2
        server.asked.clear()
        assert (await run_check(http(f"{server.url}/away"), access)).result.verdict is CheckVerdict.FINE
        assert [one[2].get("Authorization") for one in other.asked] == [None]
        assert [one[2].get("Authorization") for one in server.asked] == ["Bearer s3cret"] * 2
        server.asked.clear()
        finished = await run_check(http(f"{other.url}/back"), access)
        assert finished.result.verdict is CheckVerdict.FINE
        assert [one[2].get("Authorization") for one in server.asked] == [None], "somebody else sent us there"


async def test_where_an_alert_says_whom_to_ask_no_login_is_given(run_check: Running) -> None:
    with web() as server:
        server.says("/", "fine")
        logins = Told(**{server.url: "Bearer s3cret"})
        await run_check(
            http(f"http://{{{{ host }}}}:{server.port}/"), Access(logins=logins), host="localhost"
        )
        await run_check(http("{{ url }}"), Access(logins=logins), url=f"{server.url}/")
        assert [one[2].get("Authorization") for one in server.asked] == [None, None]
        assert logins.asked == []
