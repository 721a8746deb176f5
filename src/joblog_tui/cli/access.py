"""Who may open the log: owners, super admins and admins of the workspace.

The caller is the login name of the effective user of the process, as the machine's user database has it; an
environment variable could be anything. What this protects, and what not, is in docs/access.md.
"""

import os
import pwd
from typing import TYPE_CHECKING

from joblog_tui.model.errors import AccessRefused
from joblog_tui.model.vocabulary import Role

if TYPE_CHECKING:
    from joblog_tui.store.base import JobStore


def caller() -> str:
    """The login name of the effective user of this process."""
    return login_name(os.geteuid())


def login_name(uid: int) -> str:
    """The login name of a user; ``#1234`` where the user database does not know user 1234."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"#{uid}"


def is_login(name: str) -> bool:
    """Whether the machine knows a user of that name; ``#1234`` is always one."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return name.startswith("#")
    return True


async def require_reader(store: "JobStore") -> Role:
    """The caller's role; ``AccessRefused`` unless it may open the log."""
    name = caller()
    role = next((member.role for member in await store.members() if member.name == name), None)
    if role is not None and role.may_open:
        return role
    workspace = (await store.workspace()).name
    what = "not a member" if role is None else "a member"
    raise AccessRefused(
        f"access refused: {name} is {what} of {workspace}; only an owner, super admin or admin may open the log"
    )


def require_rank(own: Role, other: Role, act: str) -> None:
    """Refuse to grant or take a role above the caller's own: nobody can raise themselves, or unseat who is above."""
    if other < own:
        raise AccessRefused(f"access refused: your role is {own.label}; only {_who(other)} may {act}")


def _who(role: Role) -> str:
    return "an owner" if role is Role.OWNER else f"an owner or {role.label.lower()}"
