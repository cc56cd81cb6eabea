"""`[services.NAME]` of the team file: links to dashboards and logs, and how its uptime is measured."""

from __future__ import annotations

from desktop.core.fixing.diagnostic import variables_in
from desktop.core.incident.alert import Link
from desktop.core.incident.incident_links import PLACES, is_web_address, places_are_safe
from desktop.core.team.service import Service, UptimeQuery, UptimeUnit
from desktop.formats.check.address import base_address
from desktop.formats.check.fields import CannotCheck
from desktop.formats.check.query import promql
from desktop.hub.usecases.team.toml_table import TomlTable

_SAMPLE = (
    'links = [{ text = "Dashboard", href = "https://grafana.example.com/d/shop?from={from_ms}&to={to_ms}" }]'
)
_MOST, _LONGEST = 20, 2_000


def read_services(table: TomlTable) -> tuple[Service, ...]:
    """Each service by its name, in the file's order. Raises InvalidTeamFile."""
    return tuple(_service(name, table) for name in table.fields)


def _service(name: str, table: TomlTable) -> Service:
    if not name.strip():
        table.reject("a service has no name.", "Call it as alerts do, such as [services.checkout-api].")
    fields = table.table(name)
    fields.where = f"service “{name}”"
    links = [_link(one, name) for one in fields.tables("links")]
    uptime = _uptime(name, fields.table("uptime"))
    fields.finish()
    if len(links) > _MOST:
        fields.reject(f"it has {len(links)} links.", f"Keep the {_MOST} at most that help at night.")
    return Service(name=name, links=tuple(links), uptime=uptime)


def _uptime(name: str, table: TomlTable) -> UptimeQuery | None:
    if table.is_empty:
        return None
    table.where = f"service “{name}”, uptime"
    if "*" in name:
        table.reject("it is of a name with *.", "Measure each service under its own name.")
    query, url = table.text("query"), table.text("url", "")
    unit = UptimeUnit(table.choice("unit", [one.value for one in UptimeUnit], UptimeUnit.SHARE))
    table.finish()
    unknown = [place for place in variables_in(query) if place != "range"]
    if unknown:
        table.reject(
            f"{{{{ {unknown[0]} }}}} is not known in query.", "Use {{ range }} for the week's length."
        )
    try:
        promql(query, {"range": "604800s"})
        if url:
            base_address(url)
    except CannotCheck as error:
        table.reject(error.sentence[:1].lower() + error.sentence[1:], error.remedy)
    if len(query) > _LONGEST:
        table.reject("the query is too long.", "Make a recording rule of it, and ask for that.")
    return UptimeQuery(query=query, url=url, unit=unit)


def _link(table: TomlTable, name: str) -> Link:
    table.where = f"service “{name}”, {table.where}"
    href, text = table.text("href"), table.text("text", "")
    table.finish()
    if not places_are_safe(href):
        table.reject("a place in braces stands in the host of href.", f"Write the host out: {_SAMPLE}.")
    sample = href
    for place in PLACES:
        sample = sample.replace(f"{{{place}}}", "1")
    if len(href) > _LONGEST or not is_web_address(sample):
        table.reject("href is no web address.", f"Write it as {_SAMPLE}.")
    if "{" in sample or "}" in sample:
        known = ", ".join(f"{{{place}}}" for place in PLACES)
        table.reject("href has an unknown place in braces.", f"Use some of: {known}.")
    return Link(href=href, text=text)
