"""Checks of the Engineer's panel: rows with their state, output as it comes, commands confirmed in place.

The widgets know no session; `ChecksPresenter` brings them together with the runs of `ui/check_runs.py`.
"""
