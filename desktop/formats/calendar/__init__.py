"""iCalendar (RFC 5545): feeds of shifts are written, other people's calendars are read.

The library is imported only when it is used: 11 MB and a quarter of a second.
"""
