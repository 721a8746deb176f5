"""Random logs: events of a few jobs, nested to depth 4, in any order, late, duplicated, contradicting each other."""

from hypothesis import strategies as st

from joblog_tui.model.event import Event, Target
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status
from joblog_tui.query.filters import (
    FLAG_NAMES,
    And,
    Between,
    Comparison,
    Condition,
    Exactly,
    Filter,
    Flag,
    Not,
    OneOf,
    Or,
    Span,
    Text,
    Word,
)

START = 1_795_000_000_000  # epoch ms; the logs live in a few hours from here on
IDS = tuple(f"job-{n}" for n in range(8))
# A moment often meets another one exactly, or lies in another hour of the tally.
MOMENTS = st.one_of(
    st.integers(START, START + 8), st.sampled_from([START - 3_600_000, START + 3_600_000, START + 90_000_000])
)
IDENTITIES = st.one_of(st.none(), st.integers(0, 60).map(lambda n: f"evt-{n}"))
SOURCES = st.sampled_from([None, "worker-1", "worker-2"])


def _parents(job: str) -> st.SearchStrategy[str | None]:
    # Mostly a forest of depth 4 (job 7 under 5 under 3 under 1), sometimes what the store has to refuse.
    number = IDS.index(job)
    usual = IDS[max(0, number - 2)] if number else None
    return st.sampled_from([None, usual, usual, IDS[0], IDS[(number * 5 + 3) % len(IDS)]])


def acknowledgements(job: str) -> st.SearchStrategy[Event]:
    """Somebody has seen to the job."""
    return st.builds(
        Event,
        job=st.just(job),
        id=IDENTITIES,
        source=SOURCES,
        at=MOMENTS,
        actor=st.sampled_from(["ana", "ben"]),
        message=st.sampled_from([None, "ticket 4711"]),
        acknowledged=st.just(True),
    )


def heartbeats() -> st.SearchStrategy[Event]:
    """A writer lives."""
    return st.builds(
        Event,
        job=st.none(),
        id=IDENTITIES,
        source=st.sampled_from(["worker-1", "worker-2"]),
        at=MOMENTS,
        heartbeat=st.just(True),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    """One event of one of the jobs, about half of them complete their facts; or somebody's word, or a heartbeat."""
    job = draw(st.sampled_from(IDS))
    if draw(st.integers(0, 9)) == 0:
        return draw(acknowledgements(job))
    if draw(st.integers(0, 19)) == 0:
        return draw(heartbeats())
    complete = draw(st.booleans())
    maybe = st.booleans()
    return Event(
        job=job,
        id=draw(IDENTITIES),
        source=draw(SOURCES),
        parent=draw(_parents(job)),
        at=draw(MOMENTS),
        status=draw(st.one_of(st.none(), st.sampled_from([status.slug for status in Status]))),
        source_status=draw(st.sampled_from([None, None, "WAIT_RETRY", "IN_PROGRESS"])),
        task=draw(st.sampled_from(TASKS[:3])).slug if complete or draw(maybe) else None,
        trigger=draw(st.sampled_from(TRIGGERS[:3])).slug if complete or draw(maybe) else None,
        target=(
            Target(
                draw(st.sampled_from(["Marketing / Instagram", "Sales EMEA", "Groß / ÉTÉ"])),
                draw(st.sampled_from([None, "app"])),
            )
            if complete or draw(maybe)
            else None
        ),
        actor=draw(st.sampled_from(["Cerby", "Ana Ruiz"])) if complete or draw(maybe) else None,
        scheduled_for=draw(st.one_of(st.none(), st.integers(START + 100, START + 110))),
        message=draw(st.sampled_from([None, "signed in to the app"])),
        correlation=draw(st.sampled_from([None, None, "req-1", "req-2"])),
    )


@st.composite
def logs(draw: st.DrawFn, max_size: int = 40) -> list[Event]:
    """A log in order of arrival, some events sent twice."""
    log = draw(st.lists(events(), min_size=1, max_size=max_size))
    again = draw(st.lists(st.sampled_from(log), max_size=5))
    return draw(st.permutations([*log, *again]))


def _slugs(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


_COMPARISONS: list[Comparison] = ["<", "<=", ">", ">="]
_TASKS, _TRIGGERS = [word.slug for word in TASKS[:4]], [word.slug for word in TRIGGERS[:4]]

conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(
        _slugs([status.slug for status in Status]).map(lambda slugs: OneOf("status", slugs)),
        _slugs(_TASKS).map(lambda slugs: OneOf("task", slugs)),
        _slugs(_TRIGGERS).map(lambda slugs: OneOf("trigger", slugs)),
        st.sampled_from(["MARKET", "emea", "a", "nobody", "gross", "été"]).map(lambda text: Text("target", (text,))),
        st.sampled_from(["cerby", "RUIZ", "b"]).map(lambda text: Text("actor", (text, "nobody"))),
        st.sampled_from(["Sales EMEA", "sales emea", "Groß / ÉTÉ"]).map(lambda name: Exactly("target", (name, "x"))),
        st.sampled_from(["Cerby", "Ana", "Ana Ruiz"]).map(lambda name: Exactly("actor", (name,))),
        st.sampled_from(IDS).map(lambda text: Text("id", (text, "job-99"))),
        st.sampled_from(["worker-1", "worker-9"]).map(lambda text: Text("source", (text,))),
        st.sampled_from(["req-1", "req-9"]).map(lambda text: Text("correlation", (text, "req-2"))),
        st.sampled_from(["ana", "JOB-3", "instagram", "GROSS"]).map(Word),
        st.sampled_from([Flag(name) for name in FLAG_NAMES]),
        st.builds(Span, st.sampled_from(["age", "idle"]), st.sampled_from(_COMPARISONS), st.integers(0, 8)),
        st.builds(Span, st.just("took"), st.sampled_from(_COMPARISONS), st.integers(0, 8)),
        st.builds(
            Between,
            st.sampled_from(["created", "updated"]),
            st.integers(START, START + 8),
            st.integers(START, START + 8),
        ),
    ),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=4,
)
filters = st.builds(Filter, st.lists(conditions, max_size=3).map(tuple), st.booleans())
