"""What changed since a moment, such as the last visit of an operator: a condition of the language like any other."""

from joblog_tui.model.moment import rfc3339
from joblog_tui.query.filters import Between


def changed_since(moment: int) -> Between:
    """Jobs whose status has changed at ``moment`` (epoch ms) or later: ``updated:>=2026-11-23T08:00:00.000Z``."""
    return Between("updated", moment, None, f">={rfc3339(moment)}")
