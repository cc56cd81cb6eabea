"""The alarm that is heard: `AlarmSound`, its supervised player process, and what it falls back to.

Imported by `app` and `ui`. A sound server or a device that dies never takes the desktop with it, and silence
is said.
"""
