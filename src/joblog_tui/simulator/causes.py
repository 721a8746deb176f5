"""Why a job came to be: who stands behind its trigger, what its first line says, what its attributes tell.

Texts are filled in with ``team``, ``collection``, ``policy``, ``age`` (days) and ``n``.
"""

from dataclasses import dataclass

from joblog_tui.simulator import people
from joblog_tui.simulator.dice import Dice, Table
from joblog_tui.simulator.places import COLLECTIONS
from joblog_tui.simulator.script import attributes

_IDENTITY_PROVIDERS = Table((92, people.OKTA), (8, people.ENTRA))
_HUMAN_RESOURCES = ("svc-onboarding", "Workday Connector", "ServiceNow")
_HELPDESK = ("helpdesk-bot", "ServiceNow")
_PIPELINES = ("github-actions", "helpdesk-bot", "svc-monitoring")
_API_CLIENTS = {
    "adding_users": _HUMAN_RESOURCES,
    "syncing_users": _HUMAN_RESOURCES,
    "rotating_passwords": (*_PIPELINES, "ServiceNow"),
    "turning_on_mfa": _HELPDESK,
    "turning_off_mfa": _HELPDESK,
    "logging_in": _PIPELINES,
}
_ADMIN_API_CLIENTS = ("svc-it-admin", "terraform", "Jamf Connect", "access-review")

_POLICIES = {
    "syncing_users": ("Directory, every 6 hours", "Directory, nightly"),
    "removing_users": ("Nobody idle for 90 days", "Contractors, 180 days"),
    "rotating_passwords": ("Shared logins, 60 days", "Strong passwords, 30 days"),
    "turning_on_mfa": ("Second factor everywhere",),
    "logging_in": ("Fresh sessions", "Sign-in check, daily"),
}
_BREACH = Table((9, "policy '{policy}': {age} days old"), (1, "found in a list of leaked passwords"))

