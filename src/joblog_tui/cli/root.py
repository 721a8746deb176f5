"""``joblog`` itself: the list of commands, each imported only when it is the one that runs."""

from importlib import import_module

import click

from joblog_tui import __version__
from joblog_tui.cli.ending import Interrupted, ReaderLeft
from joblog_tui.cli.options import query_option, store_option, view_option

COMMANDS = {
    "watch": "the dashboard (the same as joblog alone)",
    "demo": "the dashboard on a throw-away store that fills itself",
    "init": "create a store; you become its owner",
    "ingest": "append events from NDJSON files or standard input",
    "simulate": "append a believable made-up log, live",
    "ls": "list jobs, newest first",
    "show": "one job: its facts, nested jobs and history",
    "tail": "follow what happens to the jobs that match",
    "stats": "how many jobs, by status, task and trigger",
    "export": "all jobs that match, into a file",
    "ack": "acknowledge a stalled or failed job, with a note",
    "views": "queries under a name, shared or private",
    "config": "what the configuration says, and where each setting comes from",
    "members": "who may open the log",
    "vocab": "the tasks and triggers that the store knows",
    "rebuild": "compute everything shown anew from the events",
    "prune": "remove finished jobs that are older than you say",
    "doctor": "look the store over",
}
"""The commands in the order of the help, with the line that each has there.

A command ``x`` is the attribute ``command`` of the module ``joblog_tui.cli.commands.x``.
"""


class Root(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what click would end in its own way comes out as an error of ours."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderLeft from None
        except KeyboardInterrupt:
            raise Interrupted from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"joblog_tui.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one there is."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from joblog_tui.model.vocabulary import nearest

        near = nearest(name, COMMANDS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(COMMANDS)}"
        raise click.UsageError(f"there is no command {name!r}; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 access refused, 4 partly done.",
)
@click.version_option(__version__, prog_name="joblog", message="%(prog)s %(version)s")
@store_option
@query_option
@view_option
@click.pass_context
def root(context: click.Context, query: str, view: str | None) -> int | None:
    """A live automation log in the terminal. Without a command: the dashboard."""
    if context.invoked_subcommand is None:
        dashboard = root.get_command(context, "watch")
        assert dashboard is not None
        code: int = context.invoke(dashboard, query=query, view=view)
        return code
    if query:
        raise click.UsageError(
            f"--query is the dashboard's; write it after the command: joblog {context.invoked_subcommand} QUERY",
            context,
        )
    if view is not None:
        raise click.UsageError(
            f"this --view is the dashboard's; write it after the command: joblog {context.invoked_subcommand} --view",
            context,
        )
    return None
