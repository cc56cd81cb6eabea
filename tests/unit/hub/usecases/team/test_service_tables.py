"""Services in the team file."""

from __future__ import annotations

from pathlib import Path

import pytest

import desktop
from desktop.core.incident.alert import Link
from desktop.core.team.service import Service, UptimeQuery, UptimeUnit
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile
from tests.unit.hub.usecases.team.test_team_file import SMALL, mistake


def services(text: str) -> tuple[Service, ...]:
    return read_team_file(f"{SMALL}\n{text}\n").team.services


def test_links_of_a_service() -> None:
    found = services(
        """
        [services.checkout-api]
        links = [{ text = "Shop", href = "https://grafana.example.com/d/shop?from={from_ms}&to={to_ms}" }]
        [services."orders-*"]
        links = [{ href = "http://logs.example.com/{service}" }]
        """
    )
    dashboard = "https://grafana.example.com/d/shop?from={from_ms}&to={to_ms}"
    assert found == (
        Service(name="checkout-api", links=(Link(href=dashboard, text="Shop"),)),
        Service(name="orders-*", links=(Link(href="http://logs.example.com/{service}"),)),
    )
    assert services("") == ()


@pytest.mark.parametrize(
    ("links", "problem"),
    [
        ('[{ text = "x" }]', "service “shop”, links, entry 1: href is missing"),
        ('[{ href = "https://{service}.example.com/" }]', "stands in the host"),
        ('[{ href = "javascript:alert(1)" }]', "is no web address"),
        ('[{ href = "https://a@b.example/" }]', "is no web address"),
        ('[{ href = "https://example.com/?x={form_ms}" }]', "unknown place"),
        ('[{ href = "https://example.com/", name = "x" }]', "name is not known here"),
        ("[" + '{ href = "https://example.com/" },' * 21 + "]", "has 21 links"),
        ('"https://example.com/"', "not a list of tables"),
    ],
)
def test_mistakes(links: str, problem: str) -> None:
    assert problem in mistake(f"{SMALL}\n[services.shop]\nlinks = {links}\n").sentence


def test_the_sample_that_is_commented_out_is_right() -> None:
    sample = (Path(desktop.__file__).parent / "resources" / "team.toml").read_text(encoding="utf-8")
    begin = sample.index("# [services.checkout-api]")
    block = sample[begin:].split("\n\n")[0]
    text = "\n".join(line.removeprefix("# ").removeprefix("#") for line in block.splitlines())
    assert [service.name for service in services(text)] == ["checkout-api", "orders-*"]


def test_a_service_needs_a_name() -> None:
    with pytest.raises(InvalidTeamFile, match="has no name"):
        services('[services.""]\nlinks = []')


def test_how_the_uptime_of_a_service_is_measured() -> None:
    (found,) = services(
        """
        [services.checkout-api]
        uptime = { query = 'avg_over_time(up{job="shop"}[{{ range }}])', url = "https://prom.example.com/" }
        """
    )
    assert found.uptime == UptimeQuery(
        query='avg_over_time(up{job="shop"}[{{ range }}])', url="https://prom.example.com/"
    )
    (found,) = services("[services.a.uptime]\nquery = 'slo:uptime:percent'\nunit = 'percent'")
    assert found.uptime == UptimeQuery(query="slo:uptime:percent", unit=UptimeUnit.PERCENT)


@pytest.mark.parametrize(
    ("name", "uptime", "problem"),
    [
        ("a", 'url = "https://prom.example.com"', "query is missing"),
        ("a", 'query = "up[{{ week }}]"', "is not known in query"),
        ("a", 'query = "up"\nurl = "prom:9090"', "is no web address"),
        ("a", 'query = "up"\nurl = "https://me:secret@prom.example.com"', "name and password in it"),
        ("a", 'query = "up"\nunit = "nines"', "nines"),
        ("a", 'query = "up"\nqeury = "up"', "qeury is not known"),
        ('"orders-*"', 'query = "up"', "a name with *"),
        ("a", f'query = "{"u" * 2_001}"', "too long"),
    ],
)
def test_a_measurement_that_cannot_be_so_is_rejected(name: str, uptime: str, problem: str) -> None:
    error = mistake(f"{SMALL}\n[services.{name}.uptime]\n{uptime}\n")
    assert problem in str(error)
    assert "secret" not in str(error)
