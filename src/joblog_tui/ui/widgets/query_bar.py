"""The query: what is shown as text, and the place to edit it.

The bar and the sidebar are two views of one filter. The bar shows the filter's text; while it is edited it reads the
text on every key, says what is wrong with it, and tells of every text that can be read, so that the list follows the
typing; the last one that could be read stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from joblog_tui.model.errors import QueryError
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import NameKind
from joblog_tui.query.printing import show
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.query_history import QueryHistory
from joblog_tui.ui.widgets.key_footer import key_for
from joblog_tui.ui.widgets.query_completion import Completing, QueryCompletion
from joblog_tui.ui.widgets.query_input import QueryInput
from joblog_tui.ui.widgets.query_line import Matching, MatchingLine, PromptSign, QueryLine, QueryShown
from joblog_tui.ui.widgets.query_note import Mistake, QueryNote

TYPED = 0.025  # seconds without another key before the list follows
PROMPT = 3  # cells before the text


class QueryBar(Vertical):
    """Shows the query; ``edit`` opens it for editing."""

    @dataclass
    class Opened(Message):
        """The query is about to be edited."""

    @dataclass
    class NamesWanted(Message):
        """Names of these kinds that hold ``text`` are wanted, for completion."""

        kinds: tuple[NameKind, ...]
        text: str

    @dataclass
    class Typed(Message):
        """The text that is being typed can be read: this is what it means so far."""

        filter: Filter

    @dataclass
    class Applied(Message):
        """The operator applied a query that can be read; ``text`` is how it was written."""

        filter: Filter
        text: str

    @dataclass
    class Left(Message):
        """Editing has ended; ``given_up`` when the query is to be as it was before."""

        given_up: bool

    def __init__(
        self,
        *,
        parse: Callable[[str], Filter],
        completing: Callable[[], Completing],
        history: Callable[[], Sequence[str]] = tuple,
        everything: str = "all jobs",
        glyphs: Glyphs = UNICODE,
        id: str | None = None,
    ) -> None:
        """``parse`` reads a query or raises ``QueryError``; ``everything`` says what is shown without one.

        ``completing`` is what completion knows at the moment, ``history`` the queries that were applied before.
        """
        super().__init__(id=id)
        self._parse = parse
        self._completing = completing
        self._history_of = history
        self._history = QueryHistory(())
        self._everything = everything
        self._glyphs = glyphs
        self._shown = QueryShown(everything=everything)
        self._filter = Filter()
        self._told: list[Filter] = []
        self._mistake: Mistake | None = None
        self._waiting: Timer | None = None
        self._from_history = False

    def compose(self) -> ComposeResult:
        """The line, or in its place what edits it; under it what could stand there, and what there is to say."""
        yield QueryLine(self._shown, glyphs=self._glyphs)
        yield QueryCompletion(self._completing, glyphs=self._glyphs)
        yield QueryNote(glyphs=self._glyphs)

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs

    @property
    def editing(self) -> bool:
        """Whether the query is open for editing."""
        return self.has_class("-editing")

    @property
    def note(self) -> QueryNote:
        """The line under the query."""
        return self.query_one(QueryNote)

    @property
    def completion(self) -> QueryCompletion:
        """The list of what could stand at the cursor."""
        return self.query_one(QueryCompletion)

    @property
    def _input(self) -> QueryInput:
        return self.query_one(QueryInput)

    def show(self, filter: Filter, matching: Matching) -> None:
        """Show this filter as text; a text that is being edited stays, unless the filter was changed elsewhere."""
        self._shown = QueryShown(show(filter), matching, self._everything)
        self.query_one(QueryLine).show(self._shown)
        elsewhere = filter != self._filter and filter not in self._told
        if filter in self._told:
            del self._told[: self._told.index(filter) + 1]
        self._filter = filter
        if self.editing:
            if elsewhere:
                self._put(self._shown.text)
            elif self.completion.is_open:
                self._complete(asked=True)  # the counts may be others by now
            self._show_matching()

    async def edit(self, cursor: int | None = None) -> None:
        """Open the query for editing, and give it the keys; ``cursor`` is the character to begin at."""
        if not self.editing:
            self.post_message(self.Opened())
            self.add_class("-editing")
            self._history = QueryHistory(self._history_of())
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
        self.screen.set_focus(self._input)
        if cursor is not None:
            self._input.cursor_position = min(cursor, len(self._input.value))

    async def on_click(self, event: events.Click) -> None:
        """A click on the query edits it there."""
        if not self.editing and event.y == 0:
            event.stop()
            await self.edit(max(0, event.x - PROMPT))

    async def leave(self, *, given_up: bool = False) -> None:
        """Close it without applying anything."""
        if self.editing:
            self.remove_class("-editing")
            self._mistake = None
            self._stop_waiting()
            self.note.show_mistake(None)
            self.completion.close()
            await self.query(Horizontal).remove()
            self.post_message(self.Left(given_up))

    @property
    def mistake(self) -> Mistake | None:
        """What is wrong with the text that is being edited."""
        return self._mistake

    # What is typed

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        if not self.editing:
            return
        result = self._try(event.value)
        self._judge(result, in_word=not event.value.endswith(" "))
        if self._from_history:
            self._from_history = False
            self.completion.close()
        else:
            self.completion.lowered = self._mistake is not None and not self._mistake.quiet
            self._complete()
        self._stop_waiting()
        self._waiting = self.set_timer(TYPED, self._follow)

    def _follow(self) -> None:
        """Let the list follow what is typed: the text, or what stands before a word that is not finished."""
        self._waiting = None
        if not self.editing:
            return
        self._look_up_names()
        text = self._input.value
        result = self._try(text)
        if isinstance(result, QueryError) and self._mistake is not None and self._mistake.quiet:
            result = self._try(self.completion.before_the_term(text))
        if isinstance(result, Filter) and result != (self._told[-1] if self._told else self._filter):
            self._told.append(result)
            self.post_message(self.Typed(result))

    def _look_up_names(self) -> None:
        kinds, text = self.completion.names_wanted
        if kinds:
            self.post_message(self.NamesWanted(kinds, text))

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _try(self, text: str) -> Filter | QueryError:
        try:
            return self._parse(text)
        except QueryError as error:
            return error

    def _judge(self, result: Filter | QueryError, *, typing: bool = True, in_word: bool = False) -> None:
        """Tell a mistake; while the query is being typed, quietly when more of it, or of its last word, may mend it."""
        mistake = None
        if isinstance(result, QueryError):
            at_end = result.position + result.length >= len(self._input.value.rstrip())
            quiet = typing and (result.unfinished or (in_word and at_end))
            mistake = Mistake.of(result, quiet=quiet, take=key_for(self.screen.active_bindings, "query.take"))
        self._mistake = mistake
        self._show_mistake()
        self._input.refresh()
        self._show_matching()

    def _show_mistake(self) -> None:
        """Tell the mistake, unless what could stand there says it better: its key takes one of that, too."""
        mistake = self._mistake
        if mistake is not None and self.completion.is_open:
            mistake = None if mistake.quiet else replace(mistake, nearest=None)
        self.note.show_mistake(mistake)

    def _show_matching(self) -> None:
        stale = self._mistake is not None and not self._mistake.quiet
        matching = self._shown.matching
        for line in self.query(MatchingLine):  # it comes and goes with the place to type, which takes a moment
            line.show(replace(matching, stale=stale))

    # What its keys do

    @on(Input.Submitted)
    async def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        if self.completion.chosen is not None:
            self._take()
            return
        await self._apply()

    async def _apply(self) -> bool:
        """Apply the text if it can be read; whether it could."""
        text = self._input.value.strip()
        result = self._try(text)
        if not isinstance(result, Filter):
            self.completion.close()
        self._judge(result, typing=False)
        if not isinstance(result, Filter):
            return False
        self.post_message(self.Applied(result, text))
        await self.leave()
        return True

    @on(QueryInput.GivenUp)
    async def _give_up(self, event: QueryInput.GivenUp) -> None:
        event.stop()
        if self.completion.chosen is not None:
            self.completion.close()
            self._show_mistake()
        else:
            await self.leave(given_up=True)

    @on(QueryInput.FocusLost)
    async def _focus_lost(self, event: QueryInput.FocusLost) -> None:
        event.stop()
        if self.editing and self.screen.focused != self._input and not await self._apply():
            await self.leave(given_up=True)

    @on(QueryInput.Stepped)
    def _step(self, event: QueryInput.Stepped) -> None:
        event.stop()
        if self.completion.chosen is None and (event.step < 0 or self._history.browsing):
            query = self._history.earlier(self._input.value) if event.step < 0 else self._history.later()
            if query is not None:
                self._from_history = True
                self._put(query)
        elif self.completion.is_open:
            self.completion.step(event.step)
        else:
            self._complete(asked=True)

    @on(QueryInput.SuggestionTaken)
    def _tab(self, event: QueryInput.SuggestionTaken) -> None:
        event.stop()
        if self.completion.is_open:
            self._take()
        elif self._mistake is not None and self._mistake.nearest:
            mistake = self._mistake
            self._replace(mistake.position, mistake.position + mistake.length, mistake.nearest or "")
        else:
            self._complete(asked=True)
            self._look_up_names()

    @on(QueryCompletion.Taken)
    def _clicked(self, event: QueryCompletion.Taken) -> None:
        event.stop()
        self.completion.choose(event.index)
        self._take()

    def _take(self) -> None:
        """Put the chosen proposal in, or the first one."""
        taken = self.completion.taken()
        if taken is not None:
            typing, text = taken
            self._replace(typing.start, typing.end, text)

    def _replace(self, start: int, end: int, text: str) -> None:
        value = self._input.value
        self._input.value = value[:start] + text + value[end:]
        self._input.cursor_position = start + len(text)

    def _put(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

    def _complete(self, *, asked: bool = False) -> None:
        input = self._input
        self.completion.propose(input.value, input.cursor_position, PROMPT - input.first_column, asked=asked)
        self._show_mistake()

    def take_names(self, kind: NameKind, text: str, names: Sequence[str]) -> None:
        """Propose names that were looked up, if that text is still being typed."""
        if self.editing:
            self.completion.take_names(kind, text, names)
            self._show_mistake()
