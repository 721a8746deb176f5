"""A store in memory for the writers' own tests, and a real one where it matters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from joblog_tui.writers import job_writer
from tests.support.stores import new_store
from tests.writers.memory import MemoryStore


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryStore]:
    """A store in memory behind every ``JobWriter`` of the test."""
    store = MemoryStore()
    monkeypatch.setattr(job_writer, "open_appender", store.door)
    monkeypatch.setattr(job_writer, "vocabulary_of", lambda url: store.vocabulary)
    yield store
    store.gate.set()  # no thread is left waiting


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    return new_store(tmp_path)
