"""The export dialog: what will be written, where to, in which form; never half a file, and the screen stays."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from joblog_tui.model.vocabulary import Status
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job


@pytest.fixture(autouse=True)
def _in_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def some() -> MemoryStore:
    return MemoryStore([a_job(n, status=Status.RUNNING if n % 2 else Status.COMPLETED) for n in range(1, 11)])


async def exporting(operator: Operator, path: str) -> None:
    await operator.sees("Team 10")
    await operator.press("e")
    await operator.sees("Export", "evidence")
    await operator.press("ctrl+u", "ctrl+k")
    await operator.write(path)


async def test_exactly_what_is_filtered_is_exported(tmp_path: Path) -> None:
    async with dashboard(some()) as operator:
        await operator.sees("Team 10")
        await operator.press("i")
        await operator.sees("5 match")
        await operator.press("e")
        await operator.sees("5 jobs", "is:incomplete", "joblog-2026-11-23-0900.csv", "▌CSV")
        await operator.press("down", "down")
        await operator.sees("joblog-2026-11-23-0900.ndjson", "▌NDJSON")
        await operator.press("enter")
        await operator.sees("exported 5 jobs to joblog-2026-11-23-0900.ndjson")
    lines = (tmp_path / "joblog-2026-11-23-0900.ndjson").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"job-{n}" for n in (9, 7, 5, 3, 1)]


async def test_with_evidence(tmp_path: Path) -> None:
    async with dashboard(some()) as operator:
        await exporting(operator, "all.json")
        await operator.press("ctrl+t")
        await operator.sees("[x] evidence")
        await operator.press("enter")
        await operator.sees("exported 10 jobs to all.json, evidence in all.json.evidence.json")
    assert len(json.loads((tmp_path / "all.json").read_text())) == 10
    assert json.loads((tmp_path / "all.json.evidence.json").read_text())["exported_by"] == "ana"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere/x.csv", "cannot write nowhere/x.csv"),
        ("x.txt", "ends in .csv, .json or .ndjson"),
        ("d.csv", "is a dir"),
    ],
)
async def test_what_cannot_be_written_is_one_line_and_the_dialog_stays(path: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    async with dashboard(some()) as operator:
        await exporting(operator, path)
        await operator.press("enter")
        await operator.sees(told, "Export")
        await operator.press("escape")
        await operator.no_longer_sees("evidence")
        assert operator.table.has_focus
    assert os.listdir(tmp_path) == ["d.csv"]


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("precious")
    async with dashboard(some()) as operator:
        await exporting(operator, "x.csv")
        await operator.press("enter")
        await operator.sees("x.csv is there already")
        assert (tmp_path / "x.csv").read_text() == "precious"
        await operator.press("enter")
        await operator.sees("exported 10 jobs")
    assert (tmp_path / "x.csv").read_text().startswith("id,parent,status")


async def test_cancelled_nothing_is_left(tmp_path: Path) -> None:
    store = some()
    store.gates["counts"] = asyncio.Event()
    async with dashboard(store) as operator:
        await exporting(operator, "x.csv")
        await operator.press("enter")
        await operator.sees("counting")
        await operator.press("escape")
        await operator.no_longer_sees("evidence")
        await operator.until(lambda: not os.listdir(tmp_path))
        store.gates["counts"].set()
        await operator.sees("Team 10")
    assert os.listdir(tmp_path) == []


async def test_the_path_is_completed(tmp_path: Path) -> None:
    (tmp_path / "shift-reports").mkdir()
    (tmp_path / "shift-rotas").mkdir()
    async with dashboard(some()) as operator:
        await exporting(operator, "sh")
        await operator.press("tab")
        await operator.sees("shift-r", "shift-reports/  shift-rotas/")
        await operator.write("e")
        await operator.press("tab")
        await operator.sees("shift-reports/")


async def test_the_mouse_chooses_form_and_evidence() -> None:
    async with dashboard(some()) as operator:
        await operator.sees("Team 10")
        await operator.press("e")
        await operator.sees("NDJSON")
        y = next(n for n, line in enumerate(operator.lines) if "NDJSON" in line)
        await operator.pilot.click(offset=(operator.lines[y].index("NDJSON") + 1, y))
        await operator.sees(".ndjson")
        await operator.pilot.click(offset=(operator.lines[y].index("NDJSON") - 8, y + 1))
        await operator.sees("[x] evidence")
