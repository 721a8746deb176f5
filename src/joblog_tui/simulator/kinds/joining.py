"""Somebody joins: accounts in several apps, and in some of them a role, a second factor, the shared logins."""

from joblog_tui.model.event import Target
from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.simulator.causes import actor_of, cause_of
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import TEAMS, newcomer
from joblog_tui.simulator.places import EVERYBODYS, TEAM_HUBS, App, app_itself, hub_apps
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script, attributes

_TRIGGERS = Table((6, "scim"), (3, "team_events"), (2, "cerby_api"))


def joining(script: Script) -> Plan:
    """The first day of a colleague. Some of the accounts wait for the morning it begins."""
    dice = script.dice
    trigger = dice.draw(_TRIGGERS)
    actor, who, team = actor_of(dice, "adding_users", trigger), newcomer(dice), dice.pick(TEAMS)
    apps = [*dice.some(EVERYBODYS, 2), *hub_apps(dice, TEAM_HUBS[team], dice.between(2, 4))]
    first_day = script.at + dice.between(30 * MINUTE, 9 * HOUR) if dice.chance(0.12) else None
    accounts = tuple(
        _account(script, app, trigger, actor, who, first_day if number == len(apps) - 1 else None)
        for number, app in enumerate(dict.fromkeys(apps))
    )
    return Plan(
        Facts("adding_users", trigger, Target(who, "user"), actor),
        Subject("the workspace", who),
        opening=f"joins {team}",
        attributes=attributes(team=team, apps=len(accounts)),
        nested=accounts,
        lanes=3,
        unit="apps",
        done=f"{who} can work in {len(accounts)} apps",
    )


def _account(script: Script, app: App, trigger: str, actor: str, who: str, first_day: int | None) -> Plan:
    dice = script.dice
    subject = Subject(app.name, who)
    plain = Plan(
        Facts("adding_users", trigger, app_itself(app), actor),
        subject,
        opening=None if first_day is None else "waits for the first day",
        attributes=cause_of(dice, "adding_users", trigger, app.name).attributes,
        scheduled_for=first_day,
    )
    if first_day is not None or not dice.chance(0.35):
        return plain
    member = Target(who, "user")
    steps = [
        Plan(Facts("adding_users", trigger, member, actor), subject),
        Plan(Facts("updating_user_roles", trigger, member, actor), subject),
    ]
    if dice.chance(0.6):
        steps.append(Plan(Facts("turning_on_mfa", trigger, member, actor), subject))
    return Plan(
        plain.facts, subject, attributes=plain.attributes, nested=tuple(steps), lanes=1, unit="steps",
        done=f"{who} can use {app.name}",
    )  # fmt: skip
