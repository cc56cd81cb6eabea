"""Keys are ignored until all of them were up for a moment: whoever is typing must not acknowledge by
accident."""

from __future__ import annotations


class KeyGate:
    """No clock inside: the owner calls `quiet_over` when `restart` of its timer ran out undisturbed."""

    def __init__(self) -> None:
        self._open = False
        self._down: set[int] = set()
        self.swallowed = False
        """Whether a key was ignored since the gate was closed; the alarm explains itself then."""

    @property
    def is_open(self) -> bool:
        return self._open

    def close(self) -> None:
        """The alarm came, or got the keyboard. Which keys are down is not known;
        those seen before still are."""
        self._open = False
        self.swallowed = False

    def press(self, key: int, *, repeated: bool) -> bool:
        """True when the key counts. A repeat never does: its first press was meant for something else, or was
        carried out already."""
        if repeated:
            if not self._open:
                self._down.add(key)
                self.swallowed = True
            return False
        self._down.add(key)
        if not self._open:
            self.swallowed = True
        return self._open

    def release(self, key: int) -> None:
        self._down.discard(key)

    def forget_keys(self) -> None:
        """The keyboard went elsewhere: releases are not seen any more."""
        self._down.clear()

    @property
    def all_up(self) -> bool:
        return not self._down

    def quiet_over(self) -> bool:
        """A moment passed without a key; opens the gate when all are up. Gives whether it is open now."""
        if self.all_up:
            self._open = True
        return self._open
