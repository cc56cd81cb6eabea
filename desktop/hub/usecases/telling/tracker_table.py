"""The [tracker] and the [labels] of a team file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from desktop.channels.trackers.account import Account, TrackerKind
from desktop.core.telling.update import Readers
from desktop.hub.store.telling.tracker import Vocabulary
from desktop.hub.usecases.team.toml_table import TomlTable
from desktop.hub.usecases.telling.tracker import TrackerSetting

_USUAL_URLS = {TrackerKind.GITHUB: "https://github.com", TrackerKind.GITLAB: "https://gitlab.com"}
_PROJECTS = {
    TrackerKind.GITHUB: ("repository", re.compile(r"[\w.-]+/[\w.-]+"), "acme/shop"),
    TrackerKind.GITLAB: ("project", re.compile(r"[\w.-]+(/[\w.-]+)+|\d+"), "acme/shop"),
    TrackerKind.JIRA: ("project", re.compile(r"[A-Z][A-Z0-9_]+"), "OPS"),
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def read_tracker(table: TomlTable, environment: Mapping[str, str]) -> TrackerSetting | None:
    """The tracker; None when the file has none. `token_env` names a variable of `environment`, `token_file` a
    file, so that this one holds no secret. Raises InvalidTeamFile, which never repeats a token."""
    if table.is_empty:
        return None
    kind = TrackerKind(table.choice("kind", [kind.value for kind in TrackerKind]))
    url = _url(table, kind)
    field, shape, sample = _PROJECTS[kind]
    project = table.text(field)
    if not shape.fullmatch(project):
        table.reject(f"{field} “{project}” is none of {kind.vendor}.", f'Write it as {field} = "{sample}".')
    user = table.text("user", "") if kind is TrackerKind.JIRA else ""
    if kind is TrackerKind.JIRA and not user and (urlsplit(url).hostname or "").endswith(".atlassian.net"):
        table.reject("user is missing.", 'Add user = "…", the mail address that the token belongs to.')
    account = Account(
        kind=kind,
        name=table.text("name", kind.vendor),
        url=url,
        project=project,
        user=user,
        issue_type=table.text("issue_type", "Task") if kind is TrackerKind.JIRA else "Task",
        token=_token(table, environment),
    )
    readers = [Readers(word) for word in table.choices("readers", [reader.value for reader in Readers])]
    setting = TrackerSetting(
        account=account,
        services=tuple(table.texts("services")),
        severities=tuple(table.texts("severities")),
        readers=tuple(readers) or tuple(Readers),
    )
    table.finish()
    return setting


def read_labels(table: TomlTable) -> Vocabulary:
    """Values of labels by their keys, in the file's order. Raises InvalidTeamFile."""
    found: Vocabulary = {}
    for field in table.fields:
        key = " ".join(field.lower().split())
        if not key or ":" in key:
            table.reject(f"“{field}” is no key of a label.", 'Use a word such as "service" or "cause".')
        if key in found:
            table.reject(f"“{key}” is there twice.", "Put its values into one list.")
        values = table.texts(field)
        found[key] = tuple(dict.fromkeys(values))
    return found


def _url(table: TomlTable, kind: TrackerKind) -> str:
    url = table.text("url", _USUAL_URLS.get(kind)).rstrip("/")
    parts = urlsplit(url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname or parts.username or parts.query or parts.fragment:
        sample = _USUAL_URLS.get(kind, "https://acme.atlassian.net")
        table.reject(
            "url is not an https address of a tracker.",
            f'Write it as url = "{sample}": the token goes there.',
        )
    return url


def _token(table: TomlTable, environment: Mapping[str, str]) -> str:
    given = {name: table.text(name, "") for name in ("token", "token_env", "token_file")}
    ways = [name for name, value in given.items() if value]
    if len(ways) != 1:
        table.reject(
            "it needs one of token, token_env and token_file.",
            'Add token_env = "NAME", the environment variable that has the token.',
        )
    token, variable, path = given.values()
    if variable:
        token = environment.get(variable, "").strip()
        if not token:
            table.reject(
                f"the environment has no {variable}.", f"Set {variable} to the token where the hub starts."
            )
    elif path:
        try:
            token = Path(path).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text"
            table.reject(
                f"token_file {path} cannot be read: {why}.", "Name a file that the hub's account may read."
            )
        if not token:
            table.reject(f"token_file {path} is empty.", "Put the token into it.")
    if not token.isascii() or not token.isprintable() or " " in token:
        table.reject("the token has other characters than a token has.", "Copy it again from the tracker.")
    return token
