"""What the widgets of a screen with a list of jobs say: everything from the state of the screen, in one place."""

from collections.abc import Collection, Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container
from textual.timer import Timer

from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Facets
from joblog_tui.ui.facet_groups import FacetGroup, facet_groups
from joblog_tui.ui.query_history import QUERIES
from joblog_tui.ui.screens import list_state as says
from joblog_tui.ui.screens.footing import Where, hints_for
from joblog_tui.ui.screens.live import LiveScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.empty_state import EmptyState
from joblog_tui.ui.widgets.filter_sidebar import FilterSidebar
from joblog_tui.ui.widgets.header_line import Header, HeaderLine
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_tree.tree import JobTree
from joblog_tui.ui.widgets.key_footer import NO_KEY, Footer, Hint, KeyFooter, key_for
from joblog_tui.ui.widgets.peek import Peek, Peeked
from joblog_tui.ui.widgets.query_bar import QueryBar
from joblog_tui.ui.widgets.query_completion import Completing
from joblog_tui.ui.widgets.rule import Rule

DOCKED_FROM = 120  # columns from which the sidebar stands beside the table
_PLACES: dict[Where, str] = {"strip": "time range"}
TOLD_FOR = 2.0  # seconds that the footer tells what was done, at least
READING = 0.05  # seconds more for each character


