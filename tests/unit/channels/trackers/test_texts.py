"""Words and labels as trackers take them: shown as they are, and doing nothing there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.trackers import jira_text, markdown
from desktop.channels.trackers.labels import github_label, gitlab_label, jira_label, names
from desktop.core.closing.ticket import Label

NOTHING = "\N{ZERO WIDTH SPACE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("disk full on @db-7", f"disk full on @{NOTHING}db-7"),
        ("as in #7 and !12", f"as in #{NOTHING}7 and !{NOTHING}12"),
        ("see https://example.com/~ana/x#part", "see https://example.com/~ana/x#part"),
        ("mail ana@example.com", "mail ana@example.com"),
        ("/close\n /assign me", f"{NOTHING}/close  \n {NOTHING}/assign me"),
        ("a / b, 100 %", "a / b, 100 %"),
        ("<!-- hidden", "&lt;!-- hidden"),
        ("one\ntwo\n\nthree", "one  \ntwo\n\nthree"),
    ],
)
def test_words_do_nothing_in_markdown(text, expected):
    assert markdown.words(text) == expected


def test_long_texts_are_cut():
    assert len(markdown.words("a" * 99_999)) == markdown.LONGEST
    assert len(markdown.title("a" * 999)) == 255
    assert markdown.title(" \n ") == "Incident"


@given(st.text(max_size=200))
def test_a_document_says_what_the_text_says(text):
    found = jira_text.document(text)
    parts = [inline for paragraph in found["content"] for inline in paragraph["content"]]
    assert all(part["type"] == "hardBreak" or part["text"] for part in parts)
    shown = "".join(part.get("text", "") for part in parts)
    assert "".join(shown.split()) == "".join(text.split())


def test_addresses_are_links_in_a_document():
    found = jira_text.document("Look at https://example.com/a?b=c.\nNow")
    content = found["content"][0]["content"]
    assert [part.get("text", "⏎") for part in content] == [
        "Look at ", "https://example.com/a?b=c", ".", "⏎", "Now",
    ]  # fmt: skip
    assert content[1]["marks"][0]["attrs"]["href"] == "https://example.com/a?b=c"


LABELS = st.builds(Label, key=st.text(min_size=1, max_size=40), value=st.text(min_size=1, max_size=300))


@given(LABELS)
def test_labels_fit_into_each_tracker(label):
    assert len(github_label(label)) <= 50
    assert "," not in gitlab_label(label)
    assert len(gitlab_label(label)) <= 255
    assert not any(sign.isspace() for sign in jira_label(label))
    assert len(jira_label(label)) <= 255


@given(st.lists(LABELS), st.lists(LABELS))
def test_what_is_wanted_is_never_taken_off(wanted, dropped):
    for name in (github_label, gitlab_label, jira_label):
        put, off = names(wanted, dropped, name)
        assert not set(put) & set(off)
        assert put == sorted({name(label) for label in wanted})
