"""Somebody moves to another team, or an access review goes through one: new roles in several apps."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import actor_of, cause_of
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import PEOPLE, TEAMS, newcomer
from joblog_tui.simulator.places import TEAM_HUBS, app_itself, hub_apps
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script, attributes

_TRIGGERS = Table((5, "team_events"), (2, "scim"))
_REVIEW_TRIGGERS = Table((3, "cerby_admin_api"), (1, "web_app"))


def move(script: Script) -> Plan:
    """Roles in the apps of the new team, access to those of the old one taken away."""
    dice = script.dice
    trigger, who = dice.draw(_TRIGGERS), newcomer(dice)
    actor, (old, new) = actor_of(dice, "updating_user_roles", trigger), dice.some(TEAMS, 2)
    given = hub_apps(dice, TEAM_HUBS[new], dice.between(2, 3))
    taken = [app for app in hub_apps(dice, TEAM_HUBS[old], dice.between(1, 2)) if app not in given]
    steps = [("updating_user_roles", app) for app in given] + [("removing_users", app) for app in taken]
    return Plan(
        Facts("updating_user_roles", trigger, Target(who, "user"), actor),
        Subject("the workspace", who),
        opening=f"moves from {old} to {new}",
        attributes=attributes(team=new, before=old),
        nested=tuple(Plan(Facts(task, trigger, app_itself(app), actor), Subject(app.name, who)) for task, app in steps),
        lanes=2,
        unit="apps",
        done=f"{who} works with what {new} has",
    )


def review(script: Script) -> Plan:
    """An access review: everybody in a team keeps what the reviewer confirmed."""
    dice = script.dice
    trigger, team = dice.draw(_REVIEW_TRIGGERS), dice.pick(TEAMS)
    members = [person.mail for person in PEOPLE if person.team == team]
    app = dice.pick(hub_apps(dice, TEAM_HUBS[team], 3))
    cause = cause_of(dice, "updating_user_roles", trigger, app.name)
    return Plan(
        Facts("updating_user_roles", trigger, Target(team, "team"), cause.actor),
        Subject(app.name, team),
        opening=f"review of {app.name}: {len(members)} people of {team}",
        attributes=cause.attributes,
        nested=tuple(
            Plan(Facts("updating_user_roles", trigger, Target(mail, "user"), cause.actor), Subject(app.name, mail))
            for mail in members
        ),
        lanes=2,
        unit="people",
        done=f"{team} has the roles that the review confirmed",
    )
