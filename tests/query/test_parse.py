"""What each form of the language means, by example."""

import subprocess
import sys

import pytest

from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.model.vocabulary import Word as KnownWord
from joblog_tui.query.filters import And, Condition, Exactly, Filter, Flag, Not, OneOf, Or, Span, Text, Word
from joblog_tui.query.language import QUALIFIERS
from tests.query.reading import parts, read

A, B, C = Word("a"), Word("b"), Word("c")
RUNNING, QUEUED = OneOf("status", ("running",)), OneOf("status", ("queued",))
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000

QUALIFIED: list[tuple[str, Condition]] = [
    ("status:running", RUNNING),
    ("status:running,retrying", OneOf("status", ("running", "retrying"))),
    ("status:retrying,running,retrying", OneOf("status", ("retrying", "running"))),
    ('status:"Not completed"', OneOf("status", ("not_completed",))),
    ('status:queued,"not COMPLETED"', OneOf("status", ("queued", "not_completed"))),
    ("STATUS:Running", RUNNING),
    ("task:rotating_passwords", OneOf("task", ("rotating_passwords",))),
    ('Task:"Turning on MFA",logging_in', OneOf("task", ("turning_on_mfa", "logging_in"))),
    ("trigger:SCIM", OneOf("trigger", ("scim",))),
    ('trigger:"Cerby API","Cerby Admin API"', OneOf("trigger", ("cerby_api", "cerby_admin_api"))),
    ("actor:ana", Text("actor", ("ana",))),
    ("actor:Ana,Bob,Ana", Text("actor", ("Ana", "Bob"))),
    ('target:"Marketing / Instagram"', Text("target", ("Marketing / Instagram",))),
    (r'target:"say \"hi\" \\ \n"', Text("target", (r'say "hi" \ \n',))),
    ('target:="Team 6"', Exactly("target", ("Team 6",))),
    ("actor:=Ana,=Bo,=Ana", Exactly("actor", ("Ana", "Bo"))),
    ("actor:bo,=Ana", Or((Exactly("actor", ("Ana",)), Text("actor", ("bo",))))),
    ('target:"=x"', Text("target", ("=x",))),
    ("actor:a=b", Text("actor", ("a=b",))),
    ("id:=job-7", Text("id", ("job-7",))),
    ("=x", Word("=x")),
    ("target:back\\slash", Text("target", ("back\\slash",))),
    ("id:urn:job:7", Text("id", ("urn:job:7",))),
    ("id:-7", Text("id", ("-7",))),
    ("source:worker-3", Text("source", ("worker-3",))),
    ("correlation:req-51,or", Text("correlation", ("req-51", "or"))),
    ("is:stalled", Flag("stalled")),
    ("IS:Incomplete", Flag("incomplete")),
    ("has:nested", Flag("nested")),
    ("is:stalled,incomplete", Or((Flag("stalled"), Flag("incomplete")))),
    ("age:<2h", Span("age", "<", 2 * HOUR)),
    ("idle:>15m", Span("idle", ">", 15 * MINUTE)),
    ("took:>=90s", Span("took", ">=", 90 * SECOND)),
    ("took:<=500ms", Span("took", "<=", 500)),
    ("age:>1w", Span("age", ">", 7 * DAY)),
    ("age:>1W2d3H4m5s6ms", Span("age", ">", 9 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND + 6)),
    ("age:<1h30m", Span("age", "<", 90 * MINUTE)),
    ("took:<1m,>1h", Or((Span("took", "<", MINUTE), Span("took", ">", HOUR)))),
]

COMBINED: list[tuple[str, tuple[Condition, ...]]] = [
    ("", ()),
    (" \t\n ", ()),
    ("a", (A,)),
    ("a b", (A, B)),
    ("a and b AND c", (A, B, C)),
    ("a or b", (Or((A, B)),)),
    ("a OR b Or c", (Or((A, B, C)),)),
    ("a b or c", (Or((And((A, B)), C)),)),
    ("a (b or c)", (A, Or((B, C)))),
    ("(a or b)c", (Or((A, B)), C)),
    ("(a)or(b)", (Or((A, B)),)),
    ("a or (b or c)", (Or((A, B, C)),)),
    ("(a (b c))", (A, B, C)),
    ("a or a", (A,)),
    ("a a", (A, A)),
    ("status:running status:queued", (RUNNING, QUEUED)),
    ("-status:running", (Not(RUNNING),)),
    ("not status:running", (Not(RUNNING),)),
    ("-a b", (Not(A), B)),
    ("not a b", (Not(A), B)),
    ("-(a or b)", (Not(Or((A, B))),)),
    ("not(a b)", (Not(And((A, B))),)),
    ("not not a", (A,)),
    ("--a", (A,)),
    ("-(-a)", (A,)),
    ("---a", (Not(A),)),
    ('"or" "not" "-x"', (Word("or"), Word("not"), Word("-x"))),
    ("orange notice andy", (Word("orange"), Word("notice"), Word("andy"))),
    ("Doe, John", (Word("Doe,"), Word("John"))),
    ("a-b", (Word("a-b"),)),
    ('"a b" -"c:d"', (Word("a b"), Not(Word("c:d")))),
    ("ſtatus Ünïcode 日本", (Word("ſtatus"), Word("Ünïcode"), Word("日本"))),
]


@pytest.mark.parametrize(("text", "meaning"), QUALIFIED)
def test_a_qualifier_means_one_condition(text: str, meaning: Condition) -> None:
    assert parts(text) == (meaning,)


@pytest.mark.parametrize(("text", "meaning"), COMBINED)
def test_terms_combine(text: str, meaning: tuple[Condition, ...]) -> None:
    assert parts(text) == meaning


@pytest.mark.parametrize("text", ["in:all a", "a in:all", "a and IN:ALL", "in:all in:all a", "in:all and (a)"])
def test_in_all_lists_nested_jobs_too(text: str) -> None:
    assert read(text) == Filter((A,), everywhere=True)


def test_a_team_s_own_words_are_known_by_slug_and_label() -> None:
    vocabulary = Vocabulary(tasks=(KnownWord("suspending_users", "Suspending users"),))
    meaning = Filter((OneOf("task", ("suspending_users",)),))
    assert read("task:suspending_users", vocabulary=vocabulary) == meaning
    assert read('task:"suspending users"', vocabulary=vocabulary) == meaning


def test_a_slug_wins_over_another_word_s_label() -> None:
    vocabulary = Vocabulary(tasks=(KnownWord("sync", "Full"), KnownWord("full", "Sync")))
    assert read("task:sync,full", vocabulary=vocabulary) == Filter((OneOf("task", ("sync", "full")),))


def test_every_qualifier_has_an_example_that_is_read() -> None:
    for known in QUALIFIERS:
        assert known.example.startswith(f"{known.key}:")
        assert read(known.example) != Filter()


def test_the_grammar_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, joblog_tui.query.language, joblog_tui.query.matching; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
