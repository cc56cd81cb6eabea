"""Where everything is kept: one code for SQLite and PostgreSQL, every write durable before it is answered.

May be imported by the rest of the hub. Stores and locks; decides nothing (that is core's) and speaks no HTTP.
"""
