"""Which keys the footer names, by where the keys go."""

from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

from textual.binding import ActiveBinding

from joblog_tui.ui.widgets.key_footer import Hint, hints

Where: TypeAlias = Literal["list", "filters", "query", "strip"]
"""Where the keys go."""

IN_LIST = (
    "table.open", "blocking", "next_trouble", "form", "query", "filters", "stalled", "incomplete", "clear", "freeze",
    "strip", "summary", "acknowledge", "export", "copy_id", "copy_json", "times", "back", "help",
)  # fmt: skip
ABOUT_A_JOB = ("table.open", "acknowledge", "copy_id", "copy_json")
IN_FILTERS = ("filter_toggle", "filter_exclude", "clear", "filters", "query", "freeze", "back", "help")
IN_STRIP = (
    "strip.apply", "strip.earlier", "strip.later", "strip.extend_left", "strip.widen", "strip.zoom_in",
    "strip.zoom_out", "strip.zoom_auto", "strip.any_time", "strip.leave", "help",
)  # fmt: skip
STRIP_NEEDED_MOST = ("strip.apply", "strip.leave", "strip.earlier", "strip.later", "strip.widen", "strip.zoom_in")
IN_QUERY = ("query.apply", "query.leave", "query.take")
NEEDED_MOST = (
    "table.open", "filter_toggle", "query.apply", "query.leave", "query.take", "help", "back", "query", "filters",
    "stalled", "blocking", "form", "freeze", "clear", "next_trouble", "incomplete", "strip",
    "acknowledge", "export", "copy_id", "times",
)  # fmt: skip
"""What a narrow footer keeps, the last of these goes first."""


def hints_for(
    where: Where, active: Mapping[str, ActiveBinding], *, frozen: bool, on_job: bool, unhinted: Collection[str] = ()
) -> tuple[Hint, ...]:
    """The keys that the footer names, ``unhinted`` ones excepted. ``on_job``: the cursor of the list is on a job."""
    match where:
        case "query":
            return hints(active, IN_QUERY, NEEDED_MOST)
        case "strip":
            return hints(active, IN_STRIP, STRIP_NEEDED_MOST)
        case "filters":
            return hints(active, IN_FILTERS, NEEDED_MOST, {"filters": "back to jobs"})
        case "list":
            ids = [id for id in IN_LIST if (on_job or id not in ABOUT_A_JOB) and id not in unhinted]
            return hints(active, ids, NEEDED_MOST, {"freeze": "resume"} if frozen else {})
