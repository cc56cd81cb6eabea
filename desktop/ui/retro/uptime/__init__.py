"""Uptime in the retro: services over the weeks, and what corrects, imports or undoes their numbers.

The card and its form know no session; the presenter asks the hub.
"""
