"""How commands end when something goes wrong that no command expects."""

import pytest

from joblog_tui.cli import settings
from joblog_tui.cli.root import COMMANDS
from tests.cli.conftest import Joblog

SUBCOMMANDS = {
    "members": ("add", "list", "remove"),
    "vocab": ("add", "list"),
    "views": ("list", "save", "remove"),
}


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def load() -> settings.Settings:
        raise error

    monkeypatch.setattr(settings, "load", load)


def test_ctrl_c_is_one_line_and_130(joblog: Joblog, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    outcome = joblog("ls")
    assert (outcome.code, outcome.out, outcome.err) == (130, "", "joblog: interrupted\n")


def test_a_fault_of_ours_is_one_safe_line_and_no_traceback(joblog: Joblog, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ZeroDivisionError("by \x1b[31mzero\nand more"))
    outcome = joblog("ls")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "joblog: a fault of joblog itself: ZeroDivisionError: by \\x1b[31mzero\\nand more"
        " (JOBLOG_TRACEBACK=1 shows where)\n"
    )
    monkeypatch.setenv("JOBLOG_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        joblog("ls")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lss",), "joblog: there is no command 'lss'; did you mean ls?; see joblog -h\n"),
        (("ls", "--jsn"), "joblog: no such option '--jsn'"),
        (("ls", "--json", "--csv"), "joblog: --json and --csv exclude each other; see joblog ls -h\n"),
        (("show",), "joblog: missing argument 'ID'; see joblog show -h\n"),
        (("members",), "joblog: missing command; see joblog members -h\n"),
        (("members", "lst"), "joblog: no such command 'lst'"),
        (("--query", "x", "ls"), "joblog: --query is the dashboard's; write it after the command: joblog ls QUERY"),
    ],
)
def test_usage_is_one_line_and_2(joblog: Joblog, arguments: tuple[str, ...], told: str) -> None:
    outcome = joblog(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(told)
    assert len(outcome.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("-h",), ("--help",), ("ls", "-h"), ("members", "add", "-h"), ("--version",)])
def test_help_and_version_are_data(joblog: Joblog, arguments: tuple[str, ...]) -> None:
    outcome = joblog(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_store_and_asks_for_help(joblog: Joblog, command: str) -> None:
    for group in ((), *((sub,) for sub in SUBCOMMANDS.get(command, ()))):
        outcome = joblog(command, *group, "-h")
        assert (outcome.code, outcome.err) == (0, "")
        assert "--store URL" in outcome.out
