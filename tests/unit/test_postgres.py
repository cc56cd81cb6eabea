"""The test database itself."""

from __future__ import annotations

import psycopg
import pytest


def connect(url):
    return psycopg.connect(url.replace("+psycopg", ""))


def test_each_test_gets_an_empty_database(postgres_server):
    with postgres_server.fresh_database() as one, connect(one) as connection:
        connection.execute("CREATE TABLE mark (number int)")
    with postgres_server.fresh_database() as other, connect(other) as connection:
        assert connection.execute("SELECT to_regclass('mark')").fetchone() == (None,)


def test_a_database_is_gone_afterwards_though_somebody_is_connected(postgres_server):
    with postgres_server.fresh_database() as url:
        left_open = connect(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)
    left_open.close()


@pytest.mark.slow
def test_the_durable_one_writes_as_in_production(durable_postgres_url):
    with connect(durable_postgres_url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
