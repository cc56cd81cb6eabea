"""Values of a family (events, commands) as JSON objects that name their type: `{"type": …, "data": {…}}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")


class Tagged(msgspec.Struct, frozen=True):
    """How a member of a family looks on the wire. `data` is the JSON object of its fields."""

    type: str
    data: msgspec.Raw


class UnknownType(ValueError):
    """A newer hub or client speaks of something that this version does not know."""


class Family(Generic[T]):
    """The members of one family by their names."""

    def __init__(self, base: type[T], members: Iterable[type[T]]) -> None:
        self._base = base
        self._members: dict[str, type[T]] = {member.__name__: member for member in members}

    def tag(self, value: T) -> Tagged:
        """The value with its name."""
        name = type(value).__name__
        if self._members.get(name) is not type(value):
            raise TypeError(f"{name} is not registered as {self._base.__name__}")
        return Tagged(type=name, data=msgspec.Raw(msgspec.json.encode(value)))

    def untag(self, tagged: Tagged) -> T:
        """The value again. Raises UnknownType, or msgspec.ValidationError for data that does not fit."""
        member = self._members.get(tagged.type)
        if member is None:
            raise UnknownType(tagged.type)
        return msgspec.json.decode(tagged.data, type=member)

    def encode(self, value: T) -> bytes:
        """The value as JSON."""
        return msgspec.json.encode(self.tag(value))

    def decode(self, data: bytes | str) -> T:
        """The value from JSON; raises as `untag`, and msgspec.DecodeError."""
        return self.untag(msgspec.json.decode(data, type=Tagged))


def subclasses(module: Any, base: type[T]) -> list[type[T]]:
    """The classes of `module` that are members of the family `base`."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value is not base
    ]
