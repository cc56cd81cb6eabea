"""The incidents that ran in a week, and those that had the same trouble, are found by indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop.hub.store.incident import incident_body, incident_marks

revision = "0009"
down_revision = "0008"

AT_ONCE = 200


def upgrade() -> None:
    op.create_index("ix_incidents_ran", "incidents", ["opened_at", "resolved_at"])
    mark_what_is_over()


def mark_what_is_over() -> None:
    """Once more: marks of their trouble have come to those that they had."""
    connection = op.get_bind()
    incidents = sa.table("incidents", sa.column("number"), sa.column("resolved_at"), sa.column("body"))
    page = (
        sa.select(incidents.c.number, incidents.c.body)
        .where(incidents.c.resolved_at.is_not(None), incidents.c.number > sa.bindparam("after"))
        .order_by(incidents.c.number)
        .limit(AT_ONCE)
    )
    add = sa.text("INSERT INTO incident_marks (mark, number) VALUES (:mark, :number) ON CONFLICT DO NOTHING")
    after = 0
    while found := connection.execute(page, {"after": after}).all():
        rows = [row for _, body in found for row in incident_marks.rows_of(incident_body.decode(body))]
        connection.execute(add, rows)
        after = found[-1][0]
