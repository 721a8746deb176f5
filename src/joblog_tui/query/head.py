"""The head of a store: a short value that tells whether its events are still those that they were."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the last event, how many there are up to it, and the SHA-256 of them all, in hexadecimal.

    What the digest is taken of is said in docs/export.md.
    """

    last_event: int
    events: int
    sha256: str
