"""``joblog stats``: how many jobs match, in all and by status, task and trigger."""

import asyncio
from collections.abc import Mapping
from datetime import tzinfo

import click

from joblog_tui.cli.jobtable import STALLED_SGR, bar, status_sgr, status_word
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import QueryCommand, json_option, query_argument, store_option, view_option, watch_option
from joblog_tui.cli.output import BOLD, out, out_json, paint
from joblog_tui.cli.over_time import objects, rows, stretches
from joblog_tui.cli.redrawing import ending_quietly, repeated
from joblog_tui.cli.table import cell_width
from joblog_tui.cli.viewing import asked
from joblog_tui.model.moment import now_ms
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.activity import Activity, window
from joblog_tui.query.listing import Facets, Listing
from joblog_tui.text import safe

_BAR = 30  # cells


@click.command(cls=QueryCommand, name="stats")
@store_option
@query_argument
@view_option
@watch_option
@click.option(
    "--per",
    type=click.Choice(["hour", "day", "week", "month"]),
    help="Jobs and success rate over time too: of the last 24 hours, 14 days, 12 weeks or 12 months, or of created:.",
)
@json_option
@click.pass_context
def command(
    context: click.Context, query: str, view: str | None, as_json: bool, watch: float | None, per: str | None
) -> None:
    """Count the jobs that match QUERY. Each group is counted under the other filters, the total under all."""
    with ending_quietly(watch):
        asyncio.run(_stats(context, query, view, as_json, watch, per))


async def _stats(
    context: click.Context, query: str, view: str | None, as_json: bool, watch: float | None, per: str | None
) -> None:
    async def once() -> int:
        now = now_ms()
        listing = Listing((await asked(opened, query, view, now)).filter)
        facets = await opened.store.facets(listing)
        activity = None if per is None else await _over_time(opened, listing, per, now)
        if as_json:
            over_time = {} if activity is None else {"over_time": objects(activity)}
            out_json(_object(facets, opened.vocabulary) | over_time)
        else:
            _print(facets, opened.vocabulary)
            if activity is not None:
                _print_over_time(activity, now, opened.zone)
        return 0

    async with reading(context) as opened:
        await repeated(watch, once)


async def _over_time(opened: Opened, listing: Listing, per: str, now: int) -> Activity:
    return await opened.store.activity(listing, stretches(per, window(listing), now, opened.zone))


def _print_over_time(activity: Activity, now: int, zone: tzinfo) -> None:
    heading, *told = rows(activity, now, zone)
    out("")
    out(f"{paint('Over time', BOLD)}{heading.removeprefix(' ' * 7)}")
    for line in told:
        out(f"  {line}")


def _object(facets: Facets, vocabulary: Vocabulary) -> dict[str, object]:
    return {
        "total": facets.total,
        "stalled": facets.stalled,
        "incomplete": facets.incomplete,
        "held": facets.held,
        "status": {status.slug: facets.status.get(status.slug, 0) for status in Status},
        "task": {word.slug: facets.task.get(word.slug, 0) for word in vocabulary.tasks},
        "trigger": {word.slug: facets.trigger.get(word.slug, 0) for word in vocabulary.triggers},
    }


def _print(facets: Facets, vocabulary: Vocabulary) -> None:
    total = f"{facets.total:,}" if facets.total == facets.everything else f"{facets.total:,} of {facets.everything:,}"
    stalled = f"{facets.stalled:,} stalled"
    out(
        f"{paint(f'{total} jobs', BOLD)}   {paint(stalled, STALLED_SGR if facets.stalled else '')}"
        f"   {facets.incomplete:,} incomplete   {facets.held:,} held"
    )
    statuses = {status_word(status): facets.status.get(status.slug, 0) for status in Status}
    colours = {status_word(status): status_sgr(status) for status in Status}
    _print_group("Status", statuses, colours)
    _print_group("Task", {safe(word.label): facets.task.get(word.slug, 0) for word in vocabulary.tasks}, {})
    _print_group("Trigger", {safe(word.label): facets.trigger.get(word.slug, 0) for word in vocabulary.triggers}, {})


def _print_group(heading: str, counts: Mapping[str, int], colours: Mapping[str, str]) -> None:
    out("")
    out(paint(heading, BOLD))
    most = max(counts.values(), default=0)
    name_size = max(map(cell_width, counts), default=0)
    count_size = len(f"{most:,}")
    for name, count in counts.items():
        space = " " * (name_size - cell_width(name))
        row = f"  {paint(name, colours.get(name, ''))}{space}  {count:>{count_size},}  {bar(count, most, _BAR)}"
        out(row.rstrip())
