"""Where tickets are kept, and by which right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TrackerKind(StrEnum):
    """The trackers that Pairwatch speaks with."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"

    @property
    def vendor(self) -> str:
        """As people write it."""
        return {"github": "GitHub", "gitlab": "GitLab", "jira": "Jira"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One project of one tracker. `url` is what people open ("https://github.com"), without a slash at its
    end; `project` is "owner/name", "group/project" or "OPS". `user` is the mail address that Jira's cloud
    wants beside the token; a Jira of one's own has none."""

    kind: TrackerKind
    name: str
    url: str
    project: str
    user: str = ""
    issue_type: str = "Task"
    token: str = field(repr=False)

    @property
    def place(self) -> str:
        """Tells one project from any other."""
        return f"{self.url}/{self.project}"
