"""A connection to D-Bus that is made when it is first needed, and again after the bus went away."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

Handler = Callable[[str, list[Any]], None]
"""Gets the member and the body of a signal."""


class BusFailed(Exception):
    """The bus is not there, or what was called on it failed or did not answer."""


class Bus:
    """The session bus (or the system bus). dbus-fast is imported on first use: it takes 80 ms."""

    def __init__(self, *, system: bool = False, patience: timedelta = timedelta(seconds=3)) -> None:
        self._system = system
        self._patience = patience.total_seconds()
        self._bus: MessageBus | None = None
        self._handlers: list[tuple[str, str, Handler]] = []
        self._connecting = asyncio.Lock()

    @property
    def connected(self) -> bool:
        return self._bus is not None and self._bus.connected

    async def connect(self) -> None:
        """Be connected, and subscribed to what `subscribe` asked for. Raises `BusFailed`."""
        async with self._connecting:
            if self.connected:
                return
            bus = await self._within(self._open())
            bus.add_message_handler(self._receive)
            self._bus = bus
            for rule, _, _ in self._handlers:
                await self._add_match(rule)

    async def subscribe(self, sender: str, interface: str, handler: Handler) -> None:
        """Call `handler` for each signal of `interface` from now on, also after a new connection."""
        rule = f"type='signal',sender='{sender}',interface='{interface}'"
        await self.connect()
        await self._add_match(rule)
        self._handlers.append((rule, interface, handler))

    async def call(
        self, destination: str, path: str, member: str, signature: str = "", *body: Any, interface: str = ""
    ) -> list[Any]:
        """Call a method (of the interface named as the destination) and give the answer. Raises
        `BusFailed`."""
        from dbus_fast import Message

        await self.connect()
        message = Message(
            destination=destination,
            path=path,
            interface=interface or destination,
            member=member,
            signature=signature,
            body=list(body),
        )
        return list((await self._send(message)).body)

    async def take_descriptor(
        self, destination: str, path: str, interface: str, member: str, *body: str
    ) -> int:
        """Call a method that answers with a file descriptor, which is the caller's to close."""
        from dbus_fast import Message

        await self.connect()
        message = Message(
            destination=destination,
            path=path,
            interface=interface,
            member=member,
            signature="s" * len(body),
            body=list(body),
        )
        reply = await self._send(message)
        if not reply.unix_fds:
            raise BusFailed(f"{member} gave no descriptor")
        return int(reply.unix_fds[reply.body[0]])

    def close(self) -> None:
        """Disconnect; a later call connects again."""
        bus, self._bus = self._bus, None
        if bus is not None and bus.connected:
            bus.disconnect()

    async def _open(self) -> MessageBus:
        from dbus_fast import BusType
        from dbus_fast.aio import MessageBus

        kind = BusType.SYSTEM if self._system else BusType.SESSION
        address = None if self._system else _session_address()
        # Descriptors are negotiated for login1's Inhibit, which answers with one.
        return await MessageBus(address, kind, negotiate_unix_fd=self._system).connect()

    async def _add_match(self, rule: str) -> None:
        from dbus_fast import Message

        name = "org.freedesktop.DBus"
        path = "/org/freedesktop/DBus"
        await self._send(
            Message(
                destination=name, path=path, interface=name, member="AddMatch", signature="s", body=[rule]
            )
        )

    async def _send(self, message: Message) -> Message:
        from dbus_fast import MessageType

        bus = self._bus
        if bus is None:
            raise BusFailed("not connected")
        reply: Message | None = await self._within(bus.call(message))
        if reply is None or reply.message_type == MessageType.ERROR:
            why = f"{reply.error_name}: {reply.body}" if reply is not None else "no reply"
            raise BusFailed(f"{message.member}: {why}")
        return reply

    async def _within(self, call: Any) -> Any:
        try:
            return await asyncio.wait_for(call, self._patience)
        except BusFailed:
            raise
        except Exception as error:  # dbus-fast documents no narrower base for what it raises
            raise BusFailed(f"{type(error).__name__}: {error}") from error

    def _receive(self, message: Message) -> None:
        from dbus_fast import MessageType

        if message.message_type == MessageType.SIGNAL:
            for _, interface, handler in self._handlers:
                if message.interface == interface and message.member is not None:
                    handler(message.member, list(message.body))


def _session_address() -> str | None:
    """What libdbus does too: without an address in the environment, the socket of the log-in session."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    usual = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    return f"unix:path={usual}" if os.path.isabs(usual) and os.path.exists(usual) else None
