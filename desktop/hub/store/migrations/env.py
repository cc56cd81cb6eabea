"""How Alembic runs: on the connection, and in the transaction, that it is given."""

from __future__ import annotations

from alembic import context

from desktop.hub.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    # SQLite can change little of a table in place; batches copy it.
    render_as_batch=True,
)
context.run_migrations()
