"""Files and standard input: read to the end, or followed through growth, rotation and truncation."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from joblog_tui.model.errors import UsageError
from joblog_tui.writers import inputs
from joblog_tui.writers.inputs import Input
from joblog_tui.writers.lines import Line


class Following:
    """Lines of followed files, asked for one quiet moment at a time."""

    def __init__(self, *paths: Path) -> None:
        self.stop = threading.Event()
        self._inputs = [Input(str(path)) for path in paths]
        self._lines = inputs.follow(self._inputs, self.stop)

    def new(self) -> list[tuple[int, str]]:
        """Number and text of the lines until there is nothing more for now (looked for three times)."""
        return [(line.number, line.text.decode()) for _ in range(3) for line in self._burst()]

    def glance(self) -> list[str]:
        """The lines until there is nothing more for now, looked for once."""
        return [line.text.decode() for line in self._burst()]

    def _burst(self) -> Iterator[Line]:
        while (line := next(self._lines, None)) is not None:
            yield line

    def close(self) -> None:
        for source in self._inputs:
            source.close()


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1\n2")
    second.write_text("3\n")
    with closing(Input(str(first))) as a, closing(Input(str(second))) as b:
        found = [line for line in inputs.read([a, b], threading.Event()) if line is not None]
    assert [(Path(line.file).name, line.number, line.text) for line in found] == [
        ("a", 1, b"1"), ("a", 2, b"2"), ("b", 1, b"3"),
    ]  # fmt: skip


def test_a_pipe_that_pauses_says_so(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with closing(Input(str(pipe))) as source:  # does not wait for somebody who writes
        lines = inputs.read([source], threading.Event())
        assert next(lines) is None
        writer = os.open(pipe, os.O_WRONLY)
        os.write(writer, b"1\n2")
        assert [line.text for line in iter(lambda: next(lines), None)] == [b"1"]
        os.close(writer)
        assert [line.text for line in lines if line is not None] == [b"2"]


@pytest.mark.parametrize(("name", "reason"), [("none", "no such file or directory"), (".", "is a directory")])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=f"cannot read .*: {reason}"):
        Input(str(tmp_path / name))


def test_a_growing_file_is_followed_and_its_last_line_waits(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("1\n2")
    with closing(Following(path)) as following:
        assert following.new() == [(1, "1")]
        append(path, "2\n3")
        assert following.new() == [(2, "22")]
        append(path, "\n")
        assert following.new() == [(3, "3")]
        following.stop.set()
        assert following.new() == []


def test_a_rotated_file_is_read_to_its_end_before_the_new_one(tmp_path: Path) -> None:
    path, old = tmp_path / "log", tmp_path / "log.1"
    path.write_text("1\n")
    with closing(Following(path)) as following:
        assert following.new() == [(1, "1")]
        path.rename(old)
        assert following.new() == []
        append(old, "2\n3")  # its writer has not noticed yet
        path.write_text("4\n")
        assert following.new() == [(2, "2"), (3, "3"), (1, "4")]
        append(path, "5\n")
        assert following.new() == [(2, "5")]


def test_what_a_slow_writer_adds_to_a_rotated_file_is_read(tmp_path: Path) -> None:
    path, old = tmp_path / "log", tmp_path / "log.1"
    path.write_text("1\n")
    with closing(Following(path)) as following:
        assert following.glance() == ["1"]
        path.rename(old)
        path.write_text("3\n")
        assert following.glance() == []
        append(old, "2\n")  # after the new file was noticed
        assert following.new() == [(2, "2"), (1, "3")]


def test_a_truncated_file_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("1\n2\nunfinished")
    with closing(Following(path)) as following:
        assert following.new() == [(1, "1"), (2, "2")]
        path.write_text("4\n")
        assert following.new() == [(3, "unfinished"), (1, "4")]


def test_several_files_are_followed_at_once(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1\n")
    second.write_text("2\n")
    with closing(Following(first, second)) as following:
        assert following.new() == [(1, "1"), (1, "2")]
        append(second, "3\n")
        append(first, "4\n")
        assert sorted(following.new()) == [(2, "3"), (2, "4")]
