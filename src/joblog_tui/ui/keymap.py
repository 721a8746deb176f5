"""Every command of the dashboard, once: its keys, its word in the footer, its line in the help.

Bindings carry the command's id, so that the configuration can give it other keys; footer, help and palette are made
from the bindings that are live at the moment. Nothing here imports textual until a binding is made, so that the
configuration can be checked without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joblog_tui.ui.key_names import is_key, key_name, keys_in

if TYPE_CHECKING:
    from textual.binding import Binding

MOVE, FILTER, PIVOT, ACT = SECTIONS = ("Move", "Filter", "Jobs like this", "Act")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: ``word`` stands in the footer, ``line`` in the help, under the heading ``section``."""

    id: str
    keys: str
    action: str
    word: str
    line: str
    section: str
    first: bool = False
    """Its keys come before those of whatever has the focus."""

    def binding(self) -> "Binding":
        """The command as Textual binds it."""
        from textual.binding import Binding

        group = Binding.Group(self.section)
        return Binding(
            self.keys, self.action, self.word, tooltip=self.line, id=self.id, group=group, priority=self.first
        )


QUERY = Command("query", "/", "query", "query", "edit the query", FILTER)
FILTERS = Command("filters", "f", "filters", "filters", "to the filters and back", FILTER)
STALLED = Command("stalled", "s", "stalled", "stalled", "stalled jobs only", FILTER)
INCOMPLETE = Command("incomplete", "i", "incomplete", "incomplete", "incomplete jobs only", FILTER)
CLEAR = Command("clear", "x", "clear", "clear", "clear all filters", FILTER)
FREEZE = Command("freeze", "=,p", "freeze", "freeze", "freeze or resume", ACT)
TRAIL_BACK = Command("trail_back", "[", "trail_back", "filter before", "filter before", FILTER)
TRAIL_FORWARD = Command("trail_forward", "]", "trail_forward", "filter after", "filter after", FILTER)
SAME_TARGET = Command("same_target", "T", "same_target", "same target", "same target", PIVOT)
SAME_ACTOR = Command("same_actor", "A", "same_actor", "same actor", "same actor", PIVOT)
SAME_WORK = Command("same_work", "K", "same_work", "same task", "same task, trigger", PIVOT)
SAME_CORRELATION = Command("same_correlation", "R", "same_correlation", "same request", "same correlation", PIVOT)
AROUND = Command("around", "W", "around", "around it", "15 minutes around", PIVOT)
ACKNOWLEDGE = Command("acknowledge", "a", "acknowledge", "acknowledge", "acknowledge, with a note", ACT)
EXPORT = Command("export", "e", "export", "export", "export what is listed", ACT)
COPY_ID = Command("copy_id", "y", "copy_id", "copy id", "copy the job's id", ACT)
COPY_JSON = Command("copy_json", "Y", "copy_json", "copy JSON", "copy the row as JSON", ACT)
SORT = Command("sort", "o", "sort", "sort", "sort by a column", ACT)
COLUMNS = Command("columns", "c", "columns", "columns", "choose columns", ACT)
SIDEBAR = Command("sidebar", "F", "sidebar", "sidebar", "show, hide filters", FILTER)
WORKSPACES = Command("workspaces", "w", "app.workspaces", "workspaces", "another workspace", ACT)
TIMES = Command("times", "t", "times", "times", "times: ago, clock, both", ACT)
HELP = Command("help", "?", "help", "help", "keys and words", ACT)
BACK = Command("back", "escape", "back", "back", "one layer back", MOVE)
QUIT = Command("quit", "q", "quit", "quit", "back, or quit", MOVE)
SUSPEND = Command("suspend", "ctrl+z", "suspend_process", "suspend", "to the shell; fg comes back", ACT)
PALETTE = Command("palette", "ctrl+p", "app.command_palette", "palette", "all commands and choices", ACT, first=True)

