"""The past of an incident: earlier ones that are like it, and what was changed around its start.

The cards know no session; `HistoryPresenter` fills both.
"""
