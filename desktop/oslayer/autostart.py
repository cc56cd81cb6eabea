"""Start at log-in, and an entry among the programs: two .desktop files.

Sources: https://specifications.freedesktop.org/autostart-spec/latest/ and desktop-entry-spec/latest/.
"""

from __future__ import annotations

import configparser
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_NAME = "Pairwatch"
_COMMENT = "Pages the two people on call at once"


def own_command() -> list[str]:
    """How this very program is started again."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = Path(sys.executable).with_name("pairwatch")
    found = str(script) if script.exists() else shutil.which("pairwatch")
    return [found] if found else [sys.executable, "-m", "desktop"]


class Autostart:
    """The file in the autostart folder of this person, one for each profile."""

    def __init__(self, command: Sequence[str] | None = None, profile: str | None = None) -> None:
        self._command = list(command or own_command())
        name = f"pairwatch-{profile}.desktop" if profile else "pairwatch.desktop"
        self.path = _config_home() / "autostart" / name

    def is_enabled(self) -> bool:
        """Whether it starts at log-in; people also switch it off in the settings of their desktop."""
        entry = _read(self.path)
        switched_off = entry.get("Hidden", "false") == "true"
        return bool(entry) and not switched_off and entry.get("X-GNOME-Autostart-enabled", "true") != "false"

    def enable(self) -> None:
        """Start at log-in from now on. Raises OSError when the file cannot be written."""
        _write(self.path, _entry(self._command, **{"X-GNOME-Autostart-enabled": "true"}))

    def disable(self) -> None:
        """Do not start at log-in; harmless when it does not."""
        self.path.unlink(missing_ok=True)


def install_launcher(command: Sequence[str] | None = None, icon: Path | None = None) -> Path:
    """Put Pairwatch among the programs of this person and give the file; notifications show its name by
    it."""
    path = _data_home() / "applications" / "pairwatch.desktop"
    more = {"Icon": str(icon) if icon else "pairwatch", "Categories": "Network;Monitor;"}
    _write(path, _entry(list(command or own_command()), **more))
    return path


def remove_launcher() -> None:
    """Take it away again; harmless when it is not there."""
    (_data_home() / "applications" / "pairwatch.desktop").unlink(missing_ok=True)


def quoted(command: Sequence[str]) -> str:
    r"""As the Exec key wants it: in double quotes, with \ before " ` $ \, and %% for %.

    The value is escaped once more as a string: each backslash is written twice.
    """
    words = []
    for word in command:
        escaped = "".join("\\" + c if c in '"`$\\' else c for c in word).replace("%", "%%")
        words.append(f'"{escaped}"'.replace("\\", "\\\\"))
    return " ".join(words)


def _entry(command: Sequence[str], **more: str) -> str:
    lines = {
        "Type": "Application",
        "Name": _NAME,
        "Comment": _COMMENT,
        "Exec": quoted(command),
        "Terminal": "false",
        "StartupNotify": "false",
        **more,
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _read(path: Path) -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys are case-sensitive here
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return {}
    return dict(parser["Desktop Entry"]) if parser.has_section("Desktop Entry") else {}


def _config_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
