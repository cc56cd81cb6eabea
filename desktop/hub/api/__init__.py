"""The hub's HTTP: what monitors, desktops and other programs ask for, as Litestar routes.

Imported by hub.app. Decides nothing: every route is a usecase in one transaction of the store.
"""
