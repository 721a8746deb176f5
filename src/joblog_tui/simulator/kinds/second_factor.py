"""Second factors: on for every login of a hub when a policy says so, off while a phone is replaced."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import cause_of
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import PEOPLE
from joblog_tui.simulator.places import HUBS, SIGN_IN_APPS, account, hub_apps, hub_itself
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script

_TRIGGERS_ON = Table((6, "workspace_policy"), (2, "web_app"), (1, "cerby_admin_api"))
_TRIGGERS_OFF = Table((4, "web_app"), (2, "cerby_admin_api"), (1, "cerby_api"))


def everywhere(script: Script) -> Plan:
    """Every login of a hub gets a second factor."""
    dice = script.dice
    trigger, hub = dice.draw(_TRIGGERS_ON), dice.pick(HUBS)
    cause = cause_of(dice, "turning_on_mfa", trigger, hub)
    actor, apps = cause.actor, hub_apps(dice, hub, script.few(3, 7))
    return Plan(
        Facts("turning_on_mfa", trigger, hub_itself(hub), actor),
        Subject(hub, hub),
        opening=f"{cause.opening}; {len(apps)} logins of {hub} have no second factor",
        attributes=cause.attributes,
        nested=tuple(
            Plan(Facts("turning_on_mfa", trigger, account(app), actor), Subject(app.name, app.path)) for app in apps
        ),
        lanes=2,
        unit="logins",
        done=f"every login of {hub} has a second factor",
    )


def new_phone(script: Script) -> Plan:
    """Off and on again for the logins whose codes were on a phone that is gone."""
    dice = script.dice
    trigger, person = dice.draw(_TRIGGERS_OFF), dice.pick(PEOPLE)
    cause = cause_of(dice, "turning_off_mfa", trigger, "workspace")
    actor, apps = cause.actor, dice.some(SIGN_IN_APPS, dice.between(2, 3))
    steps = tuple(
        Plan(Facts(task, trigger, account(app), actor), Subject(app.name, app.path))
        for app in apps
        for task in ("turning_off_mfa", "turning_on_mfa")
    )
    return Plan(
        Facts("turning_off_mfa", trigger, Target(person.mail, "user"), actor),
        Subject("the workspace", person.mail),
        opening=f"{person.name} has a new phone",
        attributes=cause.attributes,
        nested=steps,
        lanes=1,
        unit="steps",
        done=f"codes of {len(apps)} logins moved to the vault",
    )
