"""Jinja2, with little of its power: a template is written by anyone of the team and filled in on everybody's
desktop.

Jinja's sandbox keeps attributes away, but not endless loops, `'a' * 10**9` or `'%999999999d' % 1` (its
documentation says so: "the sandbox alone is no solution for perfect security", jinja.palletsprojects.com/
sandbox). So a template is read first, and only what is named here is let through: variables, `if`, one level
of `for` over the labels, comparing, `~`, and filters that do not multiply. Then what it makes is bounded by
the length of its source and of the values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.client.drafts import VARIABLES, BrokenTemplate, Values, placeholder

LONGEST_SOURCE = 8_000
"""Characters."""
LONGEST_VALUE = 2_000
LONGEST_TEXT = 20_000
MOST_LABELS = 50
DEEPEST = 40
"""So many parts of a template may be nested in each other."""

_SIMPLE = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Concat,
)
_LOOP = frozenset({"first", "last", "index", "length"})
_LOOP_NAME = re.compile("[a-z]+")
_BLANK_LINES = re.compile(r"\n{3,}")


class _Blank:
    """An empty value: false, without length, and shown by its name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return placeholder(self._name)

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __eq__(self, other: object) -> bool:
        return other == ""

    def __hash__(self) -> int:
        return hash("")


class _Labels(tuple[str, ...]):
    def __str__(self) -> str:
        return ", ".join(self)


def _words(change: Callable[[str], str]) -> Callable[[object], object]:
    return lambda value: value if isinstance(value, _Blank) else change(str(value))


def _default(value: object, other: object = "", _boolean: bool = True) -> object:
    return value if value or value == 0 else other


def _join(value: object, between: str = "") -> object:
    return value if not isinstance(value, _Labels) else str(between).join(value)


_FILTERS: dict[str, Callable[..., object]] = {
    "upper": _words(str.upper),
    "lower": _words(str.lower),
    "title": _words(str.title),
    "capitalize": _words(str.capitalize),
    "trim": _words(str.strip),
    "default": _default,
    "d": _default,
    "join": _join,
    "length": lambda value: len(value) if isinstance(value, _Labels | _Blank) else len(str(value)),
}
_TESTS: dict[str, Callable[..., object]] = {"defined": lambda value: not isinstance(value, _Blank)}


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.globals.clear()
    made.filters.clear()
    made.filters.update(_FILTERS)
    made.tests.clear()
    made.tests.update(_TESTS)
    return made


_ENVIRONMENT = _environment()


def check(source: str, part: str) -> None:
    """Raises BrokenTemplate, with the line, for what cannot be used."""
    render(source, {}, part)
    render(source, {name: ("service: checkout",) if name == "labels" else name for name in VARIABLES}, part)


def render(source: str, values: Values, part: str) -> str:
    """The text. Raises BrokenTemplate."""
    template = _compiled(source, part)
    given = {name: _value(name, values.get(name, "")) for name in VARIABLES}
    pieces: list[str] = []
    length = 0
    try:
        for piece in template.generate(incident=given, **given):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_TEXT:
                raise _too_long(part, LONGEST_TEXT)
    except (jinja2.TemplateError, TypeError) as error:
        # Words compared with a number, a filter with one argument too many: known only when it is done.
        raise BrokenTemplate(
            f"The {part} cannot be filled in.", "Compare words with words only.", line=1, part=part
        ) from error
    return _BLANK_LINES.sub("\n\n", "".join(pieces)).strip()


def _too_long(part: str, longest: int) -> BrokenTemplate:
    return BrokenTemplate(f"The {part} has more than {longest} characters.", "Shorten it.", line=1, part=part)


