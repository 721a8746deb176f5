"""Completion: what is being typed where, and what could stand there."""

from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.completing import Proposal, Typing, proposals, proposals_of, typing_at
from joblog_tui.query.listing import Facets
from joblog_tui.query.qualifiers import Setting
from tests.query.reading import read
from tests.query.strategies import NOW, VOCABULARY

SETTING = Setting(VOCABULARY, NOW, UTC)
FACETS = Facets(status={"running": 17, "retrying": 5}, trigger={"scim": 6_377})


def typed(marked: str) -> Typing:
    """What is being typed at the ``|``."""
    return typing_at(marked.replace("|", "", 1), marked.index("|"))


def proposed(marked: str) -> list[str]:
    return [each.text for each in proposals(typed(marked), SETTING, FACETS)]


@pytest.mark.parametrize(
    ("marked", "key", "stem", "replaced"),
    [
        ("|", None, "", ""),
        ("sta|", None, "sta", "sta"),
        ("-sta|", None, "sta", "sta"),
        ("scim | x", None, "", ""),
        ("scim (re|", None, "re", "re"),
        ("status:|", "status", "", ""),
        ("Status:run|", "status", "run", "run"),
        ("-status:run|", "status", "run", "run"),
        ("status:running,re| x", "status", "re", "re"),
        ("status:run|ning,retrying", "status", "run", "running"),
        ("status:running,|,queued", "status", "", ""),
        ('target:"Sales E|', "target", "Sales E", '"Sales E'),
        ('target:"Sales E|MEA" x', "target", "Sales E", '"Sales EMEA"'),
        ('x "two wo|', None, "two wo", '"two wo'),
        ('target:="Sales E|', "target", "Sales E", '"Sales E'),
        ("actor:=an|", "actor", "an", "an"),
        ("actor:ana,=b|o", "actor", "b", "bo"),
        ("created:2026-11-20T09:|", "created", "2026-11-20T09:", "2026-11-20T09:"),
        ("sta|tus:running", None, "sta", "status:"),
        ("(actor:ana or act|)", None, "act", "act"),
        ("a,b|", None, "b", "b"),
    ],
)
def test_what_is_typed(marked: str, key: str | None, stem: str, replaced: str) -> None:
    typing = typed(marked)
    assert (typing.key, typing.stem) == (key, stem)
    assert marked.replace("|", "", 1)[typing.start : typing.end] == replaced


@given(text=st.text(alphabet='ab:,"\\()- \n<', max_size=30), data=st.data())
@example(text='a"b', data=None)
def test_any_text_can_be_typed(text: str, data: st.DataObject | None) -> None:
    for cursor in range(len(text) + 1) if data is None else [data.draw(st.integers(0, len(text)))]:
        typing = typing_at(text, cursor)
        assert typing.term <= typing.start <= typing.end <= len(text)
        assert typing.term <= cursor <= typing.end


def test_keys_and_words_that_begin_like_that() -> None:
    assert proposed("sta|")[:2] == ["status:", "status:started"]
    assert "is:stalled" in proposed("sta|")
    assert proposed("rot|") == ["task:rotating_passwords"]
    assert proposed("pass|") == ["task:rotating_passwords", "trigger:password_policy"]


def test_a_blank_proposes_the_keys() -> None:
    assert proposed("|")[:3] == ["status:", "task:", "trigger:"]
    assert all(each.endswith(":") for each in proposed("|"))


def test_values_come_with_labels_and_counts() -> None:
    assert proposals(typed("status:r|"), SETTING, FACETS) == [
        Proposal("retrying", "Retrying", 5, Status.RETRYING),
        Proposal("running", "Running", 17, Status.RUNNING),
    ]
    assert proposals(typed("trigger:sc|"), SETTING) == [Proposal("scim", "SCIM")]


def test_values_that_are_there_already_are_not_proposed_again() -> None:
    assert proposed("status:running,r|") == ["retrying"]


def test_what_is_complete_proposes_nothing() -> None:
    assert proposed("status:running|") == []
    assert proposed("is:stalled|") == []


def test_lengths_and_times() -> None:
    assert proposed("age:<|") == ["<15m", "<1h", "<1d"]
    assert proposed("idle:>20|") == [">20s", ">20m", ">20h", ">20d", ">20w"]
    assert proposed("created:t|") == ["today"]


@pytest.mark.parametrize(
    "key", ["status", "task", "trigger", "is", "has", "in", "age", "idle", "took", "created", "updated"]
)
def test_every_proposal_can_be_read(key: str) -> None:
    found = proposed(f"{key}:|")
    assert found
    for text in found:
        read(f"{key}:{text}")


def test_names_get_the_quotes_that_they_need() -> None:
    names = ["Sales EMEA", 'a "b"', "Okta"]
    assert [each.text for each in proposals_of(names, "target", typed("sal|"))] == [
        'target:"Sales EMEA"', 'target:"a \\"b\\""', "target:Okta",
    ]  # fmt: skip
    assert [each.text for each in proposals_of(names, "target", typed("target:Okta,|"))] == [
        '"Sales EMEA"', '"a \\"b\\""',
    ]  # fmt: skip


def test_an_unknown_key_proposes_nothing() -> None:
    assert proposed("statsu:r|") == []
    with pytest.raises(QueryError):
        read("statsu:r")
