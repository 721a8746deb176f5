"""``--watch N``: the same answer again and again, in place on a terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog, append, event
from tests.cli.processes import running


def test_a_pipe_gets_one_answer_after_another(log: Path) -> None:
    with running(log, "ls", "--json", "status:completed", "--watch", "0.1") as ls:
        assert [json.loads(line)["id"] for line in ls.lines(2)] == ["done", "done"]
        append(log, [event("failed", 0, "completed")])
        while json.loads(ls.lines(len(ls.out) + 1)[-1])["id"] != "failed":
            pass
        assert ls.interrupt() == 0
        assert "Traceback" not in "".join(ls.err)


@pytest.mark.parametrize("arguments", [("stats", "--json"), ("show", "stuck", "--json")])
def test_other_commands_repeat_themselves_too(log: Path, arguments: tuple[str, ...]) -> None:
    with running(log, *arguments, "--watch", "0.1") as command:
        first, second = command.lines(2)
        assert list(json.loads(first)) == list(json.loads(second))
        assert command.interrupt() == 0


@pytest.mark.parametrize("wrong", ["0", "-1", "x"])
def test_a_length_that_cannot_be_is_refused(joblog: Joblog, log: Path, wrong: str) -> None:
    assert joblog("stats", "--watch", wrong).code == 2
