"""Jobs without nested ones, the bulk of the log: every sensible pair of task and trigger."""

from joblog_tui.model.event import Target
from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.simulator.causes import cause_of
from joblog_tui.simulator.dice import Dice, Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import ADMINS, anybody
from joblog_tui.simulator.places import (
    ALL_APPS,
    BUSY_HUBS,
    SIGN_IN_APPS,
    account,
    app_itself,
    hub_itself,
)
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script

Pair = tuple[str, str]

BY_DAY: Table[Pair] = Table(
    (16, ("adding_users", "scim")),
    (6, ("adding_users", "team_events")),
    (5, ("adding_users", "web_app")),
    (3, ("adding_users", "collection_events")),
    (3, ("adding_users", "cerby_api")),
    (1, ("adding_users", "cerby_admin_api")),
    (10, ("syncing_users", "scim")),
    (3, ("syncing_users", "workspace_policy")),
    (2, ("syncing_users", "web_app")),
    (2, ("syncing_users", "cerby_admin_api")),
    (1, ("syncing_users", "cerby_api")),
    (6, ("updating_user_roles", "team_events")),
    (4, ("updating_user_roles", "scim")),
    (4, ("updating_user_roles", "web_app")),
    (2, ("updating_user_roles", "collection_events")),
    (2, ("updating_user_roles", "cerby_admin_api")),
    (5, ("removing_users", "scim")),
    (3, ("removing_users", "team_events")),
    (2, ("removing_users", "web_app")),
    (2, ("removing_users", "collection_events")),
    (1, ("removing_users", "workspace_policy")),
    (1, ("removing_users", "cerby_admin_api")),
    (12, ("rotating_passwords", "password_policy")),
    (4, ("rotating_passwords", "web_app")),
    (3, ("rotating_passwords", "collection_events")),
    (2, ("rotating_passwords", "team_events")),
    (2, ("rotating_passwords", "cerby_api")),
    (1, ("rotating_passwords", "universal_logout")),
    (3, ("turning_on_mfa", "workspace_policy")),
    (3, ("turning_on_mfa", "web_app")),
    (2, ("turning_on_mfa", "collection_events")),
    (1, ("turning_on_mfa", "cerby_api")),
    (2, ("turning_off_mfa", "web_app")),
    (1, ("turning_off_mfa", "cerby_admin_api")),
    (1, ("turning_off_mfa", "cerby_api")),
    (8, ("logging_in", "web_app")),
    (4, ("logging_in", "cerby_api")),
    (2, ("logging_in", "universal_logout")),
    (2, ("logging_in", "workspace_policy")),
    (1, ("logging_in", "collection_events")),
)
BY_NIGHT: Table[Pair] = Table(
    (12, ("rotating_passwords", "password_policy")),
    (3, ("turning_on_mfa", "workspace_policy")),
    (3, ("logging_in", "workspace_policy")),
    (2, ("syncing_users", "scim")),
    (1, ("removing_users", "workspace_policy")),
    (1, ("logging_in", "cerby_api")),
)

_OF_A_LOGIN = ("rotating_passwords", "turning_on_mfa", "turning_off_mfa", "logging_in")
_MAY_BE_SCHEDULED = ("rotating_passwords", "removing_users", "syncing_users")
_SCHEDULED = 0.03


def by_day(script: Script) -> Plan:
    """One job of a working day."""
    return _single(script, script.dice.draw(BY_DAY))


def by_night(script: Script) -> Plan:
    """One job of the nightly policies."""
    return _single(script, script.dice.draw(BY_NIGHT))


def _single(script: Script, pair: Pair) -> Plan:
    dice, (task, trigger) = script.dice, pair
    target, subject = _aim(dice, task)
    scheduled_for = None
    cause = cause_of(dice, task, trigger, subject.app)
    opening = cause.opening
    if task in _MAY_BE_SCHEDULED and dice.chance(_SCHEDULED):
        scheduled_for = script.at + dice.between(20 * MINUTE, 6 * HOUR)
        opening = f"{opening}; waits for the quiet hour of {subject.app}"
    return Plan(
        Facts(task, trigger, target, cause.actor),
        subject,
        opening=opening,
        attributes=cause.attributes,
        scheduled_for=scheduled_for,
    )


def _aim(dice: Dice, task: str) -> tuple[Target, Subject]:
    """What a job of this task is about."""
    if task in _OF_A_LOGIN:
        app = dice.pick(SIGN_IN_APPS)
        return account(app), Subject(app.name, f"the {app.name} account")
    app = dice.pick(ALL_APPS)
    if task == "syncing_users":
        if dice.chance(0.25):
            hub = dice.pick(BUSY_HUBS)
            return hub_itself(hub), Subject(hub, hub)
        return app_itself(app), Subject(app.name, app.hub)
    who = anybody(dice) if dice.chance(0.97) else dice.pick(ADMINS).mail
    if dice.chance(0.3):
        return app_itself(app), Subject(app.name, who)
    return Target(who, "user"), Subject(app.name, who)