TABLE_DOWN = Command("table.down", "down,j", "cursor_down", "down", "row down", MOVE)
TABLE_UP = Command("table.up", "up,k", "cursor_up", "up", "row up", MOVE)
TABLE_PAGE_DOWN = Command("table.page-down", "pagedown,ctrl+f", "page_down", "page down", "page down", MOVE)
TABLE_PAGE_UP = Command("table.page-up", "pageup,ctrl+b", "page_up", "page up", "page up", MOVE)
TABLE_HALF_DOWN = Command("table.half-page-down", "ctrl+d", "half_page_down", "half down", "half a page down", MOVE)
TABLE_HALF_UP = Command("table.half-page-up", "ctrl+u", "half_page_up", "half up", "half a page up", MOVE)
TABLE_FIRST = Command("table.first", "g,home", "first", "first", "first row", MOVE)
TABLE_LAST = Command("table.last", "G,end", "last", "last", "last row", MOVE)
TABLE_OPEN = Command("table.open", "enter", "open", "view all jobs", "view all jobs", MOVE)
TABLE_MARK = Command("table.mark", "space", "toggle_mark", "mark", "mark the row", ACT)

TREE_UNFOLD = Command("tree.unfold", "right", "unfold", "unfold", "unfold, go inside", MOVE)
TREE_FOLD = Command("tree.fold", "left", "fold", "fold", "fold, go outside", MOVE)
TIMELINE_CLOSER = Command("timeline.closer", "+", "zoom(1)", "closer", "timeline: closer", MOVE)
TIMELINE_FURTHER = Command("timeline.further", "-", "zoom(-1)", "further", "timeline: further away", MOVE)
TIMELINE_WHOLE = Command("timeline.whole", "0", "whole", "whole", "timeline: all of it", MOVE)
TIMELINE_EARLIER = Command("timeline.earlier", "shift+left,(", "pan(-1)", "earlier", "timeline: earlier", MOVE)
TIMELINE_LATER = Command("timeline.later", "shift+right,)", "pan(1)", "later", "timeline: later", MOVE)

FILTER_UP = Command("filter_up", "up,k", "up", "up", "value up", MOVE)
FILTER_DOWN = Command("filter_down", "down,j", "down", "down", "value down", MOVE)
FILTER_FIRST = Command("filter_first", "g,home", "first", "first", "first value", MOVE)
FILTER_LAST = Command("filter_last", "G,end", "last", "last", "last value", MOVE)
FILTER_NEXT = Command("filter_next_group", "tab,pagedown,ctrl+d", "next_group", "next group", "next group", MOVE)
FILTER_PREVIOUS = Command(
    "filter_previous_group", "shift+tab,pageup,ctrl+u", "previous_group", "previous group", "previous group", MOVE
)
FILTER_EXCLUDE = Command("filter_exclude", "minus", "exclude_value", "exclude", "exclude a value", FILTER)
FILTER_TOGGLE = Command("filter_toggle", "space,enter", "toggle_value", "toggle", "toggle a value", FILTER)

QUERY_LEAVE = Command("query.leave", "escape", "give_up", "leave", "leave the query as it was", FILTER)
QUERY_APPLY = Command("query.apply", "enter", "submit", "apply", "apply the query", FILTER)
QUERY_TAKE = Command("query.take", "tab", "take_suggestion", "complete", "take what is proposed", FILTER)
QUERY_EARLIER = Command("query.earlier", "up", "step(-1)", "earlier", "proposal before, earlier query", FILTER)
QUERY_LATER = Command("query.later", "down", "step(1)", "later", "next proposal, later query", FILTER)

DIALOG_CLOSE = Command("dialog.close", "escape,q", "close", "close", "close the dialog", MOVE)
DIALOG_UP = Command("dialog.up", "up,k", "up", "up", "line up", MOVE)
DIALOG_DOWN = Command("dialog.down", "down,j", "down", "down", "line down", MOVE)
DIALOG_FIRST = Command("dialog.first", "g,home", "first", "first", "first line", MOVE)
DIALOG_LAST = Command("dialog.last", "G,end", "last", "last", "last line", MOVE)
EXPORT_FORM = Command("export.form", "up,down", "next_form", "form", "CSV, JSON or NDJSON", ACT)
EXPORT_EVIDENCE = Command("export.evidence", "ctrl+t", "toggle_evidence", "evidence", "with evidence or without", ACT)
EXPORT_COMPLETE = Command("export.complete", "tab", "complete", "complete", "complete the path", ACT)
DIALOG_CHOOSE = Command("dialog.choose", "enter,space", "choose", "choose", "choose the line", ACT)

