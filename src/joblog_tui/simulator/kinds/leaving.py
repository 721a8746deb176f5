"""Somebody leaves: out of every app, then new passwords for the shared logins that person knew."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import actor_of
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import TEAMS, newcomer
from joblog_tui.simulator.places import EVERYBODYS, SIGN_IN_APPS, TEAM_HUBS, account, app_itself, hub_apps
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script, attributes

_TRIGGERS = Table((6, "scim"), (3, "team_events"), (2, "web_app"))


def leaving(script: Script) -> Plan:
    """The last day of a colleague."""
    dice = script.dice
    trigger = dice.draw(_TRIGGERS)
    actor, who, team = actor_of(dice, "removing_users", trigger), newcomer(dice), dice.pick(TEAMS)
    apps = dict.fromkeys([*hub_apps(dice, TEAM_HUBS[team], dice.between(2, 4)), *EVERYBODYS])
    gone = tuple(Plan(Facts("removing_users", trigger, app_itself(app), actor), Subject(app.name, who)) for app in apps)
    known = dice.some(SIGN_IN_APPS, dice.between(0, 3))
    rotated = tuple(
        Plan(
            Facts("rotating_passwords", trigger, account(app), actor),
            Subject(app.name, app.path),
            opening=f"{who} knew this password",
        )
        for app in known
    )
    return Plan(
        Facts("removing_users", trigger, Target(who, "user"), actor),
        Subject("the workspace", who),
        opening=f"leaves {team}",
        attributes=attributes(team=team, shared_logins=len(known)),
        nested=gone + rotated,
        lanes=3,
        unit="accounts",
        done=f"{who} is out of {len(gone)} apps; {len(rotated)} shared passwords are new",
    )
