"""What there is to know of one tracker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.channels.trackers.account import Account
from desktop.channels.trackers.errand import Work
from desktop.channels.trackers.exchange import Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """`root` is where its API begins, `headers` what each request carries, `talk` how an errand is done."""

    root: Callable[[Account], str]
    headers: Callable[[Account], Mapping[str, str]]
    talk: Callable[[Account, Work], Talk]
