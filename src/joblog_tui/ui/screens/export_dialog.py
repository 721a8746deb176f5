"""The export of what a list shows: where to, in which form, with evidence or without; with progress, and cancelled.

The file appears when it is whole. Cancelled, or when it cannot be written, nothing is left behind, and the dialog
stays to say why.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import Worker

from joblog_tui.export.engine import Exported, Order
from joblog_tui.export.forms import FORMS
from joblog_tui.model.errors import JoblogError
from joblog_tui.query.listing import Listing
from joblog_tui.query.printing import show
from joblog_tui.text import safe
from joblog_tui.ui.keymap import OF_EXPORTING, bindings
from joblog_tui.ui.look.times import local
from joblog_tui.ui.path_completion import complete, expanded
from joblog_tui.ui.query_spans import stand_ins
from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.ask_line import Answer, AskLine
from joblog_tui.ui.widgets.line import Line

WIDEST = 300  # characters of a query or path
EVIDENCE = part(("query, zone, time, head of the store, SHA-256", "$jl-muted"), rank=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the dialog shows: while ``writing``, ``done`` jobs of ``total``; ``told`` says what went wrong."""

    query: str = ""
    jobs: int | None = None
    form: str = "csv"
    evidence: bool = False
    writing: bool = False
    done: int = 0
    total: int = 0
    told: str = ""


class PlanLines(Line[Plan]):
    """What will be written, in which form; the progress while it is."""

    FORM_AT = 1  # the line of the forms
    EVIDENCE_AT = 2

    @dataclass
    class Clicked(Message):
        """The operator clicked on a form (its name), or on the evidence ("")."""

        form: str

    def draw(self, shown: Plan, width: int) -> Content:
        """Four lines."""
        count = "the jobs" if shown.jobs is None else f"{shown.jobs:,} job{'' if shown.jobs == 1 else 's'}"
        what = stand_ins(shown.query) or "everything that is listed"
        chosen = self._glyphs.cursor
        forms = [
            part((chosen if form == shown.form else " ", "$jl-accent"),
                 (form.upper(), "bold $jl-text" if form == shown.form else "$jl-muted"))
            for form in FORMS
        ]  # fmt: skip
        tick = f"[{'x' if shown.evidence else ' '}] evidence"
        lines = [
            self.spread(width, [part((count, "bold $jl-text"), (f"  {what[:WIDEST]}", "$jl-soft"))], margin=0),
            self.spread(width, forms, margin=0, gap=2),
            self.spread(width, [part((tick, "bold $jl-text" if shown.evidence else "$jl-soft")), EVIDENCE], margin=0),
            self._state(shown, width),
        ]  # fmt: skip
        return Content("\n").join(lines)

    def _state(self, shown: Plan, width: int) -> Content:
        if not shown.writing:
            return self.spread(width, [part((safe(shown.told, WIDEST), "$jl-retrying"))], margin=0)
        share = shown.done / shown.total if shown.total else 0
        cells = max(0, width - 26)
        done = round(cells * share)
        told = f" {shown.done:,} of {shown.total:,}" if shown.total else " counting"
        return Content.assemble(
            (self._glyphs.done * done, "$jl-accent"), (self._glyphs.rest * (cells - done), "$jl-line"),
            (told, "$jl-soft"),
        )  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if event.y == self.FORM_AT:
            drawn = self.draw(self.shown, self.size.width).plain.split("\n")[self.FORM_AT]
            at = [(drawn.find(form.upper()), form) for form in FORMS]
            form = next((form for start, form in reversed(at) if event.x >= start - 1), FORMS[0])
            self.post_message(self.Clicked(form))
        elif event.y == self.EVIDENCE_AT:
            self.post_message(self.Clicked(""))