class TellingScreen(LiveScreen):
    """Has the widgets around a list, and tells them what to show. A subclass says in ``compose`` where they stand."""

    AUTO_FOCUS = "JobTable"
    HORIZONTAL_BREAKPOINTS = [(0, "-drawer"), (DOCKED_FROM, "-docked"), (180, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (30, "-tall")]  # noqa: RUF012

    _telling: Timer | None = None

    def __init__(
        self, session: Session, *, store_url: str, filter: Filter | None = None, parent: str | None = None
    ) -> None:
        """See ``LiveScreen``; ``store_url`` names the store on a command line."""
        super().__init__(session, filter=filter, parent=parent)
        self._store_url = store_url

    def start_over(self, filter: Filter, parent: str | None) -> None:
        """Know nothing but what is to be listed."""
        super().start_over(filter, parent)
        if self._telling is not None:
            self._telling.stop()
        self._told = ""
        self._keys: dict[str, str] | None = None
        self._active: Mapping[str, ActiveBinding] | None = None
        self._hinted: tuple[Where, bool, bool, bool] | None = None
        self._hints: tuple[Hint, ...] = ()

    # Its parts, for ``compose``

    def header_parts(self) -> ComposeResult:
        """The first line, and the rule under it."""
        yield HeaderLine(Header(), glyphs=self.session.glyphs)
        yield Rule(glyphs=self.session.glyphs, reduced_motion=self.session.reduced_motion)

    def query_parts(self) -> ComposeResult:
        """The query."""
        everything = "all jobs" if self.state.parent is None else "all nested jobs"
        session = self.session
        yield QueryBar(
            parse=session.read_query,
            completing=self._completing,
            history=lambda: session.memory.get(QUERIES),
            everything=everything,
            glyphs=session.glyphs,
        )

    def _completing(self) -> Completing:
        current = self.state.current
        facets = current.facets if current is not None and current.counted else None
        return Completing(self.session.setting(), facets)

    def list_parts(self) -> ComposeResult:
        """Sidebar, table, and what stands in the table's place when it is empty."""
        session = self.session
        yield FilterSidebar(glyphs=session.glyphs)
        with Container(id="rows"):
            yield JobTree(
                vocabulary=session.vocabulary,
                arrangement=session.arrangement,
                ascii_glyphs=session.ascii_glyphs,
                reduced_motion=session.reduced_motion,
            )
            yield EmptyState()

    def peek_part(self) -> Peek:
        """The job under the cursor."""
        return Peek(glyphs=self.session.glyphs)

    def foot_part(self) -> KeyFooter:
        """The keys."""
        return KeyFooter(Footer(), glyphs=self.session.glyphs)

    @property
    def sidebar(self) -> FilterSidebar:
        """The filters."""
        return self.query_one(FilterSidebar)

    @property
    def query_bar(self) -> QueryBar:
        """The query."""
        return self.query_one(QueryBar)

    def on_mount(self) -> None:
        """The footer follows the focus; what is said of the cursor is drawn in the frame in which it moves."""
        self.watch(self.table, "under_cursor", self._tell_cursor, init=False)
        self.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.query_one(HeaderLine).still = self.session.reduced_motion

    @property
    def subject(self) -> Job | None:
        """The job that keys act on: the one under the cursor."""
        return self.table.cursor_job

    @property
    def wide_enough_to_dock(self) -> bool:
        """Whether the sidebar has room beside the table."""
        return self.size.width >= DOCKED_FROM

    # Telling them

    def show_state(self) -> None:
        """Header, query, sidebar, notes, peek and footer: all from the state."""
        session, state = self.session, self.state
        self._active = None
        docked = self.wide_enough_to_dock and session.choices.sidebar
        legend = None if docked else says.legend(state)
        self.query_one(HeaderLine).show(says.header(session, state))
        self.query_bar.show(state.filter, says.matching(state))
        self.query_bar.note.show_state(
            trouble=says.trouble(session, state),
            frozen=says.frozen(state, session.second(), self._key("freeze")),
            legend=legend,
        )
        self.sidebar.show(self.facet_groups(), counted=state.current is None or state.current.counted)
        self.query_one(EmptyState).show(
            says.empty(session, state, self._store_url, clear=self._key("clear"), edit=self._key("query"))
        )
        self.show_cursor()

    def facet_groups(self) -> tuple[FacetGroup, ...]:
        """What the sidebar shows."""
        facets = Facets() if self.state.snapshot is None else self.state.snapshot.facets
        return facet_groups(facets, self.state.filter, self.session.vocabulary)

    @on(JobTable.Held)
    def _held(self, message: JobTable.Held) -> None:
        message.stop()
        self._tell_cursor()

    def _tell_cursor(self) -> None:
        self._active = None
        self.show_cursor()

    def show_cursor(self) -> None:
        """Tell what is known of the job under the cursor; what is on the screen stays together while it leaps."""
        if self.table.leaping:
            return
        job, session, freeze = self.table.cursor_job, self.session, self.state.freeze
        verdict = None if job is None else self.state.verdict(job)
        now = session.second() if freeze is None else freeze.at
        self.query_one(Peek).show(Peeked(job, verdict, now, session.vocabulary, session.zone))
        self._show_footer()

    def _show_footer(self) -> None:
        if not self.is_mounted:
            return
        where = self.keys_go
        frozen, on_job, marked = self.state.freeze is not None, self.subject is not None, bool(self.table.marked)
        if self._hinted != (where, frozen, on_job, marked):
            self._hinted = (where, frozen, on_job, marked)
            self._hints = hints_for(where, self._active_keys(), frozen=frozen, on_job=on_job, unhinted=self.unhinted)
        self.query_one(KeyFooter).show(Footer(self._hints, self._place(where), self._told))

    @property
    def unhinted(self) -> Collection[str]:
        """Commands that the footer does not name here."""
        return ()

    @property
    def keys_go(self) -> Where:
        """Where the keys go."""
        return "query" if self.query_bar.editing else "filters" if self.sidebar.has_focus else "list"

    def _bindings_changed(self, _: object) -> None:
        inert_before = NO_KEY in (self._keys or {}).values()
        self._hinted = self._keys = self._active = None
        if inert_before:
            self.show_state()  # what was told without a key may have one now
        else:
            self._show_footer()

    def _active_keys(self) -> Mapping[str, ActiveBinding]:
        """Which keys are active. It takes longer to find out than all the rest of a key press: once for all widgets."""
        if self._active is None:
            self._active = self.active_bindings
        return self._active

    def _key(self, id: str) -> str:
        """The key, as it is written, of a command of the list."""
        if self._keys is None:
            self._keys = {}
        if self._keys.get(id, NO_KEY) == NO_KEY:  # one that is inert at the moment may not be so at the next
            self._keys[id] = key_for(self._active_keys(), id)
        return self._keys[id]

    def _place(self, where: Where) -> str:
        """Where the keys go: the row of the cursor, when they go to the list."""
        if where != "list":
            return _PLACES.get(where, where)
        table = self.table
        row = f"row {table.cursor_rank + 1:,}" if table.cursor_job is not None else ""
        marked = f"{len(table.marked):,} marked" if table.marked else ""
        return (", " if self.session.ascii_glyphs else " · ").join(each for each in (row, marked) if each)

    def tell(self, what: str) -> None:
        """Say something at the end of the footer for a moment."""
        self._told = what
        self._show_footer()
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(TOLD_FOR + len(what) * READING, self._told_enough)

    def _told_enough(self) -> None:
        self._told = ""
        self._show_footer()
