"""The clockwork: finds what has fallen due and lets the usecases do it.

Imported by the hub's app only. Decides nothing and keeps nothing: what falls due when is a column of the
store.
"""
