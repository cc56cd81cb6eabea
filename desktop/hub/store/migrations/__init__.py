"""Alembic's scripts, one for each change of the schema, in `versions`.

Run by store/migrate.py only. A script never imports the tables of today: it describes its own step.
"""
