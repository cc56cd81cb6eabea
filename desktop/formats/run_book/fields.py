"""`key: value` lines, as front matter and check blocks have them: a small, harmless part of YAML.

The node tree is read, never constructed: every value stays the text that was written ("no" is not False, 0123
is not 83), no tag makes an object, and anchors, which can blow a file up, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from desktop.core.fixing.run_book import RunBookProblem

LONGEST = 64 * 1024
"""Characters. Fields are for people to read."""

# A value that begins with a variable would be a mapping within a mapping to YAML.
_BEGINS_WITH_PLACE = re.compile(r"^([ \t]*(?:- +)?[\w-]+:[ \t]+|[ \t]*- +)(\{\{.*?)[ \t]*$", re.MULTILINE)

Item = str | tuple[str, str]
Report = Callable[[int, str, str], None]
"""Is told line, sentence and remedy."""


@dataclass(frozen=True, slots=True)
class Field:
    """What stands under one key: a text, or a list of texts and pairs (a mapping is a list of pairs)."""

    line: int
    value: str | tuple[Item, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """A list of texts; from one text, what its commas part."""
        parts = self.value.split(",") if isinstance(self.value, str) else self.value
        texts = (" ".join(part.split()) for part in parts if isinstance(part, str))
        return tuple(dict.fromkeys(text for text in texts if text))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """A list of pairs; texts such as "tier=web" are pairs too."""
        if isinstance(self.value, str):
            return tuple(_pair(part) for part in self.value.split(",") if part.strip())
        return tuple(item if isinstance(item, tuple) else _pair(item) for item in self.value)


def read_fields(text: str, first_line: int, problems: list[RunBookProblem]) -> dict[str, Field]:
    """The fields of `text`, whose first line is line `first_line` of the file; what is wrong is appended to
    `problems`. Keys are lower case, with `_` for `-` and blanks."""

    def report(line: int, sentence: str, remedy: str) -> None:
        problems.append(RunBookProblem(line=first_line + line, sentence=sentence, remedy=remedy))

    if len(text) > LONGEST:
        report(0, "These fields are too long to be read.", "Shorten them to a page or two.")
        return {}
    try:
        root = yaml.compose(_with_quoted_places(text), Loader=_NodeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report(
            mark.line if mark else 0,
            f"This is not understood: {error.problem or 'something is missing'}.",
            "Write each field as key: value on its own line; put quotes around a value with “: ” or “#”.",
        )
        return {}
    except (yaml.YAMLError, RecursionError):
        report(0, "These fields are not understood.", "Write each as key: value on a line of its own.")
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        report(0, "There are no fields here.", "Write each as key: value on a line of its own.")
        return {}
    return _mapping(root, report)


class _NodeLoader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "anchors and aliases (& and *) are not used here", mark
            )
        return super().compose_node(parent, index)


def _with_quoted_places(text: str) -> str:
    """Lines stay lines: problems are told with their numbers."""

    def quoted(found: re.Match[str]) -> str:
        value = found[2].replace("'", "''")
        return f"{found[1]}'{value}'"

    return _BEGINS_WITH_PLACE.sub(quoted, text)


def _mapping(root: yaml.MappingNode, report: Report) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for key_node, value_node in root.value:
        line = key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            report(line, "A key is not a word.", "Write key: value.")
            continue
        key = re.sub(r"[\s-]+", "_", key_node.value.strip().lower())
        if key in fields:
            report(line, f"“{key}” is here twice; the first one counts.", "Take one of them out.")
            continue
        fields[key] = Field(line, _value(value_node, key, report))
    return fields


def _value(node: yaml.Node, key: str, report: Report) -> str | tuple[Item, ...]:
    match node:
        case yaml.ScalarNode():
            return _text(node)
        case yaml.MappingNode():
            return tuple(_pairs(node, key, report))
        case yaml.SequenceNode():
            items: list[Item] = []
            for entry in node.value:
                if isinstance(entry, yaml.ScalarNode):
                    items.append(_text(entry))
                elif isinstance(entry, yaml.MappingNode):
                    items += _pairs(entry, key, report)
                else:
                    _too_deep(entry, key, report)
            return tuple(items)
    return ""


def _pairs(node: yaml.MappingNode, key: str, report: Report) -> list[tuple[str, str]]:
    pairs = []
    for name, value in node.value:
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            pairs.append((_text(name).strip(), _text(value)))
        else:
            _too_deep(value, key, report)
    return pairs


def _too_deep(node: yaml.Node, key: str, report: Report) -> None:
    report(
        node.start_mark.line,
        f"“{key}” holds lists within lists; they are left out.",
        "Write one text, or a list of texts.",
    )


def _text(node: yaml.ScalarNode) -> str:
    value = str(node.value)
    return "" if node.style is None and value in ("~", "null") else value


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=") if "=" in text else text.partition(":")
    return name.strip(), value.strip()
