"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESKTOP = ROOT / "desktop"
LONGEST_FILE = 400


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def forbidden_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls that only look harmless: line and reason."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        receiver = ast.unparse(node.func.value)
        match node.func.attr:
            # The main loop of a child process is started by exec, too; a dialog's is what hurts.
            case "exec" | "exec_" if not re.search(r"(^|\.)_?(app|Q\w*Application)$", receiver):
                yield node.lineno, "exec() runs a loop inside the loop and loses tasks; open() the dialog"
            case "create_task" | "ensure_future" if not receiver.endswith("group"):
                yield node.lineno, "use desktop.tasks.start: it keeps the reference and reports the failure"
            case (
                "currentDateTime" | "currentDateTimeUtc" | "currentSecsSinceEpoch" | "currentMSecsSinceEpoch"
            ):
                yield node.lineno, "only desktop/clock.py reads the wall clock"


def broken_rules(source: str) -> list[str]:
    return [reason for _, reason in forbidden_calls(ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("dialog.exec()", 1),
        ("self.menu.exec_(position)", 1),
        ("QMessageBox(self).exec()", 1),
        ("app.exec()", 0),
        ("QtCore.QCoreApplication.exec()", 0),
        ("loop.create_task(f())", 1),
        ("asyncio.get_running_loop().create_task(f())", 1),
        ("group.create_task(f())", 0),
        ("QDateTime.currentDateTimeUtc()", 1),
        ("asyncio.create_subprocess_exec('true')", 0),
    ],
)
def test_the_forbidden_calls_are_seen(source, found):
    assert len(broken_rules(source)) == found


def test_nothing_calls_what_is_forbidden():
    broken = [
        f"{name}:{line}: {reason}"
        for name, tree in modules("desktop", "tests", "benchmarks")
        for line, reason in forbidden_calls(tree)
        if name != "desktop/tasks.py"
    ]
    assert not broken, "\n".join(broken)


def test_a_package_says_what_lives_there_and_holds_nothing_else():
    broken = []
    for name, tree in modules("desktop"):
        if name.endswith("/__init__.py"):
            code = [
                n for n in tree.body[1:] if not (isinstance(n, ast.ImportFrom) and n.module == "__future__")
            ]
            if not ast.get_docstring(tree) or code:
                broken.append(name)
    assert not broken


def test_every_folder_with_code_is_a_package():
    # Alembic loads its revisions by path; they are no package.
    folders = {path.parent for path in DESKTOP.rglob("*.py") if "migrations" not in path.parts}
    assert not [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]


def test_no_file_is_too_long():
    lengths = {path: len(path.read_text().splitlines()) for path in DESKTOP.rglob("*.py")}
    assert not {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > LONGEST_FILE}


def test_there_is_no_lock_that_carries_addresses():
    assert not [
        p for p in tracked_files() if p.name in {"uv.lock", "package-lock.json", "poetry.lock", "yarn.lock"}
    ]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_version_has_hashes_and_no_address(lock):
    text = (ROOT / "packaging" / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE), "an option of the index or of links"
    requirements = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    assert len(requirements) > 40
    assert not [line for line in requirements if "==" not in line or "--hash=sha256:" not in line]


def test_what_is_used_is_what_is_tested():
    def versions(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "packaging" / lock).read_text(), re.MULTILINE))

    assert versions("requirements.txt") < versions("requirements-dev.txt")


def test_no_file_names_a_registry_or_a_place_outside_the_clone():
    # The escapes keep this file from finding itself.
    outside = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.org|\.\./shared")
    broken = []
    for path in tracked_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        broken += [f"{path.relative_to(ROOT)}: {found.group()}" for found in outside.finditer(text)]
    assert not broken


@pytest.mark.parametrize("script", ["run", "check", ".ci/run", "packaging/lock", "packaging/setup.bash"])
def test_the_scripts_are_bash_that_parses(script):
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_the_console_script_is_installed():
    ours = distribution("pairwatch")
    assert [(e.name, e.value) for e in ours.entry_points] == [("pairwatch", "desktop.__main__:main")]