class ExportDialog(Dialog[str]):
    """Asks where to, exports, and answers with what was done."""

    HEADING: ClassVar[str] = "Export"
    KEYS: ClassVar[Sequence[str]] = (
        "ask.take", "ask.leave", "export.complete", "export.form", "export.evidence",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_EXPORTING)]

    @dataclass
    class Progressed(Message):
        """So many jobs are written."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, ExportDialog.Progressed)

    @dataclass
    class Ended(Message):
        """The export has ended, or failed."""

        result: Exported | JoblogError

    def __init__(self, session: Session, listing: Listing, jobs: int | None) -> None:
        """Of ``listing``, which has ``jobs`` of them, None while that is being counted."""
        super().__init__(session)
        self._listing = listing
        self._plan = Plan(show(listing.filter), jobs)
        self._export: Worker[None] | None = None
        self._replace = ""
        self._known = ""

    def body(self) -> ComposeResult:
        """What, and where to."""
        yield PlanLines(self._plan, glyphs=self.session.glyphs)
        yield AskLine()

    def on_mount(self) -> None:
        """Propose a name."""
        now = local(self.session.clock(), self.session.zone)
        self.query_one(AskLine).ask("path", "to", f"joblog-{now:%Y-%m-%d-%H%M}.csv", stay=True)

    def _show(self, **facts: object) -> None:
        self._plan = replace(self._plan, **facts)  # type: ignore[arg-type]
        self.query_one(PlanLines).show(self._plan)

    @property
    def _answer(self) -> Answer:
        return self.query_one(Answer)

    # Where to, and how

    @on(AskLine.Typed)
    def _typed(self, message: AskLine.Typed) -> None:
        message.stop()
        if message.text == self._known:
            return
        self._known = message.text
        ending = Path(message.text).suffix.removeprefix(".").lower()
        known = next((form for form in FORMS if form == ending), None)
        self._show(form=known or "", told="" if known else "the name ends in .csv, .json or .ndjson")

    def action_next_form(self) -> None:
        """The next form: another ending of the name."""
        forms: list[str] = list(FORMS)
        at = forms.index(self._plan.form) + 1 if self._plan.form in forms else 0
        self._turn_to(forms[at % len(forms)])

    def _turn_to(self, form: str) -> None:
        text = self._answer.value
        ending = Path(text).suffix
        stem = text.removesuffix(ending) if ending.removeprefix(".").lower() in FORMS else text
        self._put(f"{stem}.{form}")

    def action_toggle_evidence(self) -> None:
        """With evidence or without."""
        self._show(evidence=not self._plan.evidence)

    @on(PlanLines.Clicked)
    def _clicked(self, message: PlanLines.Clicked) -> None:
        message.stop()
        if message.form:
            self._turn_to(message.form)
        else:
            self.action_toggle_evidence()

    @work(group="complete", exclusive=True)
    async def action_complete(self) -> None:
        """Complete the path as far as there is only one way."""
        text, names = await asyncio.to_thread(complete, self._answer.value)
        self._known = text
        self._put(text)
        self._show(told="  ".join(names[:8]))

    def _put(self, text: str) -> None:
        self._answer.value = text
        self._answer.cursor_position = len(text)

    # Writing

    @on(AskLine.Answered)
    def _answered(self, message: AskLine.Answered) -> None:
        message.stop()
        if message.text is None:
            self.dismiss()
            return
        if self._export is None:
            self._begin(message.text.strip())

    def _begin(self, text: str) -> None:
        path = expanded(text)
        if path.is_file() and self._replace != text:
            self._replace = text
            self._show(told=f"{path.name} is there already; enter once more replaces it")
            return
        session = self.session
        order = Order(
            self._listing, path, self._plan.evidence, session.me, zone=str(session.choices.zone), query=self._plan.query
        )
        self._show(writing=True, told="", done=0, total=0)
        self._export = self._write(order)

    @work(group="export", exclusive=True)
    async def _write(self, order: Order) -> None:
        from joblog_tui.export.engine import export

        def progress(_: str, done: int, total: int) -> None:
            self.post_message(self.Progressed(done, total))

        try:
            self.post_message(self.Ended(await export(self.session.store(), order, progress)))
        except JoblogError as error:
            self.post_message(self.Ended(error))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        message.stop()
        self._show(done=message.done, total=message.total)

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        message.stop()
        self._export = None
        result = message.result
        if isinstance(result, JoblogError):
            self._show(writing=False, told=str(result))
            return
        name = safe(self._answer.value.strip(), 60)
        beside = f", evidence in {safe(result.evidence.name, 60)}" if result.evidence is not None else ""
        self.dismiss(f"exported {result.jobs:,} job{'' if result.jobs == 1 else 's'} to {name}{beside}")
