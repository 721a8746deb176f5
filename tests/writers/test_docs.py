"""What docs/writers.md shows works as it stands there."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import MAX_ATTRIBUTES, MAX_DEPTH, MAX_ID, MAX_MESSAGE, MAX_NAME, MAX_NOTE
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.writers.door import read_line
from joblog_tui.writers.shape import EventShape
from joblog_tui.writers.strict_json import MAX_NESTING
from tests.support.stores import raw

DOCS = (Path(__file__).parents[2] / "docs" / "writers.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)


def columns(store: Path) -> list[str]:
    with raw(store) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(job_event)")]


def test_every_field_and_every_column_is_described(store: Path) -> None:
    table = DOCS[DOCS.index("| JSON | SQL column") : DOCS.index("Bytes are those")]
    named = set(re.findall(r"`([a-z_.]+)`", table))
    fields = set(EventShape.model_fields) - {"heartbeat", "acknowledged", "target", "progress", "reason"}
    assert fields <= named
    assert set(columns(store)) <= named
    for limit in (MAX_ID, MAX_NAME, MAX_MESSAGE, MAX_ATTRIBUTES, MAX_DEPTH, MAX_NESTING):
        assert f"{limit:,}" in table


def test_the_other_events_are_described_as_they_are_written(store: Path) -> None:
    section = DOCS[DOCS.index("Bytes are those") : DOCS.index("### Once")]
    heartbeat, acknowledgement = (
        read_line(line.encode(), Vocabulary()) for line in re.findall(r"`(\{[^`]*\})`", section)
    )
    assert heartbeat.heartbeat
    assert (acknowledgement.acknowledged, acknowledgement.actor) == (True, "ana")
    statements = re.findall(r"`(INSERT [^`]*)`", section)
    with raw(store) as connection:
        for statement in statements:
            connection.execute(statement)
        assert connection.execute("SELECT kind FROM events").fetchall() == [(1,), (2,)]
        assert connection.execute("SELECT * FROM job_event").fetchall() == []
    assert f"{MAX_NOTE:,}" in section


def test_the_sql_of_every_language_names_columns_that_exist(store: Path) -> None:
    named = re.findall(r"INSERT INTO job_event \(([^)]*)\)", DOCS)
    assert len(named) == 4
    assert {column.strip() for columns in named for column in columns.split(",")} <= set(columns(store))


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="there is no sqlite3 shell here")
def test_the_shell_example_writes(store: Path) -> None:
    (example,) = (block for block in blocks("sh") if block.startswith("sqlite3"))
    subprocess.run(["sh", "-ec", example], cwd=store.parent, check=True, timeout=60)
    assert written(store) == [("evt-81", "job-7", "running", "worker-3")]


def test_the_python_examples_write(store: Path) -> None:
    for block in blocks("python"):
        subprocess.run([sys.executable, "-c", block], cwd=store.parent, check=True, timeout=60)
    assert [row[1:] for row in written(store)] == [
        ("job-7", "running", "worker-3"),
        ("job-7", "completed", "worker-3"),
        ("job-8", "running", "worker-3"),
        ("job-8", "completed", "worker-3"),
        ("job-9", None, "worker-3"),
    ]


def test_the_json_examples_are_accepted() -> None:
    lines = blocks("json")[0].splitlines()
    whole, cloudevent, heartbeat = (read_line(line.encode(), Vocabulary()) for line in lines)
    assert (whole.id, cloudevent.source, heartbeat.heartbeat) == ("evt-81", "/hub/eu", True)
    assert json.loads(blocks("json")[1]).keys() == {"file", "line", "reason", "text"}


def test_the_refusals_read_as_shown() -> None:
    told = "\n".join(
        refusal(line)
        for line in (
            {"jobb": "j"},
            {"job": "j", "task": "rotate_passwords"},
            {"job": "j", "message": "x" * 70_001},
            {"job": "j", "at": "now"},
            {"heartbeat": True, "source": "s", "job": "j"},
            {"job": "j", "acknowledged": True},
            '{"job": "a", "job": "b"}',
        )
    )
    (shown,) = blocks("text")
    assert re.fullmatch(re.escape(shown.strip()).replace(r"\.\.\.", ".*"), told)


def refusal(line: object) -> str:
    text = line if isinstance(line, str) else json.dumps(line)
    with pytest.raises(EventRefused) as caught:
        read_line(text.encode(), Vocabulary())
    return str(caught.value)


def written(store: Path) -> list[tuple[str, ...]]:
    with raw(store) as connection:
        return connection.execute("SELECT id, job, status, source FROM job_event").fetchall()
