"""The schedule as the hub keeps it: plans, exceptions, offers, absences, hand-over, calendars."""
