"""What is understood of a run-book, and what is told when it is not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.fixing.run_book import RunBookSource
from desktop.core.incident.alert import Link
from desktop.formats.run_book.digest import normal
from desktop.formats.run_book.reader import read_run_book
from tests.unit.formats.run_book.samples import DISK, NIGHT, problems, read


def test_the_front_matter():
    book = read(DISK)
    assert book.title == "Disk: full"
    assert book.services == ("checkout", "no"), "a word stays the word that was written"
    assert book.alerts == ("DiskFull*", "*no space left*")
    assert book.labels == (("team", "storage"), ("tier", "1"))
    assert (book.owner, book.reviewed_on) == ("ana", date(2026, 1, 31))
    assert book.links == (
        Link(href="https://grafana.example/d/disk", text="Dashboard"),
        Link(href="https://wiki.example/disk"),
    )
    assert book.problems == ()
    assert book.card.steps == len(book.steps) == 5


def test_steps_are_the_numbered_items_and_tasks_of_the_top_level():
    steps = read(DISK).steps
    assert [(step.section, step.title) for step in steps] == [
        ("Look", "Look at the disk with df -h on {{ host }}"),
        ("Look", "Find what is large"),
        ("Look", "Find what is large"),
        ("Afterwards", "Tell the owner"),
        ("Afterwards", "Breathe"),
    ]
    assert steps[0].lead == "Look at **the** [disk](https://wiki.example) with `df -h`\non {{ host }}"
    assert steps[0].body.startswith("```check prometheus Free space\nquery: node")
    assert steps[0].body.endswith("```\n\n- nested\n  1. nested deeper")
    assert steps[3].body == ""
    lines = read(DISK).body.split("\n")
    assert [lines[step.first_line - 1][:8] for step in steps] == [
        "1. Look ", "2. Find ", "7. Find ", "- [ ] Te", "- [x] Br"
    ]  # fmt: skip


def test_a_step_keeps_its_id_when_others_or_its_details_change():
    before = read(DISK)
    after = read(
        DISK.replace("1. Look at", "1. Breathe in\n2. Look at")
        .replace("| sort -h", "| sort -rh")
        .replace("Tell the owner", "Tell the owner at once")
        .replace("- [x] Breathe", "- [ ]  breathe")
    )
    known = {step.id for step in before.steps}
    assert [step.id in known for step in after.steps] == [False, True, True, True, False, True]
    assert len({step.id for step in after.steps}) == len(after.steps), "also those with the same title"


def test_diagnostics_belong_to_the_step_that_they_stand_in():
    book = read(DISK)
    first, second, last = book.diagnostics
    assert book.diagnostics_of(book.steps[0].id) == (first,)
    assert book.diagnostics_of("") == (last,)
    assert (first.kind, first.name, first.automatic) == (DiagnosticKind.PROMETHEUS, "Free space", True)
    assert first.field("query") == 'node_filesystem_avail_bytes{instance="{{ host }}"}'
    assert first.variables == ("host",)
    assert second.command == 'du -xh --max-depth=2 {{ path }} | sort -h  # "a: b"'
    assert (second.kind, second.automatic, second.timeout) == (
        DiagnosticKind.COMMAND, False, timedelta(minutes=1)
    )  # fmt: skip
    assert (last.name, last.field("status")) == ("http: https://{{ host }}/healthz", "200")
    assert DISK.split("\n")[last.line - 1] == "```check http"
    assert book.variables == ("host", "path")


def test_a_command_is_kept_as_it_was_written_below_its_fields():
    (one,) = read(
        "```run\n---\nname: Pods\ntimeout: 2m\nautomatic: yes\n---\nkubectl get pods  \\\n"
        "  -l 'app={{ service }}'\n---\n\n\techo {{host}} $HOME `id` \n\n```\n"
    ).diagnostics
    assert one.command == (
        "kubectl get pods  \\\n  -l 'app={{ service }}'\n---\n\n\techo {{host}} $HOME `id` "
    )
    assert (one.name, one.timeout, one.automatic) == ("Pods", timedelta(minutes=2), False)


def test_a_value_may_begin_with_a_variable():
    (one,) = read("```check tcp\nhost: {{ host }}\nport:   {{ port }} # it's\n```").diagnostics
    assert (one.field("host"), one.field("port")) == ("{{ host }}", "{{ port }} # it's")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Big *red* `button`\n", "Big red button"),
        ("text\n\nSetext\n------\n", "Setext"),
        ("no heading", "disk full"),
        ("---\ntitle:\n---\n# Heading\n", "Heading"),
        ("", "disk full"),
    ],
)
def test_without_a_title_the_heading_or_the_file_gives_one(text: str, title: str):
    book = read_run_book(
        text, id="x", path="storage/disk_full.md", source=RunBookSource.FOLDER, changed_at=NIGHT
    )
    assert book.title == title
    assert book.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\ntitle: a: b\n---\nx\n", 2, "not understood"),
        ("---\ntitle: x\n\towner: y\n---\nx\n", 3, "not understood"),
        ("---\ntitle: x\ncolour: red\n---\n", 3, "“colour” is not known"),
        ("---\ntitle: x\ntitle: y\n---\n", 3, "twice"),
        ("---\na: &a [1]\nb: *a\n---\n", 3, "anchors and aliases"),
        ("---\nreviewed_on: yesterday\n---\n", 2, "not a date"),
        ("---\nreviewed_on: [2026-01-01]\n---\n", 2, "not a date"),
        ("---\nlinks: [javascript:alert(1)]\n---\n", 2, "no web address"),
        ("---\nservices: [[a]]\n---\n", 2, "lists within lists"),
        ("---\n- a\n- b\n---\n", 2, "no fields"),
        ("---\n\x01: x\n---\n", 2, "not understood"),
        ("---\ntitle: x\n# Disk\n", 1, "has no end"),
        ("```check\nurl: x\n```\n", 1, "does not say what to check"),
        ("a\n\n```check telnet\n```\n", 3, "no check called “telnet”"),
        ("```check http\nstatus: 200\n```\n", 1, "has no url"),
        ("```check http\nurl: x\nstaus: 200\n```\n", 3, "“staus” is not known"),
        ("```check http\nurl: x\nmethod: POST\n```\n", 3, "method “POST” is not possible; GET"),
        ("```check http\nurl: [x]\n```\n", 2, "“url” is not one text"),
        ("```check tcp\nhost: a\nport: 1\ntimeout: soon\n```\n", 4, "timeout is not a time"),
        ("```check tcp\nhost: a\nport: 1\nautomatic: maybe\n```\n", 4, "neither yes nor no"),
        ("1. x\n\n   ```check http\n   : :\n   url\n   ```\n", 4, "not understood"),
        ("```run\n\n```\n", 1, "no command"),
        ("```run\nname: x\ncommand: ls\n```\n", 1, "looks like a field"),
        ("---\ntitle: x\n---\n```run\n---\ncwd: /\n---\nls\n```\n", 6, "“cwd” is not known"),
        ("```run\n---\nautomatic: yes\n---\nls\n```\n", 1, "never runs by itself"),
        ("```run\nls \u202e x\n```\n", 1, "cannot be seen"),
        ("```run\necho \x1b[8m; rm\n```\n", 1, "cannot be seen"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_run_book_is_there(text: str, line: int, said: str):
    told = read(text).problems
    assert [problem.line for problem in told if said in problem.sentence] == [line], told
    assert all(problem.remedy for problem in told)
    assert read(text).text == text


def test_a_bad_block_leaves_the_others_alone():
    book = read("```check http\n:\n```\n\n```check ping\nhost: a\n```\n")
    assert [one.kind for one in book.diagnostics] == [DiagnosticKind.PING]


HOSTILE = [
    "\0" * 100,
    "\ufeff---\r\ntitle: x\r\n---\r\nbody\r\n",
    ">" * 20_000,
    "- " * 20_000,
    "".join("  " * depth + "1. x\n" for depth in range(300)),
    "[" * 20_000,
    "`" * 20_001,
    "1. " + "*a " * 20_000,
    "---\n" + "[" * 20_000 + "\n---\n",
    "---\n" + "a: {" * 5_000 + "\n---\n",
    "---\nx: " + "y" * 70_000 + "\n---\n",
    "---\n!!python/object/apply:os.system ['true']\n---\n",
    "---\ntitle: !!python/name:os.system x\n---\n",
    "999999999. x\n1000000000. y\n",
    "1.\n\n2.\n- [ ]\n- [ ] \n",
    "```check http",
    "1. ```run",
    "<script>alert(1)</script>\n\n1. <img src=x onerror=alert(1)>\n",
    "1.\t\tcode\n\n\t\tmore\n-\t[ ]\ttask\n",
    "\ud800 half of a pair",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_are_kept(text: str):
    book = read(text)
    assert book.text == normal(text)
    assert book.title
    assert all(step.title for step in book.steps)
    book.text.encode()


def test_tags_make_no_objects():
    assert read("---\ntitle: !!python/name:os.system x\n---\n").title == "x"


PIECES = st.lists(
    st.sampled_from(
        ["---\n", "title: x\n", "services:\n", "  - a\n", "# h\n", "1. a\n", "- [ ] b\n", "- c\n", "   d\n",
         "\n", "\t", "> ", "```run\n", "```check tcp\n", "```\n", "host: {{ h }}\n", "port: 1\n", "*", "[",
         "`", "ä\r\n"]
    )
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES))
def test_any_text_comes_back_as_it_was(text: str):
    book = read(text)
    assert book.text == normal(text)
    assert read(book.text) == book
    count = len(book.body.split("\n"))
    spans = [(step.first_line, step.last_line) for step in book.steps]
    assert all(1 <= first <= last <= count for first, last in spans)
    assert all(end < begin for (_, end), (begin, _) in pairwise(spans))
    assert len({step.id for step in book.steps}) == len(spans)
    assert {one.step for one in book.diagnostics} <= {step.id for step in book.steps} | {""}


def test_lines_of_problems_count_from_the_top_of_the_file():
    assert problems("---\ntitle: x\n---\n\n```check nix\n```\n") == [(5, "There is no check called “nix”.")]
