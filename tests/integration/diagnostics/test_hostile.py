"""What an alert says, in commands that a real /bin/sh runs: it arrives as one argument, unchanged, and
nothing else happens."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.fixing.variables import variables_of
from desktop.diagnostics.command import reduced
from desktop.formats.shell.bound import UnsafeValue, bind
from desktop.formats.shell.words import UnsafeCommand
from tests.integration.diagnostics.conftest import Running, check
from tests.ui.story import Story

pytestmark = pytest.mark.slow

SHELLS = [path for path in ("/bin/sh", shutil.which("bash"), shutil.which("busybox")) if path]

# Tells its arguments apart whatever is in them.
_PROGRAM = 'import sys; print([a.encode("utf-8", "surrogateescape") for a in sys.argv[1:]])'
_TELL = f"{shlex.quote(sys.executable)} -Sc '{_PROGRAM}'"

CONTEXTS = {
    "bare": (f"{_TELL} {{{{ x }}}}", "", ""),
    "within a word": (f"{_TELL} a{{{{ x }}}}b", "a", "b"),
    "double": (f'{_TELL} "{{{{ x }}}}"', "", ""),
    "double, with more": (f'{_TELL} "it\'s {{{{ x }}}} $HOME_IS_NOT_SET!"', "it's ", " !"),
    "single": (f"{_TELL} '{{{{ x }}}}'", "", ""),
    "single, with more": (f"{_TELL} 'say \"{{{{ x }}}}\" $HOME `x`'", 'say "', '" $HOME `x`'),
    "substituted": (f'{_TELL} "$(printf %s. {{{{ x }}}})"', "", "."),
    "in a subshell": (f"( {_TELL} {{{{ x }}}} )", "", ""),
    "after a condition": (f"if true; then {_TELL} {{{{ x }}}}; fi", "", ""),
    "behind a comment": (f"# isn't {{{{ x }}}}\n{_TELL} {{{{ x }}}}", "", ""),
    "after quotes": (f"{_TELL} ''\"\"{{{{ x }}}}''", "", ""),
    "through sh": (
        f"sh -c '{_TELL.replace(chr(39), chr(39) + chr(92) + chr(39) + chr(39))} \"$1\"' sh {{{{ x }}}}",
        "",
        "",
    ),
}

HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "; rm -rf $HOME",
    "&& touch pwned",
    "| touch pwned",
    "a\nb",
    "a\n touch pwned\n",
    "\n",
    "'",
    '"',
    "'; touch pwned; '",
    '"; touch pwned; "',
    "\\",
    "\\\\'\"",
    "\u2018x\u2019 \u201cy\u201d \u00b4 \u02bc",
    "$HOME ${HOME} $((1+1)) $'\\n'",
    "* ? [a-z] ~ ~root {a,b}",
    "a b\tc   d",
    "!!",
    "#x",
    ">pwned",
    "<(touch pwned)",
    "a[$(touch pwned)]",
    "{{ y }}",
    "${PW_X}",
    "%s %n",
    "\x1b]0;title\x07",
    "\u202egnp.exe",
    "é\U0001f4a5",
    "x" * 60_000,
]


def said(command: str, value: str, folder: Path, shell: str = "/bin/sh") -> bytes:
    bound = bind(command)
    found = subprocess.run(
        [*([shell, "sh"] if shell.endswith("busybox") else [shell]), "-c", bound.text],
        env=reduced({"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, bound.environment({"x": value})),
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert not found.stderr
    return found.stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("context", CONTEXTS)
def test_each_hostile_value_is_one_argument(context: str, shell: str, tmp_path: Path) -> None:
    command, before, after = CONTEXTS[context]
    for value in HOSTILE:
        expected = [f"{before}{value}{after}".encode()]
        assert said(command, value, tmp_path, shell).strip() == repr(expected).encode(), value
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    context=st.sampled_from(sorted(CONTEXTS)),
    value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
    | st.text("$`\"'\\\n;&|<>(){}*?[]~# ab!-", max_size=40),
)
def test_any_value_is_one_argument(context: str, value: str, tmp_path: Path) -> None:
    command, before, after = CONTEXTS[context]
    try:
        bind(command).environment({"x": value})
    except UnsafeValue:
        assert value.startswith("-")
        return
    expected = [f"{before}{value}{after}".encode()]
    assert said(command, value, tmp_path).strip() == repr(expected).encode()
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text("ab \\\"'$`(){}|&;<>#\n=", max_size=12),
    after=st.text("ab \\\"'$`(){}|&;<>#\n=", max_size=12),
)
def test_whatever_is_around_it_a_value_runs_nothing(before: str, after: str, tmp_path: Path) -> None:
    """Commands of nonsense: refused, or harmless."""
    assume(not set("<>") & set(before + after))  # they make files by themselves
    home, pwned = tmp_path / "empty", tmp_path / "pwned"
    home.mkdir(exist_ok=True)
    try:
        bound = bind(f"true {before}{{{{ x }}}}{after}")
    except UnsafeCommand:
        return
    for value in ("$(touch {})", "`touch {}`", "';touch {};'", '";touch {};"', "\ntouch {}\n", "x;touch {}"):
        if "x" in bound.plain:
            with pytest.raises(UnsafeValue):
                bound.environment({"x": value})
            continue
        subprocess.run(
            ["/bin/sh", "-c", bound.text],
            env={"PATH": "/usr/bin:/bin", **bound.environment({"x": value.format(pwned)})},
            cwd=home,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=10,
        )
        assert not pwned.exists(), bound.text


async def test_labels_of_an_alert_come_through_the_whole_way(run_check: Running, home: Path) -> None:
    """From the monitor's labels to the program."""
    for value in HOSTILE:
        story = Story(quiet=True)
        made = story.alert(
            "Disk is full", "mail", labels=(("host", value), ("a", "-oProxyCommand=touch pwned"))
        )
        values = variables_of(story.incident(made))
        finished = await run_check(
            check(DiagnosticKind.COMMAND, command="printf '<%s>' {{ host }}"), **values
        )
        if "host" in values:
            assert finished.result.verdict is CheckVerdict.TOLD
            assert finished.result.excerpt == f"<{values['host']}>"
        else:
            assert finished.result.verdict is CheckVerdict.NOT_RUN
        refused = await run_check(check(DiagnosticKind.COMMAND, command="ssh {{ a }} df"), **values)
        assert refused.result.verdict is CheckVerdict.NOT_RUN
        assert "hyphen" in refused.result.summary
    assert os.listdir(home) == []