_OPENINGS = {
    ("adding_users", "scim"): ("POST /Users received", "PATCH /Groups: member added"),
    ("adding_users", "team_events"): ("joined {team}",),
    ("adding_users", "web_app"): ("invited on the people page", "request approved in the web app"),
    ("adding_users", "collection_events"): ("now works with the collection {collection}",),
    ("adding_users", "cerby_api"): ("POST /v1/members",),
    ("adding_users", "cerby_admin_api"): ("POST /admin/v1/seats",),
    ("syncing_users", "scim"): ("PUT /Groups received", "PATCH /Groups: {n} members changed"),
    ("syncing_users", "workspace_policy"): ("policy '{policy}'",),
    ("syncing_users", "web_app"): ("'Sync now' clicked",),
    ("syncing_users", "cerby_api"): ("POST /v1/syncs",),
    ("syncing_users", "cerby_admin_api"): ("POST /admin/v1/syncs",),
    ("updating_user_roles", "scim"): ("PATCH /Users: title changed", "PATCH /Users: department changed"),
    ("updating_user_roles", "team_events"): ("moved to {team}", "leads {team} now"),
    ("updating_user_roles", "web_app"): ("role changed on the member's page",),
    ("updating_user_roles", "collection_events"): ("became editor of the collection {collection}",),
    ("updating_user_roles", "cerby_admin_api"): ("PUT /admin/v1/roles",),
    ("removing_users", "scim"): ("PATCH /Users: active = false", "PATCH /Groups: member removed"),
    ("removing_users", "team_events"): ("left {team}",),
    ("removing_users", "web_app"): ("removed on the people page",),
    ("removing_users", "collection_events"): ("no longer works with the collection {collection}",),
    ("removing_users", "workspace_policy"): ("policy '{policy}'",),
    ("removing_users", "cerby_admin_api"): ("DELETE /admin/v1/members",),
    ("rotating_passwords", "web_app"): ("'Rotate now' clicked", "password was shown to {n} people today"),
    ("rotating_passwords", "collection_events"): ("somebody left the collection {collection}",),
    ("rotating_passwords", "team_events"): ("somebody left {team}",),
    ("rotating_passwords", "cerby_api"): ("POST /v1/rotations",),
    ("rotating_passwords", "universal_logout"): ("the password was on a lost device",),
    ("rotating_passwords", "scim"): ("somebody who knew it is inactive now",),
    ("turning_on_mfa", "workspace_policy"): ("policy '{policy}'",),
    ("turning_on_mfa", "web_app"): ("'Turn on' clicked", "secret moved from a phone to the vault"),
    ("turning_on_mfa", "collection_events"): ("added to the collection {collection}",),
    ("turning_on_mfa", "cerby_api"): ("POST /v1/second-factors",),
    ("turning_on_mfa", "cerby_admin_api"): ("PUT /admin/v1/second-factors",),
    ("turning_off_mfa", "web_app"): ("phone replaced", "'Turn off' clicked"),
    ("turning_off_mfa", "cerby_api"): ("DELETE /v1/second-factors",),
    ("turning_off_mfa", "cerby_admin_api"): ("DELETE /admin/v1/second-factors",),
    ("logging_in", "web_app"): ("'Open app' clicked", "opened from the browser extension"),
    ("logging_in", "cerby_api"): ("POST /v1/sessions",),
    ("logging_in", "universal_logout"): ("its sessions were ended, signing in anew",),
    ("logging_in", "workspace_policy"): ("policy '{policy}'",),
    ("logging_in", "collection_events"): ("added to the collection {collection}, first sign-in",),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Who or what caused a job, the first line of its log, its attributes as JSON text."""

    actor: str
    opening: str
    attributes: str


def cause_of(dice: Dice, task: str, trigger: str, app: str) -> Cause:
    """A cause that fits task and trigger (slugs) and what is being worked on."""
    team, collection, policy = dice.pick(people.TEAMS), dice.pick(COLLECTIONS), _policy(dice, task)
    text = dice.draw(_BREACH) if trigger == "password_policy" else dice.pick(_OPENINGS[task, trigger])
    opening = text.format(
        team=team, collection=collection, policy=policy, age=dice.between(61, 95), n=dice.between(2, 9)
    )
    return Cause(actor_of(dice, task, trigger), opening, _attributes(dice, trigger, app, team, collection, policy))


def actor_of(dice: Dice, task: str, trigger: str) -> str:
    """A fitting actor: the platform for policies, a person for clicks, a service for API calls."""
    match trigger:
        case "web_app":
            return dice.pick(people.ADMINS if dice.chance(0.6) else people.PEOPLE).name
        case "scim":
            return dice.draw(_IDENTITY_PROVIDERS)
        case "team_events":
            return people.PLATFORM if dice.chance(0.3) else dice.pick(people.LEADS).name
        case "collection_events":
            return dice.pick(people.PEOPLE).name
        case "universal_logout":
            return dice.pick(people.SECURITY).name if dice.chance(0.6) else people.OKTA
        case "cerby_api":
            return dice.pick(_API_CLIENTS[task])
        case "cerby_admin_api":
            return dice.pick(_ADMIN_API_CLIENTS)
        case _:
            return people.PLATFORM


def _policy(dice: Dice, task: str) -> str:
    known = _POLICIES.get(task)
    return dice.pick(known) if known else ""


def _attributes(dice: Dice, trigger: str, app: str, team: str, collection: str, policy: str) -> str:
    """What is known about the cause. Addresses are of the range that is kept for documentation (RFC 5737)."""
    match trigger:
        case "web_app":
            return attributes(app=app, ip=f"203.0.113.{dice.between(2, 250)}", client="web 7.41")
        case "password_policy" | "workspace_policy":
            return attributes(app=app, policy=policy)
        case "scim":
            return attributes(app=app, request=f"scim-{dice.between(0x100000, 0xFFFFFF):x}")
        case "universal_logout":
            return attributes(app=app, incident=f"SEC-{dice.between(310, 990)}")
        case "cerby_api" | "cerby_admin_api":
            return attributes(app=app, request=f"api-{dice.between(0x100000, 0xFFFFFF):x}")
        case "team_events":
            return attributes(app=app, team=team)
        case _:
            return attributes(app=app, collection=collection)
