"""The team file, and what it says of mistakes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import desktop
from desktop.core.team.responder import Role, Tier
from desktop.core.team.team import Audience, Policy
from desktop.core.team.waves import Wave
from desktop.core.telling.communication import CommunicationPolicy
from desktop.core.urgency.urgency import Urgency
from desktop.hub.store.digest import digest
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile

SAMPLE = Path(desktop.__file__).parent / "resources" / "team.toml"
KEY = "K" * 32
SMALL = """
[[responders]]
id = "ana"
name = "Ana Okafor"

[[responders]]
id = "olga"
name = "Olga Watts"
role = "observer"

[schedule]
turns = [{ manager = "ana", engineer = "ana" }]
"""


def mistake(text: str) -> InvalidTeamFile:
    with pytest.raises(InvalidTeamFile) as caught:
        read_team_file(text)
    assert caught.value.remedy
    return caught.value


def test_the_sample_is_the_sample_roster():
    file = read_team_file(SAMPLE.read_text(encoding="utf-8"))
    people = {person.id: person for person in file.team.roster.responders}
    assert len(people) == 13
    assert people["ana"].role is Role.ADMIN
    assert {people["ruth"].tier, people["henrik"].tier} == {Tier.VP, Tier.CTO}
    assert people["tomas"].name == "Tomás Novak"
    assert len({person.zone for person in people.values()}) > 8
    assert people["dmitri"].knows_about == ("postgres", "networks")
    assert people["ruth"].knows_about == ()
    assert (people["ana"].country, people["ana"].region) == ("DE", "BE")
    assert (people["ben"].country, people["ben"].region) == ("", "")
    assert (people["ana"].team, people["ben"].team, people["ana"].joined) == ("payments", "", None)
    waiting = CommunicationPolicy(first=timedelta(minutes=30), every=timedelta(hours=1))
    assert file.team.policy == Policy(from_file=True, communication_of_waiting=waiting)
    assert [key.name for key in file.integrations] == ["Alertmanager", "Everything else"]
    shift = file.team.schedule.shift_at(datetime(2026, 1, 5, 8, 0, tzinfo=UTC))
    assert shift is not None
    assert (shift.turn.manager, shift.turn.engineer) == ("ana", "ben")
    assert len(file.team.schedule.turns) == 5


def test_a_small_file_is_enough():
    file = read_team_file(SMALL)
    assert file.team.name == "On call"
    assert file.team.policy == Policy()
    assert file.team.schedule.hand_over == time(9)
    assert file.integrations == ()


def test_what_people_know_is_said_once():
    text = SMALL.replace('role = "observer"', 'knows_about = ["Payments", "payment  gateway", "payments"]')
    [_, olga] = read_team_file(text).team.roster.responders
    assert olga.knows_about == ("Payments", "payment gateway")


def test_a_team_and_the_day_on_which_somebody_came():
    text = SMALL.replace('role = "observer"', 'team = "Payments  core"\njoined = 2026-11-02')
    [_, olga] = read_team_file(text).team.roster.responders
    assert (olga.team, olga.joined) == ("Payments core", date(2026, 11, 2))


def test_waves_repeats_and_when_holders_are_asked():
    more = """
        [policy]
        wait = "4m"
        repage_after = "never"
        levels = [
            { audience = "pair", repeat = "90s" },
            { audience = "staff", waves = [{ wait = "3m" }, { size = 3 }], repeat = "never" },
        ]
    """
    policy = read_team_file(SMALL + more).team.policy
    pair, staff = policy.levels
    assert (pair.repeat, staff.repeat) == (timedelta(seconds=90), None)
    assert staff.waves == (Wave(wait=timedelta(minutes=3)), Wave(size=3, wait=timedelta(minutes=4)))
    assert policy.repage_after is None
    assert policy.from_file
    assert read_team_file(SMALL + '[policy]\nrepage_after = "30m"').team.policy.repage_after == timedelta(
        minutes=30
    )


@pytest.mark.parametrize(("said", "hours"), [('"30m"', 0.5), ('"never"', 0), ('"0s"', 0)])
def test_how_long_the_outgoing_are_paged_with_the_unproven(said: str, hours: float):
    policy = read_team_file(SMALL + f"[policy.hand_over]\nat_most = {said}").team.policy
    assert policy.hand_over.at_most == timedelta(hours=hours)
    assert Policy().hand_over.at_most == timedelta(hours=2)


def test_the_policy_in_full():
    levels = """
        [policy]
        wait = "90s"
        levels = [
            { audience = "pair", wait = "1.5m" },
            { audience = "executives" },
            { audience = "staff", wait = "1h" },
        ]
    """
    policy = read_team_file(SMALL + levels).team.policy
    assert [(level.audience, level.wait) for level in policy.levels] == [
        (Audience.PAIR, timedelta(seconds=90)),
        (Audience.EXECUTIVES, timedelta(seconds=90)),
        (Audience.STAFF, timedelta(hours=1)),
    ]
    policy = read_team_file(SMALL + '[policy]\nwait = "7 min"').team.policy
    assert [level.wait for level in policy.levels] == [timedelta(minutes=7)] * 3


@pytest.mark.parametrize("hand_over", ["08:30:00", '"08:30"'])
def test_times_of_day(hand_over):
    text = SMALL.replace(
        "[schedule]", f"[schedule]\nhand_over = {hand_over}\nweeks = 2\nstarts_on = 2026-02-02"
    )
    schedule = read_team_file(text).team.schedule
    assert (schedule.hand_over, schedule.weeks) == (time(8, 30), 2)


def test_keys_are_kept_as_digests_only():
    text = (
        SMALL
        + f"""
        [[integrations]]
        name = "one"
        key = "{KEY}"
        [[integrations]]
        name = "two"
        key_sha256 = "{digest("L" * 32)}"
    """
    )
    file = read_team_file(text)
    assert [key.digest for key in file.integrations] == [digest(KEY), digest("L" * 32)]
    assert KEY not in repr(file)


@pytest.mark.parametrize(
    ("change", "place", "problem"),
    [
        (("turns = [", "turns = [{ manager = 'bob', engineer = 'ana' }, "), "turns, entry 1", "bob"),
        (("engineer = \"ana\"", "engineer = \"olga\""), "turns, entry 1", "observer"),
        (("manager = \"ana\", ", ""), "turns, entry 1", "manager is missing"),
        (('id = "olga"', 'id = "ana"'), "team.toml", "Two responders"),
        (('id = "olga"', 'id = "Olga Watts"'), "responders, entry 2", "characters"),
        (('id = "olga"\n', ""), "responders, entry 2", "id is missing"),
        (('name = "Olga Watts"', "name = 5"), "responder “olga”", "not a text"),
        (('name = "Olga Watts"', 'name = " "'), "responder “olga”", "not a text"),
        (('role = "observer"', 'role = "king"'), "responder “olga”", "king"),
        (('role = "observer"', 'tier = "intern"'), "responder “olga”", "intern"),
        (('role = "observer"', 'zone = "Europe/Atlantis"'), "Responder “olga”", "Atlantis"),
        (('role = "observer"', 'zone = "../../etc/passwd"'), "Responder “olga”", "unknown"),
        (('role = "observer"', 'roll = "observer"'), "responder “olga”", "roll"),
        (("[schedule]", "[schedule]\nzone = \"Mars\""), "The schedule", "Mars"),
        (('role = "observer"', 'knows_about = "dns"'), "responder “olga”", "not a list of texts"),
        (('role = "observer"', 'knows_about = ["dns", 5]'), "responder “olga”", "not a list of texts"),
        (('role = "observer"', 'country = "Germany"'), "responder “olga”", "not a code"),
        (('role = "observer"', 'region = "BE"'), "responder “olga”", "region is of no country"),
        (('role = "observer"', 'team = "--"'), "responder “olga”", "no letter"),
        (('role = "observer"', f'team = "{"x" * 41}"'), "responder “olga”", "too long"),
        (('role = "observer"', 'joined = "Monday"'), "responder “olga”", "not a date"),
        (('role = "observer"', 'knows_about = ["..."]'), "responder “olga”", "no letter"),
        (('role = "observer"', f'knows_about = ["{"x" * 41}"]'), "responder “olga”", "too long"),
        (('role = "observer"', f"knows_about = {[*map(str, range(21))]}"), "responder “olga”", "21 things"),
        (("[schedule]", "[schedule]\nweeks = 0"), "[schedule]", "weeks"),
        (("[schedule]", "[schedule]\nweeks = true"), "[schedule]", "weeks"),
        (("[schedule]", "[schedule]\nhand_over = \"nine\""), "[schedule]", "hand_over"),
        (("[schedule]", "[schedule]\nstarts_on = \"Monday\""), "[schedule]", "starts_on"),
        (("[schedule]", "[shedule]"), "the file", "shedule"),
        (("turns = [{ manager = \"ana\", engineer = \"ana\" }]", ""), "[schedule]", "no turns"),
        (("turns = [{ manager = \"ana\", engineer = \"ana\" }]", "turns = 3"), "[schedule]", "turns"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_place(change, place, problem):
    text = SMALL.replace(*change)
    assert text != SMALL
    sentence = mistake(text).sentence
    assert "team.toml" in sentence
    assert place in sentence
    assert problem in sentence


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('[policy]\nwait = "soon"', "[policy]: wait"),
        ('[policy]\nwait = "0s"', "no time at all"),
        ("[policy]\nwait = 5", "not a duration"),
        ('[policy]\nwait = "25h"', "longer than a day"),
        ('[policy]\nrepage_after = "soon"', "not a duration"),
        ('[policy]\nrepage_after = "5s"', "asked too often"),
        ('[policy.hand_over]\nat_most = "3h"', "longer than two hours"),
        ('[policy]\nlevels = [{ audience = "pair", repeat = "1s" }]', "repeats its pages too often"),
        ('[policy]\nlevels = [{ audience = "pair", waves = [{}] }]', "The pair is paged in waves"),
        ('[policy]\nlevels = [{ audience = "staff", waves = [{ size = 0 }] }]', "waves, entry 1: size"),
        ('[policy]\nlevels = [{ audience = "staff", waves = [{ siez = 2 }] }]', "waves, entry 1: siez"),
        ('[policy]\nlevels = [{ audience = "executives" }]', "nobody is VP or CTO"),
        ('[policy]\nlevels = [{ audience = "cats" }]', "[policy], levels, entry 1: audience “cats”"),
        ('[policy]\nlevels = [{ audience = "pair", wiat = "5m" }]', "wiat"),
        ('[[integrations]]\nname = "one"', "key or key_sha256"),
        ('[[integrations]]\nkey = "x"', "integrations, entry 1: name is missing"),
        (f'[[integrations]]\nname = "one"\nkey = "{KEY}"\nkey_sha256 = "{"0" * 64}"', "either"),
        ('[[integrations]]\nname = "one"\nkey_sha256 = "abc"', "SHA-256"),
        (f'[[integrations]]\nname = "one"\nkey = "{KEY[1:]}"', "31 characters"),
        (f'[[integrations]]\nname = "one"\nkey = "{KEY[1:]}-"', "others than letters"),
        (f'[[integrations]]\nname = "one"\nkey = "{KEY}"\n' * 2, "two integrations"),
        ("".join(f'[[integrations]]\nname = "{n}"\nkey = "{KEY}"\n' for n in (1, 2)), "another"),
        ("[integrations]", "not a list of tables"),
        ("this is not toml", "is not TOML"),
    ],
)  # fmt: skip
def test_more_mistakes(more, problem):
    assert problem in mistake(f"{SMALL}\n{more}\n").sentence


def test_a_misspelt_word_is_guessed():
    assert "engineer" in mistake(SMALL.replace("engineer = ", "enginer = ")).sentence
    assert "Did you mean role?" in mistake(SMALL.replace("role = ", "rolle = ")).remedy


def test_a_key_is_not_repeated_in_the_message():
    wrong = "secret" + "s" * 20
    error = mistake(f'{SMALL}\n[[integrations]]\nname = "one"\nkey = "{wrong}"')
    assert wrong not in str(error)


def test_an_empty_file_is_explained():
    assert "no responder" in mistake("").sentence


def test_the_communication_clock():
    more = '\n[policy.communication]\nfirst = "3m"\nevery = "15m"\n'
    clock = read_team_file(SMALL + more).team.policy.communication
    assert clock == CommunicationPolicy(first=timedelta(minutes=3), every=timedelta(minutes=15))
    with pytest.raises(InvalidTeamFile, match="evry is not known here"):
        read_team_file(SMALL + more.replace("every", "evry"))
    with pytest.raises(InvalidTeamFile, match="no time at all"):
        read_team_file(SMALL + more.replace("15m", "0m"))


def test_what_can_wait_has_a_clock_that_differs_in_what_it_says():
    more = '\n[policy.communication]\nfirst = "3m"\nevery = "15m"\n'
    policy = read_team_file(SMALL + more + '\n[policy.communication.can_wait]\nfirst = "1h"\n').team.policy
    assert policy.clock(Urgency.NOW) == policy.communication
    assert policy.clock(Urgency.OFFICE_HOURS) == CommunicationPolicy(
        first=timedelta(hours=1), every=timedelta(minutes=15)
    )
    assert read_team_file(SMALL + more).team.policy.communication_of_waiting is None
    with pytest.raises(InvalidTeamFile, match="no time at all"):
        read_team_file(SMALL + '\n[policy.communication.can_wait]\nevery = "0m"\n')
