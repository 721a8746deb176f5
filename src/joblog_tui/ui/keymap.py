"""Every command of the screens, once: its keys, its word in the footer, its line in the help.

Bindings carry the command's id, so that a configured keymap can give it other keys; footer and help are made from
the bindings that are live at the moment.
"""

from dataclasses import dataclass

from textual.binding import Binding

MOVE, FILTER, PIVOT, ACT = (Binding.Group(title) for title in ("Move", "Filter", "Jobs like this", "Act"))
SECTIONS = (MOVE, FILTER, PIVOT, ACT)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: ``word`` stands in the footer, ``line`` in the help."""

    id: str
    keys: str
    action: str
    word: str
    line: str
    section: Binding.Group

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(self.keys, self.action, self.word, tooltip=self.line, id=self.id, group=self.section)


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
COPY_ID = Command("copy_id", "y", "copy_id", "copy id", "copy the job's id", ACT)
COPY_JSON = Command("copy_json", "Y", "copy_json", "copy JSON", "copy the row as JSON", ACT)
TIMES = Command("times", "t", "times", "times", "times: ago, clock", ACT)
HELP = Command("help", "?", "help", "help", "keys and words", ACT)
BACK = Command("back", "escape", "back", "back", "one layer back", MOVE)
QUIT = Command("quit", "q", "quit", "quit", "back, or quit", MOVE)
SUSPEND = Command("suspend", "ctrl+z", "suspend_process", "suspend", "to the shell; fg comes back", ACT)

FILTER_UP = Command("filter_up", "up,k", "up", "up", "value up", MOVE)
FILTER_DOWN = Command("filter_down", "down,j", "down", "down", "value down", MOVE)
FILTER_FIRST = Command("filter_first", "g,home", "first", "first", "first value", MOVE)
FILTER_LAST = Command("filter_last", "G,end", "last", "last", "last value", MOVE)
FILTER_NEXT = Command("filter_next_group", "tab,pagedown,ctrl+d", "next_group", "next group", "next group", MOVE)
FILTER_PREVIOUS = Command(
    "filter_previous_group", "shift+tab,pageup,ctrl+u", "previous_group", "previous group", "previous group", MOVE
)
FILTER_TOGGLE = Command("filter_toggle", "space,enter", "toggle_value", "toggle", "toggle a value", FILTER)

OF_FILTERING = (STALLED, INCOMPLETE, CLEAR, TRAIL_BACK, TRAIL_FORWARD)
PIVOTS = (SAME_TARGET, SAME_ACTOR, SAME_WORK, SAME_CORRELATION, AROUND)
OF_LISTS = (QUERY, FILTERS, FREEZE, COPY_ID, COPY_JSON, TIMES, HELP, BACK, QUIT)
OF_FILTERS = (
    FILTER_UP, FILTER_DOWN, FILTER_FIRST, FILTER_LAST, FILTER_NEXT, FILTER_PREVIOUS, FILTER_TOGGLE,
)  # fmt: skip


def bindings(*commands: Command) -> list[Binding]:
    """The commands as the ``BINDINGS`` of a screen or widget."""
    return [command.binding() for command in commands]
