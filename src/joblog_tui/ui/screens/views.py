"""All views over the list: open one, save what is listed as one, give it away or keep it, and put them in order."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.query.views import Place, View, checked
from joblog_tui.text import safe
from joblog_tui.ui.keymap import OF_VIEWS, bindings
from joblog_tui.ui.spread import part
from joblog_tui.ui.view_shelf import SINCE, label
from joblog_tui.ui.widgets.ask_line import AskLine
from joblog_tui.ui.widgets.key_footer import Footer, KeyFooter, hints
from joblog_tui.ui.widgets.line import Line
from joblog_tui.ui.widgets.view_list import Listed, ViewList, ViewListShown

if TYPE_CHECKING:
    from joblog_tui.ui.screens.viewing import ViewingScreen

HINTS = (
    "views.open", "views.save", "views.share", "views.rename", "views.give", "views.remove", "views.earlier",
    "views.later", "views.close",
)  # fmt: skip
NEEDED = (HINTS[0], HINTS[-1], *HINTS[1:-1])


class ViewsTitle(Line[str]):
    """What this is, and what there is to tell."""

    def draw(self, shown: str, width: int) -> Content:
        """One line."""
        return self.spread(width, [part(("Views", "bold $jl-text"))], [part((shown, "$jl-soft"), rank=1)], margin=0)


class ViewsFooter(KeyFooter):
    """The keys that work here."""


class ViewsScreen(ModalScreen[None]):
    """Closed by opening a view, by the key that opened it, or by escape."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_VIEWS)]

    def __init__(self, owner: "ViewingScreen") -> None:
        """The views of the list on the screen ``owner``."""
        super().__init__()
        self._owner = owner
        self._under_cursor = owner.view.name
        self._removing = ""

    def compose(self) -> ComposeResult:
        """Title, views, a line to ask for a name, keys."""
        glyphs = self._owner.session.glyphs
        with Vertical(id="views"):
            yield ViewsTitle("", glyphs=glyphs)
            yield ViewList(self._listed(), glyphs=glyphs)
            yield AskLine()
            yield ViewsFooter(Footer(), glyphs=glyphs)

    def on_mount(self) -> None:
        """Counts go on behind it."""
        self.set_interval(0.5, self._show)
        self.call_after_refresh(self._show)

    @property
    def _views(self) -> tuple[View, ...]:
        return self._owner.shelf.views

    @property
    def cursor(self) -> int:
        """The place of the view under the cursor."""
        names = [view.name for view in self._views]
        return names.index(self._under_cursor) if self._under_cursor in names else 0

    @property
    def _view(self) -> View:
        return self._views[self.cursor]

    def _listed(self) -> ViewListShown:
        owner, session = self._owner, self._owner.session
        listed = tuple(
            Listed(view, label(view, session.visited, session.second()), owner.count_of(view)) for view in self._views
        )
        return ViewListShown(listed, self.cursor, owner.view.name)

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one(ViewList).show(self._listed())
            self.query_one(ViewsFooter).show(Footer(hints(self.active_bindings, HINTS, NEEDED)))

    def _tell(self, what: str) -> None:
        self.query_one(ViewsTitle).show(safe(what, 200))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A built-in view can be opened and moved; letters go to a name that is being typed."""
        if self.is_mounted and self.query_one(AskLine).asking:
            return False
        if action in ("rename", "give", "remove"):
            return self._view.place != "built-in"
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """The cursor so many views down."""
        self._go_to(self._views[max(0, min(self.cursor + by, len(self._views) - 1))].name)

    def _go_to(self, name: str) -> None:
        self._under_cursor, self._removing = name, ""
        self._tell("")
        self.refresh_bindings()
        self._show()

    def action_open(self) -> None:
        """List what the view says."""
        name = self._view.name
        self.dismiss()
        self._owner.open_view(name)

    @on(ViewList.Clicked)
    def _clicked(self, message: ViewList.Clicked) -> None:
        message.stop()
        self._under_cursor = self._views[message.index].name
        self.action_open()

    def action_order(self, by: int) -> None:
        """The view so many places down."""
        self._owner.keep(self._owner.shelf.moved(self._view.name, by))
        self._show()

    def action_save(self, place: Place) -> None:
        """Ask for the name under which to keep what is listed."""
        on, edited = self._owner.view, self._owner.edited
        words = "share as" if place == "shared" else "save as"
        self.query_one(AskLine).ask(f"save {place}", words, on.name if edited and on.place != "built-in" else "")

    def action_rename(self) -> None:
        """Ask for another name."""
        self.query_one(AskLine).ask("rename", "rename to", self._view.name)

    @on(AskLine.Answered)
    def _answered(self, message: AskLine.Answered) -> None:
        message.stop()
        self.set_focus(None)
        self.refresh_bindings()
        if message.text is None or not message.text.strip():
            return
        name = message.text.strip()
        if message.what == "rename":
            self._change(replace(self._view, name=name), self._view)
        elif message.what == "save shared":
            self._change(replace(self._owner.current_as(name), place="shared"))
        else:
            self._change(self._owner.current_as(name))

    def action_give(self) -> None:
        """A view of one's own becomes one for all, and the other way round."""
        view = self._view
        self._change(replace(view, place="private" if view.place == "shared" else "shared"), view)

    def action_remove(self) -> None:
        """Take the view away, when it is asked for twice."""
        view = self._view
        if self._removing != view.name:
            self._removing = view.name
            self._tell(f"once more removes {view.name}" + (" for everybody" if view.place == "shared" else ""))
        else:
            self._removing = ""
            self._change(None, view)

    @work(group="views", exclusive=True)
    async def _change(self, new: View | None, old: View | None = None) -> None:
        """Keep ``new``, and not ``old`` any more; each where it belongs."""
        owner = self._owner
        catalogue, shelf = owner.catalogue, owner.shelf
        try:
            if new is not None:
                if new.name.casefold() == SINCE.casefold():
                    raise UsageError(f"the view {SINCE} is built in; choose another name")
                if old is not None and new.name.casefold() != old.name.casefold() and shelf.view(new.name) is not None:
                    raise UsageError(f"there is a view {new.name} already; choose another name")
                new = await catalogue.save(checked(new))
            if old is not None:
                if new is not None:
                    shelf = shelf.renamed(old.name, new.name)
                if new is None or (new.place, new.name.casefold()) != (old.place, old.name.casefold()):
                    await catalogue.remove(old.name, old.place)
            kept = await catalogue.all()
        except JoblogError as error:
            self._tell(str(error))
            return
        if new is not None and old is not None:
            owner.rename(old.name, new)
        owner.keep(replace(shelf, kept=kept))
        if new is not None:
            self._under_cursor = new.name
            if old is None:
                owner.open_view(new.name)
        self._tell("" if new is None else f"saved {new.name}" + (" for everybody" if new.place == "shared" else ""))
        self.refresh_bindings()
        self._show()
