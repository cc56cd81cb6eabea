"""Days as people write and read them: "Friday", "27 Nov", "in 2 weeks"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from desktop.core.errors import PairwatchError
from desktop.ui.present.words import tr

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = 3
_FURTHEST = timedelta(days=3660)
"""Ten years: what is further away is a slip of the finger."""
_IN = re.compile(r"(?:in )?(?:a|an|(\d{1,4})) (day|week|month)s?")


def told_day(day: date, today: date) -> str:
    """A day as short as it stays clear: "today", "tomorrow", "Fri 27 Nov", "2 Mar 2027"."""
    near = {-1: tr("yesterday"), 0: tr("today"), 1: tr("tomorrow")}
    away = (day - today).days
    if away in near:
        return near[away]
    month = tr(_MONTHS[day.month - 1][:_SHORT])
    if abs(away) > 180:
        return f"{day.day} {month} {day.year}"
    return f"{tr(_DAYS[day.weekday()][:_SHORT])} {day.day} {month}"


def written_day(day: date | None) -> str:
    """The same day as text that `read_day` takes on any other day, too; empty for none."""
    return f"{day.day} {tr(_MONTHS[day.month - 1][:_SHORT])} {day.year}" if day is not None else ""


def suggested_days(today: date) -> tuple[str, ...]:
    """What is offered while one types."""
    coming = (tr(_DAYS[(today + timedelta(days=n)).weekday()]) for n in range(2, 8))
    return (tr("today"), tr("tomorrow"), *coming, tr("in a week"), tr("in 2 weeks"), tr("in a month"))


def read_day(text: str, today: date) -> date | None:
    """The day that was meant, in words or as a date; None for an empty text. A weekday is the next one; a
    date without its year is the next one, too. Raises PairwatchError for what is no day."""
    words = " ".join(text.split()).strip(" .,").casefold()
    if not words:
        return None
    found = _by_words(words, today)
    if found is None:
        found = _by_date(words, today)
    if found is None or abs(found - today) > _FURTHEST:
        raise PairwatchError(
            tr("“{text}” is no day.").format(text=text.strip()),
            tr("Write it as “Friday”, “27 Nov” or “in 2 weeks”."),
        )
    return found


def _by_words(words: str, today: date) -> date | None:
    if words in (tr("today").casefold(), tr("tomorrow").casefold()):
        return today + timedelta(days=int(words == tr("tomorrow").casefold()))
    weekday = _number(words.removeprefix("next ").removeprefix("on "), _DAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    span = _IN.fullmatch(words)
    if span is None:
        return None
    count = int(span[1] or 1)
    if span[2] == "month":
        return _in_months(today, count)
    return today + timedelta(days=count * (7 if span[2] == "week" else 1))


def _in_months(today: date, count: int) -> date | None:
    """The same day of a later month, or that month's last."""
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    for day in range(today.day, today.day - 4, -1):
        found = _date(year, month + 1, day)
        if found is not None:
            return found
    return None


def _by_date(words: str, today: date) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    # "27 nov", "27. november 2026", "fri 27 nov", "27.11.", "27.11.2026"
    day_first = re.fullmatch(
        r"(?:[a-z]+ )?(\d{1,2})(?:st|nd|rd|th)?[. ]+([^\W\d_]+|\d{1,2})\.?,?[. ]*(\d{4})?", words
    )
    if day_first:
        return _in_year(day_first[3], day_first[2], day_first[1], today)
    month_first = re.fullmatch(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?", words)
    if month_first:
        return _in_year(month_first[3], month_first[1], month_first[2], today)
    return None


def _in_year(year: str | None, month: str, day: str, today: date) -> date | None:
    number = int(month) if month.isdecimal() else _number(month, _MONTHS, 1)
    if number is None:
        return None
    if year is not None:
        return _date(int(year), number, int(day))
    # Eight years hold every day of the calendar, the 29th of February among them.
    years = range(today.year, today.year + 9)
    found = (_date(candidate, number, int(day)) for candidate in years)
    return next((candidate for candidate in found if candidate is not None and candidate >= today), None)


def _number(word: str, names: tuple[str, ...], first: int = 0) -> int | None:
    """Which of the names it is; three letters are enough, in the person's language or in English."""
    if len(word) < _SHORT:
        return None
    for number, name in enumerate(names, first):
        if tr(name).casefold().startswith(word) or name.casefold().startswith(word):
            return number
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
