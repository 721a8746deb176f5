"""The textual form of a filter: it reads back as the same filter, and quotes only what needs quotes."""

from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given, settings

from joblog_tui.model.errors import QueryError
from joblog_tui.query.durations import read_duration, write_duration
from joblog_tui.query.filters import And, Between, Condition, Filter, Flag, Not, OneOf, Or, Span, Text, Word
from joblog_tui.query.language import show, show_condition
from joblog_tui.query.matching import matches
from tests.query.reading import ms, read
from tests.query.strategies import NOW, SLUGS, filters, jobs, queries, untidy_filters

SHOWN = [
    ("", ""),
    (" status:running\n", "status:running"),
    ('status:"Not completed",Running', "status:not_completed,running"),
    ('STATUS:queued AND not TASK:"Logging in"', "status:queued -task:logging_in"),
    ('actor:"ana" target:"Marketing / Instagram"', 'actor:ana target:"Marketing / Instagram"'),
    ('id:"a:b","c,d"', 'id:a:b,"c,d"'),
    (r'"say \"hi\"" "back\slash"', r'"say \"hi\"" back\slash'),
    ('"or" "x" "a:b" "-x" ",x" "a,b" "Not"', '"or" x "a:b" "-x" ",x" a,b "Not"'),
    ("a or b", "a OR b"),
    ("(a or b) in:all", "(a OR b) in:all"),
    ("in:all a", "a in:all"),
    ("(a b) or (c)", "a b OR c"),
    ("a (b or c)", "a (b OR c)"),
    ("not (a b)", "-(a b)"),
    ("not (a or b)", "-(a OR b)"),
    ("is:stalled,incomplete", "is:stalled OR is:incomplete"),
    ("a is:stalled,incomplete", "a (is:stalled OR is:incomplete)"),
    ("age:<90s idle:>150s", "age:<90s idle:>2m30s"),
    ("took:>=60m took:<48h took:>14d took:<36h", "took:>=1h took:<2d took:>2w took:<36h"),
    ("created:TODAY updated:>=2026-11-20T09:00", "created:TODAY updated:>=2026-11-20T09:00"),
    ('created:"2026-11-01..today"', "created:2026-11-01..today"),
]


@pytest.mark.parametrize(("text", "form"), SHOWN)
def test_the_form_of_a_query(text: str, form: str) -> None:
    assert show(read(text)) == form
    assert read(form) == read(text)


@pytest.mark.parametrize(
    ("condition", "form"),
    [
        (Between("created", ms("2026-11-01T00:00Z"), ms("2026-11-02T00:00:00.250Z")),
         "created:2026-11-01T00:00:00Z..2026-11-02T00:00:00.250Z"),
        (Between("updated", ms("2026-11-01T00:00Z"), None), "updated:>=2026-11-01T00:00:00Z"),
        (Between("updated", None, ms("2026-11-01T00:00Z")), "updated:<2026-11-01T00:00:00Z"),
        (Span("age", "<", 0), "age:<0s"),
        (Or((Word("a"), Word("b"))), "(a OR b)"),
        (Not(Not(Word("a"))), "--a"),
        (And((Or((Word("a"),)),)), "a"),
    ],
)  # fmt: skip
def test_the_form_of_a_condition_that_a_program_built(condition: Condition, form: str) -> None:
    assert show_condition(condition) == form


@pytest.mark.parametrize(
    "condition",
    [And(), Or(()), Not(Or(())), OneOf("status", ()), Text("id", ("",)), Word(""), Span("age", "<", -1),
     Between("created", None, None)],
)  # fmt: skip
def test_what_no_text_says_has_no_form(condition: Condition) -> None:
    with pytest.raises(ValueError, match=r"form|negative"):
        show(Filter((condition,)))


def test_the_sidebar_s_filters_have_a_form() -> None:
    order = SLUGS["status"]
    filter = Filter().toggled("status", "queued", order).with_flag("stalled").toggled("status", "running", order)
    assert show(filter) == "status:running,queued is:stalled"
    assert read(show(filter)) == filter
    nested = read("a or b").with_flag("nested").toggled("task", "logging_in", SLUGS["task"])
    assert show(nested) == "task:logging_in (a OR b) has:nested"
    assert show(filter.toggled("status", "queued", order).toggled("status", "running", order)) == "is:stalled"


@settings(max_examples=400)
@given(filter=filters)
def test_a_filter_shown_and_read_is_the_same_filter(filter: Filter) -> None:
    assert read(show(filter)) == filter


@settings(max_examples=400)
@given(text=queries)
def test_a_query_read_shown_and_read_is_the_same_filter(text: str) -> None:
    zone = timezone(timedelta(hours=5, minutes=45))
    try:
        filter = read(text, zone=zone)
    except QueryError:
        return
    form = show(filter)
    assert read(form, zone=zone) == filter
    assert show(read(form, zone=zone)) == form


@given(filter=untidy_filters, job=jobs)
def test_a_filter_that_a_program_built_keeps_its_meaning(filter: Filter, job: object) -> None:
    again = read(show(filter), zone=UTC)
    assert matches(again, job, now=NOW, stalled=True) == matches(filter, job, now=NOW, stalled=True)  # type: ignore[arg-type]
    assert read(show(again)) == again


@pytest.mark.parametrize(
    "milliseconds", [0, 1, 999, 1000, 90_000, 5_999_000, 6_000_000, 86_400_000, 60_480_000_000, 123_456_789]
)
def test_a_length_of_time_reads_back(milliseconds: int) -> None:
    assert read_duration(write_duration(milliseconds)) == milliseconds


def test_a_flag_is_switched_off_again() -> None:
    assert show(Filter((Flag("stalled"), Word("a"))).with_flag("stalled")) == "a"
