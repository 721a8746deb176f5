"""The choice of a workspace: those of the configuration, each looked at apart, so that none waits for another."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from joblog_tui.model.errors import JoblogError
from joblog_tui.query.filters import UNSEEN_STALLS, Filter
from joblog_tui.query.listing import Listing
from joblog_tui.text import safe
from joblog_tui.ui.look.cut import pad, width_of
from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.switching import OpenStore, WorkspaceWanted
from joblog_tui.ui.widgets.choice_list import ChoiceList, Entry, Said
from joblog_tui.ui.widgets.key_footer import Hint

PATIENCE = 5.0  # seconds that a store has to answer
LONGEST = 200  # characters of anything from outside
WIDEST_NAME = 20  # cells
NONE = """There are none yet. The configuration names them:

  [workspaces]
  acme = "/srv/acme/jobs.db"

joblog config --path tells where it is, --init begins one."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a look at a workspace told: its name, how many jobs it lists, how many of them are stalled and not seen to,
    the operator's role."""

    name: str
    jobs: int
    stalled: int
    role: str


async def glimpse(open_store: OpenStore, url: str, me: str) -> Glimpse | str:
    """A look at the store at ``url``, or why there is none."""
    try:
        async with asyncio.timeout(PATIENCE):
            store = await open_store(url)
            try:
                facets = await store.facets(Listing())
                role = next((member.role.label for member in await store.members() if member.name == me), "")
                (stalled,) = await store.counts((Listing(Filter(UNSEEN_STALLS)),))
                return Glimpse((await store.workspace()).name, facets.total, stalled, role)
            finally:
                await store.close()
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f}s"
    except JoblogError as error:
        return str(error)


class WorkspacesDialog(Dialog[None]):
    """Every workspace by its name; the one that is open is marked."""

    HEADING: ClassVar[str] = "Workspaces"

    @dataclass
    class Glimpsed(Message):
        """One of them was looked at."""

        name: str
        news: Glimpse | str

    def __init__(self, session: Session, open_store: OpenStore, here: Callable[[str], bool]) -> None:
        """``here`` tells whether a URL is that of the store that is open."""
        super().__init__(session)
        self._open_store = open_store
        self._here = here
        self._stores: Mapping[str, str] = session.preferences.workspaces
        self._news: dict[str, Glimpse | str] = {}

    def body(self) -> ComposeResult:
        """The workspaces."""
        names = list(self._stores)
        cursor = next((number for number, name in enumerate(names) if self._here(self._stores[name])), 0)
        if not self._stores:
            yield Static(NONE, markup=False)
        yield ChoiceList(self._entries(), cursor=cursor, glyphs=self.session.glyphs)

    def hints(self) -> tuple[Hint, ...]:
        """Without workspaces there is nothing to choose."""
        return super().hints() if self._stores else super().hints()[-1:]

    def on_mount(self) -> None:
        """Look at all of them at once."""
        for name, url in self._stores.items():
            self.run_worker(self._look(name, url), group=f"glimpse {name}")

    async def _look(self, name: str, url: str) -> None:
        self.post_message(self.Glimpsed(name, await glimpse(self._open_store, url, self.session.me)))

    @on(Glimpsed)
    def _take_glimpse(self, message: Glimpsed) -> None:
        message.stop()
        self._news[message.name] = message.news
        self.query_one(ChoiceList).show(self._entries())

    def _entries(self) -> list[Entry]:
        names = min(WIDEST_NAME, max((width_of(name) for name in self._stores), default=0))
        return [self._entry(name, names) for name in self._stores]

    def _entry(self, name: str, names: int) -> Entry:
        glyphs, here = self.session.glyphs, self._here(self._stores[name])
        mark = Said(f"{glyphs.live} " if here else "  ", "accent")
        called = Said(pad(name, names + 2), "text", bold=here)
        match self._news.get(name):
            case None:
                return Entry((mark, called, Said("looking", "muted")))
            case Glimpse() as seen:
                right = [
                    Said(f"{seen.jobs:,} job{'' if seen.jobs == 1 else 's'}", "soft"),
                    Said(f"  {seen.role}", "muted"),
                ]
                if seen.stalled:
                    right.insert(0, Said(f"{glyphs.stalled} {seen.stalled:,}  ", "stalled", bold=True))
                return Entry((mark, called, Said(safe(seen.name, LONGEST), "soft")), tuple(right))
            case why:
                return Entry((mark, called, Said(safe(why, LONGEST), "not_completed")))

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        name = list(self._stores)[message.number]
        news = self._news.get(name)
        if isinstance(news, str):
            self.remark("it cannot be opened")
            return
        if not self._here(self._stores[name]):
            self.app.post_message(WorkspaceWanted(self._stores[name]))
        self.dismiss()
