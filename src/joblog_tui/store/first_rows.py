"""What a first look into a store shows, read before there is a loop, a reader or a dashboard."""

from dataclasses import dataclass

from joblog_tui.model.job import Job
from joblog_tui.model.vocabulary import Role, Vocabulary


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The newest listed ``jobs``, newest first, of a workspace that was made at ``created_at`` (epoch ms).

    ``role`` is that of whoever looks, None for no member: nothing may be shown to a role that may not open the log.
    """

    workspace: str
    store: str
    created_at: int
    role: Role | None
    vocabulary: Vocabulary
    jobs: tuple[Job, ...]
