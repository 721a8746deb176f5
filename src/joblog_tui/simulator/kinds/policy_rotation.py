"""A password policy at work: the shared logins of a collection, or the service accounts of an app, dozens of them."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import PLATFORM
from joblog_tui.simulator.places import (
    COLLECTIONS,
    ENVIRONMENTS,
    SERVICE_ACCOUNTS,
    SERVICE_APPS,
    SIGN_IN_APPS,
    App,
    account,
    hub_itself,
)
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script, attributes

_TASK, _TRIGGER = "rotating_passwords", "password_policy"
_VAULT = Target("Vault", "vault")
_AGE = Table((5, 60), (3, 90), (2, 30))


def of_collection(script: Script) -> Plan:
    """Every login of a collection that is older than the policy allows."""
    dice = script.dice
    collection, days = dice.pick(COLLECTIONS), dice.draw(_AGE)
    apps = dice.some(SIGN_IN_APPS, script.few(10, 44))
    return Plan(
        Facts(_TASK, _TRIGGER, Target(collection, "collection"), PLATFORM),
        Subject(collection, collection),
        opening=f"{len(apps)} passwords are older than {days} days",
        attributes=attributes(policy=f"Shared logins, {days} days", accounts=len(apps)),
        nested=tuple(Plan(Facts(_TASK, _TRIGGER, account(app), PLATFORM), Subject(app.name, app.path)) for app in apps),
        lanes=4,
        unit="passwords",
        done=f"all {len(apps)} passwords of {collection} are new",
    )


def of_service_accounts(script: Script) -> Plan:
    """The service accounts of an app, environment by environment; now and then all such apps of a hub at once."""
    dice = script.dice
    app = dice.pick(SERVICE_APPS)
    plan = _app(script, app)
    if not dice.chance(0.15):
        return plan
    return Plan(
        Facts(_TASK, _TRIGGER, hub_itself(app.hub), PLATFORM),
        Subject(app.hub, app.hub),
        opening=f"yearly review of {app.hub}",
        attributes=attributes(policy="Service accounts, yearly"),
        nested=(Plan(Facts("logging_in", _TRIGGER, _VAULT, PLATFORM), Subject("the vault", "svc-rotation")), plan),
        lanes=1,
        unit="steps",
        done=f"every service account of {app.hub} has a new password",
    )


def _app(script: Script, app: App) -> Plan:
    dice = script.dice
    names = SERVICE_ACCOUNTS[app.path]
    short = app.name.lower().replace(" ", "-")
    count = dice.between(1, 2 if script.brief else 3)
    environments = tuple(
        Plan(
            Facts(_TASK, _TRIGGER, Target(f"{short}-{environment}", "environment"), PLATFORM),
            Subject(app.name, environment),
            nested=tuple(_service_account(script, app, name) for name in names[: dice.between(2, len(names))]),
            lanes=2,
            unit="accounts",
            done=f"{short}-{environment} has new passwords",
        )
        for environment in ENVIRONMENTS[:count]
    )
    return Plan(
        Facts(_TASK, _TRIGGER, account(app), PLATFORM),
        Subject(app.name, app.path),
        opening=f"service accounts of {app.name} are older than {dice.draw(_AGE)} days",
        attributes=attributes(app=app.name, policy="Service accounts"),
        nested=environments,
        lanes=2,
        unit="environments",
        done=f"the service accounts of {app.name} have new passwords",
    )


def _service_account(script: Script, app: App, name: str) -> Plan:
    facts, subject = Facts(_TASK, _TRIGGER, Target(name, "service account"), PLATFORM), Subject(app.name, name)
    if script.brief or not script.dice.chance(0.12):
        return Plan(facts, subject)
    steps = (
        Plan(facts, subject),
        Plan(Facts("logging_in", _TRIGGER, Target(f"{name} sessions", "session"), PLATFORM), subject),
    )
    return Plan(facts, subject, nested=steps, lanes=1, unit="steps", done=f"{name} signed in with the new password")
