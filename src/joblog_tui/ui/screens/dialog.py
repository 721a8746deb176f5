"""What lies over a screen to ask something of the operator: a heading, what is asked, the keys."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from joblog_tui.ui.keymap import DIALOG_CLOSE, bindings
from joblog_tui.ui.session import Session
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.key_footer import Footer, Hint, KeyFooter, hints
from joblog_tui.ui.widgets.line import Line

Answer = TypeVar("Answer")


class DialogTitle(Line[tuple[str, str]]):
    """The heading, and a remark at its right."""

    def draw(self, shown: tuple[str, str], width: int) -> Content:
        """One line."""
        heading, remark = shown
        return self.spread(width, [part((heading, "bold $jl-text"))], [part((remark, "$jl-muted"), rank=1)], margin=0)


class DialogKeys(KeyFooter):
    """The keys of the dialog."""

    def draw(self, shown: Footer, width: int) -> Content:
        """Those that fit, from the edge on; the way out is the last to go."""
        parts = [
            part(
                (hint.name, "bold $jl-accent"), (f" {hint.word}", "$jl-muted"), rank=1 if hint.key == "escape" else rank
            )
            for rank, hint in enumerate(shown.hints, 2)
        ]
        return self.spread(width, parts, gap=2, margin=0)


class Dialog(ModalScreen[Answer]):
    """Left by its keys, or by a click beside it; then the answer is None.

    A subclass says in ``body`` what is asked, and names in ``KEYS`` the commands that its last line shows, in ``WORDS``
    what they do where that is not their usual word.
    """

    HEADING: ClassVar[str] = ""
    KEYS: ClassVar[Sequence[str]] = ("dialog.choose", "dialog.close")
    WORDS: ClassVar[Mapping[str, str]] = {}
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG_CLOSE)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """Heading, what is asked, keys."""
        glyphs = self.session.glyphs
        with Vertical(classes="dialog"):
            yield DialogTitle((self.HEADING, ""), glyphs=glyphs)
            yield from self.body()
            yield DialogKeys(Footer(), glyphs=glyphs)

    def body(self) -> ComposeResult:
        """What is asked."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """The keys are those that work here."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that work now."""
        self.query_one(DialogKeys).show(Footer(self.hints()))

    def hints(self) -> tuple[Hint, ...]:
        """The keys in the last line."""
        return hints(self.active_bindings, self.KEYS, words=self.WORDS)

    def remark(self, text: str) -> None:
        """Say something beside the heading."""
        self.query_one(DialogTitle).show((self.HEADING, text))

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if not self.query_one(".dialog").is_mouse_over:
            self.dismiss()

    def action_close(self) -> None:
        """Without an answer."""
        self.dismiss()
