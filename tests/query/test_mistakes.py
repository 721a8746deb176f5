"""What an operator is told of a mistake: where, what, what could stand there, and the nearest known word."""

import pytest
from hypothesis import example, given, settings

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.model.vocabulary import Word as KnownWord
from joblog_tui.query.language import MAX_LENGTH, MAX_NESTING, MAX_TERMS, show
from tests.query.reading import read
from tests.query.strategies import queries

STATUSES = "not_completed, retrying, running, started, queued, completed"
WRITE_A_TIME = "write a day such as 2026-11-20, a time such as 2026-11-20T09:00, today or yesterday"
COMMA = "a comma stands between the values of one qualifier, without spaces; put text with a comma in quotes"
EVERYWHERE = "in:all concerns the whole query; it stands outside parentheses, OR and not"
A_SPAN = "write one such as age:>1h30m, with < or > and w, d, h, m or s"

# the query, the part of it that the error points at (None: its end), and the message behind the column
MISTAKES: list[tuple[str, str | None, str]] = [
    # words that are not known
    ("trigger:scim -status:runing", "runing", "no status is called runing; did you mean running?"),
    ("status:queued,runn", "runn", "no status is called runn; did you mean running?"),
    ('status:"Not complete"', '"Not complete"', "no status is called Not complete; did you mean not_completed?"),
    ("task:upd", "upd", "no task is called upd; did you mean updating_user_roles?"),
    ("status:xyz", "xyz", f"no status is called xyz; the known ones are {STATUSES}"),
    ("task:rotating-pasword", "rotating-", "no task is called rotating-pasword; did you mean rotating_passwords?"),
    ("statsu:running", "statsu", "no qualifier is called statsu; did you mean status:?"),
    (
        "see https://x",
        "https",
        "no qualifier is called https; put text with a colon in quotes, or use one of status, task, trigger, actor, "
        "target, id, source, correlation, reason, is, has, age, idle, took, created, updated, in",
    ),
    ("foo:", "foo", "no qualifier is called foo; put text with a colon in quotes, or use one of status, task, trigger, "
     "actor, target, id, source, correlation, reason, is, has, age, idle, took, created, updated, in"),
    ("is:stuck", "stuck", "there is no is:stuck; write is:stalled or is:incomplete or is:acknowledged"),
    ("has:x", "x", "there is no has:x; write has:nested"),
    ("in:nothing", "nothing", "there is no in:nothing; write in:all"),
    # words that belong to another qualifier
    ("a status:stalled", "status:stalled", "there is no status:stalled; did you mean is:stalled?"),
    ("is:nested", "is:nested", "there is no is:nested; did you mean has:nested?"),
    ("task:scim", "task:scim", "there is no task:scim; did you mean trigger:scim?"),
    ("status:running,stalled", "stalled", "there is no status:stalled; did you mean is:stalled?"),
    # values that are not there yet
    ("a status:", None, f"directly after status: expected one of {STATUSES}"),
    ("status:running,", None, f"directly after the comma expected one of {STATUSES}"),
    ("is:", None, "directly after is: expected stalled or incomplete or acknowledged"),
    ("Age:", None, "directly after age: expected a value, such as age:<2h"),
    ('actor:""', '""', "expected some text between the quotes"),
    # lengths of time
    ("age:2h", "2h", "age:2h needs a comparison; write age:<2h or age:>2h"),
    ("age:>2x", ">2x", f">2x is not a length of time; {A_SPAN}"),
    ("age:>", ">", f"> is not a length of time; {A_SPAN}"),
    ("age:>30m1h", ">30m1h", f">30m1h is not a length of time; {A_SPAN}"),
    ("age:=2h", "=2h", "age:2h needs a comparison; write age:<2h or age:>2h"),
    ("age:>٣h", ">٣h", f">٣h is not a length of time; {A_SPAN}"),
    # times
    ("created:tody", "tody", "tody is not a time; did you mean today?"),
    ("created:2026-11", "2026-11", f"2026-11 is not a time; {WRITE_A_TIME}"),
    ("created:2026-11-20T24:00..", "2026-11-20T24:00..", f"2026-11-20T24:00 is not a time; {WRITE_A_TIME}"),
    ("created:2026-11-20Z", "2026-11-20Z", f"2026-11-20Z is not a time; {WRITE_A_TIME}"),
    ("created:>=", ">=", f"a time is missing; {WRITE_A_TIME}"),
    ("created:2026-02-29", "2026-02-29", "2026-02-29 is not a day that exists"),
    ("created:1999-12-31", "1999-12-31", "1999-12-31 is not between the years 2000 and 2200"),
    (
        "updated:2026-11-20T09:00",
        "2026-11-20T09:00",
        "2026-11-20T09:00 is a single moment; write a range such as 2026-11-20T09:00.. "
        "or a comparison such as >=2026-11-20T09:00",
    ),
    ("created:..", "..", ".. is a range without a time; write 2026-11-01..2026-11-23, 2026-11-01.. or ..2026-11-23"),
    (
        "created:2026-11-02..2026-11-01",
        "2026-11-02..2026-11-01",
        "2026-11-02..2026-11-01 is empty; its end must come after its beginning",
    ),
    (
        "created:2026-11-02T10:00..2026-11-02T10:00",
        "2026-11-02T10:00..2026-11-02T10:00",
        "2026-11-02T10:00..2026-11-02T10:00 is empty; its end must come after its beginning",
    ),
    # quotes and parentheses
    ('a target:"Mark', '"Mark', 'this quote is never closed; expected "'),
    ('a target:="Mark', '"Mark', 'this quote is never closed; expected "'),
    ("actor:=", "=", "expected some text directly after the ="),
    ("actor:ana,=", "=", "expected some text directly after the ="),
    ('"a\\"', '"a\\"', 'this quote is never closed; expected "'),
    ("a (b or (c", "(c", "this ( is never closed; expected )"),
    ('(")" b', '(")" b', "this ( is never closed; expected )"),
    ("a (", "(", "expected a condition after ("),
    ("a ()", "(", "expected a condition after ("),
    ("a)", ")", "this ) closes nothing; put text with parentheses in quotes"),
    ('foo"bar"', '"bar"', '" cannot follow foo directly; put a space between, or quotes around both'),
    ("target:foo(bar)", "(", "( cannot follow foo directly; put a space between, or quotes around both"),
    ('"foo"bar', "b", "expected a space after the closing quote, not b"),
    # joining words
    ("or a", "or", 'expected a condition before or; put "or" in quotes to look for the word'),
    ("a OR", "OR", 'expected a condition after OR; put "OR" in quotes to look for the word'),
    ("a and or b", "and", 'expected a condition after and; put "and" in quotes to look for the word'),
    ("not", "not", 'expected a condition after not; put "not" in quotes to look for the word'),
    ("-or", "-", "expected a condition after -"),
    # signs
    ("a - b", "- b", 'a - stands directly before what it excludes; write -word, or "-" to look for one'),
    ("status:running ,queued", ",queued", COMMA),
    (",a", ",a", COMMA),
    (":a", ":a", "expected a qualifier before :, such as status:running; put text with a colon in quotes"),
    # in:all
    ("-in:all", "in:all", EVERYWHERE),
    ("in:all or a", "in:all", EVERYWHERE),
    ("a (in:all)", "in:all", EVERYWHERE),
    # what no store can hold
    ("a\x00b", "\x00", r"the character \u0000 cannot be looked for; leave it out"),
    ("a \udc80", "\udc80", r"the character \udc80 cannot be looked for; leave it out"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong", "message"), MISTAKES)
def test_a_mistake_says_where_and_what(text: str, wrong: str | None, message: str) -> None:
    position = len(text) if wrong is None else text.rindex(wrong)
    with pytest.raises(QueryError) as caught:
        read(text)
    assert str(caught.value) == f"column {position + 1}: {message}"
    assert caught.value.position == position
    assert caught.value.expected or "exists" in message


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("a -status:runing b", "a -status:running b"),
        ('status:"Not complete",queued', "status:not_completed,queued"),
        ("statsu:running", "status:running"),
        ("a status:stalled b", "a is:stalled b"),
        ('"is" is:"Running"', '"is" status:running'),
        ("created:>=yesterda", "created:yesterday"),
        ("task:scim", "trigger:scim"),
        ("has:nest", "has:nested"),
    ],
)
def test_putting_the_nearest_word_in_place_mends_the_query(text: str, mended: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    error = caught.value
    assert error.nearest is not None
    assert text[: error.position] + error.nearest + text[error.position + error.length :] == mended
    read(mended)


def test_a_long_text_is_cut_in_the_message_and_stays_on_one_line() -> None:
    with pytest.raises(QueryError) as caught:
        read('status:"' + "x\n" * 400 + '"')
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_long_vocabulary_is_cut_in_the_message() -> None:
    vocabulary = Vocabulary(tasks=tuple(KnownWord(f"task_{number}", f"Task {number}") for number in range(100)))
    with pytest.raises(QueryError, match=r"task_11 and 88 more$"):
        read("task:qqq", vocabulary=vocabulary)


def test_a_query_has_a_greatest_length() -> None:
    text = "a" * MAX_LENGTH
    read(text)
    with pytest.raises(QueryError, match=r"^column 10001: a query may have 10,000 characters, this one has 10,001$"):
        read(text + "a")


def test_the_limit_of_length_holds_for_the_query_written_out() -> None:
    with pytest.raises(QueryError, match=r"^column 1: a query may have 10,000 characters, written out it has more"):
        read('" ' + "\\a" * 4_000 + '"')


def test_a_query_has_a_greatest_number_of_words_and_values() -> None:
    read("a " * MAX_TERMS)
    with pytest.raises(QueryError) as caught:
        read("id:" + ",".join("x" * (MAX_TERMS + 1)))
    assert str(caught.value) == "column 1004: a query may have 500 words and values, this is one more"


@pytest.mark.parametrize("term", ["a", "status:running,queued", "-a b"])
def test_parentheses_have_a_greatest_depth(term: str) -> None:
    read("(" * MAX_NESTING + term + ")" * MAX_NESTING)
    with pytest.raises(QueryError) as caught:
        read("(" * (MAX_NESTING + 1) + term + ")" * (MAX_NESTING + 1))
    assert str(caught.value) == "column 6: parentheses may be nested 5 deep, these are deeper"


def test_several_values_that_are_written_out_in_parentheses_count_as_such() -> None:
    text = "(" * (MAX_NESTING - 1) + "a is:stalled,incomplete" + ")" * (MAX_NESTING - 1)
    assert read(show(read(text))) == read(text)
    with pytest.raises(QueryError, match="nested 5 deep"):
        read(f"({text})")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 4_999 + "a" + ")" * 4_999,
        "-(" * 3_000 + "a" + ")" * 3_000,
        "not " * 2_400,
        '"' * 9_999,
        '"\\' * 4_999,
        "created:" + "9" * 9_000,
        "age:>" + "9" * 9_000 + "h",
        "status:" + "x" * 9_000,
        "x" * 9_000 + ":y",
        "," * 100_000,
        "\u202e" * 100_000,
        "status:" * 1_400,
    ],
)
def test_hostile_queries_are_refused_in_one_short_line(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


def test_a_long_row_of_negations_is_read() -> None:
    assert read("-" * 9_998 + "a") == read("a")


@settings(max_examples=600)
@given(text=queries)
@example(text="age:>9999999w9999999d")
@example(text="created:2199-12-31")
@example(text="created:2000-01-01T00:00+14:00..")
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        read(text)
    except QueryError as refused:
        error = refused
    else:
        return
    assert 0 <= error.position <= len(text)
    assert error.length >= 1
    assert error.position + error.length <= len(text) + 1
    assert str(error).startswith(f"column {error.position + 1}: ")
    assert len(str(error).splitlines()) == 1
