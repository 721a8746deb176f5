"""One line in which something is asked: what to look for, where to save."""

from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from joblog_tui.ui.keymap import OF_ASKING, bindings
from joblog_tui.ui.query_spans import stand_ins
from joblog_tui.ui.widgets.line import Line


class AskedFor(Line[str]):
    """The words before the answer."""

    def draw(self, shown: str, width: int) -> Content:
        """In the colour of keys."""
        return Content.styled(f" {shown} ", "bold $jl-accent")


class _StandIns(Highlighter):
    """Shows what is typed or pasted without anything that acts on the terminal."""

    def __call__(self, text: str | Text) -> Text:
        plain = text if isinstance(text, str) else text.plain
        return Text(stand_ins(plain), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing is coloured."""


class Answer(Input):
    """The place to type the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_ASKING)]

    @dataclass
    class GivenUp(Message):
        """The operator leaves without an answer."""

    def action_give_up(self) -> None:
        """Leave."""
        self.post_message(self.GivenUp())


class AskLine(Horizontal):
    """Asks for one text. Hidden until it asks."""

    @dataclass
    class Answered(Message):
        """The operator has answered ``text`` to the question ``what``; None: has given up."""

        what: str
        text: str | None

    @dataclass
    class Typed(Message):
        """The answer so far."""

        what: str
        text: str

    _what = ""
    _stay = False

    def compose(self) -> ComposeResult:
        """The words, and the place to type."""
        yield AskedFor("")
        yield Answer(compact=True, select_on_focus=False, highlighter=_StandIns())

    @property
    def asking(self) -> bool:
        """Whether it asks."""
        return self.has_class("-asking")

    def ask(self, what: str, words: str, text: str = "", hint: str = "", *, stay: bool = False) -> None:
        """Ask for ``what``, in these words, beginning with ``text``; ``stay`` to be answered again."""
        self._what, self._stay = what, stay
        self.add_class("-asking")
        asked = self.query_one(AskedFor)
        asked.show(words)
        asked.styles.width = len(words) + 2
        answer = self.query_one(Answer)
        answer.placeholder = hint
        answer.value = text
        answer.cursor_position = len(text)
        self.screen.set_focus(answer)

    def _leave(self, text: str | None) -> None:
        if text is None or not self._stay:
            self.remove_class("-asking")
        self.post_message(self.Answered(self._what, text))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave(event.value)

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        if self.asking:
            self.post_message(self.Typed(self._what, event.value))

    @on(Answer.GivenUp)
    def _give_up(self, event: Answer.GivenUp) -> None:
        event.stop()
        self._leave(None)
