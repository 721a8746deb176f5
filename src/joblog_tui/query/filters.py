"""A filter is one value with one textual form, shared by sidebar, query bar, views, command line and exports.

It is a small tree: ``And`` / ``Or`` / ``Not`` over conditions. ``query.language`` parses and prints it,
``query.matching`` tests a job in memory (the oracle), ``store.*.compile`` turns it into SQL.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Group = Literal["status", "task", "trigger"]
GROUPS: tuple[Group, ...] = ("status", "task", "trigger")


@dataclass(frozen=True, slots=True)
class OneOf:
    """``status:running,retrying``: the word of a sidebar group is one of these slugs."""

    group: Group
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """``actor:ana``, ``target:"Marketing"``, ``id:job-7``, ``source:worker-3``.

    Actor and target match any part of the name, letter case aside (``str.casefold``); id, source and
    correlation match the whole, to the letter, and so does reason: a reason code that the job or one nested in it gave.
    Several texts: any of them.
    """

    key: Literal["actor", "target", "id", "source", "correlation", "reason"]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exactly:
    """``target:="Team 6"``, ``actor:=Ana``: the whole name is one of these, to the letter."""

    key: Literal["actor", "target"]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A free word: part of the target's name, the actor or the id, letter case aside."""

    text: str


FlagName = Literal["stalled", "incomplete", "acknowledged", "nested"]
FLAG_NAMES: tuple[FlagName, ...] = ("stalled", "incomplete", "acknowledged", "nested")


@dataclass(frozen=True, slots=True)
class Flag:
    """``is:stalled``, ``is:incomplete``, ``is:acknowledged``, ``has:nested``."""

    name: FlagName


Comparison = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Span:
    """``age:<2h``, ``idle:>15m``, ``took:>5m``: a length of time, in milliseconds.

    ``age`` since created, ``idle`` since the last sign of life, ``took`` the run time of a finished job.
    """

    key: Literal["age", "idle", "took"]
    comparison: Comparison
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Between:
    """``created:2026-11-01..2026-11-23``: ``low <= time < high``, epoch milliseconds; None is open.

    ``text`` is the form in which the operator wrote it, kept so that printing gives it back; it takes no part
    in comparing.
    """

    key: Literal["created", "updated"]
    low: int | None
    high: int | None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match ``part``."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """What matches every part; no parts match everything."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """What matches any part."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = OneOf | Text | Exactly | Word | Flag | Span | Between | Not | And | Or


