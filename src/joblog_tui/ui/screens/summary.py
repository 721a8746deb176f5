"""The summary: the newest jobs under the filter of a list, in numbers and bars; each is a filter one enter away."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.summary_window import SummaryWindow, Summed
from joblog_tui.model.errors import JoblogError
from joblog_tui.query.activity import RunTimes, window
from joblog_tui.query.filters import And, Between, Condition, Exactly, Filter, Or, Text
from joblog_tui.query.listing import Listing
from joblog_tui.query.printing import show
from joblog_tui.query.ranges import created_within
from joblog_tui.query.summary import SAMPLES
from joblog_tui.text import safe
from joblog_tui.ui.charts.brush import Brush
from joblog_tui.ui.charts.zooms import ZOOMS, edges, fitting
from joblog_tui.ui.keymap import OF_SUMMARY, bindings
from joblog_tui.ui.query_spans import stand_ins
from joblog_tui.ui.screens.watching import WatchingScreen
from joblog_tui.ui.spread import part
from joblog_tui.ui.summary_sections import Section, aligned, sections
from joblog_tui.ui.summary_success import periods, success_over_time
from joblog_tui.ui.widgets.activity_strip import ActivityStrip
from joblog_tui.ui.widgets.activity_words import StripShown
from joblog_tui.ui.widgets.key_footer import Footer, KeyFooter, hints
from joblog_tui.ui.widgets.line import Line
from joblog_tui.ui.widgets.rule import Rule
from joblog_tui.ui.widgets.summary_page import PageShown, SummaryPage

if TYPE_CHECKING:
    from joblog_tui.ui.screens.listing import ListScreen

LONGEST = 300  # characters of a query
USUAL = 10_000  # jobs
HINTS = ("summary.filter", "summary.next", "summary.more", "summary.fewer", "summary.back", "summary.help")


@dataclass(frozen=True, slots=True)
class Heading:
    """The query, and which of its jobs are told of."""

    query: str = ""
    jobs: str = ""


class SummaryTitle(Line[Heading]):
    """The first line."""

    def draw(self, shown: Heading, width: int) -> Content:
        """What is summed up."""
        query = stand_ins(shown.query) if shown.query else "all jobs"
        left = [part(("Summary", "bold $jl-accent")), part((safe(query, LONGEST), "$jl-text"), rank=2)]
        return self.spread(width, left, [part((shown.jobs, "$jl-soft"), rank=1)])


class Throughput(ActivityStrip, can_focus=False):
    """Jobs over time, to look at; what is clicked or dragged over is listed."""

    def clicked(self, brush: Brush) -> None:
        """List the jobs of this column."""
        self.post_message(self.Applied(brush))


RETRY = 1.0  # seconds until the store is asked again after it gave nothing


class SummaryScreen(WatchingScreen):
    """The summary of what a list shows."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_SUMMARY)]

    @dataclass
    class Looked(Message):
        """The jobs were summed up: what was found, or why nothing was."""

        news: Summed | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A summary is whole: a later one makes it needless."""
            return isinstance(message, SummaryScreen.Looked)

    def __init__(self, owner: "ListScreen", filter: Filter, total: int | None) -> None:
        """The summary of the jobs that pass ``filter``, ``total`` of them as far as is known, listed by ``owner``."""
        super().__init__()
        self.session = owner.session
        self._owner = owner
        self._filter = filter
        self._total = total
        self._summed: Summed | None = None
        self._trouble = ""
        self._cursor = (0, 0)
        self._zoom = ""
        self._brush: Brush | None = None
        self._window = SummaryWindow(self.session.store, Listing(filter), USUAL, self._edges, self._periods)

    def compose(self) -> ComposeResult:
        """Title, jobs over time, sections, keys."""
        glyphs = self.session.glyphs
        yield SummaryTitle(Heading(), glyphs=glyphs)
        yield Rule(glyphs=glyphs, reduced_motion=self.session.reduced_motion)
        yield Throughput(glyphs=glyphs)
        yield SummaryPage(PageShown(told="Looking at the newest jobs"), glyphs=glyphs)
        yield KeyFooter(Footer(), glyphs=glyphs)

    @property
    def page(self) -> SummaryPage:
        """The sections."""
        return self.query_one(SummaryPage)

    @property
    def chart(self) -> Throughput:
        """Jobs over time."""
        return self.query_one(Throughput)

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one(Rule).busy(True)
        self._watch()
        self.set_interval(1.0, self._show)
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """There may be room for other columns."""
        self.chart.set_class(self.size.height >= 46, "-lofty")
        self.call_after_refresh(self._window.moved)

    def _edges(self, since: int) -> tuple[int, ...]:
        now, columns = self.session.clock(), max(1, self.chart.columns)
        zoom = ZOOMS[fitting(now - since, columns, narrowest=0)]
        self._zoom = zoom.name
        return edges(zoom, now, columns, self.session.local_zone)

    def _periods(self, since: int) -> tuple[int, ...]:
        return periods(since, self.session.clock(), self.page.periods, self.session.local_zone)

    @work(group="summary", exclusive=True)
    async def _watch(self) -> None:
        async for news in self._window.summaries():
            self.post_message(self.Looked(news))

    @on(Looked)
    def _take(self, message: Looked) -> None:
        message.stop()
        if isinstance(message.news, JoblogError):
            self._trouble = str(message.news)
            self.set_timer(RETRY, self._window.changed)
        else:
            self._trouble = ""
            self._summed = message.news
            if self._brush is not None and message.news.activity is not None:
                self._brush = self._brush.snapped(message.news.activity.edges)
        self.query_one(Rule).busy(False)
        self._show()

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        if beat.changed:
            self._window.changed()
        self._show()

    # Telling

    @property
    def _sections(self) -> tuple[Section, ...]:
        if self._summed is None:
            return ()
        session, page, now = self.session, self.page, self.session.clock()
        summary, over_time = self._summed.summary, self._summed.periods
        outcome, *others = sections(
            summary, session.vocabulary, session.glyphs, now, page.top, most_sources=page.most_sources
        )
        return outcome, aligned(success_over_time(over_time, now, session.local_zone, session.glyphs)), *others

    def _show(self) -> None:
        if not self.is_mounted:
            return
        summed, session = self._summed, self.session
        self.query_one(SummaryTitle).show(Heading(show(self._filter) if self._filter.parts else "", self._jobs()))
        trouble = str(session.lost) if session.lost is not None else self._trouble
        if trouble:
            self.page.show(PageShown(told=safe(f"{trouble} - tried again every second", LONGEST)))
        elif summed is not None and not summed.summary.jobs:
            self.page.show(PageShown(told="No job matches this query"))
        elif summed is not None:
            self.page.show(PageShown(self._sections, self._cursor))
            every = sorted(took for times in summed.summary.task.values() for took in times.times)
            self.chart.show(
                StripShown(
                    activity=summed.activity,
                    run_times=RunTimes(tuple(every)) if self._brush is None else None,
                    now=session.second(),
                    zone=session.local_zone,
                    brush=self._brush,
                    zoom=self._zoom,
                    statuses=(),
                )
            )
        self.query_one(KeyFooter).show(Footer(hints(self.active_bindings, HINTS, HINTS)))

    def _jobs(self) -> str:
        summed = self._summed
        if summed is None:
            return ""
        summary = summed.summary
        if summary.whole:
            return f"all {summary.jobs:,} jobs"
        of = f" of {self._total:,}" if self._total is not None and self._total > summary.jobs else ""
        return f"the last {summary.jobs:,}{of} jobs"

    # What the operator does

    def action_move(self, by: int) -> None:
        """The cursor so many rows down."""
        self._cursor = self.page.moved(self._cursor, by)
        self._show()

    def action_section(self, by: int) -> None:
        """To the next section, or to the one before."""
        self._cursor = self.page.next_section(self._cursor, by)
        self._show()

    def action_sample(self, by: int) -> None:
        """Look at ten times as many jobs, or at a tenth."""
        at = max(0, min(SAMPLES.index(self._window.sample) + by, len(SAMPLES) - 1))
        if SAMPLES[at] != self._window.sample:
            self.query_one(Rule).busy(True)
            self._window.turn_to(SAMPLES[at])

    @on(SummaryPage.Clicked)
    def _clicked(self, message: SummaryPage.Clicked) -> None:
        message.stop()
        self._cursor = message.cursor
        self.action_filter()

    def action_filter(self) -> None:
        """The list, of what the row under the cursor stands for alone."""
        section, row = self._cursor
        found = self._sections
        if section >= len(found) or row >= len(found[section].rows):
            return
        condition = found[section].rows[row].condition
        if condition is not None:
            self._list(condition)

    @on(ActivityStrip.Brushed)
    def _brushed(self, message: ActivityStrip.Brushed) -> None:
        message.stop()
        self._brush = message.brush
        self._show()

    @on(ActivityStrip.Applied)
    def _apply_brush(self, message: ActivityStrip.Applied) -> None:
        message.stop()
        self._list(Between("created", message.brush.first, message.brush.last))

    def _list(self, condition: Condition) -> None:
        self.app.pop_screen()
        self._owner.filter_by(narrowed(self._filter, condition, self.session.local_zone))

    def action_back(self) -> None:
        """The list as it was."""
        self.app.pop_screen()

    async def action_help(self) -> None:
        """Keys and words."""
        from joblog_tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self.session, self.active_bindings))


def narrowed(filter: Filter, condition: Condition, zone: tzinfo) -> Filter:
    """The filter with one more condition, in place of an equal one of its group that is wider."""
    if condition in filter.parts:
        return filter
    if isinstance(condition, Between) and condition.low is not None and condition.high is not None:
        whole = window(Listing(filter))
        low = condition.low if whole.low is None else max(whole.low, condition.low)
        high = condition.high if whole.high is None else min(whole.high, condition.high)
        return created_within(filter, low, max(low, high), zone)
    if not isinstance(condition, Text | Exactly | And | Or):
        group = getattr(condition, "group", None)
        kept = tuple(part for part in filter.parts if group is None or getattr(part, "group", None) != group)
        return replace(filter, parts=(condition, *kept))
    return replace(filter, parts=(*filter.parts, condition))
