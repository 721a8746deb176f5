"""``joblog config``: where the configuration is, what holds and why; check it, or begin one."""

import os

import click

from joblog_tui.cli import settings
from joblog_tui.cli.options import given_store, json_option, store_option
from joblog_tui.cli.output import out, out_json, tell, width
from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.text import safe


@click.command(name="config")
@store_option
@click.option("--check", is_flag=True, help="Only say whether the file can be read; exit code 2 names the line.")
@click.option("--init", "begin", is_flag=True, help="Write a file in which every setting stands as a comment.")
@click.option("--path", "where", is_flag=True, help="Only print where the file is, or would be.")
@json_option
@click.pass_context
def command(context: click.Context, check: bool, begin: bool, where: bool, as_json: bool) -> None:
    """Show every setting that holds, and where it comes from.

    That is a line of the file, the screen, the environment, or --store.
    """
    if check + begin + where + as_json > 1:
        raise UsageError("--check, --init, --path and --json go one at a time")
    path = settings.config_path()
    if where:
        out(str(path))
    elif begin:
        _begin()
    elif check:
        settings.load()
        tell(f"{path}: every setting can be read" if path.exists() else f"{path}: there is none, and none is needed")
    else:
        _show(given_store(context), as_json)


def _begin() -> None:
    from joblog_tui.cli.effective import write_beginning

    path = settings.config_path()
    try:
        write_beginning(path)
    except FileExistsError:
        raise JoblogError(f"{path} is there already, and stays as it is") from None
    except OSError as error:
        raise JoblogError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from None
    tell(f"wrote {path}")


def _show(store: str | None, as_json: bool) -> None:
    from joblog_tui.cli.effective import effective
    from joblog_tui.cli.state_file import StateFile, state_path
    from joblog_tui.cli.table import Column, lines

    path = settings.config_path()
    loaded = settings.load()
    text = path.read_text("utf-8") if path.exists() else ""
    state, notice = StateFile(state_path()).load()
    holds = list(effective(loaded, text, state, os.environ, store))
    if notice:
        tell(notice)
    if as_json:
        for each in holds:
            out_json({"setting": each.name, "value": each.value, "origin": each.origin})
        return
    out(f"{safe(str(path))}{'' if path.exists() else ' (there is none; joblog config --init writes one)'}")
    out("")
    columns = [
        Column("Setting", [safe(each.name) for each in holds]),
        Column("Value", [safe(each.value) for each in holds], least=16),
        Column("From", [each.origin for each in holds]),
    ]
    for line in lines(columns, width()):
        out(line)
