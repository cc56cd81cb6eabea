from __future__ import annotations

from datetime import date

from desktop.core.team.responder import Responder
from desktop.hub.usecases.schedule import holidays
from desktop.hub.usecases.schedule.people_holidays import holidays_of


async def test_each_has_the_holidays_of_their_place_and_mistakes_are_said():
    people = (
        Responder(id="ana", name="Ana Okafor", country="DE", region="BE"),
        Responder(id="jonas", name="Jonas Weber", country="DE", region="BE"),
        Responder(id="dmitri", name="Dmitri Alvarez", country="US"),
        Responder(id="mei", name="Mei Lindqvist"),
        Responder(id="priya", name="Priya Raman", country="XX"),
    )
    found = await holidays_of(people, date(2026, 11, 24))
    assert set(found.dates) == {"ana", "jonas", "dmitri"}
    womens_day, thanksgiving = date(2027, 3, 8), date(2026, 11, 26)
    assert womens_day in found.dates["ana"]
    assert womens_day not in found.dates["dmitri"]
    assert thanksgiving in found.dates["dmitri"]
    assert found.dates["jonas"] == found.dates["ana"]
    (problem,) = found.problems
    assert problem.startswith("Priya Raman: No holidays are known for the country “XX”.")


async def test_where_nobody_says_a_country_nothing_is_looked_up():
    found = await holidays_of((Responder(id="mei", name="Mei Lindqvist"),), date(2026, 11, 24))
    assert (found.dates, found.problems) == ({}, ())


async def test_when_they_cannot_be_looked_up_it_is_said(monkeypatch):
    monkeypatch.setattr(holidays, "_MODULE", "desktop.no_such_module")
    ana = Responder(id="ana", name="Ana Okafor", country="DE")
    found = await holidays_of((ana,), date(2026, 11, 24))
    assert found.dates == {}
    assert found.problems[0].startswith("The holidays could not be looked up.")
