"""Syncing a business hub: profile by profile, or app by app with the profiles that changed in each."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import cause_of
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import crew
from joblog_tui.simulator.places import BUSY_HUBS, HUBS, App, app_itself, hub_apps, hub_itself
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script

_TRIGGERS = Table((7, "scim"), (2, "workspace_policy"), (1, "cerby_admin_api"), (1, "web_app"))
_CHANGES = Table((6, "adding_users"), (5, "updating_user_roles"), (3, "removing_users"))


def by_profile(script: Script) -> Plan:
    """Every changed profile of a hub is a nested job; a big hub has hundreds now and then."""
    dice = script.dice
    trigger = dice.draw(_TRIGGERS)
    big = dice.chance(0.12)
    hub = dice.pick(BUSY_HUBS) if big else dice.pick(HUBS)
    cause = cause_of(dice, "syncing_users", trigger, hub)
    actor = cause.actor
    count = script.few(120, 260) if big else script.few(12, 60)
    profiles = tuple(
        Plan(
            Facts("syncing_users", trigger, Target(mail, "user"), actor),
            Subject(hub, mail),
        )
        for mail in crew(dice, count)
    )
    return Plan(
        Facts("syncing_users", trigger, hub_itself(hub), actor),
        Subject(hub, hub),
        opening=f"{cause.opening}; {count} profiles differ",
        attributes=cause.attributes,
        nested=profiles,
        lanes=12 if big else 5,
        unit="profiles",
        done=f"{hub} is in line with the directory",
    )


def by_app(script: Script) -> Plan:
    """The apps of a hub side by side, in some of them people to add, to change and to remove."""
    dice = script.dice
    trigger = dice.draw(_TRIGGERS)
    hub = dice.pick(HUBS)
    cause = cause_of(dice, "syncing_users", trigger, hub)
    actor = cause.actor
    apps = hub_apps(dice, hub, dice.between(3, 6))
    return Plan(
        Facts("syncing_users", trigger, hub_itself(hub), actor),
        Subject(hub, hub),
        opening=f"{cause.opening}; {len(apps)} apps of {hub}",
        attributes=cause.attributes,
        nested=tuple(_app(script, app, trigger, actor) for app in apps),
        lanes=2,
        unit="apps",
        done=f"the {len(apps)} apps of {hub} are in line with the directory",
    )


def _app(script: Script, app: App, trigger: str, actor: str) -> Plan:
    dice = script.dice
    people = crew(dice, script.few(2, 9)) if dice.chance(0.45) else []
    return Plan(
        Facts("syncing_users", trigger, app_itself(app), actor),
        Subject(app.name, app.hub),
        nested=tuple(
            Plan(Facts(dice.draw(_CHANGES), trigger, Target(mail, "user"), actor), Subject(app.name, mail))
            for mail in people
        ),
        unit="profiles",
        done=f"{app.name}: {len(people)} profiles changed",
    )
