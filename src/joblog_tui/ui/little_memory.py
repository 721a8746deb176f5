"""Has the process of a dashboard hold less memory. To be called before asyncio is imported and threads are started.

Each in its own way saves megabytes, and the dashboard lacks nothing for it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_HASHES = (
    "_md5",
    "_sha1",
    "_sha3",
    "_blake2",
    *(("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")),
)


def hold_little_memory() -> None:
    """Do both, as far as this system lets us."""
    without_openssl()
    share_one_arena()


def without_openssl() -> None:
    """Have asyncio and hashlib in the form that they take on where Python was built without OpenSSL.

    It is a library of five megabytes that both load as soon as they are imported. A dashboard speaks to no network,
    and of hashes it takes few. ``ssl`` can be imported as ever afterwards, but asyncio does not know it then.
    """
    with _missing("ssl"):
        import asyncio  # noqa: F401
    with suppress(ImportError):  # not every Python has hashes of its own
        for name in _HASHES:
            import_module(name)
        with _missing("_hashlib"):
            import hashlib  # noqa: F401


def share_one_arena() -> None:
    """Have all threads take their memory from one place.

    With glibc each thread has a place of its own, and what it frees there no other can use: the connections of a
    store hold pages and statements in turns. They wait for Python's lock anyway, so hardly ever for this one.
    """
    with suppress(ImportError, AttributeError, OSError):  # no ctypes, or not glibc
        from ctypes import CDLL

        CDLL(None).mallopt(_ARENA_MAX, 1)


@contextmanager
def _missing(name: str) -> Iterator[None]:
    """Whoever imports a module now learns that there is none, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # that is how Python says so
    try:
        yield
    finally:
        del sys.modules[name]