COLUMN_LEFT = Command("column.left", "K,shift+up", "move(-1)", "earlier", "column further left", ACT)
COLUMN_RIGHT = Command("column.right", "J,shift+down", "move(1)", "later", "column further right", ACT)
COLUMN_NARROWER = Command("column.narrower", "h,left,minus", "size(-1)", "narrower", "column narrower", ACT)
COLUMN_WIDER = Command("column.wider", "l,right,plus", "size(1)", "wider", "column wider", ACT)
COLUMN_USUAL = Command("column.usual", "0", "usual_width", "usual width", "column as wide as usual", ACT)
COLUMN_RESET = Command("column.reset", "r", "reset", "reset", "all columns as usual", ACT)

FORM = Command("form", "V", "form", "tree or list", "timeline, tree, list", MOVE)
ALL_FOLDS = Command("all_folds", "*", "all_folds", "unfold all", "fold or unfold all", MOVE)
PARENT = Command("parent", "u", "parent", "parent", "to the parent", MOVE)
NEXT_TROUBLE = Command("next_trouble", "n", "trouble(1)", "next trouble", "next failed or stalled", MOVE)
TROUBLE_BEFORE = Command("trouble_before", "N", "trouble(-1)", "trouble before", "failed or stalled before", MOVE)
BLOCKING = Command("blocking", "b", "blocking", "blocking path", "along the blocking path", MOVE)
COPY_LINK = Command("copy_link", "U", "copy_link", "copy link", "copy a link that the job names", ACT)
JOB_BEFORE = Command("job_before", "{", "other_job(-1)", "job before", "job before, of the list", MOVE)
JOB_AFTER = Command("job_after", "}", "other_job(1)", "job after", "job after, of the list", MOVE)
DETAIL = Command("detail", "d", "detail", "detail", "detail of the job", ACT)
BESIDE = Command("beside", "D", "beside", "detail beside", "detail beside the list, or not", ACT)
BESIDE_DOWN = Command("beside.down", "shift+down", "scroll_beside(1)", "detail down", "detail: down", MOVE)
BESIDE_UP = Command("beside.up", "shift+up", "scroll_beside(-1)", "detail up", "detail: up", MOVE)

HELP_CLOSE = Command("help.close", "escape,?,q", "dismiss", "close", "close the help", MOVE)
HELP_DOWN = Command("help.down", "j", "scroll_down", "down", "line down", MOVE)
HELP_UP = Command("help.up", "k", "scroll_up", "up", "line up", MOVE)

LOG = Command("log", "l", "log", "log", "the job's log", ACT)
LINES_DOWN = Command("lines.down", "down,j", "line(1)", "down", "line down", MOVE)
LINES_UP = Command("lines.up", "up,k", "line(-1)", "up", "line up", MOVE)
LINES_PAGE_DOWN = Command("lines.page-down", "pagedown,ctrl+f", "page(1)", "page down", "page down", MOVE)
LINES_PAGE_UP = Command("lines.page-up", "pageup,ctrl+b", "page(-1)", "page up", "page up", MOVE)
LINES_HALF_DOWN = Command("lines.half-page-down", "ctrl+d", "page(0.5)", "half down", "half a page down", MOVE)
LINES_HALF_UP = Command("lines.half-page-up", "ctrl+u", "page(-0.5)", "half up", "half a page up", MOVE)
LOG_FIRST = Command("log.first", "g,home", "first", "first", "oldest line", MOVE)
LOG_LAST = Command("log.last", "G,end", "last", "last", "newest line", MOVE)
LOG_SEARCH = Command("log.search", "/", "search", "search", "look for a text", FILTER)
LOG_NEXT = Command("log.next", "n", "next", "next", "next one that has it", FILTER)
LOG_PREVIOUS = Command("log.previous", "N", "previous", "previous", "one before that has it", FILTER)
LOG_ONLY = Command("log.only", "&", "only", "only these", "only lines that have it", FILTER)
LOG_LEVEL = Command("log.level", "l", "level", "level", "louder lines only", FILTER)
LOG_NESTED = Command("log.nested", "i", "nested", "nested too", "with everything nested", FILTER)
LOG_FOLLOW = Command("log.follow", "f", "follow", "follow", "follow the newest line", ACT)
LOG_WRAP = Command("log.wrap", "w", "wrap", "wrap", "wrap long lines, or cut", ACT)
LOG_COPY = Command("log.copy", "y", "copy", "copy", "copy the line", ACT)
LOG_COPY_ALL = Command("log.copy_all", "Y", "copy_all", "copy all", "copy the lines in view", ACT)
LOG_SAVE = Command("log.save", "e", "save", "save", "save all lines to a file", ACT)
LOG_HELP = Command("log.help", "?", "help", "help", "keys and words", ACT)
LOG_BACK = Command("log.back", "escape,q", "back", "back", "back to the job", MOVE)

