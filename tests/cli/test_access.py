"""Who may do what: exit 3 and one line for everybody who may not."""

import asyncio
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.model.vocabulary import Role
from joblog_tui.store.factory import open_store
from tests.cli.conftest import Joblog
from tests.support.stores import new_store

READING = [
    ("ls",),
    ("ls", "--json"),
    ("show", "job-1"),
    ("stats",),
    ("tail",),
    ("export", "--to", "never.csv"),
    ("export", "--check", "never.csv.evidence.json"),
    ("ack", "job-1"),
    ("views", "list"),
    ("views", "save", "Late", "--shared"),
    ("views", "remove", "Late"),
    ("members", "list"),
    ("members", "add", "eve", "admin"),
    ("members", "remove", "ana"),
    ("vocab", "list"),
    ("vocab", "add", "task", "suspending_users", "Suspending users"),
    ("rebuild",),
    ("doctor",),
]


async def give(path: Path, name: str, role: Role) -> None:
    store = await open_store(str(path))
    try:
        await store.set_member(name, role)
    finally:
        await store.close()


async def roles(path: Path) -> dict[str, Role]:
    store = await open_store(str(path))
    try:
        return {member.name: member.role for member in await store.members()}
    finally:
        await store.close()


@pytest.fixture
def of_ana(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that ana owns, and in which the caller has no role yet."""
    path = new_store(tmp_path, owner="ana")
    monkeypatch.setenv("JOBLOG_STORE", str(path))
    return path


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_stranger_is_refused_by_every_command_that_reads(joblog: Joblog, of_ana: Path, command: tuple[str]) -> None:
    outcome = joblog(*command)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == (
        f"joblog: access refused: {caller()} is not a member of Acme Corp; "
        "only an owner, super admin or admin may open the log\n"
    )
    assert asyncio.run(roles(of_ana)) == {"ana": Role.OWNER}


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_member_is_refused_too(joblog: Joblog, of_ana: Path, command: tuple[str]) -> None:
    asyncio.run(give(of_ana, caller(), Role.MEMBER))
    outcome = joblog(*command)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith(f"joblog: access refused: {caller()} is a member of Acme Corp; only an owner")


@pytest.mark.parametrize("role", [role for role in Role if role.may_open])
def test_the_other_roles_may_open_the_log(joblog: Joblog, of_ana: Path, role: Role) -> None:
    asyncio.run(give(of_ana, caller(), role))
    for command in (("ls",), ("stats",), ("members", "list"), ("vocab", "list"), ("doctor",), ("rebuild",)):
        assert joblog(*command).code == 0


def test_the_login_of_the_process_counts_not_the_environment(
    joblog: Joblog, of_ana: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "ana")
    assert joblog("ls").code == 3


@pytest.mark.parametrize(
    ("own", "command", "code"),
    [
        (Role.ADMIN, ("add", "eve", "admin"), 0),
        (Role.ADMIN, ("add", "eve", "super_admin"), 3),
        (Role.ADMIN, ("add", "eve", "owner"), 3),
        (Role.ADMIN, ("add", "SELF", "owner"), 3),
        (Role.ADMIN, ("add", "ana", "member"), 3),
        (Role.ADMIN, ("remove", "ana"), 3),
        (Role.SUPER_ADMIN, ("add", "eve", "super_admin"), 0),
        (Role.SUPER_ADMIN, ("add", "eve", "owner"), 3),
        (Role.SUPER_ADMIN, ("remove", "ana"), 3),
        (Role.OWNER, ("add", "eve", "owner"), 0),
        (Role.OWNER, ("remove", "ana"), 0),
        (Role.OWNER, ("remove", "nobody-at-all"), 2),
        (Role.OWNER, ("add", "eve", "boss"), 2),
        (Role.OWNER, ("add", "", "admin"), 2),
        (Role.OWNER, ("add", "e\x1bve", "admin"), 2),
    ],
)
def test_roles_are_granted_and_taken_up_to_ones_own(
    joblog: Joblog, of_ana: Path, own: Role, command: tuple[str, ...], code: int
) -> None:
    asyncio.run(give(of_ana, caller(), own))
    before = asyncio.run(roles(of_ana))
    outcome = joblog("members", *(caller() if word == "SELF" else word for word in command))
    assert outcome.code == code, outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert (asyncio.run(roles(of_ana)) == before) is (code != 0)


def test_the_last_owner_stays(joblog: Joblog, store: Path) -> None:
    assert joblog("members", "remove", caller()).code == 2
    assert joblog("members", "add", caller(), "admin").code == 2
    assert asyncio.run(roles(store)) == {caller(): Role.OWNER}


def test_members_are_listed_by_role(joblog: Joblog, store: Path) -> None:
    for name, role in (("zoe", "admin"), ("bo", "member")):
        assert joblog("members", "add", name, role).code == 0
    rows = [line.split("  ") for line in joblog("members", "list").lines]
    assert [row[0] for row in rows] == ["Name", caller(), "zoe", "bo"]
    assert [row[-1].strip() for row in rows] == ["Role", "Owner", "Admin", "Member"]


def test_a_name_that_the_machine_does_not_know_is_taken_and_told(joblog: Joblog, store: Path) -> None:
    assert joblog("members", "add", "nobody-at-all", "admin").err == (
        "joblog: nobody-at-all is admin of Acme Corp now (this machine knows no user of that name)\n"
    )
    assert joblog("members", "add", caller(), "owner").err == f"joblog: {caller()} is owner of Acme Corp now\n"
    assert asyncio.run(roles(store))["nobody-at-all"] is Role.ADMIN
