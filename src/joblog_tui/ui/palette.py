"""What the command palette offers: every command of the screen with its key, and everything that can be chosen."""

from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand
from textual.binding import ActiveBinding
from textual.screen import Screen

from joblog_tui.query.listing import Sort
from joblog_tui.text import safe
from joblog_tui.ui.column_choice import ALWAYS, COLUMNS, LABELS
from joblog_tui.ui.key_names import key_name
from joblog_tui.ui.keymap import PALETTE
from joblog_tui.ui.look.theme_names import LINES
from joblog_tui.ui.look.zones import zone_names
from joblog_tui.ui.preferences import GLYPH_SETS, LOCAL, MOTIONS, TIMES
from joblog_tui.ui.screens.arranging import TOLD_TIMES, ArrangingScreen
from joblog_tui.ui.screens.sorting import told
from joblog_tui.ui.screens.viewing import ViewingScreen
from joblog_tui.ui.switching import WorkspaceWanted
from joblog_tui.ui.wishing import Wishing


def offered(app: Wishing, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Everything there is to choose on ``screen``; long lists are found by typing alone."""
    yield from _commands(app, screen)
    yield from _views(app)
    yield from _themes(app)
    if isinstance(screen, ArrangingScreen):
        yield from _of_list(screen)
    yield from _look(app)
    yield from _workspaces(app)
    yield from _zones(app)


def _commands(app: Wishing, screen: Screen[object]) -> Iterable[SystemCommand]:
    keys: dict[str, list[str]] = {}
    found: dict[str, ActiveBinding] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if active.enabled and binding.group is not None and binding.id not in (None, PALETTE.id):
            assert binding.id is not None
            keys.setdefault(binding.id, []).append(key_name(key))
            found.setdefault(binding.id, active)
    for id, (node, binding, _, line) in found.items():
        run = partial(app.run_action, binding.action, node)
        yield SystemCommand(_title(binding.description, line), "  ".join(keys[id]), run)


def _title(word: str, line: str) -> str:
    """What a command does, with its word in it, so that typing either finds it."""
    title = line if word.lower() in line.lower() else f"{word}: {line}"
    return title[:1].upper() + title[1:]


def _themes(app: Wishing) -> Iterable[SystemCommand]:
    yield SystemCommand("Theme", "all of them", app.action_change_theme)
    for name in sorted(app.available_themes, key=lambda name: (name not in LINES, name)):
        now = "the present one" if name == app.theme else LINES.get(name, "a theme of Textual")
        yield SystemCommand(f"Theme: {name}", now, partial(setattr, app, "theme", name), name in LINES)


def _of_list(screen: ArrangingScreen) -> Iterable[SystemCommand]:
    for times in TIMES:
        yield SystemCommand(f"Times: {TOLD_TIMES[times]}", "in the list", partial(screen.choose_times, times), False)
    for name in COLUMNS:
        for descending in (True, False):
            sort = Sort(name, descending)
            title = f"Sort by {LABELS[name]}, {told(sort)}"
            yield SystemCommand(title, "the list", partial(screen.sort_by, sort), False)
    choice = screen.table.arrangement.choice
    for name in choice.order:
        if name != ALWAYS:
            verb = "Show" if name in choice.hidden else "Hide"
            yield SystemCommand(
                f"{verb} column {LABELS[name]}",
                "in the list",
                partial(screen.choose_columns, choice.toggled(name)),
                False,
            )


def _views(app: Wishing) -> Iterable[SystemCommand]:
    """Every view of the log that one comes back to from here."""
    log = next((screen for screen in reversed(app.screen_stack) if isinstance(screen, ViewingScreen)), None)
    if log is None:
        return
    for view in log.shelf.views:
        line = "the present one" if view.name == log.view.name and not log.edited else view.query or "all jobs"
        yield SystemCommand(f"View: {safe(view.name, 40)}", safe(line, 200), partial(_open_view, app, log, view.name))


async def _open_view(app: Wishing, log: ViewingScreen, name: str) -> None:
    while app.screen is not log:
        await app.pop_screen()
    log.open_view(name)


_SIGNS = {"auto": "what the terminal can be trusted with", "unicode": "all of them", "ascii": "letters and such alone"}
_MOTIONS = {"full": "what changed glows", "reduced": "what changed is marked, nothing glows or moves by itself"}


def _look(app: Wishing) -> Iterable[SystemCommand]:
    choices = app.session.choices
    for glyphs in GLYPH_SETS:
        line = "the present ones" if glyphs == choices.glyphs else _SIGNS[glyphs]
        yield SystemCommand(f"Signs: {glyphs}", line, partial(app.choose_signs, glyphs), False)
    for motion in MOTIONS:
        line = "as it is" if motion == choices.motion else _MOTIONS[motion]
        yield SystemCommand(f"Motion: {motion}", line, partial(app.choose_motion, motion), False)


def _workspaces(app: Wishing) -> Iterable[SystemCommand]:
    for name, url in app.session.preferences.workspaces.items():
        yield SystemCommand(f"Workspace: {name}", url, partial(app.post_message, WorkspaceWanted(url)))


def _zones(app: Wishing) -> Iterable[SystemCommand]:
    for name in zone_names():
        now = "the present one" if name == app.session.choices.zone else ""
        line = now or ("the zone of this machine" if name == LOCAL else "times are told in this zone")
        yield SystemCommand(f"Zone: {name}", line, partial(app.choose_zone, name), name == LOCAL)