ASK_LEAVE = Command("ask.leave", "escape", "give_up", "leave", "leave without an answer", FILTER)
ASK_TAKE = Command("ask.take", "enter", "submit", "take it", "take the answer", FILTER)

STRIP = Command("strip", "z", "strip", "time range", "mark a time range in the activity strip", FILTER)
STRIP_EARLIER = Command("strip.earlier", "left", "move(-1)", "earlier", "the range to the left", MOVE)
STRIP_LATER = Command("strip.later", "right", "move(1)", "later", "the range to the right", MOVE)
STRIP_FAR_EARLIER = Command("strip.far_earlier", "pageup,ctrl+u", "move(-10)", "far left", "ten columns left", MOVE)
STRIP_FAR_LATER = Command("strip.far_later", "pagedown,ctrl+d", "move(10)", "far right", "ten columns right", MOVE)
STRIP_FIRST = Command("strip.first", "home,g", "end('first')", "first", "the range to the left end", MOVE)
STRIP_LAST = Command("strip.last", "end,G", "end('last')", "last", "the range to the right end", MOVE)
STRIP_EXTEND_LEFT = Command("strip.extend_left", "shift+left", "extend(-1)", "extend", "its end to the left", FILTER)
STRIP_EXTEND_RIGHT = Command("strip.extend_right", "shift+right", "extend(1)", "extend", "its end to the right", FILTER)
STRIP_WIDEN = Command("strip.widen", "up", "widen(1)", "longer", "begin the range earlier", FILTER)
STRIP_NARROW = Command("strip.narrow", "down", "widen(-1)", "shorter", "begin the range later", FILTER)
STRIP_APPLY = Command("strip.apply", "enter", "apply", "filter", "only jobs created in the range", FILTER)
STRIP_ANY_TIME = Command("strip.any_time", "backspace,delete", "any_time", "any time", "jobs of any time", FILTER)
STRIP_ZOOM_IN = Command("strip.zoom_in", "plus", "zoom(1)", "closer", "less time a column", ACT)
STRIP_ZOOM_OUT = Command("strip.zoom_out", "minus", "zoom(-1)", "farther", "more time a column", ACT)
STRIP_ZOOM_AUTO = Command("strip.zoom_auto", "0", "zoom(0)", "automatic", "the time that suits the jobs", ACT)
STRIP_LEAVE = Command("strip.leave", "escape,z", "leave", "leave", "back to the jobs", MOVE)

VIEWS = Command("views", "v", "views", "views", "open, save and order views", FILTER)
VIEW_NEXT = Command("view_next", "greater_than_sign", "next_view(1)", "next view", "next view", FILTER)
VIEW_PREVIOUS = Command("view_previous", "less_than_sign", "next_view(-1)", "previous view", "previous view", FILTER)
OF_VIEWING = (VIEWS, VIEW_NEXT, VIEW_PREVIOUS)

VIEWS_UP = Command("views.up", "up,k", "move(-1)", "up", "view up", MOVE)
VIEWS_DOWN = Command("views.down", "down,j", "move(1)", "down", "view down", MOVE)
VIEWS_OPEN = Command("views.open", "enter", "open", "open", "open the view", FILTER)
VIEWS_SAVE = Command("views.save", "s", "save('private')", "save", "save what is listed as a view of your own", ACT)
VIEWS_SHARE = Command(
    "views.share", "S", "save('shared')", "save for all", "save what is listed as a view for all", ACT
)
VIEWS_RENAME = Command("views.rename", "r", "rename", "rename", "give the view another name", ACT)
VIEWS_MOVE = Command(
    "views.give", "p", "give", "share or keep", "share your view with all, or keep it to yourself", ACT
)
VIEWS_REMOVE = Command("views.remove", "d,delete", "remove", "remove", "remove the view; twice", ACT)
VIEWS_EARLIER = Command("views.earlier", "K,shift+up", "order(-1)", "further up", "the view one place up", ACT)
VIEWS_LATER = Command("views.later", "J,shift+down", "order(1)", "further down", "the view one place down", ACT)
VIEWS_CLOSE = Command("views.close", "escape,v,q", "dismiss", "close", "close the views", MOVE)
OF_VIEWS = (
    VIEWS_UP, VIEWS_DOWN, VIEWS_OPEN, VIEWS_SAVE, VIEWS_SHARE, VIEWS_RENAME, VIEWS_MOVE, VIEWS_REMOVE, VIEWS_EARLIER,
    VIEWS_LATER, VIEWS_CLOSE,
)  # fmt: skip

