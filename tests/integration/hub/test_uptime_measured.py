"""Uptime asked of a Prometheus: a real one, and one that does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from desktop.clock import MovedClock
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import WeekUptime
from desktop.core.retro.uptime_number import Source
from desktop.core.team.service import Service, UptimeQuery
from desktop.diagnostics.uptime_asking import TellAnswer, UptimeAnswer, UptimeAsker, UptimeErrand
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.engine.uptime_measuring import UptimeMeasuring
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.uptime import uptime_told
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from tests.integration.diagnostics.servers import web
from tests.integration.hub.running import running
from tests.prometheus import PROGRAM, prometheus, week_of_probes
from tests.sample import TEAM

FIRST = Week(monday=date(2025, 3, 3), zone="Europe/Berlin")
"""Four weeks later clocks change: that week lasts 167 hours."""
WEEKS = [FIRST.moved(number) for number in range(6)]
EXAMPLE = ("99.00", "99.60", "99.80", "100.00", "99.40", "99.80")
QUERY = 'avg_over_time(up{job="checkout"}[{{ range }}])'


def team(url: str, query: str = QUERY) -> TeamFile:
    service = Service(name="checkout-api", uptime=UptimeQuery(query=query, url=url))
    return TeamFile(team=replace(TEAM, services=(service,)))


@asynccontextmanager
async def measuring(store_url: str, file: TeamFile, asker: object = None):
    """The engine's part over a store whose clock stands shortly after the first week."""
    clock = MovedClock(FIRST.ends_at + timedelta(minutes=10))
    store = Store.open(store_url, clock)
    try:
        await store.write(partial(apply_team, file=file))
        yield UptimeMeasuring(store, asker or UptimeAsker()), store, clock  # type: ignore[arg-type]
    finally:
        await store.close()


async def told(store: Store, week: Week, count: int = 1) -> tuple[WeekUptime, ...]:
    found = await store.read(partial(uptime_told, starts_on=week.monday, weeks=count))
    return found.services[0].weeks


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="needs apt-get install prometheus")
async def test_the_worked_example_as_a_real_prometheus_measured_it(sqlite_url: str, tmp_path: Path):
    downs = [1000 - round(float(percent) * 10) for percent in EXAMPLE]
    past = [
        probe
        for week, down in zip(WEEKS, downs, strict=True)
        for probe in week_of_probes(week.begins_at, week.ends_at, down)
    ]
    with prometheus(tmp_path, {"checkout": past}) as url:
        async with measuring(sqlite_url, team(url)) as (engine, store, clock):
            for week in WEEKS:
                clock.advance_to(week.ends_at + timedelta(minutes=10))
                assert await engine.look() == 1
                assert await engine.look() == 0
            found = await told(store, WEEKS[-1], 6)
    assert [str(week.percent) for week in found] == list(EXAMPLE)
    assert [str(week.rolling) for week in found[3:]] == ["99.60", "99.70", "99.75"]
    assert [week.weeks for week in found] == [1, 2, 3, 4, 4, 4]
    assert {(week.source, week.because) for week in found} == {(Source.MEASURED, QUERY)}


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="needs apt-get install prometheus")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("up{job='nobody'}", "no value for the week"),
        ("up[5m", "Prometheus says: "),
        ("vector(99.6)", 'unit = "percent"'),
        ("avg_over_time(up[{{ range }}])", "2 series and not one"),
    ],
)
async def test_what_a_real_prometheus_cannot_say_is_told(
    sqlite_url: str, tmp_path: Path, query: str, words: str
):
    probes = list(week_of_probes(FIRST.begins_at, FIRST.ends_at, 4))
    with prometheus(tmp_path, {"checkout": probes, "search": probes}) as url:
        async with measuring(sqlite_url, team(url, query)) as (engine, store, _clock):
            assert await engine.look() == 1
            (week,) = await told(store, FIRST)
    assert week.percent is None
    assert words in week.problem


