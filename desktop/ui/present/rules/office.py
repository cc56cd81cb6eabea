"""The office's hours in words, and from what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from desktop.core.errors import PairwatchError
from desktop.core.urgency.office import WEEK, Office
from desktop.ui.present.words import tr

_SHORT = tuple(day[:3] for day in WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDraft:
    """As somebody types it: `days` and `closed` parted by commas."""

    days: str = ""
    opens: str = ""
    closes: str = ""
    country: str = ""
    region: str = ""
    closed: str = ""


def office_words(office: Office, zone: str) -> str:
    """ "Open Mon–Fri 09:00–17:00 in Berlin; closed on holidays of DE, BE, and on 2 more days"."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    hours = tr("Open {days} {opens}–{closes} in {city}").format(
        days=_days(office.days), opens=f"{office.opens:%H:%M}", closes=f"{office.closes:%H:%M}", city=city
    )
    shut = []
    if office.country:
        place = ", ".join(part for part in (office.country, office.region) if part)
        shut.append(tr("on public holidays of {place}").format(place=place))
    if office.closed:
        count = len(office.closed)
        shut.append(tr("on 1 day more") if count == 1 else tr("on {n} days more").format(n=count))
    if not shut:
        return f"{hours}."
    return tr("{hours}; closed {when}.").format(hours=hours, when=tr(" and ").join(shut))


def office_draft(office: Office) -> OfficeDraft:
    """What the form begins with."""
    return OfficeDraft(
        days=", ".join(tr(_SHORT[day]) for day in office.days),
        opens=f"{office.opens:%H:%M}",
        closes=f"{office.closes:%H:%M}",
        country=office.country,
        region=office.region,
        closed=", ".join(day.isoformat() for day in office.closed),
    )


def office_from(draft: OfficeDraft, before: Office) -> Office:
    """The office that was typed; its holidays are looked up by the hub. Raises PairwatchError with what to
    do."""
    country, region = draft.country.strip().upper(), draft.region.strip()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise PairwatchError(
            tr("“{country}” is no country code.").format(country=country), tr("Use its two letters: DE.")
        )
    if region and not country:
        raise PairwatchError(tr("The region is of no country."), tr("Add the country's two letters."))
    same = (country, region) == (before.country, before.region)
    return Office(
        days=tuple(sorted({_day(part) for part in _parts(draft.days)})),
        opens=_hour(draft.opens),
        closes=_hour(draft.closes),
        country=country,
        region=region,
        closed=tuple(sorted({_date(part) for part in _parts(draft.closed)})),
        holidays=before.holidays if same else (),
    )


def same_office(one: Office, other: Office) -> bool:
    """Whether people said the same of both; holidays are looked up, not said."""
    return replace(one, holidays=()) == replace(other, holidays=())


def _parts(typed: str) -> list[str]:
    return [part for part in (part.strip() for part in typed.split(",")) if part]


def _days(days: Sequence[int]) -> str:
    """ "Mon–Fri", "Mon, Wed"."""
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{tr(_SHORT[days[0]])}–{tr(_SHORT[days[-1]])}"
    return ", ".join(tr(_SHORT[day]) for day in days)


def _day(part: str) -> int:
    typed = part.casefold()
    for number, (short, name) in enumerate(zip(_SHORT, WEEK, strict=True)):
        if typed in {short.casefold(), name.casefold(), tr(short).casefold()}:
            return number
    raise PairwatchError(
        tr("“{day}” is no day of the week.").format(day=part), tr("Write them as Mon, Tue, Wed.")
    )


def _hour(typed: str) -> time:
    try:
        hour, minute = (int(part) for part in typed.strip().split(":"))
        return time(hour, minute)
    except ValueError as error:
        raise PairwatchError(
            tr("“{hour}” is no time of day.").format(hour=typed.strip()), tr("Write it as 09:00.")
        ) from error


def _date(part: str) -> date:
    try:
        return date.fromisoformat(part)
    except ValueError as error:
        raise PairwatchError(
            tr("“{date}” is no date.").format(date=part), tr("Write it as 2026-12-24.")
        ) from error
