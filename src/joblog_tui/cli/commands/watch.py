"""``joblog watch``, and ``joblog`` alone: the dashboard."""

import click

from joblog_tui.cli import dashboard
from joblog_tui.cli.options import query_option, store_option, view_option


@click.command(name="watch")
@store_option
@query_option
@view_option
@click.pass_context
def command(context: click.Context, query: str, view: str | None) -> int:
    """Watch the log live. The same as joblog without a command."""
    return dashboard.watch(context, query, view)