@pytest.mark.slow
async def test_one_that_is_down_is_asked_again_and_its_late_answer_fills_the_week(sqlite_url: str):
    with web() as server:
        server.says("/api/v1/query", "<html>down for maintenance</html>", 503)
        async with measuring(sqlite_url, team(server.url)) as (engine, store, clock):
            await engine.look()
            (week,) = await told(store, FIRST)
            assert (week.percent, week.problem[:27]) == (None, "Prometheus says 503: <html>")
            at = FIRST.ends_at.timestamp()
            server.says(
                "/api/v1/query",
                '{"status":"success","data":{"resultType":"vector","result":'
                f'[{{"metric":{{}},"value":[{at},"0.9960"]}}]}}}}',
            )
            assert await engine.look() == 0, "not before its time"
            clock.advance(timedelta(minutes=10))
            assert await engine.look() == 1
            (week,) = await told(store, FIRST)
            assert (str(week.percent), week.problem) == ("99.60", "")
        (_, path, headers, _) = server.asked[-1]
    assert "604800s" in path
    assert f"time={FIRST.ends_at.timestamp():.3f}" in path
    assert "Authorization" not in headers


@pytest.mark.slow
async def test_a_server_that_wants_to_know_who_asks_is_told(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with web() as server:
        server.says("/api/v1/query", '{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}')
        logins = tmp_path / "logins.toml"
        logins.write_text(f'["{server.url}"]\ntoken = "opensesame"\n')
        logins.chmod(0o600)
        monkeypatch.setenv("PAIRWATCH_LOGINS", str(logins))
        async with measuring(sqlite_url, team(server.url)) as (engine, store, _clock):
            await engine.look()
            (week,) = await told(store, FIRST)
        (_, _, headers, _) = server.asked[-1]
    assert (str(week.percent), headers["Authorization"]) == ("100.00", "Bearer opensesame")


@pytest.mark.slow
async def test_nobody_listens_and_no_server_is_named(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PAIRWATCH_PROMETHEUS_URL", raising=False)
    async with measuring(sqlite_url, team("")) as (engine, store, clock):
        await engine.look()
        (week,) = await told(store, FIRST)
        assert "PAIRWATCH_PROMETHEUS_URL" in week.problem
        await store.write(partial(apply_team, file=team("http://127.0.0.1:1")))
        clock.advance(timedelta(minutes=10))
        await engine.look()
        (week,) = await told(store, FIRST)
        assert week.problem.startswith("Prometheus does not answer: Nothing listens there.")


class Answering:
    """Answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date]] = []

    async def ask(self, errands: Sequence[UptimeErrand], tell: TellAnswer) -> None:
        for one in errands:
            self.asked.append((one.service, one.starts_on))
            await tell(UptimeAnswer(service=one.service, starts_on=one.starts_on, percent=Decimal("99.5")))


async def until(look: Callable[[], bool]) -> None:
    while not look():
        await asyncio.sleep(0.02)


@pytest.mark.slow
async def test_of_two_replicas_one_asks_and_a_press_asks_again(postgres_url: str):
    first, second = Answering(), Answering()
    options = partial(HubOptions, database=postgres_url, listen=Listen(port=0))
    async with running(options(uptime=first)) as one, running(options(uptime=second)) as two:
        await one.hub.store.write(partial(apply_team, file=team("http://prometheus.example.com")))
        await until(lambda: bool(first.asked or second.asked))
        await two.alert()
        await two.incident()
        assert len(first.asked) + len(second.asked) == 1
        ((service, monday),) = first.asked + second.asked
        body = {"service": service, "starts_on": monday}
        assert (await one.post("/v1/retro/uptime/measure", body)).status_code == 202
        await until(lambda: len(first.asked) + len(second.asked) == 2)
        week = (await two.get(f"/v1/retro/uptime?starts_on={monday}&weeks=1")).json()
        assert week["measured"] == [service]
        assert week["services"][0]["weeks"][0]["percent"] == "99.50"


def test_the_example_lies_in_the_past_of_every_test() -> None:
    assert WEEKS[-1].ends_at < datetime(2026, 1, 1, tzinfo=UTC)
