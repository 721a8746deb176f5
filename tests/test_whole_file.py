"""A small file that several processes change: nothing of anybody's is lost, and no half of it is ever seen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui import whole_file

_ADD = """
import json, sys
from pathlib import Path
from joblog_tui import whole_file
path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(25):
    with whole_file.changing(path):
        there = json.loads(whole_file.content_of(path)) if path.exists() else []
        whole_file.replace(path, [*there, f"{name}-{number}"])
"""


def test_two_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "below" / "kept.json"
    writers = [subprocess.Popen([sys.executable, "-c", _ADD, path, name]) for name in ("one", "other")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    kept = json.loads(path.read_text("utf-8"))
    assert sorted(kept) == sorted(f"{name}-{number}" for name in ("one", "other") for number in range(25))
    assert sorted(each.name for each in path.parent.iterdir()) == ["kept.json", "kept.lock"]
    assert path.stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    whole_file.replace(path, ["old"], durable=True)
    with pytest.raises(TypeError):
        whole_file.replace(path, ["new", object()])
    assert json.loads(path.read_text("utf-8")) == ["old"]
    assert [each.name for each in tmp_path.iterdir()] == ["kept.json"]


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), whole_file.changing(tmp_path / "kept.json"):
        pass
    assert not (tmp_path / "elsewhere").exists()
