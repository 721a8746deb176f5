"""The least that a Textual program can be: one widget with one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("here at last")


if __name__ == "__main__":
    BareApp().run()
