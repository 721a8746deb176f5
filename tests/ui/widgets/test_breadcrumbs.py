"""The way down to a job: what is left out of it is told."""

from joblog_tui.model.event import Target
from joblog_tui.ui.look.glyphs import UNICODE
from joblog_tui.ui.widgets.breadcrumbs import Breadcrumbs, Way
from tests.support.memory_store import a_job


def told(levels: int, width: int) -> str:
    way = Way(tuple(a_job(n, target=Target(f"deep {n}")) for n in range(1, levels + 1)))
    return Breadcrumbs(way, glyphs=UNICODE).draw(way, width).plain.rstrip()


def test_levels_that_do_not_fit_are_left_out_behind_the_log() -> None:
    assert told(2, 60).startswith(" All jobs  ›  ✓ deep 1  ›  ✓ deep 2 ")
    for width in (60, 80, 100):
        line = told(32, width)
        assert line.startswith(" All jobs  ›  …  ›  ✓ deep ")
        assert "› ✓ deep 31  ›  ✓ deep 32" in line.replace("›  ✓ deep 31", "› ✓ deep 31")
        assert len(line) <= width


def test_the_job_itself_is_told_however_narrow_it_is() -> None:
    assert "deep 32" in told(32, 30)
