"""The words of the log: statuses (fixed), tasks and triggers (seeded, a team can register its own), roles.

Labels are what a person reads, slugs what files, queries and SQL say. Order is the order of the sidebar.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import IntEnum


class Status(IntEnum):
    """The six statuses. The number is the one the store keeps, the order that of the sidebar."""

    NOT_COMPLETED = 1
    RETRYING = 2
    RUNNING = 3
    STARTED = 4
    QUEUED = 5
    COMPLETED = 6

    @property
    def slug(self) -> str:
        """The word in files, queries and SQL, such as ``not_completed``."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The word a person reads, such as ``Not completed``."""
        return self.name.replace("_", " ").capitalize()

    @property
    def explanation(self) -> str:
        """One line for help and tooltips."""
        return _STATUS_EXPLANATIONS[self]

    @classmethod
    def from_slug(cls, slug: str) -> "Status":
        """The status of a slug; ``KeyError`` when there is none."""
        return _STATUS_BY_SLUG[slug]


_STATUS_EXPLANATIONS = {
    Status.NOT_COMPLETED: "ended without success",
    Status.RETRYING: "failed, will try again",
    Status.RUNNING: "at work now",
    Status.STARTED: "begun; of nested jobs some are completed",
    Status.QUEUED: "waits its turn",
    Status.COMPLETED: "all done",
}
_STATUS_BY_SLUG = {status.slug: status for status in Status}


class Role(IntEnum):
    """What a member of the workspace may do; the first three may open the log."""

    OWNER = 1
    SUPER_ADMIN = 2
    ADMIN = 3
    MEMBER = 4

    @property
    def slug(self) -> str:
        """The word in files and commands, such as ``super_admin``."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The word a person reads, such as ``Super admin``."""
        return self.name.replace("_", " ").capitalize()

    @property
    def may_open(self) -> bool:
        """Whether this role may open the log."""
        return self is not Role.MEMBER


@dataclass(frozen=True, slots=True)
class Word:
    """A task or a trigger: slug, label and the one-line explanation of help and tooltips."""

    slug: str
    label: str
    explanation: str = ""


TASKS = (
    Word("adding_users", "Adding users", "gives people an account in an app, or a seat in a team"),
    Word("syncing_users", "Syncing users", "brings the users of an app in line with the directory"),
    Word("updating_user_roles", "Updating user roles", "changes what people may do in an app"),
    Word("removing_users", "Removing users", "takes people's accounts or access away"),
    Word("rotating_passwords", "Rotating passwords", "sets a new password for an account and stores it"),
    Word("turning_on_mfa", "Turning on MFA", "adds a second factor to an account"),
    Word("turning_off_mfa", "Turning off MFA", "removes the second factor from an account"),
    Word("logging_in", "Logging in", "signs in to an account on somebody's behalf"),
)

TRIGGERS = (
    Word("web_app", "Web app", "somebody clicked in the web app"),
    Word("workspace_policy", "Workspace policy", "a rule of the whole workspace"),
    Word("password_policy", "Password policy", "a rule about the age or strength of passwords"),
    Word("scim", "SCIM", "the identity provider sent a change over SCIM"),
    Word("team_events", "Team events", "somebody joined, left or moved within a team"),
    Word("collection_events", "Collection events", "an account was added to or taken from a collection"),
    Word("universal_logout", "Universal Logout", "every session of a person had to end"),
    Word("cerby_api", "Cerby API", "a program called the API"),
    Word("cerby_admin_api", "Cerby Admin API", "a program called the administrators' API"),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tasks and triggers that a store knows, in sidebar order."""

    tasks: tuple[Word, ...] = TASKS
    triggers: tuple[Word, ...] = TRIGGERS
    task_slugs: frozenset[str] = field(init=False, repr=False, compare=False)
    trigger_slugs: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Have the slugs at hand: every line of a file is compared with them."""
        object.__setattr__(self, "task_slugs", frozenset(word.slug for word in self.tasks))
        object.__setattr__(self, "trigger_slugs", frozenset(word.slug for word in self.triggers))

    def task_label(self, slug: str) -> str:
        """The label of a task, or the slug itself when the store no longer knows it."""
        return _label(self.tasks, slug)

    def trigger_label(self, slug: str) -> str:
        """The label of a trigger, or the slug itself when the store no longer knows it."""
        return _label(self.triggers, slug)


def _label(words: tuple[Word, ...], slug: str) -> str:
    return next((word.label for word in words if word.slug == slug), slug)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``, or None when none is near."""
    matches = get_close_matches(word.casefold().replace(" ", "_").replace("-", "_")[:80], list(known), 1, 0.6)
    return matches[0] if matches else None
