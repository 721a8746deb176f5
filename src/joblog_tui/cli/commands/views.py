"""``joblog views``: queries with an order and columns under a name, shared or private."""

import asyncio

import click

from joblog_tui.cli.access import caller
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import QueryCommand, json_option, query_argument, sort_options, store_option
from joblog_tui.cli.output import out, out_json, tell, width
from joblog_tui.cli.querying import read_query
from joblog_tui.cli.table import Column, lines
from joblog_tui.model.moment import now_ms
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.views import COLUMNS, View, columns_of
from joblog_tui.text import safe


@click.group(name="views", no_args_is_help=False)
@store_option
def command() -> None:
    """List, save and remove views: a query, an order and columns under a name.

    Private views are kept in your configuration directory, shared ones in the store. joblog ls --view NAME and the
    dashboard show them.
    """


@command.command(name="list")
@store_option
@click.option("--counts", is_flag=True, help="Count the jobs of each view.")
@json_option
@click.pass_context
def list_(context: click.Context, counts: bool, as_json: bool) -> None:
    """List all views: built in, shared, private."""
    asyncio.run(_list(context, counts, as_json))


@command.command(cls=QueryCommand)
@store_option
@click.argument("name")
@query_argument
@sort_options
@click.option(
    "--columns", metavar="A,B,...", default="", help=f"The columns, of {', '.join(COLUMNS)}. Default: the usual ones."
)
@click.option("--shared", is_flag=True, help="Keep it in the store, for everybody. Default: for yourself.")
@click.pass_context
def save(context: click.Context, name: str, query: str, sort: Sort | None, columns: str, shared: bool) -> None:
    """Save QUERY under NAME: joblog views save "Late rotations" 'task:rotating_passwords age:>2h'."""
    view = View(
        name,
        query,
        sort or Sort(),
        columns_of(column.strip() for column in columns.split(",") if column.strip()),
        "shared" if shared else "private",
    )
    asyncio.run(_save(context, view))


@command.command()
@store_option
@click.argument("name")
@click.option("--shared", is_flag=True, help="The shared one, where there is a private one of that name too.")
@click.pass_context
def remove(context: click.Context, name: str, shared: bool) -> None:
    """Remove the view NAME."""
    asyncio.run(_remove(context, name, shared))


async def _list(context: click.Context, counts: bool, as_json: bool) -> None:
    from joblog_tui.views.catalogue import Catalogue

    async with reading(context) as opened:
        views = await Catalogue(lambda: opened.store, caller()).all()
        numbers = await _counted(opened, views) if counts else [None] * len(views)
        if as_json:
            for view, number in zip(views, numbers, strict=True):
                out_json({**view.as_object(), "place": view.place} | ({"jobs": number} if counts else {}))
            return
        columns = [
            Column("View", [safe(view.name) for view in views], least=8),
            Column("Kept", [view.place for view in views]),
            Column("Query", [safe(view.query) for view in views], least=16),
        ]
        if counts:
            columns.insert(1, Column("Jobs", ["?" if n is None else f"{n:,}" for n in numbers], right=True))
        for line in lines(columns, width()):
            out(line)


async def _counted(opened: Opened, views: tuple[View, ...]) -> list[int | None]:
    """How many jobs each view lists; None for one whose query the store no longer understands."""
    from joblog_tui.model.errors import QueryError

    now = now_ms()
    listings: dict[int, Listing] = {}
    for index, view in enumerate(views):
        try:
            listings[index] = Listing(read_query(view.query, opened.vocabulary, now, opened.zone))
        except QueryError as error:
            tell(f"the view {view.name}: {error}")
    found = dict(zip(listings, await opened.store.counts(list(listings.values())), strict=True))
    return [found.get(index) for index in range(len(views))]


async def _save(context: click.Context, view: View) -> None:
    from joblog_tui.views.catalogue import Catalogue

    async with reading(context) as opened:
        read_query(view.query, opened.vocabulary, now_ms(), opened.zone)
        saved = await Catalogue(lambda: opened.store, caller()).save(view)
        whose = "for everybody" if saved.place == "shared" else "for yourself"
        tell(f"the view {saved.name} is saved {whose}")


async def _remove(context: click.Context, name: str, shared: bool) -> None:
    from joblog_tui.views.catalogue import Catalogue

    async with reading(context) as opened:
        removed = await Catalogue(lambda: opened.store, caller()).remove(name, "shared" if shared else None)
        tell(f"the view {removed.name} is removed")
