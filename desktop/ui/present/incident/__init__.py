"""Incidents in words: lists, seats, alarms, who is woken. Pure: from values to finished words."""
