"""What can be done with one row, for the mouse: the keys that act on it, as lines that take a click."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.dom import DOMNode

from joblog_tui.ui.key_names import key_name
from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.choice_list import ChoiceList, Entry, Said

ON_A_ROW = (
    "table.open", "detail", "log", "acknowledge", "table.mark", "copy_id", "copy_json", "copy_link", "same_target",
    "same_actor", "same_work", "same_correlation", "around",
)  # fmt: skip
"""The commands that act on the row under the cursor, by their ids, in the order of the menu."""


@dataclass(frozen=True, slots=True)
class Act:
    """A command that can be given now: what it does, its first key, and the action with the node that has it."""

    line: str
    key: str
    action: str
    node: DOMNode


def acts(active: Mapping[str, ActiveBinding]) -> Iterator[Act]:
    """Those of the commands on a row that are ``active`` on a screen."""
    found: dict[str | None, tuple[str, ActiveBinding]] = {}
    for key, each in active.items():
        if each.enabled:
            found.setdefault(each.binding.id, (key, each))
    for id in ON_A_ROW:
        if id in found:
            key, (node, binding, _, line) = found[id]
            yield Act(line[:1].upper() + line[1:], key_name(key), binding.action, node)


class RowMenu(Dialog[Act]):
    """The commands on one row; one is chosen with a click, or as in any dialog."""

    HEADING: ClassVar[str] = "This job"

    def __init__(self, session: Session, name: str, acts: tuple[Act, ...]) -> None:
        """``name`` says which job it is, safe to show."""
        super().__init__(session)
        self._called = name
        self._acts = acts

    def body(self) -> ComposeResult:
        """The commands."""
        entries = [Entry((Said(act.line, "text"),), (Said(act.key, "accent", bold=True),)) for act in self._acts]
        yield ChoiceList(entries, glyphs=self.session.glyphs)

    def on_mount(self) -> None:
        """Whose commands they are."""
        self.remark(self._called)

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        self.dismiss(self._acts[message.number])