def _value(name: str, value: str | tuple[str, ...]) -> object:
    if not value or (isinstance(value, str) and not value.strip()):
        return _Blank(name)
    if isinstance(value, str):
        return value[:LONGEST_VALUE]
    return _Labels(label[: LONGEST_VALUE // 10] for label in value[:MOST_LABELS])


@lru_cache(maxsize=64)
def _compiled(source: str, part: str) -> jinja2.Template:
    if len(source) > LONGEST_SOURCE:
        raise _too_long(part, LONGEST_SOURCE)
    try:
        tree = _ENVIRONMENT.parse(source)
        _Check(part).walk(tree, frozenset(VARIABLES), 0)
        return _ENVIRONMENT.from_string(tree)
    except jinja2.TemplateSyntaxError as error:
        message = (error.message or "it cannot be read").rstrip(".")
        raise BrokenTemplate(
            f"Line {error.lineno} of the {part} is broken: {message}.",
            "Look for a missing bracket or {% endif %}.",
            line=error.lineno,
            part=part,
        ) from error
    except (RecursionError, ValueError, SyntaxError) as error:
        # Brackets a thousand deep, numbers of a thousand digits: nobody means that.
        raise BrokenTemplate(f"The {part} cannot be read.", "Make it simpler.", line=1, part=part) from error


class _Check:
    """Lets through what is known to be harmless; `part` is for the words of its errors."""

    def __init__(self, part: str) -> None:
        self._part = part

    def walk(self, node: nodes.Node, names: frozenset[str], depth: int) -> None:
        if depth > DEEPEST:
            raise self._broken(node, "is nested too deeply", "Make it simpler.")
        match node:
            case nodes.Name(name=name):
                if name not in names or name == "loop":
                    raise self._unknown(node, name)
                return
            case nodes.Getattr(node=nodes.Name(name="incident"), attr=attr):
                if attr not in VARIABLES:
                    raise self._unknown(node, f"incident.{attr}")
                return
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if "loop" in names:
                if attr not in _LOOP:
                    raise self._unknown(node, f"loop.{attr}")
                return
            case nodes.For():
                names = self._loop(node, names)
            case nodes.Filter():
                self._filter(node)
            case nodes.Test(name=name):
                if name not in _TESTS:
                    raise self._broken(node, f"uses the test “{name}”, which is not known", "Leave it out.")
            case _ if isinstance(node, _SIMPLE):
                pass
            case _:
                what = type(node).__name__.lower()
                raise self._broken(
                    node,
                    f"uses something that a template may not ({what})",
                    "Use variables, if, for and ~ only.",
                )
        for child in node.iter_child_nodes():
            if isinstance(node, nodes.For) and child is node.target:
                continue
            self.walk(child, names, depth + 1)

    def _loop(self, node: nodes.For, names: frozenset[str]) -> frozenset[str]:
        if "loop" in names:
            raise self._broken(node, "has a loop within a loop", "One loop is enough.")
        target = node.target.name if isinstance(node.target, nodes.Name) else ""
        if not _is_labels(node.iter) or not _LOOP_NAME.fullmatch(target) or node.recursive:
            raise self._broken(
                node, "loops over something else than the labels", "Write {% for label in labels %}."
            )
        if target in names or target in ("incident", "loop"):
            raise self._broken(node, f"uses the name “{target}” twice", "Write {% for label in labels %}.")
        return names | {target, "loop"}

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in _FILTERS:
            known = ", ".join(_FILTERS)
            raise self._broken(
                node, f"uses the filter “{node.name}”, which is not known", f"Known are: {known}."
            )
        constant = all(isinstance(arg, nodes.Const) for arg in node.args)
        # Joining what was joined would multiply with each step.
        if node.name == "join" and not (node.node and _is_labels(node.node) and constant):
            raise self._broken(node, "joins something else than the labels", "Write {{ labels|join(', ') }}.")
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._broken(node, f"gives the filter “{node.name}” too much", "Leave that out.")

    def _unknown(self, node: nodes.Node, name: str) -> BrokenTemplate:
        known = f"Known are: {', '.join(VARIABLES)}."
        what = f"uses the variable “{name}”, which is not known"
        return self._broken(node, what, known, unknown=name)

    def _broken(self, node: nodes.Node, what: str, remedy: str, *, unknown: str = "") -> BrokenTemplate:
        return BrokenTemplate(
            f"Line {node.lineno} of the {self._part} {what}.",
            remedy,
            line=node.lineno,
            part=self._part,
            unknown=unknown,
        )


def _is_labels(node: nodes.Node) -> bool:
    match node:
        case nodes.Name(name="labels") | nodes.Getattr(node=nodes.Name(name="incident"), attr="labels"):
            return True
    return False
