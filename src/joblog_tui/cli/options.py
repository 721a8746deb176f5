"""The options and arguments that several commands share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from joblog_tui.query.listing import Sort, SortField

Command = TypeVar("Command", bound=Callable[..., Any])

_STORE = "joblog_tui.store"
_REVERSE = "joblog_tui.reverse"
_LARGEST_FIRST = ("created", "updated", "nested")


def store_option(command: Command) -> Command:
    """``--store URL``, before or after the command's name; the last one given holds."""
    option = click.option(
        "--store",
        metavar="URL",
        expose_value=False,
        callback=_remember_store,
        help="The store: a path or sqlite:///path. Default: JOBLOG_STORE, the configuration, the data directory.",
    )
    return option(command)


def given_store(context: click.Context) -> str | None:
    """What ``--store`` said, if it was given."""
    store: str | None = context.meta.get(_STORE)
    return store


def _remember_store(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_STORE] = value


def query_option(command: Command) -> Command:
    """``--query Q`` of the dashboard."""
    return click.option(
        "--query", metavar="Q", default="", help="Open with this query.", shell_complete=_complete_query
    )(command)


def view_option(command: Command) -> Command:
    """``--view NAME``."""
    return click.option("--view", metavar="NAME", help="The jobs of this view; joblog views list names them.")(command)


def sort_options(command: Command) -> Command:
    """``--sort F`` and ``--reverse``, handed on as one ``sort``: a ``Sort``, None when neither was given."""
    from joblog_tui.query.listing import SORT_FIELDS

    field = click.option(
        "--sort",
        type=click.Choice(SORT_FIELDS),
        metavar="FIELD",
        help=f"Order by {', '.join(SORT_FIELDS)}; times and nested jobs largest first. Default: created.",
        callback=_sort,
    )
    reverse = click.option(
        "--reverse", "-r", is_flag=True, is_eager=True, expose_value=False, callback=_remember_reverse,
        help="The other way round.",
    )  # fmt: skip
    return field(reverse(command))


def _remember_reverse(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[_REVERSE] = value


def _sort(context: click.Context, parameter: click.Parameter, value: "SortField | None") -> "Sort | None":
    from joblog_tui.query.listing import Sort

    reverse = bool(context.meta.get(_REVERSE))
    if value is None and not reverse:
        return None
    field = value or "created"
    return Sort(field, (field in _LARGEST_FIRST) is not reverse)


def json_option(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


class QueryCommand(click.Command):
    """A command whose arguments are a query, in which ``-trigger:scim`` is a term and no cluster of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep negated terms away from the option parser: nothing that starts with a space is an option."""
        options = [option for option in self.params if isinstance(option, click.Option) and not option.is_flag]
        awaiting_value = {name for option in options for name in option.opts}
        end = args.index("--") if "--" in args else len(args)
        kept = [
            f" {arg}" if place < end and before not in awaiting_value and _is_negated_term(arg) else arg
            for place, (before, arg) in enumerate(zip(["", *args], args, strict=False))
        ]
        return super().parse_args(ctx, kept)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete what begins with a minus as an option and as a negated term."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-") and incomplete[1:2].isalpha():
            found += _complete_query(ctx, None, incomplete)
        return found


def query_argument(command: Command) -> Command:
    """``[QUERY]...``: the words of a query, quoted as one argument or not."""
    return click.argument("query", nargs=-1, metavar="[QUERY]", callback=_joined, shell_complete=_complete_query)(
        command
    )


def _complete_query(
    context: click.Context, parameter: click.Parameter | None, incomplete: str
) -> "list[CompletionItem]":
    from joblog_tui.cli.completion import complete_query

    return complete_query(context, incomplete)


def watch_option(command: Command) -> Command:
    """``--watch N``."""
    return click.option(
        "--watch",
        type=click.FloatRange(min=0.1, max=86_400),
        metavar="N",
        help="Draw it anew every N seconds, until interrupted.",
    )(command)


def _joined(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> str:
    return " ".join(word.strip() for word in value)


def _is_negated_term(argument: str) -> bool:
    """Whether an argument is no option: ``-trigger:scim``, ``-(ana or bo)``, ``-"Bo Li"``, ``-7``, ``-ana is:stalled``.

    ``-ana`` alone stays what it looks like, or every mistyped option would be a query.
    """
    if not argument.startswith("-") or argument.startswith("--") or argument == "-":
        return False
    key, colon, _ = argument[1:].partition(":")
    no_letter = not (argument[1].isascii() and argument[1].isalpha())
    return no_letter or bool(colon and key.isalpha()) or len(argument.split()) > 1


def duration_value(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """A callback for an option that takes a length of time such as ``90s``, ``10m``, ``7d``: its milliseconds."""
    from joblog_tui.query.durations import read_duration

    milliseconds = None if value is None else read_duration(value)
    if value is not None and milliseconds is None:
        raise click.BadParameter(f"{value!r} is not a length of time like 90s, 10m, 2h or 7d", context, parameter)
    return milliseconds


def simulation_options(command: Command) -> Command:
    """``--rate``, ``--backfill`` and ``--seed`` of the simulator."""
    rate = click.option("--rate", type=float, default=6.0, metavar="N", help="Events a second, on average. Default: 6.")
    backfill = click.option(
        "--backfill", default="7d", callback=duration_value, metavar="TIME", help="How far the past goes. Default: 7d."
    )
    seed = click.option("--seed", type=int, default=1, metavar="N", help="Another seed, another log. Default: 1.")
    return rate(backfill(seed(command)))
