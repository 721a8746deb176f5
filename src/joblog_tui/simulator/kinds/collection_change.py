"""An account comes into a collection: it is checked, gets a new password and a second factor, and its people access."""

from joblog_tui.model.event import Target
from joblog_tui.simulator.causes import actor_of
from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.people import crew
from joblog_tui.simulator.places import COLLECTIONS, SIGN_IN_APPS, account
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Facts, Script, attributes

_TRIGGER = "collection_events"


def added(script: Script) -> Plan:
    """The steps of taking a login under control, one after the other."""
    dice = script.dice
    app, collection, actor = dice.pick(SIGN_IN_APPS), dice.pick(COLLECTIONS), actor_of(dice, "adding_users", _TRIGGER)
    login, subject = account(app), Subject(app.name, app.path)
    people = tuple(
        Plan(Facts("adding_users", _TRIGGER, Target(mail, "user"), actor), Subject(app.name, mail))
        for mail in crew(dice, script.few(2, 5))
    )
    access = Plan(
        Facts("adding_users", _TRIGGER, Target(collection, "collection"), actor),
        subject, nested=people, lanes=2, unit="people", done=f"{len(people)} people can sign in to {app.name}",
    )  # fmt: skip
    steps = [Plan(Facts(task, _TRIGGER, login, actor), subject) for task in ("logging_in", "rotating_passwords")]
    if dice.chance(0.6):
        steps.append(Plan(Facts("turning_on_mfa", _TRIGGER, login, actor), subject))
    return Plan(
        Facts("adding_users", _TRIGGER, login, actor),
        subject,
        opening=f"added to the collection {collection}",
        attributes=attributes(app=app.name, collection=collection),
        nested=(*steps, access),
        lanes=1,
        unit="steps",
        done=f"{app.path} is under control",
    )
