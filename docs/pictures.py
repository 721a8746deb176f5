"""Makes the pictures of the README from the running dashboard: ``python docs/pictures.py [NAME ...]``.

The log is the simulator's, of a fixed seed and a frozen clock, so the same code draws the same pictures.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from joblog_tui.model.moment import DAY, MINUTE, parse_rfc3339
from joblog_tui.simulator.scenarios import events
from joblog_tui.store.factory import create_store, open_appender, open_store
from joblog_tui.ui.app import JoblogApp
from joblog_tui.ui.preferences import Preferences

HERE = Path(__file__).parent / "pictures"
NOW = parse_rfc3339("2026-11-20T09:41:00Z")
SEED = 4
BATCH = 10_000  # events
# Nothing is fetched to show a picture, so the font is whatever the reader's machine has.
FONT = "ui-monospace, 'Cascadia Mono', 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"

PICTURES: dict[str, tuple[str, tuple[int, int], Sequence[str]]] = {
    # By name: the theme, columns and lines, and the keys that lead to the picture.
    "main": ("night", (120, 40), ("j", "j", "j")),
    "main-paper": ("paper", (120, 40), ("j", "j", "j")),
    "wide": ("night", (200, 50), ("j", "j", "j")),
    "narrow": ("night", (80, 24), ("j", "j", "j")),
    "stalled": ("night", (120, 30), ("s", "j")),
    "nested": ("night", (120, 40), ("enter",)),
    "nested-paper": ("paper", (120, 40), ("enter",)),
    "nested-waterfall": ("night", (120, 40), ("enter", "b", "b")),
    "nested-waterfall-paper": ("paper", (120, 40), ("enter", "b", "b")),
    "nested-tree": ("night", (120, 40), ("enter", "V", "j")),
    "nested-wide": ("night", (200, 50), ("enter", "b", "b")),
    "nested-detail": ("night", (120, 48), ("enter", "b", "b", "d")),
    "activity": ("night", (120, 40), ("z", *["left"] * 6, *["shift+left"] * 14)),
    "summary": ("night", (120, 40), ("S", "j")),
    "summary-wide": ("paper", (200, 50), ("S", "tab", "tab")),
    "views": ("night", (120, 40), ("v", "j", "j")),
    "typing": ("night", (120, 30), ("slash", *"actor", "colon", *"ana", "space", *"status", "colon", "c")),
    "pivot": ("night", (120, 30), ("s", "A")),
    "acknowledge": ("night", (120, 30), ("s", "a", *"asked", "space", *"the", "space", *"vendor")),
    "export": ("night", (120, 30), ("i", "e", "ctrl+t")),
    "help": ("night", (120, 40), ("question_mark",)),
}


def fill(path: Path) -> str:
    """A store with the simulator's last seven days; its URL."""
    url = str(path / "acme.db")
    create_store(url, "Acme Corp", "ana")
    appender = open_appender(url, durable=False)
    log = list(events(SEED, NOW - 7 * DAY, NOW, live_from=NOW))
    for first in range(0, len(log), BATCH):
        appender.append(log[first : first + BATCH])
    appender.close()
    return url


def clock() -> int:
    """The moment at which all pictures are taken."""
    return NOW


async def parent_in(url: str, *, deep: bool = False) -> str:
    """The id of a job worth a look inside: at work, with many nested jobs, begun some minutes ago.

    ``deep``: jobs are nested in its nested ones, too.
    """
    from joblog_tui.query.filters import Filter, Flag, OneOf
    from joblog_tui.query.listing import Listing

    store = await open_store(url, clock=clock)
    try:
        filter = Filter((OneOf("status", ("retrying", "running")), Flag("nested")))
        rows = (await store.block(Listing(filter), 0, 100)).rows
        if deep:
            rows = tuple([row for row in rows if any(child.nested for child in await store.nested(row.id, 100))])
        return max(
            (row for row in rows if row.created_at is not None and row.created_at < NOW - MINUTE),
            key=lambda row: (min(row.nested, 25), row.nested_completed),
        ).id
    finally:
        await store.close()


async def take(url: str, name: str) -> None:
    """Run the dashboard, press the keys, write the picture."""
    theme, size, keys = PICTURES[name]
    query = f"id:{await parent_in(url, deep='-' in name)}" if name.startswith("nested") else ""
    app = JoblogApp(
        url,
        query=query,
        me="ana",
        open_store=lambda url: open_store(url, clock=clock),
        clock=clock,
        zone=UTC,
        preferences=Preferences(theme, "unicode", "reduced"),
    )
    async with app.run_test(size=size) as pilot:
        for key in ("", *keys, ""):
            if key:
                await pilot.press(key)
            # Rows come from the store: they are there once nothing moves for a while.
            for _ in range(8):
                await pilot.pause(0.1)
        svg = app.export_screenshot(title=f"joblog, {datetime.fromtimestamp(NOW / 1000, UTC):%Y-%m-%d}")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    svg = re.sub(r"terminal-\d+-", f"{name}-", svg)
    (HERE / f"{name}.svg").write_text(svg + "\n", "utf-8")


def main() -> None:
    """Those that are named, else all of them."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        url = fill(Path(directory))
        for name in sys.argv[1:] or PICTURES:
            asyncio.run(take(url, name))
            print(name)


if __name__ == "__main__":
    main()
