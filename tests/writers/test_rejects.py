"""The reject file: made when it is needed, for its owner alone, readable by a person and by the next ingest."""

import json
import os
import resource
import stat
from pathlib import Path

import pytest

from joblog_tui.model.errors import JoblogError
from joblog_tui.text import safe
from joblog_tui.writers.lines import KEPT
from joblog_tui.writers.rejects import Reject, RejectFile


def shown(reject: Reject) -> str:
    line = reject.as_json()
    assert line == safe(line)
    assert "\n" not in line
    text: str = json.loads(line)["text"]
    return text


def test_a_reject_names_the_line_and_the_reason() -> None:
    reject = Reject("events.ndjson", 12, "job is missing", b'{"status": "running"}')
    assert json.loads(reject.as_json()) == {
        "file": "events.ndjson", "line": 12, "reason": "job is missing", "text": '{"status": "running"}',
    }  # fmt: skip


@pytest.mark.parametrize("text", ["\x1b]52;c;aGk=\x07", "a\u202eb\u2066", "\0\x7f\x9b", "é 漢 🎉", "\\ud800"])
def test_the_line_comes_back_as_it_was_and_nothing_in_it_acts(text: str) -> None:
    assert shown(Reject("f", 1, "r", text.encode())) == text


def test_what_is_not_utf_8_is_shown_as_escapes() -> None:
    assert shown(Reject("f", 1, "r", b"a\xffb")) == "a\\xffb"
    assert json.loads(Reject("f\udcff", 1, "r", b"").as_json())["file"] == "f\udcff"


def test_a_long_line_is_cut_between_two_characters() -> None:
    whole = "é" * KEPT
    cut = ("x" + whole).encode()[:KEPT]
    assert shown(Reject("f", 1, "r", cut, cut=True)) == "x" + "é" * (KEPT // 2 - 1) + "…"


def test_the_file_is_made_by_the_first_reject_and_added_to_later(tmp_path: Path) -> None:
    path = tmp_path / "rejects.ndjson"
    before = os.umask(0)
    try:
        for number in (1, 2):
            with RejectFile(path) as rejects:
                rejects.write([])
                assert path.exists() == (number > 1)
                rejects.write([Reject("f", number, "r", b"")])
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line)["line"] for line in path.read_text().splitlines()] == [1, 2]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        RejectFile(tmp_path / "none" / "rejects.ndjson") as rejects,
        pytest.raises(JoblogError, match=r"cannot write the reject file .*rejects\.ndjson: no such file or directory"),
    ):
        rejects.write([Reject("f", 1, "r", b"")])


def test_a_disk_that_fills_up_leaves_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "rejects.ndjson"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with RejectFile(path) as rejects:
        rejects.write([Reject("f", 1, "r", b"")])
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10, limits[1]))
        try:
            with pytest.raises(JoblogError, match="file too large"):
                rejects.write([Reject("f", 2, "r", b"")])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert path.stat().st_size == size
