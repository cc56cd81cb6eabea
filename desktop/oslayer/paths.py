"""Where Pairwatch keeps its files: one frozen value, made once at start."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import PairwatchError

HOME_VARIABLE = "PAIRWATCH_HOME"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero.
_LONGEST_SOCKET_PATH = 103


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one profile, each made with mode 0700.

    `config`: what a person may edit. `data`: what must not be lost (database, outbox). `cache`: may be
    deleted. `state`: logs, window places. `runtime`: sockets, gone after log-out, short enough for a socket's
    address.
    """

    config: Path
    data: Path
    cache: Path
    state: Path
    runtime: Path

    @property
    def socket(self) -> Path:
        """The command socket of the one running instance."""
        return self.runtime / "desktop.sock"


class UnsafeFolder(PairwatchError):
    """A folder for sockets belongs to somebody else."""


def default_paths(profile: str | None = None) -> Paths:
    """The folders of `profile` (None: the ordinary one), made where missing.

    With `PAIRWATCH_HOME` in the environment all of it lies below that folder. Raises `UnsafeFolder`,
    `OSError`.
    """
    if profile is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,40}", profile):
        raise ValueError(f"a profile's name has letters, digits, and _ . - only: {profile!r}")
    name = f"pairwatch-{profile}" if profile else "pairwatch"
    home = os.environ.get(HOME_VARIABLE)
    found = _below(Path(home).expanduser().absolute(), profile) if home else _of_the_system(name)
    for folder in (found.config, found.data, found.cache, found.state):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_private(found.runtime)
    return found


def _below(home: Path, profile: str | None) -> Paths:
    root = home / profile if profile else home
    runtime = _short_enough(root / "run", str(root))
    return Paths(root / "config", root / "data", root / "cache", root / "state", runtime)


def _of_the_system(name: str) -> Paths:
    from platformdirs import PlatformDirs  # 30 ms, and not needed below PAIRWATCH_HOME

    dirs = PlatformDirs(name, appauthor=False)
    return Paths(
        config=dirs.user_config_path,
        data=dirs.user_data_path,
        cache=dirs.user_cache_path,
        state=dirs.user_state_path,
        runtime=_short_enough(_runtime_root(dirs.user_cache_path) / name, str(dirs.user_cache_path)),
    )


def _runtime_root(cache: Path) -> Path:
    """XDG_RUNTIME_DIR where there is one; a plain log-in by ssh or su has none."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and os.path.isabs(given) and os.access(given, os.W_OK | os.X_OK):
        return Path(given)
    return cache / "run"


def _short_enough(folder: Path, owner: str) -> Path:
    """`folder`, or one with a short name in the temporary folder when a socket's address would not fit."""
    if len(os.fsencode(folder / "desktop.sock")) <= _LONGEST_SOCKET_PATH:
        return folder
    mark = hashlib.sha256(f"{_user()}:{owner}:{folder.name}".encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"pairwatch-{mark}"
    if len(os.fsencode(short / "desktop.sock")) > _LONGEST_SOCKET_PATH:
        short = Path("/tmp") / short.name
    return short


def _make_private(folder: Path) -> None:
    """Make `folder` with mode 0700; in /tmp somebody else could have been there first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name != "posix":
        return
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise UnsafeFolder(f"{folder} belongs to somebody else.", "Remove it, or set XDG_RUNTIME_DIR.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)


def _user() -> str:
    return str(os.getuid()) if os.name == "posix" else os.environ.get("USERNAME", "")