@dataclass(frozen=True, slots=True)
class Filter:
    """The whole query: a conjunction of conditions, and whether nested jobs are listed too (``in:all``).

    The sidebar is a view of the top-level ``OneOf`` conditions; ``chosen`` and ``toggled`` read and write them.
    """

    parts: tuple[Condition, ...] = ()
    everywhere: bool = False

    def chosen(self, group: Group) -> frozenset[str]:
        """The slugs selected in one sidebar group; empty when the group does not filter.

        Where several conditions concern the group, those that pass all of them.
        """
        sets = [frozenset(part.slugs) for part in self.parts if isinstance(part, OneOf) and part.group == group]
        return frozenset.intersection(*sets) - self.excluded(group) if sets else frozenset()

    def excluded(self, group: Group) -> frozenset[str]:
        """The slugs that a ``-status:...`` excludes from one sidebar group."""
        return frozenset(
            slug
            for part in self.parts
            if isinstance(part, Not) and isinstance(part.part, OneOf) and part.part.group == group
            for slug in part.part.slugs
        )

    def beyond(self, group: Group) -> bool:
        """Whether the query says more of a group than a sidebar can show: within OR, or to no value at all."""
        deeper = any(
            _mentions_group(part, group)
            for part in self.parts
            if not isinstance(part, OneOf) and not (isinstance(part, Not) and isinstance(part.part, OneOf))
        )
        filters = any(isinstance(part, OneOf) and part.group == group for part in self.parts)
        return deeper or (filters and not self.chosen(group))

    def toggled(self, group: Group, slug: str, order: tuple[str, ...]) -> "Filter":
        """This filter with one sidebar value switched; ``order`` is the order in which slugs are written.

        A value that is excluded is let in again.
        """
        if slug in self.excluded(group):
            return self.with_excluded(group, slug, order)
        chosen = set(self.chosen(group)) ^ {slug}
        slugs = tuple(known for known in order if known in chosen)
        kept = tuple(p for p in self.parts if not (isinstance(p, OneOf) and p.group == group))
        return replace(self, parts=(OneOf(group, slugs), *kept) if slugs else kept)

    def with_excluded(self, group: Group, slug: str, order: tuple[str, ...]) -> "Filter":
        """This filter with one sidebar value excluded, or let in again; one that was chosen is no longer."""
        excluded = self.excluded(group) ^ {slug}
        if slug in self.chosen(group):
            return self.toggled(group, slug, order).with_excluded(group, slug, order)
        slugs = tuple(known for known in order if known in excluded)
        kept = tuple(
            part for part in self.parts
            if not (isinstance(part, Not) and isinstance(part.part, OneOf) and part.part.group == group)
        )  # fmt: skip
        return replace(self, parts=(*kept, Not(OneOf(group, slugs))) if slugs else kept)

    def with_flag(self, name: FlagName) -> "Filter":
        """This filter with a flag switched on, or off when it was on."""
        flag = Flag(name)
        if flag in self.parts:
            return replace(self, parts=tuple(part for part in self.parts if part != flag))
        return replace(self, parts=(*self.parts, flag))

    def with_stalled(self) -> "Filter":
        """This filter with stalled jobs alone that nobody has seen to, as the view Stalled has it; or without that."""
        if self.has_flag("stalled"):
            return replace(self, parts=tuple(part for part in self.parts if part not in UNSEEN_STALLS))
        return replace(self, parts=tuple(dict.fromkeys((*self.parts, *UNSEEN_STALLS))))

    def has_flag(self, name: FlagName) -> bool:
        """Whether a flag is switched on at the top level."""
        return Flag(name) in self.parts

    def without(self, part: Condition) -> "Filter":
        """This filter without one of its top-level conditions."""
        return replace(self, parts=tuple(p for p in self.parts if p != part))

    @property
    def empty(self) -> bool:
        """Whether it lets every job through."""
        return not self.parts

    @property
    def mentions_stalled(self) -> bool:
        """Whether ``is:stalled`` stands anywhere in it, so that the answer depends on the moment."""
        return any(_mentions_stalled(part) for part in self.parts)

    @property
    def ages(self) -> bool:
        """Whether ``age:`` or ``idle:`` stands anywhere in it, so that what matches changes as time passes."""
        return any(_ages(part) for part in self.parts)


UNSEEN_STALLS: tuple[Condition, ...] = (Flag("stalled"), Not(Flag("acknowledged")))
"""What the key ``s``, the count in the header and the view Stalled mean: stalled, and nobody has seen to it."""


def _mentions_group(condition: Condition, group: Group) -> bool:
    match condition:
        case OneOf(own):
            return own == group
        case Not(part):
            return _mentions_group(part, group)
        case And(parts) | Or(parts):
            return any(_mentions_group(part, group) for part in parts)
    return False


def _mentions_stalled(condition: Condition) -> bool:
    match condition:
        case Flag(name):
            return name == "stalled"
        case Not(part):
            return _mentions_stalled(part)
        case And(parts) | Or(parts):
            return any(_mentions_stalled(part) for part in parts)
    return False


def _ages(condition: Condition) -> bool:
    match condition:
        case Span(key):
            return key in ("age", "idle")
        case Not(part):
            return _ages(part)
        case And(parts) | Or(parts):
            return any(_ages(part) for part in parts)
    return False
