"""``joblog members``: who has which role in the workspace."""

import asyncio

import click

from joblog_tui.cli.access import is_login, require_rank
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import out, tell, width
from joblog_tui.cli.table import Column, lines
from joblog_tui.model.errors import UsageError
from joblog_tui.model.vocabulary import Role, nearest
from joblog_tui.text import safe


@click.group(name="members", no_args_is_help=False)
@store_option
def command() -> None:
    """List, add and remove the members of the workspace.

    Owners, super admins and admins may open the log, members may not. You may grant or take away roles up to
    your own.
    """


@command.command(name="list")
@store_option
@click.pass_context
def list_(context: click.Context) -> None:
    """List everybody who has a role."""
    asyncio.run(_list(context))


@command.command()
@store_option
@click.argument("name")
@click.argument("role", metavar=f"[{'|'.join(role.slug for role in Role)}]")
@click.pass_context
def add(context: click.Context, name: str, role: str) -> None:
    """Give the login NAME a role, or another one than it has."""
    slugs = {known.slug: known for known in Role}
    if role not in slugs:
        near = nearest(role, slugs)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(slugs)}"
        raise UsageError(f"{role} is not a role; {hint}")
    if not name.strip() or safe(name) != name:
        raise UsageError(f"{name!r} is not a login name")
    asyncio.run(_add(context, name, slugs[role]))


@command.command()
@store_option
@click.argument("name")
@click.pass_context
def remove(context: click.Context, name: str) -> None:
    """Take away the role of the login NAME."""
    asyncio.run(_remove(context, name))


async def _list(context: click.Context) -> None:
    async with reading(context) as opened:
        members = await opened.store.members()
        columns = [
            Column("Name", [safe(member.name) for member in members], least=8),
            Column("Role", [member.role.label for member in members]),
        ]
        for line in lines(columns, width()):
            out(line)


async def _add(context: click.Context, name: str, role: Role) -> None:
    async with reading(context) as opened:
        require_rank(opened.role, role, f"make somebody {role.label.lower()}")
        await _require_rank_of(opened, name)
        await opened.store.set_member(name, role)
        unknown = "" if is_login(name) else " (this machine knows no user of that name)"
        tell(f"{name} is {role.label.lower()} of {(await opened.store.workspace()).name} now{unknown}")


async def _remove(context: click.Context, name: str) -> None:
    async with reading(context) as opened:
        await _require_rank_of(opened, name)
        await opened.store.remove_member(name)
        tell(f"{name} has no role in {(await opened.store.workspace()).name} any more")


async def _require_rank_of(opened: Opened, name: str) -> None:
    """Refuse to touch somebody whose role is above the caller's."""
    for member in await opened.store.members():
        if member.name == name:
            require_rank(opened.role, member.role, f"change the role of {name}, who is {member.role.label.lower()}")
