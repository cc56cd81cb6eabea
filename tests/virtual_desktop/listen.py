"""What passes the notification service, one JSON object a line: python -m tests.virtual_desktop.listen

    {"what": "shown", "id": 1, "app": …, "summary": …, "body": …, "actions": [key, label, …], "urgency": 0–2}
    {"what": "closed", "id": 1}

A notification that replaces another has the id of that one. The service
itself can list only what it has closed.
"""

from __future__ import annotations

import asyncio
import json

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

SERVICE = "org.freedesktop.Notifications"
RULES = [
    f"type='method_call',interface='{SERVICE}',member='Notify'",
    f"type='signal',interface='{SERVICE}',member='NotificationClosed'",
    f"type='method_return',sender='{SERVICE}'",
]


async def listen() -> None:
    """Listen until the bus is gone."""
    bus = await MessageBus().connect()
    asked: dict[tuple[str, int], dict[str, object]] = {}

    def seen(message: Message) -> bool:
        if message.sender == "org.freedesktop.DBus":
            return False  # the answer to our own call below
        if message.member == "Notify":
            app, _, _, summary, body, actions, hints, _ = message.body
            urgency = hints["urgency"].value if "urgency" in hints else 1
            asked[message.sender or "", message.serial] = {
                "app": app, "summary": summary, "body": body, "actions": actions, "urgency": urgency,
            }  # fmt: skip
        elif message.member == "NotificationClosed":
            print(json.dumps({"what": "closed", "id": message.body[0]}), flush=True)
        elif message.message_type is MessageType.METHOD_RETURN:
            shown = asked.pop((message.destination or "", message.reply_serial), None)
            if shown is not None:
                print(json.dumps({"what": "shown", "id": message.body[0], **shown}), flush=True)
        return True  # a monitor must not answer

    bus.add_message_handler(seen)
    await bus.call(
        Message(
            destination="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
            interface="org.freedesktop.DBus.Monitoring",
            member="BecomeMonitor",
            signature="asu",
            body=[RULES, 0],
        )
    )
    print(json.dumps({"what": "listening"}), flush=True)
    await bus.wait_for_disconnect()


if __name__ == "__main__":
    asyncio.run(listen())
