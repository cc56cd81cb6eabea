"""The [tracker] and [labels] of a team file, and what is said of mistakes in them."""

from __future__ import annotations

import re

import pytest

from desktop.channels.trackers.account import TrackerKind
from desktop.core.telling.update import Readers
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile
from tests.unit.hub.usecases.team.test_team_file import SAMPLE, SMALL

TOKEN = "ghp_SecretTokenOfTheTracker"
GITHUB = '[tracker]\nkind = "github"\nrepository = "acme/shop"\n'
JIRA = '[tracker]\nkind = "jira"\nproject = "OPS"\nurl = "https://acme.atlassian.net"\n'


def read(text: str, **environment: str):
    return read_team_file(SMALL + text, environment=environment)


def test_a_tracker_has_its_token_in_the_environment():
    file = read(GITHUB + 'token_env = "TRACKER"\n', TRACKER=TOKEN)
    assert file.has_secrets
    setting = file.tracker
    assert setting is not None
    assert setting.account.kind is TrackerKind.GITHUB
    assert (setting.account.name, setting.account.place) == ("GitHub", "https://github.com/acme/shop")
    assert setting.account.token == TOKEN
    assert (setting.services, setting.severities, setting.readers) == ((), (), tuple(Readers))
    assert TOKEN not in repr(file)


def test_or_in_a_file(tmp_path):
    (tmp_path / "token").write_text(TOKEN + "\n")
    setting = read(GITHUB + f'token_file = "{tmp_path / "token"}"\n').tracker
    assert setting is not None
    assert setting.account.token == TOKEN


def test_all_of_it():
    setting = read(
        """
        [tracker]
        kind = "jira"
        name = "Operations"
        project = "OPS"
        url = "https://acme.atlassian.net/"
        user = "bot@example.com"
        issue_type = "Incident"
        token = "abc"
        services = ["checkout", "search"]
        severities = ["critical"]
        readers = ["colleagues", "devops"]
        """
    ).tracker
    assert setting is not None
    account = setting.account
    assert (account.name, account.url, account.project) == ("Operations", "https://acme.atlassian.net", "OPS")
    assert (account.user, account.issue_type) == ("bot@example.com", "Incident")
    assert setting.services == ("checkout", "search")
    assert setting.severities == ("critical",)
    assert setting.readers == (Readers.COLLEAGUES, Readers.DEVOPS)


def test_without_one_there_is_none():
    file = read("")
    assert file.tracker is None
    assert not file.has_secrets
    assert file.labels == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GITHUB, "one of token, token_env and token_file"),
        (GITHUB + f'token = "{TOKEN}"\ntoken_env = "TRACKER"', "one of token, token_env and token_file"),
        (GITHUB + 'token_env = "NOT_SET"', "no NOT_SET"),
        (GITHUB + 'token_file = "/nowhere/at/all"', "/nowhere/at/all cannot be read"),
        (GITHUB + f'token = "Bearer {TOKEN}"', "other characters"),
        (GITHUB + f'token = "{TOKEN}"\nurl = "http://git.example.com"', "url is not an https address"),
        (GITHUB + f'token = "{TOKEN}"\nurl = "https://a:b@git.example.com"', "url is not an https address"),
        (GITHUB + f'token = "{TOKEN}"\nreaders = ["everybody"]', "everybody"),
        (GITHUB + f'token = "{TOKEN}"\nservices = "checkout"', "services is not a list"),
        (GITHUB + f'token = "{TOKEN}"\nuser = "me"', "user is not known here"),
        (GITHUB + f'token = "{TOKEN}"\nrepositry = "a/b"', "repositry is not known here"),
        ('[tracker]\nkind = "github"\nrepository = "shop"\n', "repository “shop” is none of GitHub"),
        ('[tracker]\nkind = "bugzilla"\n', "kind “bugzilla” is unknown"),
        ('[tracker]\nkind = "jira"\nproject = "OPS"\n', "url is missing"),
        (JIRA + f'token = "{TOKEN}"', "user is missing"),
        (JIRA.replace("OPS", "ops"), "project “ops” is none of Jira"),
        ('[tracker]\nrepository = "acme/shop"\n', "kind is missing"),
    ],
)
def test_mistakes_are_told_without_the_token(text, words):
    with pytest.raises(InvalidTeamFile) as caught:
        read(text, TRACKER=TOKEN)
    assert words in caught.value.sentence
    assert "[tracker]" in caught.value.sentence
    assert caught.value.remedy
    assert TOKEN not in str(caught.value)


def test_labels_are_kept_in_their_order():
    labels = read(
        """
        [labels]
        service = ["search", "checkout", "search"]
        Cause = ["deploy", "a  third  party"]
        region = []
        """
    ).labels
    assert list(labels.items()) == [
        ("service", ("search", "checkout")),
        ("cause", ("deploy", "a third party")),
        ("region", ()),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('service = "checkout"', "service is not a list of texts"),
        ("service = [1]", "service is not a list of texts"),
        ('service = ["", "a"]', "service is not a list of texts"),
        ('"a: b" = ["c"]', "“a: b” is no key"),
        ('service = ["a"]\nService = ["b"]', "“service” is there twice"),
    ],
)
def test_mistakes_in_labels(text, words):
    with pytest.raises(InvalidTeamFile) as caught:
        read(f"[labels]\n{text}\n")
    assert words in caught.value.sentence
    assert "[labels]" in caught.value.sentence
    assert caught.value.remedy


def test_the_sample_s_tables_are_right_once_they_are_uncommented():
    sample = SAMPLE.read_text(encoding="utf-8")
    blocks = [re.search(rf"# \[{name}\]\n(# .+\n)+", sample) for name in ("tracker", "labels")]
    text = "\n".join(re.sub("^# ", "", block.group(), flags=re.MULTILINE) for block in blocks if block)
    file = read(text, PAIRWATCH_TRACKER_TOKEN=TOKEN)
    assert file.tracker is not None
    assert file.tracker.services == ("checkout", "search")
    assert file.labels["impact"] == ()
