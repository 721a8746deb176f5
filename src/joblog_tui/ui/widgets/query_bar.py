"""The query: what is shown as text, and the place to edit it.

The bar and the sidebar are two views of one filter. The bar shows the filter's text; while it is edited it reads the
text on every key and says what is wrong with it, and the list stays as it was until the text is applied.
"""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from joblog_tui.model.errors import QueryError
from joblog_tui.query.filters import Filter
from joblog_tui.query.printing import show
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.widgets.key_footer import key_for
from joblog_tui.ui.widgets.query_input import QueryInput
from joblog_tui.ui.widgets.query_line import Matching, MatchingLine, PromptSign, QueryLine, QueryShown
from joblog_tui.ui.widgets.query_note import Mistake, QueryNote


class QueryBar(Vertical):
    """Shows the query; ``edit`` opens it for editing."""

    @dataclass
    class Applied(Message):
        """The operator applied a query that can be read."""

        filter: Filter

    @dataclass
    class Left(Message):
        """Editing has ended, with or without a new filter."""

    def __init__(
        self,
        *,
        parse: Callable[[str], Filter],
        everything: str = "all jobs",
        glyphs: Glyphs = UNICODE,
        id: str | None = None,
    ) -> None:
        """``parse`` reads a query or raises ``QueryError``; ``everything`` says what is shown without one."""
        super().__init__(id=id)
        self._parse = parse
        self._everything = everything
        self._glyphs = glyphs
        self._shown = QueryShown(everything=everything)
        self._mistake: Mistake | None = None

    def compose(self) -> ComposeResult:
        """The line, or in its place what edits it; under it what there is to say."""
        yield QueryLine(self._shown, glyphs=self._glyphs)
        yield QueryNote(glyphs=self._glyphs)

    @property
    def editing(self) -> bool:
        """Whether the query is open for editing."""
        return self.has_class("-editing")

    @property
    def note(self) -> QueryNote:
        """The line under the query."""
        return self.query_one(QueryNote)

    def show(self, filter: Filter, matching: Matching) -> None:
        """Show this filter as text; a text that is being edited stays."""
        self._shown = QueryShown(show(filter), matching, self._everything)
        self.query_one(QueryLine).show(self._shown)
        if self.editing:
            self._show_matching()

    async def edit(self) -> None:
        """Open the query for editing, and give it the keys."""
        if not self.editing:
            self.add_class("-editing")
            text = self._shown.text + (" " if self._shown.text else "")
            await self.mount(
                Horizontal(
                    PromptSign(),
                    QueryInput(text, paint=lambda: paint_of(self.app), mistake=lambda: self._mistake),
                    MatchingLine(Matching()),
                ),
                before=0,
            )
            self._show_matching()
        self.screen.set_focus(self.query_one(QueryInput))

    async def leave(self) -> None:
        """Close it without applying anything."""
        if self.editing:
            self.remove_class("-editing")
            self._mistake = None
            self.note.show_mistake(None)
            await self.query(Horizontal).remove()
            self.post_message(self.Left())

    @property
    def mistake(self) -> Mistake | None:
        """What is wrong with the text that is being edited."""
        return self._mistake

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        self._judge(self._try(event.value), unfinished=not event.value.endswith(" "))

    @on(Input.Submitted)
    async def _apply(self, event: Input.Submitted) -> None:
        event.stop()
        result = self._try(event.value.strip())
        self._judge(result, unfinished=False)
        if isinstance(result, Filter):
            self.post_message(self.Applied(result))
            await self.leave()

    @on(QueryInput.GivenUp)
    async def _give_up(self, event: QueryInput.GivenUp) -> None:
        event.stop()
        await self.leave()

    @on(QueryInput.SuggestionTaken)
    def _take(self, event: QueryInput.SuggestionTaken) -> None:
        event.stop()
        mistake = self._mistake
        if mistake is not None and mistake.nearest:
            input = self.query_one(QueryInput)
            before, after = input.value[: mistake.position], input.value[mistake.position + mistake.length :]
            input.value = before + mistake.nearest + after
            input.cursor_position = len(before) + len(mistake.nearest)

    def _try(self, text: str) -> Filter | QueryError:
        try:
            return self._parse(text)
        except QueryError as error:
            return error

    def _judge(self, result: Filter | QueryError, *, unfinished: bool) -> None:
        """Tell a mistake; one in the word that is still being typed is told quietly."""
        mistake = None
        if isinstance(result, QueryError):
            input = self.query_one(QueryInput)
            at_end = result.position + result.length >= len(input.value.rstrip())
            mistake = Mistake.of(
                result, quiet=unfinished and at_end, take=key_for(self.screen.active_bindings, "query.take")
            )
        self._mistake = mistake
        self.note.show_mistake(mistake)
        self.query_one(QueryInput).refresh()
        self._show_matching()

    def _show_matching(self) -> None:
        stale = self._mistake is not None and not self._mistake.quiet
        matching = self._shown.matching
        self.query_one(MatchingLine).show(Matching(matching.total, matching.counted, stale))
