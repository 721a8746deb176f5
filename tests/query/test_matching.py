"""Which jobs pass a filter: by example for every qualifier, and the laws that hold for all."""

from dataclasses import replace

import pytest
from hypothesis import given

from joblog_tui.model.event import Target
from joblog_tui.model.job import Job, LeafCounts
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import And, Condition, Filter, Not, OneOf, Or, Text
from joblog_tui.query.matching import matches
from tests.query.reading import ms, read
from tests.query.strategies import NOW, conditions, filters, jobs

HOUR, MINUTE = 3_600_000, 60_000

JOB = Job(
    seq=7, id="job-7", parent=None, status=Status.RUNNING, own_status=Status.RUNNING, source_status=None,
    task="rotating_passwords", trigger="password_policy", target=Target("Marketing / Instagram Straße", "account"),
    actor="Ana Müller", created_at=NOW - 2 * HOUR, updated_at=NOW - HOUR, active_at=NOW - 15 * MINUTE, started_at=None,
    scheduled_for=None, source="worker-3", nested=3, nested_completed=1, leaves=LeafCounts(running=1, completed=1),
)  # fmt: skip
DONE = replace(
    JOB, status=Status.COMPLETED, nested=0, leaves=LeafCounts(completed=1), started_at=NOW - HOUR - 5 * MINUTE
)
HELD = replace(
    JOB, task=None, trigger=None, target=None, actor=None, source=None, created_at=None, updated_at=None, active_at=None
)

RUNNING_JOB = [
    ("", True),
    ("in:all", True),
    ("status:running", True),
    ("status:queued,running", True),
    ("status:queued", False),
    ("-status:queued", True),
    ("status:running status:queued", False),
    ("task:rotating_passwords", True),
    ("trigger:scim", False),
    ("actor:ana", True),
    ("actor:MÜLLER", True),
    ("actor:bob,mül", True),
    ("actor:anna", False),
    ("target:instagram", True),
    ("target:STRASSE", True),
    ("target:account", False),
    ("id:job-7", True),
    ("id:job", False),
    ("id:JOB-7", False),
    ("source:worker-3", True),
    ("source:worker", False),
    ("correlation:req-51", True),
    ("correlation:req", False),
    ("reason:timeout", True),
    ("reason:time", False),
    ("-reason:timeout", False),
    ("correlation:x,req-52", True),
    ("JOB", True),
    ("müller instagram", True),
    ("worker", False),
    ("is:stalled", True),
    ("is:incomplete", True),
    ("has:nested", True),
    ("age:<2h", False),
    ("age:<=2h", True),
    ("age:>=2h", True),
    ("age:>2h", False),
    ("age:>1h59m", True),
    ("idle:>14m", True),
    ("idle:>15m", False),
    ("took:>0s", False),
    ("took:<1w", False),
    ("-took:<1w", True),
    ("status:queued or actor:ana", True),
    ("status:queued or actor:bob", False),
    ("-(status:running actor:bob)", True),
]


@pytest.mark.parametrize(("text", "expected"), RUNNING_JOB)
def test_a_running_job(text: str, expected: bool) -> None:
    correlations = frozenset({"req-51", "req-52"})
    reasons = frozenset({"timeout"})
    assert matches(read(text), JOB, now=NOW, stalled=True, correlations=correlations, reasons=reasons) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is:incomplete", False),
        ("is:stalled", False),
        ("has:nested", False),
        ("took:>4m59s", True),
        ("took:>5m", False),
        ("took:>=5m", True),
        ("correlation:req-51", False),
    ],
)
def test_a_completed_job(text: str, expected: bool) -> None:
    assert matches(read(text), DONE, now=NOW, stalled=False) is expected


def test_a_job_that_failed_is_finished_and_incomplete() -> None:
    failed = replace(DONE, status=Status.NOT_COMPLETED, leaves=LeafCounts(not_completed=1))
    assert matches(read("is:incomplete took:>=5m"), failed, now=NOW, stalled=False)


@pytest.mark.parametrize(
    "text",
    ["task:rotating_passwords", "trigger:scim", "actor:a", "target:a", "actor:=a", "target:=a",
     "source:worker-3", "a", "age:>0s", "age:<1w",
     "idle:>0s", "took:>0s", "created:2000-01-01..", "updated:..2199-12-31"],
)  # fmt: skip
def test_a_fact_that_has_not_arrived_matches_nothing_and_is_excluded_by_nothing(text: str) -> None:
    assert not matches(read(text), HELD, now=NOW, stalled=False)
    assert matches(read(f"-({text})"), HELD, now=NOW, stalled=False)


@pytest.mark.parametrize(
    ("created", "inside"),
    [
        ("2026-10-31T23:59:59.999Z", False),
        ("2026-11-01T00:00Z", True),
        ("2026-11-02T23:59:59.999Z", True),
        ("2026-11-03T00:00Z", False),
    ],
)
def test_a_range_of_days_holds_its_first_moment_and_its_last(created: str, inside: bool) -> None:
    days = "2026-11-01..2026-11-02"
    assert matches(read(f"created:{days}"), replace(JOB, created_at=ms(created)), now=NOW, stalled=False) is inside
    assert matches(read(f"updated:{days}"), replace(JOB, updated_at=ms(created)), now=NOW, stalled=False) is inside


def passes(condition: Condition, job: Job) -> bool:
    return matches(Filter((condition,)), job, now=NOW, stalled=job.seq % 2 == 0, correlations=frozenset({"ana"}))


@given(a=conditions, b=conditions, job=jobs)
def test_and_or_not_are_those_of_logic(a: Condition, b: Condition, job: Job) -> None:
    assert passes(And((a, b)), job) == (passes(a, job) and passes(b, job)) == passes(And((b, a)), job)
    assert passes(Or((a, b)), job) == (passes(a, job) or passes(b, job)) == passes(Or((b, a)), job)
    assert passes(Not(a), job) != passes(a, job)


@given(filter=filters, job=jobs)
def test_a_filter_is_the_conjunction_of_its_parts_wherever_it_looks(filter: Filter, job: Job) -> None:
    whole = matches(filter, job, now=NOW, stalled=False)
    assert whole == all(matches(Filter((part,)), job, now=NOW, stalled=False) for part in filter.parts)
    assert whole == matches(replace(filter, everywhere=not filter.everywhere), job, now=NOW, stalled=False)


@given(condition=conditions, job=jobs)
def test_several_values_mean_any_of_them(condition: Condition, job: Job) -> None:
    if isinstance(condition, OneOf):
        assert passes(condition, job) == any(passes(OneOf(condition.group, (slug,)), job) for slug in condition.slugs)
    if isinstance(condition, Text):
        assert passes(condition, job) == any(passes(Text(condition.key, (text,)), job) for text in condition.texts)
