"""Tests: `unit` mirrors desktop/, `ui` drives widgets, `integration` real hubs, `e2e` real desktops.

They may import anything of desktop; nothing of desktop imports them.
"""
