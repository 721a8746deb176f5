"""How SQLite goes about the statements whose cost must not grow with the store."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.folding import prepare
from tests.support.stores import new_store, raw

WHOLE_TABLE = re.compile(r"SCAN (?:main\.)?(events|jobs|ancestry|tally|targets|actors|source_signs|[ejadps])\b")
FOLD = [s for s in schema.statements(schema.sql("fold.sql")) if not s.startswith("DELETE FROM temp.")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with raw(new_store(tmp_path)) as connection:
        prepare(connection)
        yield connection


@pytest.mark.parametrize("statement", FOLD, ids=lambda statement: " ".join(statement.split()[:4]))
def test_folding_a_batch_never_walks_the_whole_log(store: sqlite3.Connection, statement: str) -> None:
    values = {"after": 0, "upto": 1000}
    plan = [row[3] for row in store.execute(f"EXPLAIN QUERY PLAN {statement}", values if ":" in statement else ())]
    assert plan
    assert [step for step in plan if WHOLE_TABLE.match(step)] == []
