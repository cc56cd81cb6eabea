"""What answers mean: the sentence of a result, and whether it is good. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.schedule.series import Series

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|xx)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`summary` is a sentence without its full stop; `series` are for a graph."""

    verdict: CheckVerdict
    summary: str
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an HTTP check expects. `statuses` are like "200" and "2xx"; without any all below 400 are good.
    `certificate_days`: the certificate must live so long."""

    statuses: tuple[str, ...] = ()
    contains: str = ""
    within: timedelta | None = None
    certificate_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a server answered. `is_cut`: the body is longer than what was read."""

    status: int
    took: timedelta
    body: str = ""
    is_cut: bool = False
    certificate_ends_at: datetime | None = None
    redirects: tuple[str, ...] = ()


def statuses(text: str) -> tuple[str, ...] | None:
    """ "200, 204" or "2xx"; None when that is none."""
    found = tuple(part.lower() for part in re.split(r"[,\s]+", text.strip()) if part)
    return found if all(_STATUS.fullmatch(one) for one in found) else None


def judge_http(answered: Answered, wanted: Wanted, now: datetime) -> Judged:
    """ "200 in 41 ms; certificate ends in 6 days"."""
    wrong = []
    if not _is_wanted(answered.status, wanted.statuses):
        wrong.append(f"expected {', '.join(wanted.statuses)}" if wanted.statuses else "")
    if wanted.within is not None and answered.took > wanted.within:
        wrong.append(f"slower than {shown(wanted.within)}")
    if wanted.contains and wanted.contains not in answered.body:
        cut = " in what was read of it" if answered.is_cut else ""
        wrong.append(f"“{wanted.contains[:60]}” is not in the answer{cut}")
    parts = [f"{answered.status} in {shown(answered.took)}", *(part for part in wrong if part)]
    if answered.redirects:
        parts.append(f"sent on to {answered.redirects[-1][:120]}")
    if answered.certificate_ends_at is not None:
        left = answered.certificate_ends_at - now
        parts.append(_certificate(left))
        if left < timedelta(days=wanted.certificate_days):
            wrong.append("certificate")
    verdict = CheckVerdict.BAD if wrong else CheckVerdict.FINE
    return Judged(verdict=verdict, summary="; ".join(parts))


def judge_dns(host: str, kind: str, found: Sequence[str], expect: str, took: timedelta) -> Judged:
    """ "2 addresses in 3 ms: 192.0.2.1, 192.0.2.2"."""
    if not found:
        return Judged(verdict=CheckVerdict.BAD, summary=f"{host} has no {kind} record ({shown(took)})")
    listed = ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
    wanted = [part for part in re.split(r"[,\s]+", expect.lower()) if part]
    known = {one.lower().rstrip(".") for one in found}
    lacking = [one for one in wanted if one.rstrip(".") not in known]
    if lacking:
        return Judged(verdict=CheckVerdict.BAD, summary=f"{listed}; expected {', '.join(lacking)}")
    return Judged(verdict=CheckVerdict.FINE, summary=f"{listed} in {shown(took)}")


def judge_ping(output: str, status: int) -> Judged:
    """From what ping says at its end (iputils, BSD, busybox)."""
    lost = re.search(r"([\d.]+)% packet loss", output)
    times = re.search(r"(?:rtt|round-trip) [a-z/]+ = [\d.]+/([\d.]+)/", output)
    if lost is None:
        line = next((one.strip() for one in output.splitlines() if one.strip()), "no answer")
        return Judged(verdict=CheckVerdict.BAD, summary=line[:200])
    share = float(lost[1])
    words = f"{share:g} % lost" + (f"; {float(times[1]):.3g} ms on average" if times else "")
    bad = share > 0 or status != 0
    return Judged(verdict=CheckVerdict.BAD if bad else CheckVerdict.FINE, summary=words)


def judge_command(status: int, took: timedelta, lines: int) -> Judged:
    """A command has an opinion only when it fails."""
    words = f"{lines:,} lines in {shown(took)}" if lines != 1 else f"1 line in {shown(took)}"
    if not lines:
        words = f"No output in {shown(took)}"
    if status < 0:
        return Judged(verdict=CheckVerdict.BAD, summary=f"Ended by signal {-status}; {words.lower()}")
    if status:
        return Judged(verdict=CheckVerdict.BAD, summary=f"Failed with status {status}; {words.lower()}")
    return Judged(verdict=CheckVerdict.TOLD, summary=words)


def judge_series(series: Sequence[Series]) -> Judged:
    """What a graph would show, in words."""
    kept = tuple(series)
    points = sum(len(one.points) for one in kept)
    if not points:
        return Judged(verdict=CheckVerdict.TOLD, summary="No data")
    if len(kept) == 1:
        newest = kept[0].points[-1][1]
        words = f"now {compact(newest)}"
        if len(kept[0].points) > 1:
            words += f", from {compact(kept[0].lowest)} to {compact(kept[0].highest)}"
        return Judged(verdict=CheckVerdict.TOLD, summary=words, series=kept)
    newest_of = [one.points[-1][1] for one in kept if one.points]
    words = f"{len(kept)} series, now from {compact(min(newest_of))} to {compact(max(newest_of))}"
    return Judged(verdict=CheckVerdict.TOLD, summary=words, series=kept)


def judge_lines(count: int, *, is_cut: bool) -> Judged:
    """How many log lines were found."""
    if not count:
        return Judged(verdict=CheckVerdict.TOLD, summary="No lines")
    words = f"the newest {count:,} lines" if is_cut else f"{count:,} lines" if count != 1 else "1 line"
    return Judged(verdict=CheckVerdict.TOLD, summary=words)


def shown(took: timedelta) -> str:
    """ "41 ms", "2.3 s", "1 min 4 s"."""
    seconds = took.total_seconds()
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))} ms"
    if seconds < 60:
        return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def compact(value: float) -> str:
    """ "0.42", "1.3 k", "61 G"."""
    for size, unit in ((1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"


def _is_wanted(status: int, wanted: Sequence[str]) -> bool:
    if not wanted:
        return status < 400
    return any(one == str(status) or (one.endswith("xx") and one[0] == str(status)[0]) for one in wanted)


def _certificate(left: timedelta) -> str:
    if left < timedelta(0):
        return f"certificate ended {_days(-left)} ago"
    return f"certificate ends in {_days(left)}"


def _days(span: timedelta) -> str:
    if span < timedelta(days=2):
        hours = int(span.total_seconds() // 3600)
        return f"{hours} hours" if hours != 1 else "1 hour"
    return f"{span.days} days"
