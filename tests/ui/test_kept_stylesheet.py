"""Style sheets are read again for another theme, and only then."""

import pytest
from textual.css.stylesheet import Stylesheet

from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


async def test_they_are_read_again_for_another_theme_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Stylesheet] = []
    stock = Stylesheet.reparse

    def noted(self: Stylesheet) -> None:
        reads.append(self)
        stock(self)

    monkeypatch.setattr(Stylesheet, "reparse", noted)
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 61)])) as operator:
        await operator.sees("Team 60")
        assert not reads
        night = operator.app.screen.styles.background
        operator.app.theme = "paper"
        await operator.until(lambda: operator.app.screen.styles.background != night)
        assert len(reads) == 1
        operator.app.refresh_css()
        assert len(reads) == 1
