"""One job, one line: words, signs, times and bars where they belong, whatever the data says."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment

from joblog_tui.model.event import Target
from joblog_tui.model.job import Job, LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary, Word
from joblog_tui.query.listing import Sort
from joblog_tui.ui.look.glyphs import ASCII, UNICODE, Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import NIGHT
from joblog_tui.ui.prefilled import Prefilled
from joblog_tui.ui.widgets.job_table.bars import bar, compact, counts
from joblog_tui.ui.widgets.job_table.columns import Columns, columns_for
from joblog_tui.ui.widgets.job_table.row import Clockwork, RowPainter, State
from tests.ui.job_table.making import NOW, make_job

MINUTE = 60_000


class Drawn:
    """A line as drawn at ``NOW``: its text, and the colours of a piece of it."""

    def __init__(self, job: Job, state: State | None = None, **options: Any) -> None:
        self.columns: Columns = columns_for(options.get("width", 120))
        glyphs: Glyphs = options.get("glyphs", UNICODE)
        paint = Paint(NIGHT, monochrome=options.get("monochrome", False))
        painter = RowPainter(self.columns, paint, glyphs, options.get("vocabulary", Vocabulary()))
        clock = Clockwork(self.columns, options.get("times", "both"), UTC)
        moving = clock.moving(job, options.get("verdict"), NOW)
        self.segments: list[Segment] = painter.row(job, moving, state or State())
        self.text = "".join(segment.text for segment in self.segments)
        self.cells = Prefilled(self.segments).crop(0, self.columns.width).cell_length

    def cell(self, name: Any) -> str:
        """The text of one column, cell positions taken literally (for text of single-cell characters)."""
        column = self.columns.named(name)
        assert column is not None
        return self.text[column.x : column.end]

    def look(self, text: str) -> tuple[str | None, str | None, bool]:
        """Colour, ground and boldness of the segment that holds ``text``."""
        style = next(segment.style for segment in self.segments if text in segment.text)
        assert style is not None
        return style.color and style.color.name, style.bgcolor and style.bgcolor.name, bool(style.bold)


def silent(minutes: int) -> Verdict:
    return Verdict(NOW - minutes * MINUTE, Limit(), "syncing_users")


def test_a_line_of_120() -> None:
    job = make_job(
        1,
        status=Status.RUNNING,
        target=Target("Marketing / Instagram"),
        created_at=NOW - 9_000,
        updated_at=NOW - 1_000,
        nested=48,
        nested_completed=12,
        leaves=LeafCounts(running=5, queued=31, completed=12),
    )
    assert Drawn(job, State(sign="new")).text == (
        "+ ● Running       Marketing / Instagram    Okta SCIM Syncing users       SCIM              "
        "     9s       1s ━━─ 12/48   "
    )


def test_held_jobs_show_a_dash_for_what_is_missing() -> None:
    drawn = Drawn(make_job(1, target=None, actor=None, task=None, trigger=None, created_at=None, updated_at=None))
    names = ("target", "actor", "task", "trigger", "created", "updated")
    assert [drawn.cell(name).strip() for name in names] == ["-"] * 6
    assert drawn.cell("nested").strip() == ""


@pytest.mark.parametrize(
    ("status", "minutes", "cell"),
    [
        (Status.RUNNING, 3, "● Running   ▲3m"),
        (Status.RETRYING, 59, "↻ Retrying ▲59m"),
        (Status.STARTED, 90, "◐ Started   ▲1h"),
        (Status.QUEUED, 3 * 24 * 60, "○ Queued    ▲3d"),
        (Status.RETRYING, 500 * 24 * 60, "↻ Retrying▲500d"),
        (Status.RETRYING, 5000 * 24 * 60, "↻ Retrying    ▲"),
    ],
)
def test_a_stalled_row_says_for_how_long_within_its_status_cell(status: Status, minutes: int, cell: str) -> None:
    drawn = Drawn(make_job(1, status=status), verdict=silent(minutes))
    assert drawn.cell("status") == cell
    assert drawn.look("▲")[0] == NIGHT.stalled


def test_where_the_word_fills_the_cell_the_stalled_sign_stands_in_the_gap() -> None:
    drawn = Drawn(make_job(1, status=Status.NOT_COMPLETED), verdict=silent(3))
    assert drawn.text[2:].startswith("✗ Not completed▲Target 1 ")
    assert drawn.cells == 120


def test_statuses_have_a_word_a_sign_and_a_colour() -> None:
    for status in Status:
        drawn = Drawn(make_job(1, status=status))
        assert drawn.cell("status").rstrip() == f"{UNICODE.status[status]} {status.label}"
        assert drawn.look(UNICODE.status[status])[0] == NIGHT.colour(status.slug)
    assert Drawn(make_job(1, status=Status.NOT_COMPLETED)).look("Not completed")[2]
    assert Drawn(make_job(1, status=Status.COMPLETED)).look("Completed")[0] == NIGHT.soft


def test_the_cursor_row_stands_on_its_own_ground_from_edge_to_edge() -> None:
    drawn = Drawn(make_job(1), State(cursor="focused"))
    assert drawn.text.startswith("▌ ")
    assert {segment.style.bgcolor.name for segment in drawn.segments if segment.style and segment.style.bgcolor} == {
        NIGHT.cursor
    }
    assert drawn.look("Target 1")[2]
    assert drawn.look("▌")[0] == NIGHT.accent
    blurred = Drawn(make_job(1), State(cursor="blurred"))
    assert blurred.look("▌")[:2] == (NIGHT.muted, NIGHT.raised)


def test_a_mark_wins_over_the_cursor_and_the_cursor_over_news() -> None:
    assert Drawn(make_job(1), State("focused", marked=True, sign="new")).text.startswith("◆ ")
    assert Drawn(make_job(1), State("focused", sign="changed")).text.startswith("▌ ")
    assert Drawn(make_job(1), State(sign="changed")).text.startswith("~ ")
    assert Drawn(make_job(1), State(marked=True)).look("Target 1")[1] == NIGHT.marked


def test_a_changed_status_glows_behind_its_cell_only_and_never_on_the_cursor_row() -> None:
    glowing = Drawn(make_job(1, status=Status.RUNNING), State(glow=0))
    assert glowing.look("Running")[:2] == (NIGHT.text, Paint(NIGHT).glow(Status.RUNNING, 0))
    assert glowing.look("Target 1")[1] == NIGHT.canvas
    assert Drawn(make_job(1, status=Status.RUNNING), State("focused", glow=0)).look("Running")[1] == NIGHT.cursor


def test_the_parent_of_a_path_is_quieter_than_its_last_part() -> None:
    drawn = Drawn(make_job(1, target=Target("Marketing / LinkedIn Ads")), width=100)
    assert drawn.cell("target") == "Market… / LinkedIn Ads"
    assert drawn.look("Market")[0] == NIGHT.soft
    assert drawn.look("LinkedIn")[0] == NIGHT.text


def test_young_times_are_louder() -> None:
    drawn = Drawn(make_job(1, created_at=NOW - 3 * MINUTE, updated_at=NOW - 5_000))
    assert drawn.look("3m")[0] == NIGHT.muted
    assert drawn.look("5s")[0] == NIGHT.text


def test_times_by_the_clock() -> None:
    job = make_job(1, created_at=NOW - 3 * MINUTE, updated_at=NOW - 5_000)
    drawn = Drawn(job, times="clock")
    assert (drawn.cell("created"), drawn.cell("updated")) == ("  08:57 ", "  08:59")
    wide = Drawn(job, width=200)
    assert (wide.cell("created"), wide.cell("updated")) == ("08:57:00   3m", "08:59:55   5s")


def test_words_come_from_the_vocabulary_and_unknown_ones_show_their_slug() -> None:
    words = Vocabulary(tasks=(Word("suspending_users", "Suspending users"),), triggers=())
    drawn = Drawn(make_job(1, task="suspending_users", trigger="scim"), vocabulary=words)
    assert drawn.cell("task").strip() == "Suspending users"
    assert drawn.cell("trigger").strip() == "scim"


@pytest.mark.parametrize(
    ("done", "total", "width", "shown"),
    [
        (118, 260, 11, ("118/260", 3)),
        (118, 260, 13, ("118/260", 5)),
        (0, 1, 11, ("0/1", 3)),
        (999, 1_000, 11, ("999/1,000", 1)),
        (1_204, 14_212, 11, ("1204/14212", 0)),
        (1_204, 14_212, 13, ("1,204/14,212", 0)),
        (120_400, 1_421_200, 11, ("120k/1.4M", 1)),
        (999_999, 1_000_000, 8, ("999k/1M", 0)),
    ],
)
def test_counts_are_never_cut(done: int, total: int, width: int, shown: tuple[str, int]) -> None:
    assert counts(done, total, width) == shown


def test_compact_numbers_never_promise_more_than_there_is() -> None:
    assert [compact(n) for n in (950, 1_000, 1_999, 14_212, 999_999, 1_950_000, 14_100_000)] == [
        "950", "1k", "1.9k", "14k", "999k", "1.9M", "14M",
    ]  # fmt: skip


@given(st.integers(1, 400), st.data(), st.integers(1, 9))
def test_a_bar_fills_its_cells_and_shows_whatever_there_is(total: int, data: st.DataObject, cells: int) -> None:
    done = data.draw(st.integers(0, total))
    running = data.draw(st.integers(0, total - done))
    job = make_job(
        1,
        nested=total,
        nested_completed=done,
        leaves=LeafCounts(completed=done, running=running, queued=total - done - running),
    )
    finished, loud, rest = bar(job, cells)
    assert finished + loud + rest == cells
    assert min(finished, loud, rest) >= 0
    assert (finished == cells) == (done == total)
    if cells > 2:
        assert (finished > 0) == (done > 0)
        assert (loud > 0) == (running > 0 and done < total)


def test_the_bar_shows_the_loudest_status_among_what_is_not_done() -> None:
    leaves = LeafCounts(retrying=1, running=1, queued=3, completed=11)
    drawn = Drawn(make_job(1, status=Status.RETRYING, nested=16, nested_completed=11, leaves=leaves))
    assert drawn.cell("nested") == "━━━ 11/16  "
    colours = [
        segment.style.color.name
        for segment in drawn.segments
        if segment.style and segment.style.color and "━" in segment.text
    ]
    assert colours == [Paint(NIGHT).done(Status.COMPLETED), NIGHT.retrying]


def test_without_colour_what_is_not_done_does_not_look_done() -> None:
    leaves = LeafCounts(retrying=1, running=1, queued=3, completed=11)
    job = make_job(1, status=Status.RETRYING, nested=16, nested_completed=11, leaves=leaves)
    assert Drawn(job, monochrome=True, glyphs=ASCII).cell("nested") == "==- 11/16  "


def test_ascii_lines_are_ascii() -> None:
    job = make_job(1, status=Status.RETRYING, target=Target("Brand / TikTok for Business and more"), nested=9)
    for state in (State("focused"), State(marked=True), State(sign="new"), State(sign="changed")):
        assert Drawn(job, state, glyphs=ASCII, verdict=silent(3)).text.isascii()


def test_the_arrow_stands_behind_the_heading_it_belongs_to() -> None:
    painter = RowPainter(columns_for(120), Paint(NIGHT), UNICODE, Vocabulary())

    def heading(sort: Sort) -> str:
        return "".join(segment.text for segment in painter.heading(sort)).rstrip()

    plain = f"{'  Status          Target                   Actor     Task                Trigger':<91}"
    assert heading(Sort()) == plain + "Created↓ Updated All jobs"
    assert heading(Sort("updated", descending=False)) == plain + "Created  Updated↑All jobs"
    assert heading(Sort("nested")) == plain + "Created  Updated All jobs↓"
    assert heading(Sort("status")).startswith("  Status↓ ")


# A hostile name: control characters, sequences, markup, bidi, zero width, wide, combining, long.
hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "\x1b[31mred\x1b]52;c;aGk=\x07",
            "x [/oops] [@click=app.quit]y[/]",
            "\u202eevil\u2066 / \u200b\u200dname",
            "REAL\rFAKE\nSECOND\tTAB",
            "東京" * 40,
            "Z" + "\u0301" * 200,
            "👩\u200d👩\u200d👧\ufe0f 🇩🇪",
            "\ud800broken",
            "a / " * 50,
            "",
            " ",
            "-" * 1_000_000,
        ]
    ),
)


@given(hostile, hostile, st.integers(20, 220), st.sampled_from(list(Status)))
def test_no_name_can_break_a_line(target: str, actor: str, width: int, status: Status) -> None:
    job = make_job(1, target=Target(target), actor=actor, task=target, trigger=actor, status=status, nested=3)
    drawn = Drawn(job, width=width, verdict=silent(3))
    assert drawn.cells == width
    assert not any(
        character < " " or "\x7f" <= character < "\xa0" or character in "\u202e\u2066\u200b\u200d\ufe0f\u2028"
        for character in drawn.text
    )
    assert len(drawn.text) <= 5 * width  # no heap of zero-width characters either
    for name in ("updated", "nested"):  # and what stands to the right of it is where it belongs
        column = drawn.columns.named(name)
        if column is not None and column.end <= width:
            plain = Drawn(make_job(1, status=status, nested=3), width=width, verdict=silent(3))
            there = [Prefilled(line.segments).crop(0, width).crop(column.x, column.end).text for line in (drawn, plain)]
            assert there[0] == there[1]