SUMMARY = Command("summary", "S", "summary", "summary", "the newest jobs in numbers and bars", ACT)
SUMMARY_UP = Command("summary.up", "up,k", "move(-1)", "up", "row up", MOVE)
SUMMARY_DOWN = Command("summary.down", "down,j", "move(1)", "down", "row down", MOVE)
SUMMARY_NEXT = Command("summary.next", "tab,right,pagedown", "section(1)", "next section", "next section", MOVE)
SUMMARY_PREVIOUS = Command(
    "summary.previous", "shift+tab,left,pageup", "section(-1)", "previous section", "previous section", MOVE
)
SUMMARY_FILTER = Command("summary.filter", "enter", "filter", "filter by it", "list these jobs alone", FILTER)
SUMMARY_MORE = Command("summary.more", "plus", "sample(1)", "more jobs", "look at ten times as many jobs", ACT)
SUMMARY_FEWER = Command("summary.fewer", "minus", "sample(-1)", "fewer jobs", "look at a tenth of the jobs", ACT)
SUMMARY_HELP = Command("summary.help", "?", "help", "help", "keys and words", ACT)
SUMMARY_BACK = Command("summary.back", "escape,S,q", "back", "back", "back to the list", MOVE)
OF_SUMMARY = (
    SUMMARY_UP, SUMMARY_DOWN, SUMMARY_NEXT, SUMMARY_PREVIOUS, SUMMARY_FILTER, SUMMARY_MORE, SUMMARY_FEWER,
    SUMMARY_HELP, SUMMARY_BACK,
)  # fmt: skip

OF_APP = (SUSPEND,)
OF_TREE = (TREE_UNFOLD, TREE_FOLD)
OF_TIMELINE = (TIMELINE_CLOSER, TIMELINE_FURTHER, TIMELINE_WHOLE, TIMELINE_EARLIER, TIMELINE_LATER)
OF_INSIDE = (ALL_FOLDS, NEXT_TROUBLE, TROUBLE_BEFORE, BLOCKING)
OF_AMONG = (PARENT, JOB_BEFORE, JOB_AFTER, COPY_LINK)
OF_NESTED = (FORM, *OF_INSIDE, *OF_AMONG)
OF_FILTERING = (STALLED, INCOMPLETE, CLEAR, TRAIL_BACK, TRAIL_FORWARD)
OF_ARRANGING = (SORT, COLUMNS, SIDEBAR, TIMES, WORKSPACES)
PIVOTS = (SAME_TARGET, SAME_ACTOR, SAME_WORK, SAME_CORRELATION, AROUND)
OF_ACTING = (ACKNOWLEDGE, COPY_ID, COPY_JSON)
OF_EXPORTING = (EXPORT_FORM, EXPORT_EVIDENCE, EXPORT_COMPLETE)
OF_LISTS = (QUERY, FILTERS, FREEZE, DETAIL, BESIDE, BESIDE_DOWN, BESIDE_UP, LOG, EXPORT, HELP, BACK, QUIT)
OF_LOG_LINES = (
    LOG_FIRST, LOG_LAST, LOG_SEARCH, LOG_NEXT, LOG_PREVIOUS, LOG_ONLY, LOG_LEVEL, LOG_NESTED, LOG_FOLLOW, LOG_WRAP,
    LOG_COPY, LOG_COPY_ALL, LOG_SAVE, LOG_HELP, LOG_BACK,
)  # fmt: skip
OF_LINES = (LINES_DOWN, LINES_UP, LINES_PAGE_DOWN, LINES_PAGE_UP, LINES_HALF_DOWN, LINES_HALF_UP)
OF_ASKING = (ASK_LEAVE, ASK_TAKE)
OF_TABLE = (
    TABLE_DOWN, TABLE_UP, TABLE_PAGE_DOWN, TABLE_PAGE_UP, TABLE_HALF_DOWN, TABLE_HALF_UP, TABLE_FIRST, TABLE_LAST,
    TABLE_OPEN, TABLE_MARK,
)  # fmt: skip
OF_STRIP = (
    STRIP_EARLIER, STRIP_LATER, STRIP_FAR_EARLIER, STRIP_FAR_LATER, STRIP_FIRST, STRIP_LAST, STRIP_EXTEND_LEFT,
    STRIP_EXTEND_RIGHT, STRIP_WIDEN, STRIP_NARROW, STRIP_APPLY, STRIP_ANY_TIME, STRIP_ZOOM_IN, STRIP_ZOOM_OUT,
    STRIP_ZOOM_AUTO, STRIP_LEAVE,
)  # fmt: skip
OF_FILTERS = (
    FILTER_UP, FILTER_DOWN, FILTER_FIRST, FILTER_LAST, FILTER_NEXT, FILTER_PREVIOUS, FILTER_TOGGLE, FILTER_EXCLUDE,
)  # fmt: skip
OF_QUERY = (QUERY_LEAVE, QUERY_APPLY, QUERY_TAKE, QUERY_EARLIER, QUERY_LATER)
OF_CHOICES = (DIALOG_UP, DIALOG_DOWN, DIALOG_FIRST, DIALOG_LAST, DIALOG_CHOOSE)
OF_COLUMNS = (COLUMN_LEFT, COLUMN_RIGHT, COLUMN_NARROWER, COLUMN_WIDER, COLUMN_USUAL, COLUMN_RESET)
OF_HELP = (HELP_CLOSE, HELP_DOWN, HELP_UP)

