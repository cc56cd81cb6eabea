"""What answers mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.schedule.series import Series
from desktop.formats.check import dns
from desktop.formats.check.fields import CannotCheck
from desktop.formats.check.query import promql
from desktop.formats.check.verdict import (
    Answered,
    Wanted,
    compact,
    judge_command,
    judge_dns,
    judge_http,
    judge_ping,
    judge_series,
    shown,
    statuses,
)

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
MS = timedelta(milliseconds=1)


def test_the_sentence_of_the_contract() -> None:
    answered = Answered(status=200, took=41 * MS, certificate_ends_at=NOW + timedelta(days=6, hours=5))
    judged = judge_http(answered, Wanted(), NOW)
    assert judged.summary == "200 in 41 ms; certificate ends in 6 days"
    assert judged.verdict is CheckVerdict.FINE


@pytest.mark.parametrize(
    ("answered", "wanted", "words"),
    [
        (Answered(status=404, took=MS), Wanted(), "404"),
        (Answered(status=200, took=MS), Wanted(statuses=("204",)), "expected 204"),
        (Answered(status=200, took=600 * MS), Wanted(within=500 * MS), "slower than 500 ms"),
        (Answered(status=200, took=MS, body="a"), Wanted(contains="b"), "“b” is not in the answer"),
        (
            Answered(status=200, took=MS, certificate_ends_at=NOW + timedelta(days=3)),
            Wanted(certificate_days=14),
            "certificate ends in 3 days",
        ),
        (Answered(status=200, took=MS, certificate_ends_at=NOW - timedelta(hours=1)), Wanted(), "1 hour ago"),
    ],
)
def test_what_is_bad(answered: Answered, wanted: Wanted, words: str) -> None:
    judged = judge_http(answered, wanted, NOW)
    assert judged.verdict is CheckVerdict.BAD
    assert words in judged.summary


def test_statuses() -> None:
    assert statuses("200, 204 3xx") == ("200", "204", "3xx")
    assert statuses("") == ()
    assert statuses("fine") is None
    assert statuses("700") is None


def test_names() -> None:
    assert judge_dns("a", "A", (), "", MS).verdict is CheckVerdict.BAD
    assert judge_dns("a", "CNAME", ("B.example.",), "b.example", MS).verdict is CheckVerdict.FINE
    assert (
        judge_dns("a", "A", ("1", "2", "3", "4", "5", "6"), "", MS).summary == "1, 2, 3, 4 and 2 more in 1 ms"
    )


def test_ping_of_several_systems() -> None:
    linux = (
        "4 packets transmitted, 4 received, 0% packet loss, time 3ms\nrtt min/avg/max/mdev = 0.1/0.234/1/1 ms"
    )
    mac = "4 packets transmitted, 2 packets received, 50.0% packet loss\nround-trip min/avg = 1/2.5/3/1 ms"
    assert judge_ping(linux, 0).summary == "0 % lost; 0.234 ms on average"
    assert judge_ping(linux, 0).verdict is CheckVerdict.FINE
    assert judge_ping(mac, 0).summary == "50 % lost; 2.5 ms on average"
    assert judge_ping(mac, 0).verdict is CheckVerdict.BAD
    assert judge_ping("ping: nowhere: unknown host", 2).summary == "ping: nowhere: unknown host"


def test_commands() -> None:
    assert judge_command(0, timedelta(seconds=2.34), 3).summary == "3 lines in 2.3 s"
    assert judge_command(0, MS, 0).summary == "No output in 1 ms"
    assert judge_command(2, MS, 1).verdict is CheckVerdict.BAD
    assert judge_command(-9, MS, 1).summary == "Ended by signal 9; 1 line in 1 ms"


def test_graphs() -> None:
    one = Series(name="a", points=((NOW, 1.0), (NOW, 2048.0)))
    assert judge_series([]).summary == "No data"
    assert judge_series([one]).summary == "now 2.05 k, from 1 to 2.05 k"
    assert judge_series([one, one]).summary == "2 series, now from 2.05 k to 2.05 k"


def test_times_and_numbers() -> None:
    assert [shown(timedelta(seconds=s)) for s in (0, 0.041, 2.34, 34.6, 64)] == [
        *("1 ms", "41 ms", "2.3 s", "35 s", "1 min 4 s")
    ]
    assert [compact(v) for v in (0, 0.4242, 61e9, -1500)] == ["0", "0.424", "61 G", "-1.5 k"]


class TestQuery:
    @given(st.text(max_size=40))
    def test_a_value_stays_within_its_quotes(self, value: str) -> None:
        for quote in "\"'":
            query = promql(f"a{{b={quote}{{{{ x }}}}{quote}}}", {"x": value})
            inner = query.removeprefix(f"a{{b={quote}").removesuffix(f"{quote}}}")
            unescaped = inner.replace("\\\\", "")
            assert quote not in unescaped.replace(f"\\{quote}", "")

    def test_outside_of_quotes_only_plain_ones(self) -> None:
        assert promql("rate(a[{{ x }}])", {"x": "5m"}) == "rate(a[5m])"
        with pytest.raises(CannotCheck, match="would change the query"):
            promql("rate(a[{{ x }}])", {"x": "5m]) or vector(1"})


class TestDns:
    @given(st.binary(max_size=120))
    def test_any_answer_is_understood_or_refused(self, message: bytes) -> None:
        for kind in dns.TYPES:
            with suppress(CannotCheck):
                dns.answer(b"\0\1\x81\x80\0\1\0\2" + message, 1, kind)

    def test_a_name_that_points_to_itself_ends(self) -> None:
        message = b"\0\1\x81\x80\0\1\0\0\0\0\0\0\xc0\x0c\0\1\0\1"
        with pytest.raises(CannotCheck):
            dns.answer(message, 1, "A")

    def test_the_systems_servers(self) -> None:
        text = "# x\nnameserver 192.0.2.1\nsearch a\nnameserver ::1\nnameserver\n"
        assert dns.servers_in(text) == ["192.0.2.1", "::1"]
