"""joblog: a live automation log in the terminal.

The package opens with nothing but its version: what a program needs it imports by name, because
start-up is a feature. ``JobWriter`` is the one name that writers import from here.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joblog_tui.writers import AsyncJobWriter, JobWriter

__version__ = "0.1.0"
__all__ = ["AsyncJobWriter", "JobWriter", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the writers only when somebody asks for them."""
    if name in ("JobWriter", "AsyncJobWriter"):
        import joblog_tui.writers as writers

        return getattr(writers, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