ON_A_LIST = (*OF_APP, *OF_LISTS, *OF_ACTING, *OF_FILTERING, *PIVOTS, *OF_ARRANGING, STRIP, SUMMARY, *OF_VIEWING)

_TOGETHER: Sequence[tuple[Command, ...]] = (
    (*ON_A_LIST, *OF_TABLE, *OF_TREE, *OF_TIMELINE, *OF_NESTED),
    (*ON_A_LIST, *OF_NESTED, *OF_FILTERS),
    (*OF_APP, *OF_STRIP),
    OF_VIEWS,
    (*OF_APP, *OF_SUMMARY),
    (*OF_APP, *OF_LOG_LINES, *OF_LINES),
    (*OF_ASKING, *OF_EXPORTING),
    OF_QUERY,
    OF_HELP,
    (DIALOG_CLOSE, *OF_CHOICES, *OF_COLUMNS),
)
TOGETHER: Sequence[tuple[Command, ...]] = tuple((*commands, PALETTE) for commands in _TOGETHER)
"""Which commands can be given at the same time, so that no two of them may share a key. Every command is in one."""

COMMANDS: Mapping[str, Command] = {command.id: command for commands in TOGETHER for command in commands}
"""Every command by its id."""

LEAVING = ("ctrl+c", "ctrl+q")
"""Keys that leave joblog from wherever one is; no command can have them."""


def bindings(*commands: Command) -> "list[Binding]":
    """The commands as the ``BINDINGS`` of a screen or widget."""
    return [command.binding() for command in commands]


def mistake_in(keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The first id in a keymap (``{"stalled": "Z, f2"}``) whose keys cannot be had, and why not."""
    from joblog_tui.model.vocabulary import nearest

    for id, text in keys.items():
        if id not in COMMANDS:
            near = nearest(id, COMMANDS)
            return id, f"is no command; {f'did you mean {near}?' if near else 'joblog keys lists them'}"
        wrong = next((key.strip() for key in text.split(",") if not is_key(key)), None)
        if wrong is not None:
            return id, f"names no key: {wrong!r}; keys are written like x, f5, ctrl+x, comma"
        leaving = next((key for key in keys_in(text) if key in LEAVING), None)
        if leaving is not None:
            return id, f"takes the key {key_name(leaving)}, which always leaves joblog"
    for id in keys:
        for others in TOGETHER:
            clash = _clash(id, others, keys)
            if clash is not None:
                return (
                    id,
                    f"takes the key {key_name(clash[0])}, which is that of {clash[1]} ({COMMANDS[clash[1]].line})",
                )
    return None


def _clash(id: str, others: Sequence[Command], keys: Mapping[str, str]) -> tuple[str, str] | None:
    """A key that a command shares with one of the others, and the id of that."""
    if id not in [command.id for command in others]:
        return None
    own = set(keys_in(keys[id]))
    for other in others:
        for key in keys_in(keys.get(other.id, other.keys)):
            if other.id != id and key in own:
                return key, other.id
    return None
