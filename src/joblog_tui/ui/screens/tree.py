"""The inside of a job as a tree: beside a timeline, in columns, or as a plain list; and the ways through it."""

from dataclasses import dataclass
from typing import ClassVar, get_args

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.feed.inside import Inside, InsideWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.stepping import next_trouble
from joblog_tui.model.blocking import end_of
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.listing import Sort
from joblog_tui.query.outline import Outline
from joblog_tui.ui.keymap import OF_INSIDE, bindings
from joblog_tui.ui.memory import Item
from joblog_tui.ui.screens.unfolding import UnfoldingScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.job_tree.course import Course
from joblog_tui.ui.widgets.job_tree.tree import Form

FORMS: tuple[Form, ...] = get_args(Form)
SMALL = 60  # nested jobs that are shown unfolded at first
MOST_UNFOLDED = 500_000  # nested jobs that are unfolded at once
MOST_SORTED = 200_000  # the same in another order than that of creation
OLDEST_FIRST = Sort("created", descending=False)


def _form(value: object) -> Form | None:
    return next((form for form in FORMS if form == value), None)


FORM: Item[Form] = Item("nested_form", "timeline", _form, per_store=False)
"""In which form the inside of a job was looked at last."""


class TreeScreen(UnfoldingScreen):
    """The jobs nested in ``job``. A subclass says what stands around them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_INSIDE)]

    @dataclass
    class LookedInside(Message):
        """It was looked up what the job waits for."""

        inside: Inside

        def can_replace(self, message: Message) -> bool:
            """An inside is whole: a later one makes it needless."""
            return isinstance(message, TreeScreen.LookedInside)

    @dataclass
    class Found(Message):
        """Where a step leads: to ``job`` with what it is nested in, or nowhere, and what to say then."""

        job: Job | None
        above: tuple[str, ...] = ()
        otherwise: str = ""

    def __init__(self, session: Session, job: Job, *, store_url: str) -> None:
        super().__init__(session, store_url=store_url, parent=job.id)
        self.take_up(job)

    def take_up(self, job: Job) -> None:
        """Know nothing of the inside but which job it is that of."""
        session = self.session
        self._job = job
        self.inside = Inside()
        self._inside_window = InsideWindow(session.store, job.id, session.usual, clock=session.clock)
        self._unfolded_path = False
        self._turn_to_form(session.memory.get(FORM))

    def begin(self) -> None:
        """Look inside from now on."""
        self.job_tree.show_as(self.form)
        self.table.sort = self.state.sort
        self.show_course()
        super().begin()

    def look_closer(self) -> None:
        """Look also for what the rows do not tell."""
        self._watch_inside()

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed:
            self._inside_window.changed()

    @work(group="inside", exclusive=True)
    async def _watch_inside(self) -> None:
        async for inside in self._inside_window.insides():
            self.post_message(self.LookedInside(inside))

    @on(LookedInside)
    def _take_inside(self, message: LookedInside) -> None:
        message.stop()
        self.inside = message.inside
        self._unfold_path()
        self.show_course()
        self.show_inside()

    def show_inside(self) -> None:
        """Say what the job waits for, and when it may end."""

    def show_course(self) -> None:
        """Tell the timeline where it begins and ends, and what to mark."""
        job = self._job
        low = self.inside.low if self.inside.low is not None else job.created_at
        path = tuple(wait.job.seq for wait in self.inside.path)
        self.job_tree.show_course(Course(low or 0, end_of(job), (job.seq, *path) if path else ()))

    def _unfold_path(self) -> None:
        """A big tree begins with what the job waits for unfolded; afterwards it is the operator's."""
        outline = self.state.outline
        if self._unfolded_path or outline is None or not self.inside.path:
            return
        self._unfolded_path = True
        inner = {wait.job.id for wait in self.inside.path if wait.job.nested and not outline.shows_inside(wait.job.id)}
        if inner and not outline.unfolded and not outline.toggled:
            self.state.outline = Outline(frozenset(inner), lanes=outline.lanes)
            self.look_again()

    # The form

    @property
    def form(self) -> Form:
        """The form in which the rows are shown."""
        outline = self.state.outline
        return "list" if outline is None else "timeline" if outline.lanes else "tree"

    def _turn_to_form(self, form: Form) -> None:
        state = self.state
        if form == "list":
            state.outline = state.filtered_outline = None
            state.sort = Sort() if state.sort == OLDEST_FIRST else state.sort
            return
        lanes = form == "timeline"
        small = self._job.nested <= SMALL
        plain = state.outline or Outline(unfolded=small)
        filtered = state.filtered_outline or Outline(unfolded=True)
        state.outline = Outline(plain.toggled, plain.unfolded, lanes)
        state.filtered_outline = Outline(filtered.toggled, filtered.unfolded, lanes)
        state.sort = OLDEST_FIRST if state.sort == Sort() else state.sort

    def action_form(self) -> None:
        """The next form; it is remembered."""
        form = FORMS[(FORMS.index(self.form) + 1) % len(FORMS)]
        self._turn_to_form(form)
        self.session.memory.set(FORM, form)
        self.table.sort = self.state.sort
        self.job_tree.show_as(form)
        self.look_again()
        self.refresh_bindings()
        self.tell({"timeline": "a tree beside a timeline", "tree": "a tree", "list": "a list"}[form])

    def action_all_folds(self) -> None:
        """Unfold everything, or fold everything."""
        outline = self.state.folds
        if outline is None:
            return
        unfold = not outline.unfolded
        most = MOST_UNFOLDED if self.state.sort == OLDEST_FIRST else MOST_SORTED
        if unfold and self._job.nested > most:
            self.tell(f"{self._job.nested:,} nested jobs: up to {most:,} unfold at once; unfold one by one, or filter")
            return
        self._unfolded_path = True
        self.show_folds(outline.all(unfolded=unfold))

    # Ways through it

    def action_blocking(self) -> None:
        """To the next job of the blocking path, and from its end to its beginning."""
        path = [wait.job for wait in self.inside.path]
        if not path:
            self.tell("nothing is nested in it that it waits for" if self.inside.now else "looking for the path")
            return
        under = self.table.cursor_job
        here = None if under is None else self.meant(under).seq
        places = [job.seq for job in path]
        index = places.index(here) + 1 if here in places else 0
        if self.form == "list":  # nothing deeper is listed
            index = 0
        job = path[index % len(path)]
        self.land_on(job, [step.id for step in path[: path.index(job)]])

    def action_trouble(self, step: int) -> None:
        """To the next job that failed or is stalled, or to the one before."""
        here = self.meant(self.table.cursor_job or self._job)
        self._look_for_trouble(here, step)

    @work(group="step", exclusive=True)
    async def _look_for_trouble(self, here: Job, step: int) -> None:
        store = self.session.store()
        try:
            job = await next_trouble(store, self.state.listing, here, step)
            above = () if job is None else tuple(each.id for each in (await store.path(job.id))[:-1])
        except JoblogError as error:
            self.post_message(self.Found(None, otherwise=str(error)))
            return
        self.post_message(
            self.Found(job, above, f"none failed or stalled {'after' if step > 0 else 'before'} this one")
        )

    @on(Found)
    def _take_found(self, message: Found) -> None:
        message.stop()
        if message.job is None:
            self.tell(message.otherwise)
        else:
            self.land_on(message.job, message.above)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list has no folds, and a job without nested ones has no form."""
        if action in ("form", "all_folds", "trouble", "blocking") and not self._job.nested:
            return False
        if action == "all_folds":
            return self.state.outline is not None
        return super().check_action(action, parameters)
