"""What goes out: messages to chat rooms and mail, and tickets in issue trackers.

Imported by the hub only. Adapters send once and report; they never wait, retry or log an address.
"""
