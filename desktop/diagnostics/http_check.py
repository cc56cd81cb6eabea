"""The HTTP check: status, time, text, and until when the certificate is good."""

from __future__ import annotations

from desktop.core.fixing.check_result import CheckVerdict
from desktop.diagnostics.asking import Asking
from desktop.diagnostics.web import NoAnswer, fetch
from desktop.formats.check.address import names_its_host, web_address
from desktop.formats.check.fields import CannotCheck, duration, field_of, number
from desktop.formats.check.verdict import Answered, Judged, Wanted, judge_http, statuses


async def http_check(asking: Asking) -> Judged:
    """Raises CannotCheck."""
    wanted = _wanted(asking)
    address = web_address(asking.diagnostic.field("url"), asking.values)
    method = field_of(asking.diagnostic, "method", asking.values, "GET").upper()
    if method not in ("GET", "HEAD"):
        raise CannotCheck("Only GET and HEAD are asked.", "Correct method.")
    try:
        found = await fetch(asking, address, method, is_ours=names_its_host(asking.diagnostic.field("url")))
    except NoAnswer as error:
        return Judged(verdict=CheckVerdict.BAD, summary=str(error))
    asking.output.write(found.body)
    answered = Answered(
        status=found.status,
        took=found.took,
        body=found.body.decode("utf-8", "replace"),
        is_cut=found.is_cut,
        certificate_ends_at=found.certificate_ends_at,
        redirects=found.redirects,
    )
    return judge_http(answered, wanted, asking.now)


def _wanted(asking: Asking) -> Wanted:
    one, values = asking.diagnostic, asking.values
    expected = statuses(field_of(one, "status", values))
    if expected is None:
        raise CannotCheck("status is no status of HTTP.", "Write it as status: 200, or 2xx.")
    within = field_of(one, "within", values)
    days = field_of(one, "certificate_days", values)
    return Wanted(
        statuses=expected,
        contains=field_of(one, "contains", values),
        within=duration(within, "within") if within else None,
        certificate_days=number(days, "certificate_days", 0, 3650) if days else 0,
    )
