"""Universal Logout: every session of a person ends, and the shared logins are signed in anew for everybody else."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import cause_of
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import anybody
from joblog_tui.simulator.places import SIGN_IN_APPS, App, account
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script

_TRIGGER = "universal_logout"


def logout(script: Script) -> Plan:
    """A lost laptop, a stolen phone, a suspicious sign-in."""
    dice = script.dice
    who, cause = anybody(dice), cause_of(dice, "logging_in", _TRIGGER, "workspace")
    actor = cause.actor
    apps = dice.some(SIGN_IN_APPS, script.few(3, 9))
    why = dice.pick(
        ("device reported as lost", "sign-in from two countries within an hour", "asked for by the manager")
    )
    return Plan(
        Facts("logging_in", _TRIGGER, Target(who, "user"), actor),
        Subject("the workspace", who),
        opening=f"all sessions of {who} have to end: {why}",
        attributes=cause.attributes,
        nested=tuple(_login(script, app, actor, who) for app in apps),
        lanes=4,
        unit="logins",
        done=f"{who} is signed out everywhere; {len(apps)} shared logins are signed in anew",
    )


def _login(script: Script, app: App, actor: str, who: str) -> Plan:
    subject = Subject(app.name, app.path)
    fresh = Plan(
        Facts("logging_in", _TRIGGER, account(app), actor), subject, opening=f"sessions of {who} in {app.name} end"
    )
    if not script.dice.chance(0.3):
        return fresh
    rotated = Plan(
        Facts("rotating_passwords", _TRIGGER, account(app), actor), subject, opening=f"{who} knew the password"
    )
    return Plan(
        fresh.facts, subject, opening=fresh.opening, nested=(rotated, fresh), lanes=1, unit="steps",
        done=f"{app.name} has a new password and a fresh session",
    )  # fmt: skip
